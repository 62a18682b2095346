/** integer: a whole number between −(2⁵³−1) and 2⁵³−1, kept in a bigint column. */
import { defineField } from "../field";
import { formatNumber, limitOptionIssues } from "../families/decimal";
import { numberOperators } from "../families/number";
import { maskAll } from "../families/plain-text";
import { parseWhole, parseWholeOperand, wholeFromText } from "../families/whole";

export interface IntegerOptions {
  readonly min?: number;
  readonly max?: number;
}

export const integer = defineField<number, IntegerOptions>({
  name: "integer",
  icon: "hash",
  label: "Integer",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["sum", "avg", "min", "max", "count"],
  operators: numberOperators<number, IntegerOptions>({ parse: parseWholeOperand }),
  checkOptions: ({ min, max }) => limitOptionIssues({ precision: 16, scale: 0, min, max }),
  apiSchema: ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }) => ({ type: "integer", minimum: min, maximum: max }),
  parse: parseWhole,
  isEmpty: (value) => value === null,
  toText: (value) => (value === null ? "" : String(value)),
  fromText: wholeFromText,
  format: (value, _options, { language }) => formatNumber(value, language),
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "number",
});
