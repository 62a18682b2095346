/**
 * Periods: named stretches of time around *today* in a zone. Weeks start on Monday. last7Days are the seven days that end with
 * today, next7Days the seven that start with today. overdue is before now, future is after now; for dates, before and after today.
 * A *day* is counted from 1970-01-01 (expressions/formula/calendar.ts), which is small enough for every screen.
 */
import { addMonths, civilOf, DAY_MS, dayOf, formatDay, namedZone, offsetAt, offsetOfLocal, UTC, weekdayOf, type Zone } from "../../expressions/formula/calendar";
import type { EvaluationEnv } from "../field";

/** Half-open: from ≤ x < to; a missing bound is open. */
export interface Range {
  readonly from?: string;
  readonly to?: string;
}

type Days = readonly [from: number, to: number];

const months = (day: number, count: number): number => addMonths(day, count) ?? day;
const days = (from: number, count: number): Days => [from, from + count];
const week = (today: number, ahead: number): Days => days(today - weekdayOf(today) + 1 + ahead * 7, 7);

/** The stretch of `length` months that today lies in, moved by `ahead` of them; stretches begin with January. */
function stretch(today: number, length: number, ahead: number): Days {
  const { year, month } = civilOf(today);
  const from = months(dayOf(year, month - ((month - 1) % length), 1), ahead * length);
  return [from, months(from, length)];
}

const PERIODS = {
  today: (day: number) => days(day, 1),
  yesterday: (day: number) => days(day - 1, 1),
  tomorrow: (day: number) => days(day + 1, 1),
  thisWeek: (day: number) => week(day, 0),
  lastWeek: (day: number) => week(day, -1),
  nextWeek: (day: number) => week(day, 1),
  thisMonth: (day: number) => stretch(day, 1, 0),
  lastMonth: (day: number) => stretch(day, 1, -1),
  nextMonth: (day: number) => stretch(day, 1, 1),
  thisQuarter: (day: number) => stretch(day, 3, 0),
  lastQuarter: (day: number) => stretch(day, 3, -1),
  nextQuarter: (day: number) => stretch(day, 3, 1),
  thisYear: (day: number) => stretch(day, 12, 0),
  lastYear: (day: number) => stretch(day, 12, -1),
  nextYear: (day: number) => stretch(day, 12, 1),
  next7Days: (day: number) => days(day, 7),
  last7Days: (day: number) => days(day - 6, 7),
  next30Days: (day: number) => days(day, 30),
  last30Days: (day: number) => days(day - 29, 30),
  next90Days: (day: number) => days(day, 90),
  last90Days: (day: number) => days(day - 89, 90),
} as const;

export type PeriodName = keyof typeof PERIODS | "overdue" | "future";
export const PERIOD_NAMES: readonly PeriodName[] = [...(Object.keys(PERIODS) as (keyof typeof PERIODS)[]), "overdue", "future"];

export const isPeriod = (name: unknown): name is PeriodName => PERIOD_NAMES.includes(name as PeriodName);

/** A zone nobody knows counts as UTC: settings are checked where they are saved. */
const zoneOf = (timeZone: string): Zone => namedZone(timeZone) ?? UTC;

/** The day number of now in the zone of `env`. */
function dayNow({ now, timeZone }: EvaluationEnv): number {
  return Math.floor((now.getTime() + offsetAt(zoneOf(timeZone), now.getTime())) / DAY_MS);
}

/** Today's date in the zone of `env`: "2026-01-31". */
export const today = (env: EvaluationEnv): string => formatDay(dayNow(env));

/** Bounds as dates: "2026-01-31". */
export function dateRange(name: PeriodName, env: EvaluationEnv): Range {
  const day = dayNow(env);
  if (name === "overdue") return { to: formatDay(day) };
  if (name === "future") return { from: formatDay(day + 1) };
  const [from, to] = PERIODS[name](day);
  return { from: formatDay(from), to: formatDay(to) };
}

/** Bounds as instants: "2026-01-30T21:00:00.000Z". Days begin at the zone's midnight, or at its first instant when clocks jump over it. */
export function instantRange(name: PeriodName, env: EvaluationEnv): Range {
  if (name === "overdue") return { to: env.now.toISOString() };
  if (name === "future") return { from: new Date(env.now.getTime() + 1).toISOString() };
  const [from, to] = PERIODS[name](dayNow(env));
  const zone = zoneOf(env.timeZone);
  const instant = (day: number): string => new Date(day * DAY_MS - offsetOfLocal(zone, day * DAY_MS)).toISOString();
  return { from: instant(from), to: instant(to) };
}
