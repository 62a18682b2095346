import type { FieldUi } from "./contract";
import { fieldUis } from "./registry";

/** Screen half of a type; undefined for a type this build does not know (a newer revision than the page). */
export function uiOf(type: string): FieldUi | undefined {
  return Object.hasOwn(fieldUis, type) ? (fieldUis as Record<string, FieldUi>)[type] : undefined;
}
