import { sql } from "kysely";
import { textSql } from "../families/text-sql";
import type { OperatorsSql } from "../families/operator-sql";
import { defineStorage, type Sql } from "../storage";
import { partsInOrder, type PersonName, type PersonNameOptions } from "./field";

const PLACES = { first: 0, middle: 1, last: 2 } as const;

/** The full name, null when empty. */
function full(cols: readonly Sql[], options: PersonNameOptions = {}): Sql {
  const [a, b, c] = partsInOrder(options).map((part) => cols[PLACES[part]]!);
  return sql`nullif(concat_ws(' ', ${a}, ${b}, ${c}), '')`;
}

const operators: OperatorsSql<PersonNameOptions> = Object.fromEntries(
  Object.entries(textSql<PersonNameOptions>()).map(([name, operator]) => [
    name,
    { sql: (cols, operand, options) => operator.sql([full(cols, options)], operand, options), bind: operator.bind },
  ] satisfies [string, OperatorsSql<PersonNameOptions>[string]]),
);

const text = (part: unknown): string | null => (typeof part === "string" ? part : null);

export const personNameStorage = defineStorage<PersonName, PersonNameOptions>({
  columns: () => [{ suffix: "_first", type: "text" }, { suffix: "_middle", type: "text" }, { suffix: "_last", type: "text" }],
  toRow: (value) => [value?.first ?? null, value?.middle ?? null, value?.last ?? null],
  fromRow: ([first, middle, last]) => {
    const value = { first: text(first), middle: text(middle), last: text(last) };
    return value.first === null && value.middle === null && value.last === null ? null : value;
  },
  operators,
  orderBy: ([first, middle, last]) => [last!, first!, middle!],
  asOperand: (cols) => full(cols),
  text: full,
  changeFrom(from, { order }) {
    const [old] = from.columns;
    if (from.type === "personName") return { kind: "safe" };
    if (from.type !== "text") return { kind: "refuse", reason: `Names of persons cannot be made out of the type "${from.type}".` };
    const words = sql`regexp_split_to_array(btrim(${old}), '\\s+')`;
    const [lead, second, rest] = [sql`nullif((${words})[1], '')`, sql`(${words})[2]`, sql`nullif(array_to_string((${words})[3:], ' '), '')`];
    if (order !== "firstLast") return { kind: "rewrite", using: [second, rest, lead] };
    const last = sql`case when cardinality(${words}) > 1 then (${words})[cardinality(${words})] end`;
    const middle = sql`nullif(array_to_string((${words})[2:cardinality(${words}) - 1], ' '), '')`;
    return { kind: "rewrite", using: [lead, middle, last] };
  },
});
