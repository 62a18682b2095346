/** percent: 12.5 means 12.5 %. */
import { defineField } from "../field";
import { decimalFromText, decimalSchema, fixedDigits, formatNumber, limitOptionIssues, parseDecimal, parseDecimalOperand, type DecimalLimits } from "../families/decimal";
import { compareDecimals, numberOperators, type Decimal } from "../families/number";
import { maskAll } from "../families/plain-text";

export interface PercentOptions {
  readonly scale?: number;
  readonly min?: number;
  readonly max?: number;
}

export const percentLimits = ({ scale = 2, min, max }: PercentOptions): DecimalLimits => ({ precision: 9 + scale, scale, min, max });

export const percent = defineField<Decimal, PercentOptions>({
  name: "percent",
  icon: "percent",
  label: "Percent",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["sum", "avg", "min", "max", "count"],
  operators: numberOperators<Decimal, PercentOptions>({ parse: parseDecimalOperand }),
  checkOptions: (options) => limitOptionIssues(percentLimits(options)),
  apiSchema: (options) => decimalSchema(percentLimits(options)),
  parse: (input, options) => parseDecimal(input, percentLimits(options)),
  isEmpty: (value) => value === null,
  toText: (value) => (value === null ? "" : String(value)),
  fromText: (text, options) => decimalFromText(text.trim().replace(/\s*%$/, ""), percentLimits(options)),
  format: (value, { scale = 2 }, { language }) => (value === null ? "" : `${formatNumber(value, language, fixedDigits(scale))} %`),
  equals: (a, b) => (a === null || b === null ? a === b : compareDecimals(a, b) === 0),
  mask: maskAll,
  feel: "number",
});
