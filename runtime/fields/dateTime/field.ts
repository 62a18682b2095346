/** dateTime: a moment, kept in UTC to the millisecond: "2026-01-31T10:00:00.000Z". Input needs an offset. */
import { defineField, fail, ok, type Parsed, type ValueIssue } from "../field";
import { isoInstant, readInstant } from "../families/calendar";
import { momentWords } from "../families/date-words";
import { instantRange } from "../families/period";
import { kindOf, maskAll } from "../families/plain-text";
import { temporalOperators } from "../families/temporal";

export interface DateTimeOptions {
  readonly min?: string;
  readonly max?: string;
}

const bound = (text: string | undefined): string | undefined => {
  const parsed = text === undefined ? undefined : isoInstant(text);
  return parsed?.ok ? parsed.value! : undefined;
};

function inLimits(parsed: Parsed<string>, options: DateTimeOptions): Parsed<string> {
  if (!parsed.ok || parsed.value === null) return parsed;
  const [min, max] = [bound(options.min), bound(options.max)];
  if (min !== undefined && parsed.value < min) return fail("tooSmall", `The moment ${parsed.value} is before ${min}.`, `Give ${min} or later.`);
  if (max !== undefined && parsed.value > max) return fail("tooBig", `The moment ${parsed.value} is after ${max}.`, `Give ${max} or earlier.`);
  return parsed;
}

function parseInstant(input: unknown): Parsed<string> {
  if (input === null || input === "") return ok<string>(null);
  return typeof input === "string" ? isoInstant(input) : fail("type", `A date with a time is expected, not ${kindOf(input)}.`, 'Give it as a text, for example "2026-01-31T10:00:00Z".');
}

function checkOptions(options: DateTimeOptions): readonly ValueIssue[] {
  const issues: ValueIssue[] = [];
  for (const key of ["min", "max"] as const) {
    const parsed = options[key] === undefined ? undefined : isoInstant(options[key]);
    if (parsed && !parsed.ok) issues.push(...parsed.issues.map((issue) => ({ ...issue, pointer: `/${key}` })));
  }
  const [min, max] = [bound(options.min), bound(options.max)];
  if (min !== undefined && max !== undefined && min > max) issues.push({ pointer: "/min", code: "range", message: `min ${min} is after max ${max}.`, remedy: "Swap them." });
  return issues;
}

export const dateTime = defineField<string, DateTimeOptions>({
  name: "dateTime",
  icon: "calendar-clock",
  label: "Date and time",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["min", "max", "count"],
  operators: temporalOperators<DateTimeOptions>({ parse: parseInstant, bounds: instantRange }),
  checkOptions,
  apiSchema: () => ({ type: "string", format: "date-time" }),
  parse: (input, options) => inLimits(parseInstant(input), options),
  isEmpty: (value) => value === null,
  toText: (value) => value ?? "",
  fromText: (text, options) => (text.trim() === "" ? ok<string>(null) : inLimits(readInstant(text.trim()), options)),
  format: (value, _options, { language, timeZone }) => (value === null ? "" : momentWords(value, language, timeZone)),
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "dateTime",
});
