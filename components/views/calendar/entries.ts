/**
 * Records as entries of a calendar. Pure.
 *
 * - *entry*: a record with the wall time it takes: days from `day` to `lastDay`, minutes of these days (24:00 is 1440).
 * - *long*: stands in the band of whole days: it has no time, or goes over midnight.
 * - *move*: how far an entry is carried, in days and minutes; `end` moves its end alone.
 */
import { readParts } from "../../../runtime/fields/duration/value";
import type { Condition } from "../../../runtime/expressions/condition";
import { addDays, instantOf, wallTime } from "../../fields/kinds/date-text";
import type { RecordData } from "../../data/records";
import type { Change } from "../use-change";
import { daysBetween } from "./dates";

export interface Shape {
  readonly start: string;
  readonly end?: string;
  /** The start has a time. */
  readonly timed: boolean;
  /** The end is a length. */
  readonly lasting: boolean;
}

export interface Entry {
  readonly row: RecordData;
  readonly day: string;
  readonly lastDay: string;
  readonly from: number;
  readonly to: number;
  readonly long: boolean;
}

export interface Move {
  readonly end: boolean;
  readonly days: number;
  readonly minutes: number;
}

/** How long something lasts whose end nobody knows. */
const USUAL = 60;
/** Shorter ones could not be read. */
export const SHORTEST = 15;
const DAY = 1440;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Minutes of an ISO duration; months count as thirty days. */
export function durationMinutes(text: unknown): number | undefined {
  const parts = typeof text === "string" ? readParts(text) : undefined;
  return parts && Math.round((parts.months * 30 + parts.days) * DAY + parts.millis / 60_000);
}

/** The entry of a record; undefined when it has no start. */
export function entryOf(row: RecordData, { start, end, timed, lasting }: Shape, timeZone: string): Entry | undefined {
  const value = row[start];
  if (typeof value !== "string" || value === "") return undefined;
  const ending = end === undefined ? undefined : row[end];
  if (!timed) {
    const extra = lasting ? Math.max(0, Math.ceil((durationMinutes(ending) ?? 0) / DAY) - 1) : typeof ending === "string" && ending > value ? daysBetween(value, ending) : 0;
    return { row, day: value, lastDay: addDays(value, extra), from: 0, to: DAY, long: true };
  }
  const begin = wallTime(value, timeZone);
  if (!begin) return undefined;
  const from = minutesOf(begin.time);
  const known = lasting ? durationMinutes(ending) : typeof ending === "string" ? (Date.parse(ending) - Date.parse(value)) / 60_000 : undefined;
  const total = from + Math.max(SHORTEST, known === undefined || Number.isNaN(known) || known <= 0 ? (known === 0 ? SHORTEST : USUAL) : known);
  const over = Math.ceil(total / DAY) - 1;
  return { row, day: begin.date, lastDay: addDays(begin.date, over), from, to: total - over * DAY, long: over > 0 };
}

/** The entry where it is carried to. */
export function carried(entry: Entry, { end, days, minutes }: Move): Entry {
  const length = daysBetween(entry.day, entry.lastDay) * DAY + entry.to - entry.from;
  const isWhole = entry.from === 0 && entry.to === DAY;
  const start = entry.from + (end ? 0 : days * DAY + minutes);
  const span = end ? Math.max(isWhole ? DAY : SHORTEST, length + days * DAY + minutes) : length;
  const first = Math.floor(start / DAY);
  const from = start - first * DAY;
  const over = Math.ceil((from + span) / DAY) - 1;
  const day = addDays(entry.day, first);
  return { ...entry, day, lastDay: addDays(day, over), from, to: from + span - over * DAY, long: entry.long ? isWhole || over > 0 : over > 0 };
}

/** What has to be written for it. */
export function changeFor(entry: Entry, move: Move, { start, end, timed, lasting }: Shape, timeZone: string): Change {
  const next = carried(entry, move);
  const minutes = daysBetween(next.day, next.lastDay) * DAY + next.to - next.from;
  const begins = timed ? { [start]: instantOf(next.day, timeOf(next.from), timeZone) } : { [start]: next.day };
  if (end === undefined) return move.end ? {} : begins;
  const hasEnd = entry.row[end] !== null && entry.row[end] !== undefined;
  if (!move.end && (lasting || !hasEnd)) return begins;
  const ends = lasting ? isoDuration(timed ? minutes : minutes) : timed ? (next.to === DAY ? instantOf(addDays(next.lastDay, 1), "00:00", timeZone) : instantOf(next.lastDay, timeOf(next.to), timeZone)) : next.lastDay;
  return move.end ? { [end]: ends } : { ...begins, [end]: ends };
}

/** 1530 → "P1DT1H30M". */
export function isoDuration(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / DAY), Math.floor((minutes % DAY) / 60), minutes % 60];
  const time = `${hours ? `${hours}H` : ""}${rest ? `${rest}M` : ""}`;
  return days === 0 && time === "" ? "PT0M" : `P${days ? `${days}D` : ""}${time ? `T${time}` : ""}`;
}

/** Longest stretch before the first day that is looked at for entries that are still going on, when the end is a length. */
const BEFORE = 7;

/** Records that touch the days from `from` to before `to`. */
export function rangeFilter({ start, end, timed, lasting }: Shape, from: string, to: string, timeZone: string): Condition {
  const at = (day: string): string => (timed ? instantOf(day, "00:00", timeZone) : day);
  const inside: Condition = { all: [{ field: start, op: "gte", value: at(lasting ? addDays(from, -BEFORE) : from) }, { field: start, op: "lt", value: at(to) }] };
  if (end === undefined || lasting) return inside;
  return { any: [inside, { all: [{ field: start, op: "lt", value: at(from) }, { field: end, op: "gte", value: at(from) }] }] };
}

export interface Placed<T> {
  readonly entry: T;
  /** Which of the lines (of a week) or columns (of a day) it stands in. */
  readonly lane: number;
  /** How many columns stand beside one another there. */
  readonly lanes: number;
}

const order = (a: Entry, b: Entry): number => a.day.localeCompare(b.day) || daysBetween(b.day, b.lastDay) - daysBetween(a.day, a.lastDay) || a.from - b.from;

/** Lines of a week: each entry in the first line that is free on all its days. */
export function layoutWeek(entries: readonly Entry[], days: readonly string[]): readonly Placed<Entry>[] {
  const [first, last] = [days[0]!, days.at(-1)!];
  const ends: string[] = [];
  return entries.filter((entry) => entry.day <= last && entry.lastDay >= first).sort(order).map((entry) => {
    const free = ends.findIndex((end) => end < entry.day);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = entry.lastDay;
    return { entry, lane, lanes: 0 };
  });
}

/** Columns of a day: entries that overlap stand beside one another. */
export function layoutDay(entries: readonly Entry[]): readonly Placed<Entry>[] {
  const sorted = [...entries].sort((a, b) => a.from - b.from || b.to - a.to);
  const placed: { entry: Entry; lane: number; lanes: number }[] = [];
  let group: typeof placed = [];
  let until = -1;
  const close = () => {
    const lanes = Math.max(0, ...group.map((one) => one.lane)) + 1;
    for (const one of group) one.lanes = lanes;
    group = [];
  };
  for (const entry of sorted) {
    if (entry.from >= until) close();
    const taken = new Set(group.filter((one) => one.entry.to > entry.from).map((one) => one.lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    const one = { entry, lane, lanes: 1 };
    group.push(one);
    placed.push(one);
    until = Math.max(until, entry.to);
  }
  close();
  return placed;
}
