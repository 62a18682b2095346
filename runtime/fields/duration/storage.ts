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

/** Driver text (interval style iso_8601, set for each connection) → canonical text. Unlike ours it signs each part: "P-1M2DT-3H". */
function fromDriver(text: string): string {
  const [date = "", time = ""] = text.replace(/^P/, "").split("T");
  const amount = (half: string, unit: string): number => Number(new RegExp(`([-+]?[\\d.]+)${unit}`).exec(half)?.[1] ?? 0);
  const minutes = amount(time, "H") * 60 + amount(time, "M");
  return writeParts({
    months: amount(date, "Y") * 12 + amount(date, "M"),
    days: amount(date, "W") * 7 + amount(date, "D"),
    millis: minutes * 60_000 + Math.trunc(Number((amount(time, "S") * 1000).toFixed(3))),
  });
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
