/** Relations, node half: refs in one uuid column. */
import { defineStorage, type Change, type FieldStorage, type OperatorSql } from "../storage";
import { referenceSql } from "./reference-sql";
import type { Ref } from "./relation";

/** Entity that the ids of a single reference of any type belong to; undefined for other types. */
function targetOf(type: string, options: object): string | undefined {
  if (type === "user" || type === "unit") return type;
  return type === "reference" && "entity" in options && typeof options.entity === "string" ? options.entity : undefined;
}

/** Ids stay valid only while they point at the same entity. */
function refChange(from: { readonly type: string; readonly options: object }, target: string): Change {
  const before = targetOf(from.type, from.options);
  if (before === target) return { kind: "safe" };
  if (before === undefined) return { kind: "refuse", reason: `Values of the type "${from.type}" are not ids of records.` };
  return { kind: "refuse", reason: `The ids kept so far belong to "${before}", not to "${target}".` };
}

/** Storage of `refType`: the base column itself, uuid. No `text`: titles are joined by the query compiler. */
export function refStorage<O extends object>(target: (options: O) => string, operators: Readonly<Record<string, OperatorSql<O>>> = {}): FieldStorage<Ref, O> {
  return defineStorage<Ref, O>({
    columns: () => [{ suffix: "", type: "uuid" }],
    toRow: (value) => [value?.id ?? null],
    fromRow: ([id]) => (typeof id === "string" ? { id } : null),
    operators: { ...referenceSql<O>(), ...operators },
    orderBy: (cols) => [cols[0]!],
    changeFrom: (from, options) => refChange(from, target(options)),
  });
}

/** Refs of an array the driver gave: ids, or { id, title } objects when the gateway joins titles. */
export function refsFromDriver(list: unknown): readonly Ref[] | null {
  return Array.isArray(list) && list.length > 0 ? list.flatMap(refFromDriver) : null;
}

function refFromDriver(item: unknown): Ref[] {
  if (typeof item === "string") return [{ id: item }];
  if (typeof item !== "object" || item === null || !("id" in item) || typeof item.id !== "string") return [];
  return ["title" in item && typeof item.title === "string" ? { id: item.id, title: item.title } : { id: item.id }];
}
