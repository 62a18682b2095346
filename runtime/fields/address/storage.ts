import { sql } from "kysely";
import { trimmed } from "../families/change";
import type { OperatorsSql } from "../families/operator-sql";
import { casts } from "../families/casts";
import { textSql } from "../families/text-sql";
import { defineStorage, type OperatorSql, type Sql } from "../storage";
import { ADDRESS_PARTS, type Address, type AddressOptions } from "./field";

/** The whole address, null when empty. */
const whole = (cols: readonly Sql[]): Sql => sql`nullif(concat_ws(' ', ${sql.join(cols)}), '')`;
const texts = textSql<AddressOptions>();

function overWhole(name: string): OperatorSql<AddressOptions> {
  const operator = texts[name]!;
  return { sql: (cols, operand, options) => operator.sql([whole(cols)], operand, options), bind: operator.bind };
}

const operators: OperatorsSql<AddressOptions> = {
  contains: overWhole("contains"),
  notContains: overWhole("notContains"),
  inCountry: { sql: (cols, operand) => sql`${cols[5]} = any(${casts.text.many(operand)})`, bind: (operand) => operand },
  isEmpty: { sql: (cols) => sql`num_nonnulls(${sql.join(cols)}) = 0`, bind: () => null },
  isNotEmpty: { sql: (cols) => sql`num_nonnulls(${sql.join(cols)}) > 0`, bind: () => null },
};

const text = (part: unknown): string | null => (typeof part === "string" ? part : null);

export const addressStorage = defineStorage<Address, AddressOptions>({
  columns: () => ADDRESS_PARTS.map((part) => ({ suffix: `_${part}`, type: "text" })),
  toRow: (value) => ADDRESS_PARTS.map((part) => value?.[part] ?? null),
  fromRow: (values) => {
    if (values.every((part) => typeof part !== "string")) return null;
    const [line1, line2, city, region, postcode, country] = values;
    return { line1: text(line1), line2: text(line2), city: text(city), region: text(region), postcode: text(postcode), country: text(country) };
  },
  operators,
  orderBy: ([line1, , city, , , country]) => [country!, city!, line1!],
  asOperand: whole,
  text: whole,
  changeFrom: (from) => {
    if (from.type === "address") return { kind: "safe" };
    if (from.type !== "text" && from.type !== "longText") return { kind: "refuse", reason: `Addresses cannot be made out of the type "${from.type}".` };
    const [old] = from.columns;
    const nothing = sql`null::text`;
    return {
      kind: "rewrite", using: [sql`nullif(${trimmed(sql`left(${trimmed(old!)}, 200)`)}, '')`, nothing, nothing, nothing, nothing, nothing],
      check: sql`char_length(${trimmed(old!)}) > 200`, loses: "Texts longer than 200 characters are cut; the whole text becomes the first line.",
    };
  },
});
