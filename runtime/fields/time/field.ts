/** time: a time of day without a zone, "10:30" or "10:30:15". */
import { defineField, fail, ok, type Parsed } from "../field";
import { readTime } from "../families/calendar";
import { orderedOperators } from "../families/ordered";
import { kindOf, maskAll } from "../families/plain-text";
import { compareTexts } from "../families/temporal";

export interface TimeOptions {
  readonly min?: string;
  readonly max?: string;
}

const SHAPE = /^\d{2}:\d{2}(:\d{2})?$/;

function parseTime(input: unknown): Parsed<string> {
  if (input === null || input === "") return ok<string>(null);
  if (typeof input !== "string") return fail("type", `A time of day is expected, not ${kindOf(input)}.`, 'Give it as a text, for example "10:30".');
  return SHAPE.test(input) ? readTime(input) : fail("format", `"${input.slice(0, 40)}" is not a time of day.`, 'Write hours and minutes with two digits each, for example "09:30".');
}

function inLimits(parsed: Parsed<string>, { min, max }: TimeOptions): Parsed<string> {
  if (!parsed.ok || parsed.value === null) return parsed;
  if (min !== undefined && parsed.value < min) return fail("tooSmall", `The time ${parsed.value} is before ${min}.`, `Give ${min} or later.`);
  if (max !== undefined && parsed.value > max) return fail("tooBig", `The time ${parsed.value} is after ${max}.`, `Give ${max} or earlier.`);
  return parsed;
}

export const time = defineField<string, TimeOptions>({
  name: "time",
  icon: "clock",
  label: "Time",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["min", "max", "count"],
  operators: orderedOperators<string, string, TimeOptions>({ parse: parseTime, compare: compareTexts }),
  checkOptions: ({ min, max }) => (min !== undefined && max !== undefined && min > max ? [{ pointer: "/min", code: "range", message: `min ${min} is after max ${max}.`, remedy: "Swap them." }] : []),
  apiSchema: () => ({ type: "string", pattern: "^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$" }),
  parse: (input, options) => inLimits(parseTime(input), options),
  isEmpty: (value) => value === null,
  toText: (value) => value ?? "",
  fromText: (text, options) => (text.trim() === "" ? ok<string>(null) : inLimits(readTime(text.trim()), options)),
  format(value, _options, { language }) {
    if (value === null) return "";
    const timeStyle = value.length > 5 ? "medium" : "short";
    return new Intl.DateTimeFormat(language, { timeStyle, timeZone: "UTC" }).format(new Date(`1970-01-01T${value}Z`));
  },
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "time",
});
