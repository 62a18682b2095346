/** Traits of a field, read without naming its type: what it points at, where its value lives, who writes it. Browser-safe. */
import type { StorageKind } from "./field";
import { fieldType } from "./index";

/** The part of a field that traits need; the model's FieldModel and the client's ClientField fit. */
interface Typed {
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** How the field points at records: "one", "many", "children", "any"; undefined for plain values. */
export const relationOf = (field: Typed): "one" | "many" | "children" | "any" | undefined => fieldType(field.type).traits?.relation;

/** Names of the entities a relation may point at; empty = any entity, or no relation at all. */
export const targetsOf = (field: Typed): readonly string[] => fieldType(field.type).traits?.targets?.(field.options) ?? [];

/** Where the value lives for these options. */
export function storageOf(field: Typed): StorageKind {
  const type = fieldType(field.type);
  return type.traits?.storage?.(field.options) ?? type.storage;
}

/** True when the runtime makes the value, so that nobody writes it. */
export const isComputed = (field: Typed): boolean => fieldType(field.type).traits?.computed ?? false;

/** True when the value never comes out again. */
export const isWriteOnly = (field: Typed): boolean => fieldType(field.type).traits?.writeOnly ?? false;

/** Who makes a computed value; undefined for values that people write. */
export const computationOf = (field: Typed): "formula" | "rollup" | "counter" | undefined => fieldType(field.type).traits?.computation;

/** True when following the field from record to record must end. */
export const isAcyclic = (field: Typed): boolean => fieldType(field.type).traits?.acyclic?.(field.options) ?? false;

/** Parts of the value that stand apart in files, with their names by language; empty for a value in one piece. */
export const partsOf = (field: Typed): Readonly<Record<string, Readonly<Record<string, string>>>> => fieldType(field.type).traits?.parts ?? {};
