/** Times of timers: ISO 8601 dates, durations and repetitions ("R3/PT10M"), reckoned from `now` in the zone of the process. */
import { addSpan } from "../../calendars/arithmetic";
import type { WorkingCalendar } from "../../calendars/calendar";
import { namedZone, offsetOfLocal, UTC, type Zone } from "../../expressions/formula/calendar";
import { FeelDateTime, MonthsDuration, addDuration, atInstant, parseDateTime } from "../../expressions/formula/temporal";

/** An ISO 8601 duration in its parts: months are added by the calendar, the rest (`ms` holds all of it) by the clock. */
export interface Duration {
  readonly months: number;
  readonly ms: number;
  /** What of `ms` was said as weeks and days: a working calendar takes them for weeks and working days. */
  readonly weeks: number;
  readonly days: number;
}

const DURATION = /^P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/;
const DAY = 86_400_000;

export function readDuration(text: string): Duration | undefined {
  const match = /[PT]$/.test(text) ? null : DURATION.exec(text);
  if (!match) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return { months: years! * 12 + months!, weeks: weeks!, days: days!, ms: (weeks! * 7 + days!) * DAY + hours! * 3_600_000 + minutes! * 60_000 + Math.round(seconds! * 1000) };
}

/** The instant of a date and time; without a zone it is read in that of the process. Undefined when it is none. */
export function readDate(text: string, timeZone: string): Date | undefined {
  const value = parseDateTime(text);
  if (!value) return undefined;
  const local = value.day * DAY + value.ms;
  const instant = value.zone === null ? local - offsetOfLocal(zoneOf(timeZone), local) : value.instant;
  return Math.abs(instant) <= 8.64e15 ? new Date(instant) : undefined;
}

export interface Cycle {
  /** -1: for ever. */
  readonly times: number;
  readonly start?: string;
  readonly every: string;
}

export function readCycle(text: string): Cycle | undefined {
  const parts = text.split("/");
  const times = /^R(\d{0,9})$/.exec(parts[0]!);
  const every = parts.at(-1)!;
  if (!times || parts.length < 2 || parts.length > 3 || !readDuration(every)) return undefined;
  return { times: times[1] === "" ? -1 : Number(times[1]), every, ...(parts.length === 3 && { start: parts[1]! }) };
}

/** Months by the calendar of the zone, the rest by the clock; no later than the last date there is. With a working calendar all of it is working time. */
export function addTo(from: Date, duration: Duration, timeZone: string, calendar?: WorkingCalendar): Date {
  if (calendar) return new Date(addSpan(calendar, from.getTime(), { ...duration, ms: duration.ms - (duration.weeks * 7 + duration.days) * DAY }));
  const local = duration.months === 0 ? null : atInstant(from.getTime(), zoneOf(timeZone));
  const moved = local && addDuration(local, new MonthsDuration(duration.months), 1);
  return new Date(Math.min((moved instanceof FeelDateTime ? moved.instant : from.getTime()) + duration.ms, 8.64e15));
}

const zoneOf = (name: string): Zone => namedZone(name) ?? UTC;
