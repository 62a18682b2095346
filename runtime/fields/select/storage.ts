import { sql } from "kysely";
import { casts } from "../families/casts";
import { asText, keep, refuse } from "../families/change";
import { choiceSql } from "../families/choice-sql";
import { defineStorage } from "../storage";
import type { SelectOptions } from "./field";

export const selectStorage = defineStorage<string, SelectOptions>({
  columns: () => [{ suffix: "", type: "text" }],
  toRow: (value) => [value],
  fromRow: ([value]) => (value as string | null) || null,
  operators: choiceSql<SelectOptions>(),
  orderBy: (cols) => [cols[0]!],
  text: (cols) => cols[0]!,
  asJson: (cols) => sql`to_jsonb(nullif(${cols[0]}, ''))`,
  changeFrom(from, { choices }) {
    const values = choices.map(({ value }) => value);
    const had = from.type === "select" ? (from.options as SelectOptions).choices.map(({ value }) => value) : undefined;
    if (had?.every((value) => values.includes(value))) return keep();
    const text = asText(from);
    if (!text) return refuse(from, "a choice");
    const isKnown = sql`btrim(${text}) = any(${casts.text.many(sql`${values}`)})`;
    return {
      kind: "rewrite", using: [sql`case when ${isKnown} then btrim(${text}) end`],
      check: sql`(${text} is not null and (${isKnown}) is not true)`, loses: "Values that are not among the choices become empty.",
    };
  },
});
