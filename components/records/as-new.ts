/** The words of a record for another one like it: what a person may write, lines without their own ids, files only when they were just added. */
import { fieldType, isFieldTypeName } from "../../runtime/fields/index";
import { relationOf, targetsOf } from "../../runtime/fields/traits";
import type { Values } from "../../runtime/forms/scope";
import { isWritable } from "../../runtime/forms/state";
import type { ClientEntity, ClientField } from "../../runtime/model/client";

type Fields = Readonly<Record<string, Pick<ClientEntity, "fields">>>;

/** `stored`: the values before they were typed over. */
export function asNew(fields: readonly ClientField[], stored: Values, values: Values, entities: Fields): Record<string, unknown> {
  const kept = fields.filter((field) => isWritable(field) && values[field.name] !== undefined && values[field.name] !== null && !isOldFile(field, stored, values));
  return Object.fromEntries(kept.map((field) => [field.name, withoutIds(field, values[field.name], entities)]));
}

/** A file belongs to one record. */
const isOldFile = (field: ClientField, stored: Values, values: Values): boolean => isFieldTypeName(field.type) && fieldType(field.type).traits?.files === true && values[field.name] === stored[field.name];

function withoutIds(field: ClientField, value: unknown, entities: Fields): unknown {
  const lines = relationOf(field) === "children" ? entities[targetsOf(field)[0] ?? ""] : undefined;
  if (!lines || !Array.isArray(value)) return value;
  const own = lines.fields.filter((one) => !one.system && one.name !== field.options.field);
  return value.map((line) => asNew(own, {}, line as Values, entities));
}
