/**
 * Working calendars: when work is done.
 *
 * - *shift*: working time of some weekdays, in the zone of the calendar; one that ends at or before its begin ends on the next day.
 * - *holiday*: days without work; a *moved day* takes the place of another; *special* hours replace those of one date.
 * - *stretch*: an interval of instants (ms since 1970) in which work is done.
 *
 * Pure: the engine, the simulator of the browser and SLA clocks reckon with the same functions (arithmetic.ts).
 */
import { civilOf, checkedDay, DAY_MS, namedZone, offsetAt, offsetOfLocal, UTC, weekdayOf, type Zone } from "../expressions/formula/calendar";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface CalendarShift {
  readonly id: string;
  readonly days: readonly Weekday[];
  /** "09:00"; `to` may be "24:00". */
  readonly from: string;
  readonly to: string;
}

/** What a calendar document says, without its words. */
export interface CalendarSpec {
  readonly timeZone: string;
  readonly shifts: readonly CalendarShift[];
  readonly holidays?: readonly { readonly id: string; readonly date: string; readonly until?: string; readonly yearly?: boolean; readonly label?: string }[];
  readonly moved?: readonly { readonly id: string; readonly from: string; readonly to: string; readonly label?: string }[];
  readonly special?: readonly { readonly id: string; readonly date: string; readonly from: string; readonly to: string; readonly label?: string }[];
}

/** From and to as instants. */
export type Stretch = readonly [from: number, to: number];

interface Hours {
  readonly from: number;
  /** Above a day when the shift ends on the next. */
  readonly to: number;
}

export interface WorkingCalendar {
  readonly spec: CalendarSpec;
  readonly zone: Zone;
  /** Stretches of the shifts that begin on a day (days since 1970), in order. */
  stretches(day: number): readonly Stretch[];
}

export const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
export const dayNumber = (text: string): number | null => checkedDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));

function hoursOf({ from, to }: { readonly from: string; readonly to: string }): Hours {
  const [a, b] = [minutesOf(from), minutesOf(to)];
  return { from: a * 60_000, to: (b > a ? b : b + 1440) * 60_000 };
}

const MOST_DAYS = 366;
const KEPT = 10_000;
const calendars = new WeakMap<CalendarSpec, WorkingCalendar>();

/** Made ready to reckon with; once per document. A zone nobody knows counts as UTC (loading refuses it). */
export function workingCalendar(spec: CalendarSpec): WorkingCalendar {
  let made = calendars.get(spec);
  if (!made) calendars.set(spec, (made = make(spec)));
  return made;
}

function make(spec: CalendarSpec): WorkingCalendar {
  const zone = (spec.timeZone === "UTC" ? UTC : namedZone(spec.timeZone)) ?? UTC;
  const hours = planOf(spec);
  const known = new Map<number, readonly Stretch[]>();
  const instant = (local: number): number => local - offsetOfLocal(zone, local);
  let last: readonly [day: number, bare: readonly Stretch[]] | undefined;
  function bare(day: number): readonly Stretch[] {
    const found = last?.[0] === day ? last[1] : hours(day).map(({ from, to }) => [instant(day * DAY_MS + from), instant(day * DAY_MS + to)] as const);
    last = [day, found];
    return found;
  }
  function stretches(day: number): readonly Stretch[] {
    const found = known.get(day);
    if (found) return found;
    // A night shift of the day before may reach into a day with hours of its own.
    let end = bare(day - 1).reduce((latest, [, to]) => Math.max(latest, to), -Infinity);
    const made: Stretch[] = [];
    for (const [from, to] of bare(day)) {
      const begin = Math.max(from, end);
      if (begin < to) made.push([begin, to]);
      end = Math.max(end, to);
    }
    if (known.size >= KEPT) known.clear();
    known.set(day, made);
    return made;
  }
  return { spec, zone, stretches };
}

/** Hours of each day by the rules: special hours before moved days, those before holidays, those before the week. */
function planOf({ shifts, holidays = [], moved = [], special = [] }: CalendarSpec): (day: number) => readonly Hours[] {
  const sorted = (list: readonly Hours[]): readonly Hours[] => [...list].sort((a, b) => a.from - b.from);
  const week = WEEKDAYS.map((name) => sorted(shifts.filter(({ days }) => days.includes(name)).map(hoursOf)));
  const ofDays = new Map<number, readonly Hours[]>();
  const yearly = new Set<string>();
  for (const { date, until, yearly: again } of holidays) {
    const first = dayNumber(date);
    const last = until === undefined ? first : dayNumber(until);
    if (first === null || last === null) continue;
    for (let day = first; day <= Math.min(last, first + MOST_DAYS); day++) {
      if (again) yearly.add(monthDay(day));
      else ofDays.set(day, []);
    }
  }
  const usual = (day: number): readonly Hours[] => week[weekdayOf(day) - 1]!;
  for (const { from, to } of moved) {
    const [left, taken] = [dayNumber(from), dayNumber(to)];
    if (left === null || taken === null) continue;
    ofDays.set(left, []);
    ofDays.set(taken, usual(left));
  }
  for (const date of new Set(special.map((one) => one.date))) {
    const day = dayNumber(date);
    if (day !== null) ofDays.set(day, sorted(special.filter((one) => one.date === date).map(hoursOf)));
  }
  return (day) => ofDays.get(day) ?? (yearly.size > 0 && yearly.has(monthDay(day)) ? [] : usual(day));
}

function monthDay(day: number): string {
  const { month, day: ofMonth } = civilOf(day);
  return `${month}-${ofMonth}`;
}

/** The day of an instant where the calendar is. */
export const localDay = ({ zone }: Pick<WorkingCalendar, "zone">, instant: number): number => Math.floor((instant + offsetAt(zone, instant)) / DAY_MS);

