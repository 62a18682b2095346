/** Calendar texts: "2026-01-31", "10:30", "10:30:15". Years 0001–9999, so that the order of texts is the order of time. */
import { fail, ok, type Parsed } from "../field";

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

/** Canonical date. Issues: format, with the part that is wrong. */
export function calendarDate(year: number, month: number, day: number): Parsed<string> {
  if (year < 1 || year > 9999) return fail("format", `The year ${year} is out of range.`, "Years from 1 to 9999 can be stored.");
  if (month < 1 || month > 12) return fail("format", `There is no month ${month}.`, "Write the date as year-month-day, for example 2026-01-31.");
  const days = month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!;
  if (day < 1 || day > days) return fail("format", `There is no day ${day} in month ${month} of ${year}.`, `The month has ${days} days.`);
  return ok(`${pad(year, 4)}-${pad(month)}-${pad(day)}`);
}

/** Canonical time of day: seconds are left out when they are zero. Issues: format. */
export function timeOfDay(hour: number, minute: number, second = 0): Parsed<string> {
  if (hour > 23 || minute > 59 || second > 59) return fail("format", `There is no time ${pad(hour)}:${pad(minute)}${second ? `:${pad(second)}` : ""}.`, "Hours go from 00 to 23, minutes and seconds from 00 to 59.");
  return ok(`${pad(hour)}:${pad(minute)}${second === 0 ? "" : `:${pad(second)}`}`);
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEAR_FIRST = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?$/;
const DAY_FIRST = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})\.?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;

export function isoDate(text: string): Parsed<string> {
  const parts = ISO_DATE.exec(text);
  return parts ? calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) : fail("format", `"${text.slice(0, 40)}" is not a date.`, "Write it as year-month-day, for example 2026-01-31.");
}

/** "2026-01-31", "2026/1/31", "20260131" and, day first, "31.01.2026", "31/1/2026", "31-01-2026". A month is never written first. */
export function readDate(text: string): Parsed<string> {
  const yearFirst = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (yearFirst) return calendarDate(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return calendarDate(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  return fail("format", `"${text.slice(0, 40)}" is not a date.`, "Write 2026-01-31 or 31.01.2026 (day before month).");
}

const TIME = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]0+)?)?$/;

/** "10:30", "9:05", "10.30", "10:30:15". */
export function readTime(text: string): Parsed<string> {
  const parts = TIME.exec(text);
  return parts ? timeOfDay(Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)) : fail("format", `"${text.slice(0, 40)}" is not a time of day.`, "Write hours and minutes, for example 10:30.");
}

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2}(?::\d{2})?)?)$/i;

/** ISO 8601 date and time with its offset → canonical UTC text with milliseconds ("2026-01-31T10:00:00.000Z"). Issues: format, noOffset. */
export function isoInstant(text: string): Parsed<string> {
  const parts = INSTANT.exec(text);
  if (!parts) {
    if (/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text)) return fail("noOffset", "The time has no offset from UTC.", "Add Z for UTC, or an offset such as +03:00.");
    return fail("format", `"${text.slice(0, 40)}" is not a date with a time.`, "Write it like 2026-01-31T10:00:00Z.");
  }
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const date = calendarDate(year, month, day);
  if (!date.ok) return date;
  const time = timeOfDay(hour, minute, second);
  if (!time.ok) return time;
  const millis = Number((parts[7] ?? "").padEnd(3, "0").slice(0, 3));
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  utc.setUTCHours(hour, minute, second - offsetSeconds(parts[8]!), millis);
  const canonical = utc.toISOString();
  return /^\d{4}-/.test(canonical) && !canonical.startsWith("0000") ? ok(canonical) : fail("format", "The moment is out of range.", "Years from 1 to 9999 can be stored.");
}

function offsetSeconds(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).match(/\d{2}/g)!.map(Number);
  return (offset[0] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

/** "31.01.2026 10:30" and every ISO form; without an offset the time is taken as UTC. */
export function readInstant(text: string): Parsed<string> {
  const iso = isoInstant(text);
  if (iso.ok) return iso;
  const parts = /^(\S+?)(?:,?\s+|T)(\d{1,2}[:.]\d{2}\S*)$/.exec(text);
  const date = readDate(parts ? parts[1]! : text);
  if (!date.ok) return iso.issues[0]!.code === "format" && !parts ? iso : date;
  const time = parts ? readTime(parts[2]!) : ok("00:00");
  return time.ok ? isoInstant(`${date.value}T${time.value}Z`) : time;
}
