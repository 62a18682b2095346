/** Registry of field types, node half: how each lies in PostgreSQL. */
import { fieldType, isFieldTypeName, type FieldTypeName } from "./index";
import type { FieldStorage } from "./storage";

/** As in the browser-safe registry: only the type itself knows its values and options. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyFieldStorage = FieldStorage<any, any>;

export const fieldStorages = {
} as const satisfies Record<FieldTypeName, AnyFieldStorage>;

/** The storage of that type. Throws `metadata:invalid` when there is no such type. */
export function fieldStorage(name: string): AnyFieldStorage {
  if (!isFieldTypeName(name)) fieldType(name);
  return (fieldStorages as Record<string, AnyFieldStorage>)[name]!;
}
