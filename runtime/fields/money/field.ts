/**
 * money: an amount with its currency, `{ "amount": 12.5, "currency": "EUR" }`. Amounts of different currencies are never compared:
 * an operand with a currency matches only values of that currency, a bare number compares amounts whatever the currency.
 */
import { defineField, fail, ok, type Parsed, type ValueIssue } from "../field";
import { decimalFromText, EXACT_DIGITS, fixedDigits, formatNumber, limitOptionIssues, parseDecimal, type DecimalLimits } from "../families/decimal";
import { compareDecimals, type Decimal } from "../families/number";
import { isObject, objectIssues } from "../families/object";
import { orderedOperators } from "../families/ordered";
import { maskAll } from "../families/plain-text";
import { didYouMean } from "../../kernel/names";
import { parseMoneyOperand, type Money, type MoneyOperand } from "./value";

export interface MoneyOptions {
  /** Allowed currencies (ISO 4217); the first is the default. */
  readonly currencies?: readonly string[];
  readonly scale?: number;
  readonly min?: number;
  readonly max?: number;
}

export const DEFAULT_CURRENCIES = ["EUR"] as const;
export const moneyLimits = ({ scale = 2, min, max }: MoneyOptions): DecimalLimits => ({ precision: EXACT_DIGITS, scale, min, max });
const currenciesOf = ({ currencies = DEFAULT_CURRENCIES }: MoneyOptions): readonly string[] => currencies;

function parseCurrency(input: unknown, options: MoneyOptions): Parsed<string> {
  const allowed = currenciesOf(options);
  if (input === undefined || input === null || input === "") return ok(allowed[0]!);
  if (typeof input !== "string") return fail("type", "A currency is a text of three letters.", `Use one of: ${allowed.join(", ")}.`, "/currency");
  const code = input.trim().toUpperCase();
  if (allowed.includes(code)) return ok(code);
  const near = didYouMean(code, allowed);
  return fail("unknownChoice", `The currency "${input.slice(0, 20)}" is not allowed here.`, near ? `Did you mean "${near}"?` : `Use one of: ${allowed.join(", ")}.`, "/currency");
}

function build(amount: Parsed<Decimal>, currency: Parsed<string>): Parsed<Money> {
  const issues: ValueIssue[] = [];
  if (!amount.ok) issues.push(...amount.issues.map((issue) => ({ ...issue, pointer: "/amount" })));
  if (!currency.ok) issues.push(...currency.issues);
  if (!amount.ok || !currency.ok) return { ok: false, issues };
  return amount.value === null ? ok<Money>(null) : ok({ amount: Number(amount.value), currency: currency.value! });
}

function parse(input: unknown, options: MoneyOptions): Parsed<Money> {
  if (input === null || input === "") return ok<Money>(null);
  const issues = objectIssues(input, ["amount", "currency"], '{ "amount": 12.5, "currency": "EUR" }');
  if (issues.length > 0 || !isObject(input)) return { ok: false, issues };
  return build(parseDecimal(input["amount"] ?? null, moneyLimits(options)), parseCurrency(input["currency"], options));
}

/** "12,50 EUR", "EUR 12.50", "12.50". */
function fromText(text: string, options: MoneyOptions): Parsed<Money> {
  if (text.trim() === "") return ok<Money>(null);
  const code = /^\s*([A-Za-z]{3})\b|([A-Za-z]{3})\s*$/.exec(text);
  const rest = code ? text.replace(code[0], " ") : text;
  return build(decimalFromText(rest, moneyLimits(options)), parseCurrency(code?.[1] ?? code?.[2] ?? null, options));
}

const compare = (value: Money, operand: MoneyOperand): number =>
  operand.currency === undefined || operand.currency === value.currency ? compareDecimals(value.amount, operand.amount) : NaN;

export const money = defineField<Money, MoneyOptions>({
  name: "money",
  icon: "banknote",
  label: "Money",
  storage: "columns",
  sortable: true,
  groupable: false,
  searchable: false,
  measures: ["sum", "avg", "min", "max", "count"],
  operators: orderedOperators<Money, MoneyOperand, MoneyOptions>({ parse: parseMoneyOperand, compare }),
  checkOptions: (options) => limitOptionIssues(moneyLimits(options)),
  apiSchema: (options) => ({
    type: "object",
    properties: { amount: { type: "number" }, currency: { type: "string", enum: [...currenciesOf(options)] } },
    required: ["amount", "currency"],
    additionalProperties: false,
  }),
  parse,
  isEmpty: (value) => value === null,
  toText: (value) => (value === null ? "" : `${value.amount} ${value.currency}`),
  fromText,
  // Without a scale as many digits as the currency has; what was stored finer is not hidden.
  format: (value, { scale }, { language }) =>
    value === null ? "" : formatNumber(value.amount, language, { style: "currency", currency: value.currency, ...(scale === undefined ? { maximumFractionDigits: 2 } : fixedDigits(scale)) }),
  equals: (a, b) => a === b || (a !== null && b !== null && a.currency === b.currency && a.amount === b.amount),
  mask: maskAll,
  feel: "context",
});
