/** id: the key of the record itself, a uuid the product makes. Only the system field `id` has this type. */
import { defineField, fail, ok, type Parsed } from "../field";
import { maskAll } from "../families/plain-text";
import { referenceOperators } from "../families/reference";
import { idSchema, toUuid } from "../families/relation";

export type IdOptions = Readonly<Record<string, never>>;

function parse(input: unknown): Parsed<string> {
  if (input === null || input === "") return ok<string>(null);
  const id = toUuid(input);
  return id === undefined ? fail(typeof input === "string" ? "format" : "type", "This is not the id of a record.", 'Write it like "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a".') : ok(id);
}

export const id = defineField<string, IdOptions>({
  name: "id", icon: "fingerprint", label: "Id", storage: "columns",
  sortable: true, groupable: false, searchable: false, measures: ["count"],
  operators: referenceOperators<string, IdOptions>(),
  apiSchema: () => ({ ...idSchema }),
  parse,
  isEmpty: (value) => value === null,
  toText: (value) => value ?? "",
  fromText: (text) => parse(text.trim()),
  format: (value) => value ?? "",
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "text",
  traits: { reserved: true },
});
