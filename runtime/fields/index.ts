/**
 * Registry of field types, browser-safe half. To add a type: make its folder, add its line here, in `server.ts`, in `options.ts`
 * and in `components/fields/registry.tsx`; tsc names the ones that are missing.
 */
import { AppError } from "../kernel/errors";
import { didYouMean } from "../kernel/names";
import type { FieldType } from "./field";

/** Values and options of different types meet in the registry, where only the type itself knows them; hence `any`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyFieldType = FieldType<any, any>;

export const fieldTypes = {
} as const satisfies Record<string, AnyFieldType>;

export type FieldTypeName = keyof typeof fieldTypes;

export const fieldTypeNames = Object.keys(fieldTypes) as FieldTypeName[];

export function isFieldTypeName(name: string): name is FieldTypeName {
  return Object.hasOwn(fieldTypes, name);
}

/** The type of that name. Throws `metadata:invalid` with a suggestion when there is none. */
export function fieldType(name: string): AnyFieldType {
  if (isFieldTypeName(name)) return fieldTypes[name];
  const near = didYouMean(name, fieldTypeNames);
  throw new AppError("metadata:invalid", `There is no field type "${name}".`, {
    remedy: near ? `Did you mean "${near}"?` : `Use one of: ${fieldTypeNames.join(", ")}.`,
  });
}
