/** duration: a length of time in ISO 8601, "P1DT2H". */
import { defineField, fail, ok, type Parsed } from "../field";
import { orderedOperators } from "../families/ordered";
import { kindOf, maskAll } from "../families/plain-text";
import { fold } from "../families/text";
import en from "./messages.en.json";
import ru from "./messages.ru.json";
import tr from "./messages.tr.json";
import uk from "./messages.uk.json";
import { compareDurations, parseDurationText, readParts } from "./value";

export interface DurationOptions {
  readonly min?: string;
  readonly max?: string;
}

const WORDS = { en, ru, uk, tr } as const;

function parseDuration(input: unknown): Parsed<string> {
  if (input === null || input === "") return ok<string>(null);
  return typeof input === "string" ? parseDurationText(input) : fail("type", `A duration is expected, not ${kindOf(input)}.`, 'Give it as a text, for example "P1DT2H".');
}

function inLimits(parsed: Parsed<string>, { min, max }: DurationOptions): Parsed<string> {
  if (!parsed.ok || parsed.value === null) return parsed;
  if (min !== undefined && compareDurations(parsed.value, min) < 0) return fail("tooSmall", `The duration ${parsed.value} is shorter than ${min}.`, `Give ${min} or more.`);
  if (max !== undefined && compareDurations(parsed.value, max) > 0) return fail("tooBig", `The duration ${parsed.value} is longer than ${max}.`, `Give ${max} or less.`);
  return parsed;
}

/** "P1DT2H", "2:30" (hours and minutes), "2:30:15", "1d 2h 30m". */
function fromText(text: string): Parsed<string> {
  const trimmed = text.trim();
  if (trimmed === "") return ok<string>(null);
  const clock = /^(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$/.exec(trimmed);
  if (clock) return parseDurationText(`PT${clock[1]}H${clock[2]}M${clock[3] ?? 0}S`);
  const units = /^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?$/.exec(fold(trimmed));
  return units ? parseDurationText(`P${units[1] ?? 0}DT${units[2] ?? 0}H${units[3] ?? 0}M`) : parseDurationText(trimmed);
}

function format(value: string, language: string): string {
  const parts = readParts(value)!;
  const words = WORDS[language.slice(0, 2) as keyof typeof WORDS] ?? en;
  const [months, minutes] = [Math.abs(parts.months), Math.floor(Math.abs(parts.millis) / 60_000)];
  const seconds = (Math.abs(parts.millis) % 60_000) / 1000;
  const units = [
    [Math.floor(months / 12), words.years], [months % 12, words.months], [Math.abs(parts.days), words.days],
    [Math.floor(minutes / 60), words.hours], [minutes % 60, words.minutes], [seconds, words.seconds],
  ] as const;
  const text = units.filter(([count]) => count !== 0).map(([count, word]) => `${count} ${word}`).join(" ");
  return text === "" ? `0 ${words.minutes}` : `${value.startsWith("-") ? "−" : ""}${text}`;
}

export const duration = defineField<string, DurationOptions>({
  name: "duration",
  icon: "timer",
  label: "Duration",
  storage: "columns",
  sortable: true,
  groupable: false,
  searchable: false,
  measures: ["sum", "avg", "min", "max", "count"],
  operators: orderedOperators<string, string, DurationOptions>({ parse: parseDuration, compare: compareDurations }),
  checkOptions(options) {
    const issues = (["min", "max"] as const).flatMap((key) => {
      const parsed = options[key] === undefined ? ok("") : parseDurationText(options[key]);
      return parsed.ok ? [] : parsed.issues.map((issue) => ({ ...issue, pointer: `/${key}` }));
    });
    if (issues.length > 0 || options.min === undefined || options.max === undefined || compareDurations(options.min, options.max) <= 0) return issues;
    return [{ pointer: "/min", code: "range", message: `min ${options.min} is longer than max ${options.max}.`, remedy: "Swap them." }];
  },
  apiSchema: () => ({ type: "string", pattern: "^-?P(\\d+Y)?(\\d+M)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" }),
  parse: (input, options) => inLimits(parseDuration(input), options),
  isEmpty: (value) => value === null,
  toText: (value) => value ?? "",
  fromText: (text, options) => inLimits(fromText(text), options),
  format: (value, _options, { language }) => (value === null ? "" : format(value, language)),
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "duration",
});
