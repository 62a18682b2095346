/** rating: 1 to `max` stars. */
import { defineField, type Parsed } from "../field";
import { numberOperators } from "../families/number";
import { maskAll } from "../families/plain-text";
import { parseWhole, parseWholeOperand, wholeFromText } from "../families/whole";

export interface RatingOptions {
  readonly max?: number;
}

export const RATING_MAX = 5;
const limits = ({ max = RATING_MAX }: RatingOptions) => ({ min: 1, max });

export const rating = defineField<number, RatingOptions>({
  name: "rating",
  icon: "star",
  label: "Rating",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["avg", "min", "max", "count"],
  operators: numberOperators<number, RatingOptions>({ parse: parseWholeOperand }),
  apiSchema: (options) => ({ type: "integer", minimum: 1, maximum: limits(options).max }),
  parse: (input, options): Parsed<number> => parseWhole(input, limits(options)),
  isEmpty: (value) => value === null,
  toText: (value) => (value === null ? "" : String(value)),
  fromText: (text, options) => wholeFromText(text, limits(options)),
  format: (value, options) => (value === null ? "" : `${value} / ${limits(options).max}`),
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "number",
});
