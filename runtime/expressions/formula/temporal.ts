/**
 * Values of time in formulas: date, time, date and time, and the two kinds of duration that DMN keeps apart
 * (a month has no fixed number of days). Immutable; null stands for "no such date" everywhere.
 */
import {
  DAY_MS, MAX_YEAR, UTC, addMonths, checkedDay, civilOf, formatDay, formatTime, namedZone, offsetAt, offsetOfLocal, offsetZone, weekdayOf, type Zone,
} from "./calendar";

export class FeelDate {
  constructor(readonly day: number) {}
  toString(): string {
    return formatDay(this.day);
  }
}

export class FeelTime {
  constructor(
    readonly ms: number,
    readonly zone: Zone | null = null,
  ) {}
  toString(): string {
    return formatTime(this.ms) + (this.zone?.text ?? "");
  }
}

export class FeelDateTime {
  constructor(
    readonly day: number,
    readonly ms: number,
    readonly zone: Zone | null = null,
  ) {}
  /** Milliseconds since 1970 UTC; without a zone the local time is read as UTC. */
  get instant(): number {
    const local = this.day * DAY_MS + this.ms;
    return this.zone === null ? local : local - offsetOfLocal(this.zone, local);
  }
  toString(): string {
    return `${formatDay(this.day)}T${formatTime(this.ms)}${this.zone?.text ?? ""}`;
  }
}

/** Years and months duration, as whole months. */
export class MonthsDuration {
  constructor(readonly months: number) {}
  toString(): string {
    const total = Math.abs(this.months);
    const years = Math.floor(total / 12);
    const months = total % 12;
    if (total === 0) return "P0M";
    return `${this.months < 0 ? "-" : ""}P${years ? `${years}Y` : ""}${months ? `${months}M` : ""}`;
  }
}

/** Days and time duration, as milliseconds. */
export class TimeDuration {
  constructor(readonly ms: number) {}
  toString(): string {
    const total = Math.abs(this.ms);
    if (total === 0) return "PT0S";
    const days = Math.floor(total / DAY_MS);
    const hours = Math.floor(total / 3_600_000) % 24;
    const minutes = Math.floor(total / 60_000) % 60;
    const seconds = (total % 60_000) / 1000;
    const time = (hours ? `${hours}H` : "") + (minutes ? `${minutes}M` : "") + (seconds ? `${seconds}S` : "");
    return `${this.ms < 0 ? "-" : ""}P${days ? `${days}D` : ""}${time ? `T${time}` : ""}`;
  }
}

export type FeelDuration = MonthsDuration | TimeDuration;
export type FeelTemporal = FeelDate | FeelTime | FeelDateTime | FeelDuration;

export function dateFrom(year: number, month: number, dayOfMonth: number): FeelDate | null {
  const day = checkedDay(Math.trunc(year), Math.trunc(month), Math.trunc(dayOfMonth));
  return day === null ? null : new FeelDate(day);
}

/** Seconds may have a fraction; digits after the millisecond are cut. */
export function timeFrom(hour: number, minute: number, second: number, zone: Zone | null = null): FeelTime | null {
  const ms = msOf(Math.trunc(hour), Math.trunc(minute), second);
  return ms === null ? null : new FeelTime(ms, zone);
}

function msOf(hour: number, minute: number, second: number): number | null {
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second < 60)) return null;
  return hour * 3_600_000 + minute * 60_000 + Math.floor(second * 1000 + 1e-6);
}

/** The date and time at an instant, shown in a zone. */
export function atInstant(instant: number, zone: Zone | null): FeelDateTime | null {
  if (!Number.isFinite(instant)) return null;
  const local = instant + (zone === null ? 0 : offsetAt(zone, instant));
  const day = Math.floor(local / DAY_MS);
  return inYears(day) ? new FeelDateTime(day, Math.round(local - day * DAY_MS), zone) : null;
}

const LAST_DAY = checkedDay(MAX_YEAR, 12, 31)!;
const FIRST_DAY = checkedDay(-MAX_YEAR, 1, 1)!;
const inYears = (day: number): boolean => day >= FIRST_DAY && day <= LAST_DAY;

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z0-9_+\-/]+)?$/i;

export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  return dateFrom(Number(match[1]), Number(match[2]), Number(match[3]));
}

function parseZone(text: string): Zone | null {
  if (text === "Z" || text === "z") return UTC;
  if (text.startsWith("@")) return namedZone(text.slice(1));
  const [hours, minutes, seconds] = text.slice(1).split(":").map(Number);
  if (hours! > 18 || minutes! > 59 || (seconds ?? 0) > 59) return null;
  return offsetZone((text.startsWith("-") ? -1000 : 1000) * (hours! * 3600 + minutes! * 60 + (seconds ?? 0)));
}

export function parseTime(text: string): FeelTime | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const zone = match[4] === undefined ? null : parseZone(match[4]);
  if (match[4] !== undefined && zone === null) return null;
  return timeFrom(Number(match[1]), Number(match[2]), Number(match[3]), zone);
}

/** Also reads a date alone, which is its midnight, as the standard asks. */
export function parseDateTime(text: string): FeelDateTime | null {
  const mark = text.indexOf("T");
  const date = parseDate(mark < 0 ? text : text.slice(0, mark));
  if (date === null || mark < 0) return date && new FeelDateTime(date.day, 0);
  const time = parseTime(text.slice(mark + 1));
  return time && new FeelDateTime(date.day, time.ms, time.zone);
}

