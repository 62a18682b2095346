/**
 * Numbers of records, e.g. "D-2026-0042". Pure.
 *
 * - *format*: text with one *counter* `{0000}` (zeros = least width) and *date parts* `{YYYY}` `{YY}` `{MM}` `{DD}`.
 * - *period*: the stretch of time within which the counter runs; a new period begins at `start` again. "" = for ever.
 * - *reset*: how long a period is at most. A period is never shorter than the date parts of the format can tell apart,
 *   so two periods cannot make the same number.
 */
export type Reset = "never" | "year" | "month" | "day";

const TOKEN = /\{(YYYY|YY|MM|DD|0+)\}/g;
/** From the longest period to the shortest. */
export const RESETS: readonly Reset[] = ["never", "year", "month", "day"];

interface DateParts {
  readonly YYYY: string;
  readonly YY: string;
  readonly MM: string;
  readonly DD: string;
}

function dateParts(date: Date, timeZone: string): DateParts {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit" });
  const part = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
  const YYYY = String(part["year"]).padStart(4, "0");
  return { YYYY, YY: YYYY.slice(-2), MM: String(part["month"]), DD: String(part["day"]) };
}

/** The finest period that the date parts of the format tell apart: "{YYYY}{MM}" → "month", "{MM}" alone → "never". */
export function finestReset(format: string): Reset {
  const has = (...parts: string[]): boolean => parts.some((part) => format.includes(`{${part}}`));
  if (!has("YYYY", "YY")) return "never";
  if (!has("MM")) return "year";
  return has("DD") ? "day" : "month";
}

/** Number `n` written by the format at the moment `date`, seen in `timeZone`. */
export function renderNumber(format: string, n: number, date: Date, timeZone = "UTC"): string {
  const parts = dateParts(date, timeZone);
  return format.replace(TOKEN, (_, token: string) => (token[0] === "0" ? String(n).padStart(token.length, "0") : parts[token as keyof DateParts]));
}

/**
 * Key of the period that `date` falls in: "", "2026", "2026-01" or "2026-01-31". Without `reset` the counter
 * begins anew as often as the format shows: "D-{YYYY}-{0000}" each year, "{0000}" never.
 */
export function period(format: string, date: Date, reset: Reset = finestReset(format), timeZone = "UTC"): string {
  const level = Math.min(RESETS.indexOf(reset), RESETS.indexOf(finestReset(format)));
  const { YYYY, MM, DD } = dateParts(date, timeZone);
  return [YYYY, MM, DD].slice(0, level).join("-");
}
