/** Buckets: stretches of the calendar that dates are cut to, named by their first day ("2026-03-01" by month). Weeks start on Monday. */
import { Temporal } from "temporal-polyfill";
import type { Bucket, GroupRow } from "./widget";

const LENGTH: Readonly<Record<Bucket, Temporal.DurationLikeObject>> = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, quarter: { months: 3 }, year: { years: 1 } };
/** No axis has more places; longer stretches are shown with their holes. */
const MOST = 400;

/** First day of the next bucket. */
export const bucketEnd = (start: string, by: Bucket): string => Temporal.PlainDate.from(start).add(LENGTH[by]).toString();

/** Midnight of a day in a zone, as an instant. */
export const instantOf = (day: string, timeZone: string): string => new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString();

/** Days of the buckets from the first to the last one given, without holes. */
export function bucketRange(days: readonly string[], by: Bucket): readonly string[] {
  const sorted = [...new Set(days)].sort();
  const all: string[] = [];
  for (let day = sorted[0]; day !== undefined && day <= sorted.at(-1)! && all.length < MOST; day = bucketEnd(day, by)) all.push(day);
  return all.length < MOST ? all : sorted;
}

/** Rows with zeros where a bucket of the first group has none; rows without a date stay at the end. */
export function fillBuckets(rows: readonly GroupRow[], by: Bucket, measures: number, zero: unknown): readonly GroupRow[] {
  const dated = rows.filter(({ keys }) => typeof keys[0] === "string");
  const others = rows.filter(({ keys }) => typeof keys[0] !== "string");
  const known = groupRows(dated);
  const second = dated[0]?.keys.slice(1) ?? [];
  const filled = bucketRange(dated.map(({ keys }) => keys[0] as string), by).flatMap((day) => known.get(day) ?? [{ keys: [day, ...second], values: Array<unknown>(measures).fill(zero) }]);
  return [...filled, ...others];
}

function groupRows(rows: readonly GroupRow[]): Map<string, GroupRow[]> {
  const groups = new Map<string, GroupRow[]>();
  for (const row of rows) groups.set(row.keys[0] as string, [...(groups.get(row.keys[0] as string) ?? []), row]);
  return groups;
}

/** A bucket that cuts a stretch of days into some 5 to 35 pieces. */
export function bucketFor(from: string, to: string): Bucket {
  const days = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
  return days <= 35 ? "day" : days <= 190 ? "week" : days <= 1100 ? "month" : "year";
}

export interface Stretch {
  /** Days; half-open. */
  readonly from: string;
  readonly to: string;
}

/**
 * The stretch before one: the month before a month, seven days before seven days. Of a stretch that is not over yet, only as many days
 * as have begun are compared: on the 5th of a month with the first five days of the one before.
 */
export function stretchBefore({ from, to }: Stretch, today: string): Stretch {
  const [start, end, day] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to), Temporal.PlainDate.from(today)];
  const months = start.until(end, { largestUnit: "months" });
  const before = start.subtract(months);
  const running = Temporal.PlainDate.compare(day, start) >= 0 && Temporal.PlainDate.compare(day, end) < 0;
  const begun = before.add({ days: start.until(day).days + 1 });
  return { from: before.toString(), to: (running && Temporal.PlainDate.compare(begun, start) < 0 ? begun : start).toString() };
}
