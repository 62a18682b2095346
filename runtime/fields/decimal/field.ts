/** decimal: an exact number with a fixed count of digits after the point. A number in JSON; a text of digits when `precision` is above 15. */
import { defineField } from "../field";
import { decimalFromText, decimalSchema, fixedDigits, formatNumber, limitOptionIssues, parseDecimal, parseDecimalOperand, type DecimalLimits } from "../families/decimal";
import { compareDecimals, numberOperators, type Decimal } from "../families/number";
import { maskAll } from "../families/plain-text";

export interface DecimalOptions {
  readonly precision?: number;
  readonly scale?: number;
  readonly min?: Decimal;
  readonly max?: Decimal;
}

export const decimalLimits = ({ precision = 15, scale = 2, min, max }: DecimalOptions): DecimalLimits => ({ precision, scale, min, max });

export const decimal = defineField<Decimal, DecimalOptions>({
  name: "decimal",
  icon: "decimals-arrow-right",
  label: "Decimal",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["sum", "avg", "min", "max", "count"],
  operators: numberOperators<Decimal, DecimalOptions>({ parse: parseDecimalOperand }),
  checkOptions: (options) => limitOptionIssues(decimalLimits(options)),
  apiSchema: (options) => decimalSchema(decimalLimits(options)),
  parse: (input, options) => parseDecimal(input, decimalLimits(options)),
  isEmpty: (value) => value === null,
  toText: (value) => (value === null ? "" : String(value)),
  fromText: (text, options) => decimalFromText(text, decimalLimits(options)),
  format: (value, { scale = 2 }, { language }) => formatNumber(value, language, fixedDigits(scale)),
  equals: (a, b) => (a === null || b === null ? a === b : compareDecimals(a, b) === 0),
  mask: maskAll,
  feel: "number",
});
