import { sql } from "kysely";
import { casts } from "../families/casts";
import { columnKind, keep, refuse } from "../families/change";
import { setSql } from "../families/set-sql";
import { defineStorage, type Sql } from "../storage";
import type { MultiSelectOptions } from "./field";

/** The items of the list (in the order of the choices) that the source names; null when there are none. */
const kept = (items: Sql, values: readonly string[]): Sql =>
  sql`(select array_agg(choice order by place) from unnest(${casts.text.many(sql`${values}`)}) with ordinality as known(choice, place) where choice = any(${items}))`;

export const multiSelectStorage = defineStorage<readonly string[], MultiSelectOptions>({
  columns: () => [{ suffix: "", type: "text[]" }],
  toRow: (value) => [value === null || value.length === 0 ? null : [...value]],
  fromRow: ([values]) => (Array.isArray(values) && values.length > 0 ? (values as string[]) : null),
  operators: setSql<MultiSelectOptions>(casts.text),
  orderBy: (cols) => [cols[0]!],
  changeFrom(from, { choices }) {
    const values = choices.map(({ value }) => value);
    const had = from.type === "multiSelect" ? (from.options as MultiSelectOptions).choices.map(({ value }) => value) : undefined;
    if (had?.every((value) => values.includes(value))) return keep();
    const column = from.columns[0]!;
    const kind = columnKind(from.type);
    if (kind !== "texts" && kind !== "text") return refuse(from, "several choices");
    const items = kind === "texts" ? column : sql`regexp_split_to_array(btrim(${column}), '\\s*[,;\n]\\s*')`;
    return {
      kind: "rewrite", using: [kept(items, values)],
      check: sql`(${column} is not null and not ${items} <@ ${casts.text.many(sql`${values}`)})`, loses: "Values that are not among the choices are dropped.",
    };
  },
});
