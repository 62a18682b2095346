/**
 * Periods: named stretches of time around *today* in a zone. Weeks start on Monday. last7Days are the seven days that end with
 * today, next7Days the seven that start with today. overdue is before now, future is after now; for dates, before and after today.
 */
import { Temporal } from "temporal-polyfill";
import type { EvaluationEnv } from "../field";

/** Half-open: from ≤ x < to; a missing bound is open. */
export interface Range {
  readonly from?: string;
  readonly to?: string;
}

type Day = Temporal.PlainDate;
type Days = readonly [from: Day, to: Day];

const month = (day: Day): Day => day.with({ day: 1 });
const quarter = (day: Day): Day => day.with({ day: 1, month: day.month - ((day.month - 1) % 3) });
const year = (day: Day): Day => day.with({ day: 1, month: 1 });
const week = (day: Day): Day => day.subtract({ days: day.dayOfWeek - 1 });
const stretch = (from: Day, length: Temporal.DurationLikeObject): Days => [from, from.add(length)];

const PERIODS = {
  today: (day: Day) => stretch(day, { days: 1 }),
  yesterday: (day: Day) => stretch(day.subtract({ days: 1 }), { days: 1 }),
  tomorrow: (day: Day) => stretch(day.add({ days: 1 }), { days: 1 }),
  thisWeek: (day: Day) => stretch(week(day), { weeks: 1 }),
  lastWeek: (day: Day) => stretch(week(day).subtract({ weeks: 1 }), { weeks: 1 }),
  nextWeek: (day: Day) => stretch(week(day).add({ weeks: 1 }), { weeks: 1 }),
  thisMonth: (day: Day) => stretch(month(day), { months: 1 }),
  lastMonth: (day: Day) => stretch(month(day).subtract({ months: 1 }), { months: 1 }),
  nextMonth: (day: Day) => stretch(month(day).add({ months: 1 }), { months: 1 }),
  thisQuarter: (day: Day) => stretch(quarter(day), { months: 3 }),
  lastQuarter: (day: Day) => stretch(quarter(day).subtract({ months: 3 }), { months: 3 }),
  thisYear: (day: Day) => stretch(year(day), { years: 1 }),
  lastYear: (day: Day) => stretch(year(day).subtract({ years: 1 }), { years: 1 }),
  next7Days: (day: Day) => stretch(day, { days: 7 }),
  last7Days: (day: Day) => stretch(day.subtract({ days: 6 }), { days: 7 }),
  next30Days: (day: Day) => stretch(day, { days: 30 }),
  last30Days: (day: Day) => stretch(day.subtract({ days: 29 }), { days: 30 }),
} as const;

export type PeriodName = keyof typeof PERIODS | "overdue" | "future";
export const PERIOD_NAMES: readonly PeriodName[] = [...(Object.keys(PERIODS) as (keyof typeof PERIODS)[]), "overdue", "future"];

export const isPeriod = (name: unknown): name is PeriodName => PERIOD_NAMES.includes(name as PeriodName);

/** Today's date in the zone of `env`. */
export function today({ now, timeZone }: EvaluationEnv): Day {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** Bounds as dates: "2026-01-31". */
export function dateRange(name: PeriodName, env: EvaluationEnv): Range {
  const day = today(env);
  if (name === "overdue") return { to: day.toString() };
  if (name === "future") return { from: day.add({ days: 1 }).toString() };
  const [from, to] = PERIODS[name](day);
  return { from: from.toString(), to: to.toString() };
}

/** Bounds as instants: "2026-01-30T21:00:00.000Z". Days begin at the zone's midnight, or at its first instant when clocks jump over it. */
export function instantRange(name: PeriodName, env: EvaluationEnv): Range {
  if (name === "overdue") return { to: env.now.toISOString() };
  if (name === "future") return { from: new Date(env.now.getTime() + 1).toISOString() };
  const [from, to] = PERIODS[name](today(env));
  const instant = (day: Day): string => new Date(day.toZonedDateTime(env.timeZone).epochMilliseconds).toISOString();
  return { from: instant(from), to: instant(to) };
}
