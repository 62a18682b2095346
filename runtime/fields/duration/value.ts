/**
 * Durations: months and seconds, each exact, written in ISO 8601 ("P1Y2M3DT4H5M6.5S"). A week is seven days, a day 24 hours, a year 12 months.
 * Where durations are compared a month counts as 30 days, as in PostgreSQL's interval: P1M equals P30D.
 */
import { fail, ok, type Parsed } from "../field";

/** All parts have one sign. */
export interface DurationParts {
  readonly months: number;
  readonly days: number;
  readonly millis: number;
}

const ISO = /^([-+]?)P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,3})\d*)?S)?)?$/i;
const DAY_MS = 86_400_000;
/** A thousand years, in the three units together; far within what interval holds. */
const MAX_MS = 1000 * 366 * DAY_MS;

/** Parts of an ISO text, or undefined. "P1W" → 7 days. */
export function readParts(text: string): DurationParts | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = found.slice(2, 9).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number, number];
  const sign = found[1] === "-" ? -1 : 1;
  const millis = ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((found[9] ?? "").padEnd(3, "0"));
  return { months: sign * (years * 12 + months), days: sign * (weeks * 7 + days), millis: sign * millis };
}

/** Canonical text: hours below 24 and minutes and seconds below 60 (the rest becomes days), months below 12; "PT0S" for nothing. */
export function writeParts({ months, days, millis }: DurationParts): string {
  // Parts of both signs (a difference made by the database) have no ISO form: they are counted together, by their weight.
  const isMixed = months !== 0 && Math.sign(months) === -Math.sign(days * DAY_MS + millis);
  const signedMillis = isMixed ? weight({ months, days, millis }) : days * DAY_MS + millis;
  const isNegative = (!isMixed && months < 0) || signedMillis < 0;
  const [m, allMillis] = [isMixed ? 0 : Math.abs(months), Math.abs(signedMillis)];
  const [d, rest] = [Math.floor(allMillis / DAY_MS), allMillis % DAY_MS];
  const unit = (value: number, letter: string): string => (value === 0 ? "" : `${value}${letter}`);
  const day = unit(Math.floor(m / 12), "Y") + unit(m % 12, "M") + unit(d, "D");
  const seconds = (rest % 60_000) / 1000;
  const time = unit(Math.floor(rest / 3_600_000), "H") + unit(Math.floor(rest / 60_000) % 60, "M") + unit(seconds, "S");
  if (day === "" && time === "") return "PT0S";
  return `${isNegative ? "-" : ""}P${day}${time === "" ? "" : `T${time}`}`;
}

/** Milliseconds with a month of 30 days: what comparisons use. */
export const weight = ({ months, days, millis }: DurationParts): number => (months * 30 + days) * DAY_MS + millis;

export function compareDurations(a: string, b: string): number {
  return weight(readParts(a)!) - weight(readParts(b)!);
}

/** Canonical text. Issues: format, tooBig. */
export function parseDurationText(text: string): Parsed<string> {
  const parts = readParts(text.trim());
  if (!parts) return fail("format", `"${text.slice(0, 40)}" is not a duration.`, 'Write it in ISO 8601, for example "P1DT2H" for a day and two hours or "PT30M" for half an hour.');
  if (Math.abs(weight(parts)) > MAX_MS) return fail("tooBig", "The duration is longer than a thousand years.", "Check the number before each letter.");
  return ok(writeParts(parts));
}
