/** date: a day of the calendar without a zone, "2026-01-31". */
import { defineField, fail, ok, type Parsed, type ValueIssue } from "../field";
import { isoDate, readDate } from "../families/calendar";
import { dayWords } from "../families/date-words";
import { dateRange } from "../families/period";
import { kindOf, maskAll } from "../families/plain-text";
import { temporalOperators } from "../families/temporal";

export interface DateOptions {
  readonly min?: string;
  readonly max?: string;
}

function inLimits(parsed: Parsed<string>, { min, max }: DateOptions): Parsed<string> {
  if (!parsed.ok || parsed.value === null) return parsed;
  if (min !== undefined && parsed.value < min) return fail("tooSmall", `The date ${parsed.value} is before ${min}.`, `Give ${min} or a later day.`);
  if (max !== undefined && parsed.value > max) return fail("tooBig", `The date ${parsed.value} is after ${max}.`, `Give ${max} or an earlier day.`);
  return parsed;
}

function parseDate(input: unknown): Parsed<string> {
  if (input === null || input === "") return ok<string>(null);
  return typeof input === "string" ? isoDate(input) : fail("type", `A date is expected, not ${kindOf(input)}.`, 'Give it as a text, for example "2026-01-31".');
}

function checkOptions(options: DateOptions): readonly ValueIssue[] {
  const issues: ValueIssue[] = [];
  for (const key of ["min", "max"] as const) {
    const parsed = options[key] === undefined ? undefined : isoDate(options[key]);
    if (parsed && !parsed.ok) issues.push(...parsed.issues.map((issue) => ({ ...issue, pointer: `/${key}` })));
  }
  if (options.min !== undefined && options.max !== undefined && options.min > options.max) {
    issues.push({ pointer: "/min", code: "range", message: `min ${options.min} is after max ${options.max}.`, remedy: "Swap them." });
  }
  return issues;
}

export const date = defineField<string, DateOptions>({
  name: "date",
  icon: "calendar",
  label: "Date",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["min", "max", "count"],
  operators: temporalOperators<DateOptions>({ parse: parseDate, bounds: dateRange }),
  checkOptions,
  apiSchema: () => ({ type: "string", format: "date" }),
  parse: (input, options) => inLimits(parseDate(input), options),
  isEmpty: (value) => value === null,
  toText: (value) => value ?? "",
  fromText: (text, options) => (text.trim() === "" ? ok<string>(null) : inLimits(readDate(text.trim()), options)),
  // A date has no zone: shown as it is in UTC.
  format: (value, _options, { language }) => (value === null ? "" : dayWords(value, language)),
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "date",
});
