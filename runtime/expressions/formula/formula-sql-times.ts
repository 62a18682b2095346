/** Dates and times of formulas in SQL: moved by durations, subtracted, taken apart. */
import { sql } from "kysely";
import { DAY_MS } from "./calendar";
import { isShifted, sum, type Part, type Sql } from "./formula-sql-parts";
import { MonthsDuration, type TimeDuration } from "./temporal";

/** Interval arithmetic with a duration known now. Moving by months is done on the UTC calendar, as for API values. */
export function moved(part: Part, duration: MonthsDuration | TimeDuration, sign: 1 | -1): Part | undefined {
  if (part.kind !== "date" && part.kind !== "dateTime") return undefined;
  const size = sum(part);
  const shifted = isShifted(part);
  if (duration instanceof MonthsDuration) {
    const months = sign * duration.months;
    if (Math.abs(months) > 12_000) return undefined;
    if (part.kind === "date") return { kind: "date", sql: sql`((${part.sql} + make_interval(months => ${months}::int))::date)`, size };
    if (shifted) return undefined;
    return { kind: "dateTime", sql: sql`((${part.sql} at time zone 'UTC' + make_interval(months => ${months}::int)) at time zone 'UTC')`, size, shifted };
  }
  const ms = sign * duration.ms;
  if (Math.abs(ms) > 400_000 * DAY_MS) return undefined;
  if (part.kind === "date") return { kind: "date", sql: sql`(${part.sql} + ${Math.floor(ms / DAY_MS)}::int)`, size };
  const days = Math.trunc(ms / DAY_MS);
  return { kind: "dateTime", sql: sql`(${part.sql} + make_interval(hours => ${days * 24}::int, secs => ${(ms - days * DAY_MS) / 1000}::float8))`, size, shifted };
}

export function difference(a: Part, b: Part): Part | undefined {
  if (a.kind === "date" && b.kind === "date") return { kind: "ms", sql: sql`((${a.sql} - ${b.sql})::numeric * 86400000)`, size: sum(a, b) };
  if (a.kind === "dateTime" && b.kind === "dateTime") return { kind: "ms", sql: sql`(extract(epoch from (${a.sql} - ${b.sql})) * 1000)`, size: sum(a, b) };
  return undefined;
}

/** Names that may be parts of a date or of a difference. */
export const isTimePart = (name: string): boolean => DATE_PARTS.has(name) || DURATION_PARTS.has(name);

const DATE_PARTS: ReadonlyMap<string, Sql> = new Map(
  Object.entries({ year: sql`year`, month: sql`month`, day: sql`day`, weekday: sql`isodow`, hour: sql`hour`, minute: sql`minute`, second: sql`second` }),
);
const DURATION_PARTS: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries({ days: [DAY_MS, 0], hours: [3_600_000, 24], minutes: [60_000, 60] }),
);

export function partOf(target: Part, name: string): Part | undefined {
  const unit = DURATION_PARTS.get(name);
  const bounds = { max: 14, scale: 3 };
  if (target.kind === "ms" && unit !== undefined) {
    const whole = sql`div(${target.sql}, ${unit[0]}::numeric)`;
    return { kind: "number", sql: unit[1] === 0 ? whole : sql`mod(${whole}, ${unit[1]}::numeric)`, size: sum(target), bounds };
  }
  const field = DATE_PARTS.get(name);
  if (field === undefined || isShifted(target) || (target.kind !== "date" && target.kind !== "dateTime")) return undefined;
  if (target.kind === "date" && ["hour", "minute", "second"].includes(name)) return undefined;
  const from = target.kind === "date" ? target.sql : sql`(${target.sql} at time zone 'UTC')`;
  return { kind: "number", sql: sql`extract(${field} from ${from})`, size: sum(target), bounds };
}
