/**
 * Arithmetic of working time. Sums are the earliest instant at which the work is done: after the last hour of Friday it is Friday
 * evening, not Monday morning. Nothing is reckoned further than CALENDAR_LIMITS.years: what lies beyond ends there.
 */
import { addMonths, DAY_MS, offsetAt, offsetOfLocal } from "../expressions/formula/calendar";
import { localDay, type Stretch, type WorkingCalendar } from "./calendar";
import { CALENDAR_LIMITS } from "./limits";

/** An ISO 8601 duration in its parts: months and weeks go by the calendar, days are working days, the rest is working time. */
export interface WorkingSpan {
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly ms: number;
}

const LATEST = 8.64e15;
const AHEAD = CALENDAR_LIMITS.years * 366;
const horizon = (from: number): number => Math.min(from + AHEAD * DAY_MS, LATEST);
const lengthOf = (all: readonly Stretch[]): number => all.reduce((sum, [from, to]) => sum + to - from, 0);

/** Stretches from the one in which an instant lies, or the next. A night shift of the day before may still be on. */
function* stretchesFrom(calendar: WorkingCalendar, from: number): Generator<Stretch> {
  const first = localDay(calendar, from) - 1;
  for (let day = first; day <= first + AHEAD; day++) for (const [start, end] of calendar.stretches(day)) if (end > from) yield [Math.max(start, from), end];
}

/** The first instant at or after one at which work is done; undefined when there is none. */
export function nextOpening(calendar: WorkingCalendar, from: number): number | undefined {
  for (const [start] of stretchesFrom(calendar, from)) return start;
  return undefined;
}

export const isOpen = (calendar: WorkingCalendar, at: number): boolean => nextOpening(calendar, at) === at;

/** When so many milliseconds of working time have passed. */
export function addWorking(calendar: WorkingCalendar, from: number, ms: number): number {
  if (ms <= 0) return from;
  let left = ms;
  for (const [start, end] of stretchesFrom(calendar, from)) {
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  return horizon(from);
}

/** Working time between two instants, in milliseconds; 0 when the second is not later. */
export function workingBetween(calendar: WorkingCalendar, from: number, to: number): number {
  let sum = 0;
  if (to <= from) return 0;
  for (const [start, end] of stretchesFrom(calendar, from)) {
    if (start >= to) break;
    sum += Math.min(end, to) - start;
  }
  return sum;
}

/**
 * So many working days later, as far into that day as now into this one, or at its end when it is shorter. Before or after the hours
 * of a day the next working day counts in full: two days from Friday evening end on Tuesday evening.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: number, days: number): number {
  if (days <= 0) return from;
  const open = nextOpening(calendar, from);
  if (open === undefined) return horizon(from);
  const today = [localDay(calendar, open) - 1, localDay(calendar, open)].find((day) => calendar.stretches(day).some(([start, end]) => start <= open && open < end))!;
  const done = calendar.stretches(today).reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, open) - start), 0);
  // Nothing of the first day is used up: it is itself the first of the days.
  let left = done === 0 ? days - 1 : days;
  for (let day = today; day <= today + AHEAD; day++) {
    const hours = calendar.stretches(day);
    if (hours.length === 0) continue;
    if (left === 0) return within(hours, done === 0 ? lengthOf(hours) : Math.min(done, lengthOf(hours)));
    left -= 1;
  }
  return horizon(from);
}

function within(hours: readonly Stretch[], ms: number): number {
  let left = ms;
  for (const [start, end] of hours) {
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  return hours.at(-1)![1];
}

/** Months and weeks by the calendar, then working days, then working time. */
export function addSpan(calendar: WorkingCalendar, from: number, { months, weeks, days, ms }: WorkingSpan): number {
  const moved = months === 0 && weeks === 0 ? from : move(calendar, from, months, weeks);
  if (days === 0 && ms === 0) return nextOpening(calendar, moved) ?? horizon(from);
  return Math.min(addWorking(calendar, addWorkingDays(calendar, moved, days), ms), horizon(from));
}

function move({ zone }: WorkingCalendar, from: number, months: number, weeks: number): number {
  const local = from + offsetAt(zone, from);
  const day = Math.floor(local / DAY_MS);
  const target = addMonths(day, Math.min(months, CALENDAR_LIMITS.years * 12));
  const moved = Math.min((target ?? day) + weeks * 7, day + AHEAD) * DAY_MS + (local - day * DAY_MS);
  return moved - offsetOfLocal(zone, moved);
}

/** The latest instant from which so much working time is left until another. */
export function takeWorking(calendar: WorkingCalendar, to: number, ms: number): number {
  let left = ms;
  if (left <= 0) return to;
  const last = localDay(calendar, to);
  for (let day = last; day >= last - AHEAD; day--) {
    for (const [start, end] of [...calendar.stretches(day)].reverse()) {
      const until = Math.min(end, to);
      if (until <= start) continue;
      if (left <= until - start) return until - left;
      left -= until - start;
    }
  }
  return to - AHEAD * DAY_MS;
}
