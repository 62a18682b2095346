import { sql } from "kysely";
import { keep } from "../families/change";
import { toNumericColumn } from "../families/numeric-storage";
import { defineStorage, type Change, type OperatorSql, type Sql } from "../storage";
import { DEFAULT_CURRENCIES, moneyLimits, type MoneyOptions } from "./field";
import type { Money, MoneyOperand } from "./value";

/** An operand travels as one text, "12.5 EUR" or "12.5" (any currency), because an operator has one parameter. */
const asParameter = ({ amount, currency }: MoneyOperand): string => (currency === undefined ? String(amount) : `${amount} ${currency}`);
const bindOne = (operand: unknown): unknown => (operand === null ? null : asParameter(operand as MoneyOperand));
const bindMany = (operand: unknown): unknown => (operand === null ? null : (operand as MoneyOperand[]).map(asParameter));

const amountOf = (x: Sql): Sql => sql`split_part(${x}, ' ', 1)::numeric`;
/** Same currency, or an operand without one. */
const sameCurrency = (currency: Sql, x: Sql): Sql => sql`split_part(${x}, ' ', 2) in ('', ${currency}::text)`;

type Compare = (amount: Sql, operand: Sql) => Sql;
const eq: Compare = (amount, operand) => sql`${amount} = ${operand}`;

const matches = (cols: readonly Sql[], x: Sql, compare: Compare): Sql => sql`(${compare(cols[0]!, amountOf(x))} and ${sameCurrency(cols[1]!, x)})`;
const one = (compare: Compare): OperatorSql<MoneyOptions> => ({ sql: (cols, x) => matches(cols, sql`${x}::text`, compare), bind: bindOne });
const anyOf = (cols: readonly Sql[], x: Sql): Sql => sql`exists (select from unnest(${x}::text[]) as item where ${matches(cols, sql`item`, eq)})`;

export const moneyStorage = defineStorage<Money, MoneyOptions>({
  columns: ({ scale = 2 }) => [
    { suffix: "", type: `numeric(19,${scale})` },
    { suffix: "_currency", type: "char(3)" },
  ],
  toRow: (value) => (value === null ? [null, null] : [value.amount, value.currency]),
  fromRow: ([amount, currency]) => (amount === null || amount === undefined ? null : { amount: Number(amount) + 0, currency: String(currency) }),
  operators: {
    eq: one(eq),
    ne: { sql: (cols, x) => sql`(${x}::text is not null and (${cols[0]!} is null or not ${matches(cols, sql`${x}::text`, eq)}))`, bind: bindOne },
    lt: one((amount, x) => sql`${amount} < ${x}`),
    lte: one((amount, x) => sql`${amount} <= ${x}`),
    gt: one((amount, x) => sql`${amount} > ${x}`),
    gte: one((amount, x) => sql`${amount} >= ${x}`),
    between: {
      sql: (cols, x) => sql`(${matches(cols, sql`(${x}::text[])[1]`, (amount, from) => sql`${amount} >= ${from}`)} and ${matches(cols, sql`(${x}::text[])[2]`, (amount, to) => sql`${amount} <= ${to}`)})`,
      bind: bindMany,
    },
    in: { sql: anyOf, bind: bindMany },
    notIn: { sql: (cols, x) => sql`(${x}::text[] is not null and not ${anyOf(cols, x)})`, bind: bindMany },
    isEmpty: { sql: (cols) => sql`${cols[0]!} is null`, bind: () => null },
    isNotEmpty: { sql: (cols) => sql`${cols[0]!} is not null`, bind: () => null },
  },
  orderBy: (cols) => [cols[0]!, cols[1]!],
  asOperand: (cols) => sql`(${cols[0]!}::text || ' ' || ${cols[1]!}::text)`,
  changeFrom: (from, options) => changeFrom(from, options),
});

/** Numbers become amounts of the first currency; between two moneys only the scale and the list of currencies can change. */
function changeFrom(from: { type: string; options: object; columns: readonly Sql[] }, options: MoneyOptions): Change {
  const { scale = 2, currencies = DEFAULT_CURRENCIES } = options;
  if (from.type !== "money") {
    const change = toNumericColumn(from, "money", moneyLimits(options));
    if (change.kind !== "rewrite") return change;
    const amount = change.using[0]!;
    return { ...change, using: [amount, sql`case when ${amount} is not null then ${currencies[0]!}::text end`] };
  }
  const was = from.options as MoneyOptions;
  const wasScale = was.scale ?? 2;
  if (scale === wasScale) return keep();
  const [amount, currency] = [from.columns[0]!, from.columns[1]!];
  if (scale > wasScale) {
    // The whole part loses room: numeric(19, scale).
    const bound = sql`10::numeric ^ ${19 - scale}::int`;
    return {
      kind: "rewrite", using: [sql`case when abs(${amount}) < ${bound} then ${amount} end`, sql`case when abs(${amount}) < ${bound} then ${currency} end`],
      check: sql`abs(${amount}) >= ${bound}`, loses: `Amounts with more than ${19 - scale} digits before the point become empty.`,
    };
  }
  return { kind: "rewrite", using: [sql`round(${amount}, ${scale}::int)`, currency], check: sql`round(${amount}, ${scale}::int) <> ${amount}`, loses: `Amounts are rounded to ${scale} digits after the point.` };
}
