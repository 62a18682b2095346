/** Buckets: stretches of the calendar that dates are cut to, named by their first day ("2026-03-01" by month). Weeks start on Monday. */
import { addMonths, civilOf, DAY_MS, dayOf, formatDay, namedZone, offsetOfLocal, UTC } from "../expressions/formula/calendar";
import type { Bucket, GroupRow } from "./widget";

const MONTHS: Readonly<Partial<Record<Bucket, number>>> = { month: 1, quarter: 3, year: 12 };
const DAYS: Readonly<Partial<Record<Bucket, number>>> = { day: 1, week: 7 };
/** No axis has more places; longer stretches are shown with their holes. */
const MOST = 400;

const numberOf = (day: string): number => dayOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));
const moved = (day: number, months: number): number => addMonths(day, months) ?? day;

/** First day of the next bucket. */
export function bucketEnd(start: string, by: Bucket): string {
  const day = numberOf(start);
  return formatDay(MONTHS[by] ? moved(day, MONTHS[by]) : day + (DAYS[by] ?? 1));
}

/** Midnight of a day in a zone, as an instant. */
export function instantOf(day: string, timeZone: string): string {
  const local = numberOf(day) * DAY_MS;
  return new Date(local - offsetOfLocal(namedZone(timeZone) ?? UTC, local)).toISOString();
}

/** Days of the buckets from the first to the last one given, without holes. */
export function bucketRange(days: readonly string[], by: Bucket): readonly string[] {
  const sorted = [...new Set(days)].sort();
  const last = sorted.at(-1) ?? "";
  const all: string[] = [];
  for (let day = sorted[0]; day !== undefined && day <= last && all.length <= MOST; day = bucketEnd(day, by)) all.push(day);
  return all.length <= MOST ? all : sorted;
}

/** Rows with `zero` where a bucket of the first group has none; rows without a date stay at the end. */
export function fillBuckets(rows: readonly GroupRow[], by: Bucket, measures: number, zero: unknown): readonly GroupRow[] {
  const dated = rows.filter(({ keys }) => typeof keys[0] === "string");
  const known = new Map<string, GroupRow[]>();
  for (const row of dated) known.set(row.keys[0] as string, [...(known.get(row.keys[0] as string) ?? []), row]);
  const second = dated[0]?.keys.slice(1) ?? [];
  const empty = (day: string): GroupRow => ({ keys: [day, ...second], values: Array<unknown>(measures).fill(zero) });
  return [...bucketRange([...known.keys()], by).flatMap((day) => known.get(day) ?? [empty(day)]), ...rows.filter(({ keys }) => typeof keys[0] !== "string")];
}

/** A bucket that cuts a stretch of days into some 5 to 40 pieces. */
export function bucketFor(from: string, to: string): Bucket {
  const days = numberOf(to) - numberOf(from);
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
  const [start, end, day] = [numberOf(from), numberOf(to), numberOf(today)];
  const [a, b] = [civilOf(start), civilOf(end)];
  const wholeMonths = a.day === 1 && b.day === 1 ? (b.year - a.year) * 12 + b.month - a.month : 0;
  const before = wholeMonths > 0 ? moved(start, -wholeMonths) : start - (end - start);
  const begun = day >= start && day < end ? Math.min(before + (day - start) + 1, start) : start;
  return { from: formatDay(before), to: formatDay(begun) };
}
