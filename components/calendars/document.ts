/** The document of a working calendar as its editor changes it. */
import { dayNumber, type CalendarSpec } from "../../runtime/calendars/calendar";

type Shift = CalendarSpec["shifts"][number];
type Holiday = NonNullable<CalendarSpec["holidays"]>[number];
type Moved = NonNullable<CalendarSpec["moved"]>[number];
type Special = NonNullable<CalendarSpec["special"]>[number];

export interface CalendarDocument {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
  readonly holidays?: readonly Holiday[];
  readonly moved?: readonly Moved[];
  readonly special?: readonly Special[];
}

/** Lists of days, and what a new entry of each begins with. */
export type DayList = "holidays" | "moved" | "special";

/** An id that no entry of the list has. */
export function freeId(list: readonly { readonly id: string }[], base: string): string {
  for (let n = list.length + 1; ; n++) if (!list.some(({ id }) => id === `${base}${n}`)) return `${base}${n}`;
}

const LINE = /^\s*(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|–|—|\/)\s*(\d{4}-\d{2}-\d{2}))?[\s,;]*(.*)$/;

/** Holidays of pasted lines, "2027-01-01 New Year" or "2027-01-01..2027-01-08 Winter", and the numbers (from 1) of lines that say no day. */
export function readHolidays(text: string, before: readonly Holiday[]): { readonly holidays: readonly Holiday[]; readonly wrong: readonly number[] } {
  const holidays = [...before];
  const wrong: number[] = [];
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === "") return;
    const [, date, until, label] = LINE.exec(line) ?? [];
    if (date === undefined || dayNumber(date) === null || (until !== undefined && (dayNumber(until) === null || until < date))) return void wrong.push(i + 1);
    if (holidays.some((one) => one.date === date)) return;
    holidays.push({ id: freeId(holidays, "day"), date, ...(until !== undefined && { until }), ...(label?.trim() && { label: label.trim().slice(0, 200) }) });
  });
  return { holidays, wrong };
}

/** As it is published: empty lists are left out. */
export function tidy({ holidays = [], moved = [], special = [], description, ...rest }: CalendarDocument): CalendarDocument {
  return { ...rest, ...(description?.trim() && { description: description.trim() }), ...(holidays.length > 0 && { holidays }), ...(moved.length > 0 && { moved }), ...(special.length > 0 && { special }) };
}
