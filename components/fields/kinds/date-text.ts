/**
 * Dates and times as people write them. *date* is "2026-01-31", *instant* an ISO UTC text, *wall time* what a clock on the
 * wall of a zone shows. Reading is lenient, writing follows the language.
 */
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

/** "2026-01-31", or undefined when there is no such day. */
export function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 100) date.setUTCFullYear(year);
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? `${pad(year, 4)}-${pad(month)}-${pad(day)}` : undefined;
}

/** Moves a date by whole days. */
export function addDays(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** Today's date on the wall of a zone. */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

/** Order of day, month and year in the language's own short dates. */
function dateOrder(language: string): readonly string[] {
  return new Intl.DateTimeFormat(language).formatToParts(new Date(Date.UTC(2001, 10, 22))).flatMap(({ type }) => (type === "day" || type === "month" || type === "year" ? [type] : []));
}

/** Reads "31.1.2026", "1/31/26" (by language), "2026-01-31", "31.1" (this year), "today" as "0", "+7", "-1". Undefined when it is no date. */
export function readDate(text: string, language: string, today: string): string | undefined {
  const trimmed = text.trim();
  const shift = /^([+-]\d{1,4}|0)$/.exec(trimmed);
  if (shift) return addDays(today, Number(shift[1]));
  const iso = ISO.exec(trimmed);
  if (iso) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = trimmed.split(/[.\-/\s]+/).filter(Boolean);
  if (numbers.length < 2 || numbers.length > 3 || numbers.some((part) => !/^\d{1,4}$/.test(part))) return undefined;
  const order = dateOrder(language).filter((part) => numbers.length === 3 || part !== "year");
  const value = (part: string): number => Number(numbers[order.indexOf(part)]);
  const year = numbers.length === 3 ? fullYear(value("year"), numbers[order.indexOf("year")] ?? "") : Number(today.slice(0, 4));
  return isoDate(year, value("month"), value("day"));
}

function fullYear(year: number, text: string): number {
  return text.length <= 2 ? (year < 70 ? 2000 + year : 1900 + year) : year;
}

const shortDates = new Map<string, Intl.DateTimeFormat>();

/** "31.01.2026" or "1/31/2026": the short form of the language, always with four digits of the year. */
export function writeDate(date: string, language: string): string {
  if (!ISO.test(date)) return date;
  const format = shortDates.get(language) ?? new Intl.DateTimeFormat(language, { timeZone: "UTC", year: "numeric", month: "2-digit", day: "2-digit" });
  shortDates.set(language, format);
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** Reads "9", "930", "9:30", "9.30", "9:30 pm" → "09:30"; undefined when it is no time. */
export function readTime(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.\s]?(\d{2}))?\s*([ap])?\.?m?\.?$/i.exec(text.trim());
  if (!match) return undefined;
  const half = match[3]?.toLowerCase();
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half && (hour < 1 || hour > 12)) return undefined;
  if (half) hour = (hour % 12) + (half === "p" ? 12 : 0);
  return hour < 24 && minute < 60 ? `${pad(hour)}:${pad(minute)}` : undefined;
}

/** What the clock on the wall of the zone shows at an instant. */
export function wallTime(instant: string, timeZone: string): { date: string; time: string } | undefined {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return undefined;
  const shown = new Date(at.getTime() + offsetAt(at, timeZone)).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** The instant at which that clock shows this; in the hour that clocks skip, the one an hour later. */
export function instantOf(date: string, time: string, timeZone: string): string {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const first = asUtc - offsetAt(new Date(asUtc), timeZone);
  return new Date(asUtc - offsetAt(new Date(first), timeZone)).toISOString();
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(at: Date, timeZone: string): number {
  let format = zoneFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
    zoneFormats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}