const MONTHS = /^(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?$/;
const DAYS = /^(-)?P(?:(\d{1,12})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?$/;

export function parseDuration(text: string): FeelDuration | null {
  if (/[PT]$/.test(text)) return null;
  const m = MONTHS.exec(text);
  if (m !== null) return new MonthsDuration((m[1] ? -1 : 1) * (Number(m[2] ?? 0) * 12 + Number(m[3] ?? 0)) + 0);
  const d = DAYS.exec(text);
  if (d === null) return null;
  const ms = Number(d[2] ?? 0) * DAY_MS + Number(d[3] ?? 0) * 3_600_000 + Number(d[4] ?? 0) * 60_000 + Math.floor(Number(d[5] ?? 0) * 1000 + 1e-6);
  return Number.isSafeInteger(ms) ? new TimeDuration(d[1] ? 0 - ms : ms) : null;
}

/** What `@"…"` means: the kind follows from the shape of the text. */
export function parseTemporal(text: string): FeelTemporal | null {
  if (/^-?P/.test(text)) return parseDuration(text);
  if (/^\d\d:/.test(text)) return parseTime(text);
  return text.includes("T") ? parseDateTime(text) : parseDate(text);
}

export const isDuration = (value: unknown): value is FeelDuration => value instanceof MonthsDuration || value instanceof TimeDuration;

/** Milliseconds since midnight UTC; a time without zone counts as UTC, a named zone has its offset of 1970-01-01. */
export function instantOfTime(time: FeelTime): number {
  return time.zone === null ? time.ms : time.ms - offsetOfLocal(time.zone, time.ms);
}

/** Moves a value of time by a duration; sign -1 subtracts. Null when it has no meaning (a time moved by months) or leaves the calendar. */
export function addDuration(value: FeelDate | FeelTime | FeelDateTime, duration: FeelDuration, sign: 1 | -1): FeelDate | FeelTime | FeelDateTime | null {
  if (duration instanceof MonthsDuration) {
    if (value instanceof FeelTime) return null;
    const day = addMonths(value.day, sign * duration.months);
    if (day === null) return null;
    return value instanceof FeelDate ? new FeelDate(day) : new FeelDateTime(day, value.ms, value.zone);
  }
  const ms = sign * duration.ms;
  if (value instanceof FeelTime) return new FeelTime((((value.ms + ms) % DAY_MS) + DAY_MS) % DAY_MS, value.zone);
  if (value instanceof FeelDate) {
    const day = value.day + Math.floor(ms / DAY_MS);
    return inYears(day) ? new FeelDate(day) : null;
  }
  if (value.zone !== null && "name" in value.zone) return atInstant(value.instant + ms, value.zone);
  const moved = value.ms + ms;
  const day = value.day + Math.floor(moved / DAY_MS);
  return inYears(day) ? new FeelDateTime(day, moved - Math.floor(moved / DAY_MS) * DAY_MS, value.zone) : null;
}

const timeDuration = (ms: number): TimeDuration | null => (Number.isSafeInteger(ms) ? new TimeDuration(ms + 0) : null);

/** Difference of two values of time; a date counts as its midnight UTC. Null when they cannot be subtracted. */
export function difference(a: FeelTemporal, b: FeelTemporal): TimeDuration | null {
  if (a instanceof FeelTime && b instanceof FeelTime) return timeDuration(instantOfTime(a) - instantOfTime(b));
  if (a instanceof FeelDate && b instanceof FeelDate) return timeDuration((a.day - b.day) * DAY_MS);
  const left = a instanceof FeelDate ? a.day * DAY_MS : a instanceof FeelDateTime ? a.instant : NaN;
  const right = b instanceof FeelDate ? b.day * DAY_MS : b instanceof FeelDateTime ? b.instant : NaN;
  return timeDuration(left - right);
}

/** Whole months from one day to another, towards zero. */
export function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): MonthsDuration {
  const a = civilOf(from.day);
  const b = civilOf(to.day);
  const months = (b.year - a.year) * 12 + b.month - a.month;
  if (months > 0 && b.day < a.day) return new MonthsDuration(months - 1);
  if (months < 0 && b.day > a.day) return new MonthsDuration(months + 1);
  return new MonthsDuration(months);
}

/** A property by its FEEL name ("year", "time offset" …); undefined when the value has none of that name. */
export function temporalProperty(value: FeelTemporal, name: string): number | string | TimeDuration | null | undefined {
  if (value instanceof MonthsDuration) {
    return name === "years" ? Math.trunc(value.months / 12) + 0 : name === "months" ? (value.months % 12) + 0 : undefined;
  }
  if (value instanceof TimeDuration) {
    const of = (unit: number, modulus: number): number => (Math.trunc(value.ms / unit) % modulus) + 0;
    switch (name) {
      case "days": return Math.trunc(value.ms / DAY_MS) + 0;
      case "hours": return of(3_600_000, 24);
      case "minutes": return of(60_000, 60);
      case "seconds": return (value.ms % 60_000) / 1000 + 0;
      default: return undefined;
    }
  }
  if (!(value instanceof FeelTime)) {
    switch (name) {
      case "year": return civilOf(value.day).year;
      case "month": return civilOf(value.day).month;
      case "day": return civilOf(value.day).day;
      case "weekday": return weekdayOf(value.day);
    }
  }
  if (value instanceof FeelDate) return undefined;
  switch (name) {
    case "hour": return Math.floor(value.ms / 3_600_000);
    case "minute": return Math.floor(value.ms / 60_000) % 60;
    case "second": return (value.ms % 60_000) / 1000;
    case "timezone": return value.zone === null ? null : "name" in value.zone ? value.zone.name : value.zone.text;
    case "time offset": {
      if (value.zone === null) return null;
      return new TimeDuration(offsetOfLocal(value.zone, value instanceof FeelDateTime ? value.day * DAY_MS + value.ms : value.ms));
    }
    default: return undefined;
  }
}
