/**
 * Days, months and zones on plain numbers.
 *
 * - *day*: days since 1970-01-01 in the proleptic Gregorian calendar.
 * - *ms*: milliseconds since midnight, 0 … 86,399,999. Formulas resolve time to the millisecond, as the API does.
 * - *zone*: an offset from UTC, or an IANA name whose offset depends on the instant.
 *
 * Own code instead of temporal-polyfill: it is a tenth of the size in the browser and dates become one number, so that
 * comparing and adding days cost nanoseconds. Names of zones are resolved by Intl, which every engine has.
 */
export const DAY_MS = 86_400_000;
/** Greatest year of the DMN standard. */
export const MAX_YEAR = 999_999_999;

/** Days since 1970-01-01 of a civil date; the month counts from 1 and must be valid. */
export function dayOf(year: number, month: number, dayOfMonth: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civilOf(day: number): Civil {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const part = Math.floor((5 * dayOfYear + 2) / 153);
  const month = part < 10 ? part + 3 : part - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * part + 2) / 5) + 1 };
}

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Day number of a civil date, or null when there is no such date. */
export function checkedDay(year: number, month: number, dayOfMonth: number): number | null {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(dayOfMonth)) return null;
  if (Math.abs(year) > MAX_YEAR || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return null;
  return dayOf(year, month, dayOfMonth);
}

/** Moves a day by months; the last day of a shorter month when there is no such day (31 January + 1 month = 28 February). */
export function addMonths(day: number, months: number): number | null {
  const { year, month, day: dayOfMonth } = civilOf(day);
  const index = year * 12 + month - 1 + months;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return checkedDay(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)));
}

/** Monday 1 … Sunday 7. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function dayOfYear(day: number): number {
  return day - dayOf(civilOf(day).year, 1, 1) + 1;
}

/** ISO 8601 week number. */
export function weekOfYear(day: number): number {
  const thursday = day - weekdayOf(day) + 4;
  return Math.floor((thursday - dayOf(civilOf(thursday).year, 1, 1)) / 7) + 1;
}

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

export function formatDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilOf(day);
  return `${year < 0 ? "-" : ""}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

export function formatTime(ms: number): string {
  const rest = ms % 1000;
  const seconds = Math.floor(ms / 1000);
  const text = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  return rest === 0 ? text : `${text}.${pad(rest, 3).replace(/0+$/, "")}`;
}

/** `text` is the form shown: "Z", "+02:00" or "@Europe/Kyiv". */
export type Zone = { readonly text: string; readonly offsetMs: number } | { readonly text: string; readonly name: string };

export const UTC: Zone = { text: "Z", offsetMs: 0 };

export function offsetZone(offsetMs: number): Zone {
  if (offsetMs === 0) return UTC;
  return { text: (offsetMs < 0 ? "-" : "+") + formatTime(Math.abs(offsetMs)).replace(/^(\d\d:\d\d):00$/, "$1"), offsetMs };
}

const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(name: string): Intl.DateTimeFormat | null {
  const known = formatters.get(name);
  if (known !== undefined) return known;
  let formatter: Intl.DateTimeFormat | null = null;
  try {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: name, hourCycle: "h23", era: "short", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // RangeError is Intl's way to say that there is no such zone
  }
  if (formatters.size < 1000) formatters.set(name, formatter);
  return formatter;
}

/** The zone with an IANA name, or null when there is none. */
export function namedZone(name: string): Zone | null {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(name)) return null;
  return formatterOf(name) === null ? null : { text: `@${name}`, name };
}

/** Instants which Intl can format. */
const INTL_MAX = 8.64e15;

/** Offset of a zone at an instant (ms since 1970 UTC). */
export function offsetAt(zone: Zone, instant: number): number {
  if ("offsetMs" in zone) return zone.offsetMs;
  if (!(Math.abs(instant) <= INTL_MAX)) return 0;
  const parts: Record<string, string> = {};
  for (const part of formatterOf(zone.name)!.formatToParts(instant)) parts[part.type] = part.value;
  const year = parts.era === "BC" ? 1 - Number(parts.year) : Number(parts.year);
  const local = dayOf(year, Number(parts.month), Number(parts.day)) * DAY_MS +
    Number(parts.hour) * 3_600_000 + Number(parts.minute) * 60_000 + Number(parts.second) * 1000;
  return local - Math.floor(instant / 1000) * 1000;
}

/** Offset that holds at a local date and time (ms since 1970 read as local); in a gap or overlap the offset before the change. */
export function offsetOfLocal(zone: Zone, local: number): number {
  if ("offsetMs" in zone) return zone.offsetMs;
  const before = offsetAt(zone, local - DAY_MS);
  if (offsetAt(zone, local - before) === before) return before;
  const after = offsetAt(zone, local + DAY_MS);
  return offsetAt(zone, local - after) === after ? after : before;
}
