/** Which fields of two records differ, and what is sent to make one of them. */
import { relationOf } from "../../runtime/fields/traits";
import type { Values } from "../../runtime/forms/scope";
import { isWritable } from "../../runtime/forms/state";
import { sameValue } from "../../runtime/forms/validate";
import type { ClientField } from "../../runtime/model/client";

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Fields to choose between. Lines are no choice: those of both records stay. */
export function differingFields(fields: readonly ClientField[], kept: Values, other: Values): readonly ClientField[] {
  return fields.filter((field) => isWritable(field) && !field.setOnce && relationOf(field) !== "children" && !sameValue(field, kept[field.name] ?? null, other[field.name] ?? null));
}

/** Fields taken from the other record before anybody chooses: where the kept one says nothing. */
export const takenAtFirst = (fields: readonly ClientField[], kept: Values): ReadonlySet<string> => new Set(fields.filter((field) => isEmpty(kept[field.name])).map((field) => field.name));

/** Body of the merge. */
export function mergeBody(other: { readonly id: string } & Values, taken: ReadonlySet<string>) {
  return { others: [other.id], values: Object.fromEntries([...taken].map((name) => [name, other[name] ?? null])) };
}
