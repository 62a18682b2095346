import { DAY_MS, civilOf, dayOfYear, namedZone, offsetZone, weekOfYear, weekdayOf } from "../calendar";
import type { Frame } from "../frame";
import {
  FeelDate, FeelDateTime, FeelTime, TimeDuration, atInstant, dateFrom, monthsBetween, parseDate, parseDateTime, parseDuration, parseTime, timeFrom,
} from "../temporal";
import { equals, kindOf, type FeelValue } from "../values";
import { define } from "./builtin";

const n = (value: FeelValue | undefined): number => value as number;
type Day = FeelDate | FeelDateTime;
const day = (value: FeelValue | undefined): number => (value as Day).day;

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function toDate(from: FeelValue): FeelDate | null {
  if (typeof from === "string") return parseDate(from);
  return from instanceof FeelDateTime || from instanceof FeelDate ? new FeelDate(from.day) : null;
}

function toDateTime(from: FeelValue): FeelDateTime | null {
  if (typeof from === "string") return parseDateTime(from);
  if (from instanceof FeelDate) return new FeelDateTime(from.day, 0);
  return from instanceof FeelDateTime ? from : null;
}

function toTime(from: FeelValue): FeelTime | null {
  if (typeof from === "string") return parseTime(from);
  if (from instanceof FeelTime) return from;
  if (from instanceof FeelDateTime) return new FeelTime(from.ms, from.zone);
  return from instanceof FeelDate ? new FeelTime(0, offsetZone(0)) : null;
}

function now(frame: Frame): FeelDateTime | null {
  return atInstant(frame.context.now.getTime(), namedZone(frame.context.timeZone) ?? offsetZone(0));
}

/** Same kind and equal, with the same zone (not only the same instant). */
function isSame(a: FeelValue, b: FeelValue, frame: Frame): boolean {
  if (kindOf(a) !== kindOf(b)) return false;
  if ((a instanceof FeelDateTime && b instanceof FeelDateTime) || (a instanceof FeelTime && b instanceof FeelTime)) {
    return a.zone?.text === b.zone?.text && equals(a, b, frame) === true;
  }
  return equals(a, b, frame) === true;
}

export const timeFunctions = [
  define("Conversion", "date(from: any) -> date", "A date from a text or a date and time.", ['date("2026-01-31")', "2026-01-31"], ([from]) => toDate(from!)),
  define("Conversion", "date(year: number, month: number, day: number) -> date", "A date from its parts.", ["date(2026, 1, 31)", "2026-01-31"], ([y, m, d]) => dateFrom(n(y), n(m), n(d))),
  define("Conversion", "date and time(from: any) -> dateTime", "A date and time from a text.", ['date and time("2026-01-31T10:30:00Z")', "2026-01-31T10:30:00Z"], ([from]) => toDateTime(from!)),
  define("Conversion", "date and time(date: day, time: time) -> dateTime", "A date and a time put together.", ['date and time(@"2026-01-31", @"10:30:00")', "2026-01-31T10:30:00"],
    ([date, time]) => new FeelDateTime(day(date), (time as FeelTime).ms, (time as FeelTime).zone)),
  define("Conversion", "time(from: any) -> time", "A time from a text or a date and time.", ['time("10:30:00+02:00")', "10:30:00+02:00"], ([from]) => toTime(from!)),
  define("Conversion", "time(hour: number, minute: number, second: number, offset?: timeDuration|null) -> time", "A time from its parts.", ["time(10, 30, 0)", "10:30:00"],
    ([h, m, sec, offset]) => timeFrom(n(h), n(m), n(sec), offset instanceof TimeDuration && Math.abs(offset.ms) < DAY_MS ? offsetZone(offset.ms) : null)),
  define("Conversion", "duration(from: text) -> duration", "A duration from ISO 8601 text.", ['duration("P1DT2H")', "P1DT2H"], ([from]) => parseDuration(from as string)),
  define("Conversion", "years and months duration(from: day, to: day) -> monthsDuration", "Whole months between two dates.",
    ['years and months duration(@"2026-01-31", @"2027-03-01")', "P1Y1M"], ([from, to]) => monthsBetween(from as Day, to as Day)),
  define("Date and time", "today() -> date", "The date of the request, in the time zone of the user.", ["today()", "2026-03-14"], (_args, f) => {
    const at = now(f);
    return at && new FeelDate(at.day);
  }),
  define("Date and time", "now() -> dateTime", "Date and time of the request, in the time zone of the user.", ["now().hour", "11"], (_args, f) => now(f)),
  define("Date and time", "day of year(date: day) -> number", "Number of the day in its year.", ['day of year(@"2026-02-01")', "32"], ([date]) => dayOfYear(day(date))),
  define("Date and time", "day of week(date: day) -> text", "English name of the weekday.", ['day of week(@"2026-01-31")', "Saturday"], ([date]) => WEEKDAYS[weekdayOf(day(date)) - 1]!),
  define("Date and time", "month of year(date: day) -> text", "English name of the month.", ['month of year(@"2026-01-31")', "January"], ([date]) => MONTHS[civilOf(day(date)).month - 1]!),
  define("Date and time", "week of year(date: day) -> number", "ISO 8601 number of the week.", ['week of year(@"2026-01-01")', "1"], ([date]) => weekOfYear(day(date))),
  define("Date and time", "is(value1: any|null, value2: any|null) -> boolean", "Are both of the same kind and the same, time zone included?", ['is(@"10:30:00Z", @"10:30:00+00:00")', "true"],
    ([a, b], f) => isSame(a!, b!, f)),
];
