import { sql } from "kysely";
import { casts } from "../families/casts";
import { columnKind, convert, keep, refuse } from "../families/change";
import { orderedSql } from "../families/operator-sql";
import { defineStorage } from "../storage";
import type { DurationOptions } from "./field";
import { readParts, writeParts } from "./value";

/** Unambiguous in every IntervalStyle: "14 months 3 days 1500 milliseconds". */
function toDriver(iso: string): string {
  const { months, days, millis } = readParts(iso)!;
  return `${months} months ${days} days ${millis} milliseconds`;
}

const UNITS: Readonly<Record<string, readonly [months: number, days: number]>> = { year: [12, 0], mon: [1, 0], day: [0, 1] };
const PART = /([-+]?\d+) (year|mon|day)s?|([-+]?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?/g;

/** Driver text in the styles "postgres" (the default) and "iso_8601" → canonical ISO text. */
function fromDriver(text: string): string {
  const iso = readParts(text);
  if (iso) return writeParts(iso);
  const sum = { months: 0, days: 0, millis: 0 };
  for (const [, count, unit, sign, hours, minutes, seconds, fraction] of text.matchAll(PART)) {
    if (unit !== undefined) {
      const [months, days] = UNITS[unit]!;
      sum.months += Number(count) * months;
      sum.days += Number(count) * days;
    } else {
      const millis = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number((fraction ?? "").padEnd(3, "0").slice(0, 3));
      sum.millis += sign === "-" ? -millis : millis;
    }
  }
  return writeParts(sum);
}

const bindOne = (operand: unknown): unknown => (typeof operand === "string" ? toDriver(operand) : null);
const bind = (operand: unknown): unknown => (Array.isArray(operand) ? operand.map(bindOne) : bindOne(operand));

export const durationStorage = defineStorage<string, DurationOptions>({
  columns: () => [{ suffix: "", type: "interval" }],
  toRow: (value) => [value === null ? null : toDriver(value)],
  fromRow: ([text]) => (text === null || text === undefined ? null : fromDriver(String(text))),
  operators: orderedSql<DurationOptions>(casts.interval, bind),
  orderBy: (cols) => [cols[0]!],
  changeFrom(from) {
    const column = from.columns[0]!;
    switch (columnKind(from.type)) {
      case "duration":
        return keep();
      case "text": {
        const text = sql`upper(btrim(${column}))`;
        const isIso = sql`${text} ~ '^P(?=\\d|T\\d)(\\d{1,3}Y)?(\\d{1,3}M)?(\\d{1,4}D)?(T(?=\\d)(\\d{1,4}H)?(\\d{1,5}M)?(\\d{1,6}S)?)?$'`;
        return convert(column, sql`${text}::interval`, isIso, "Texts that are not ISO 8601 durations become empty.");
      }
      default:
        return refuse(from, "a duration");
    }
  },
});
