/**
 * Time as distance. Pure.
 *
 * - *zoom*: what the marks of the scale stand for: days, weeks, months, quarters.
 * - *scale*: days from `from` up to before `to`, each `perDay` pixels wide.
 */
import { addDays } from "../../fields/kinds/date-text";
import type { Entry } from "../calendar/entries";
import { addMonths, daysBetween, weekStart } from "../calendar/dates";

export const ZOOMS = ["day", "week", "month", "quarter"] as const;
export type Zoom = (typeof ZOOMS)[number];

export interface Place {
  readonly zoom: Zoom;
  readonly day: string;
}

export interface Scale extends Place {
  readonly from: string;
  readonly to: string;
  readonly perDay: number;
  readonly first: number;
}

const PER_DAY = { day: 40, week: 16, month: 6, quarter: 2 } as const;
/** Days before and after the one that is looked for, and how far a step goes. */
const AROUND = { day: [14, 42], week: [35, 105], month: [92, 274], quarter: [274, 822] } as const;
export const STEP_DAYS = { day: 14, week: 42, month: 122, quarter: 365 } as const;

export function readPlace(at: string | undefined, today: string): Place {
  const [, zoom, day] = /^([a-z]+):(\d{4}-\d{2}-\d{2})$/.exec(at ?? "") ?? [];
  const real = day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : today;
  return { zoom: ZOOMS.find((one) => one === zoom) ?? "week", day: real };
}

export function scaleOf({ zoom, day }: Place, first: number): Scale {
  const [before, after] = AROUND[zoom];
  const from = weekStart(addDays(day, -before), first);
  return { zoom, day, first, from, to: addDays(day, after), perDay: PER_DAY[zoom] };
}

/** Where a bar begins, and how long it is. */
export function barOf({ from, perDay }: Scale, { day, lastDay, from: start, to: end }: Pick<Entry, "day" | "lastDay" | "from" | "to">): { readonly left: number; readonly width: number } {
  const left = (daysBetween(from, day) + start / 1440) * perDay;
  return { left, width: (daysBetween(from, lastDay) + end / 1440) * perDay - left };
}

export interface Tick {
  readonly day: string;
  readonly left: number;
}

/** Marks of the scale. */
export function ticksOf({ zoom, from, to, perDay, first }: Scale): readonly Tick[] {
  const months = zoom === "quarter" ? 3 : 1;
  const isMonths = zoom === "month" || zoom === "quarter";
  const ticks: Tick[] = [];
  let day = isMonths ? `${from.slice(0, 4)}-01-01` : zoom === "week" ? weekStart(from, first) : from;
  while (day < to) {
    if (day >= from) ticks.push({ day, left: daysBetween(from, day) * perDay });
    day = isMonths ? addMonths(day, months) : addDays(day, zoom === "week" ? 7 : 1);
  }
  return ticks;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const OUT = 12;

/** From the end of one bar to the start of another, in right angles; back round when the other begins earlier. */
export function arrowPath(from: Point, to: Point): string {
  if (to.x >= from.x + 2 * OUT) return `M${from.x} ${from.y}H${from.x + OUT}V${to.y}H${to.x}`;
  return `M${from.x} ${from.y}H${from.x + OUT}V${(from.y + to.y) / 2}H${to.x - OUT}V${to.y}H${to.x}`;
}
