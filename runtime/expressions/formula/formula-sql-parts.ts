/**
 * Parts of a formula in SQL: what is known of an expression besides its text, and the operations between parts.
 * Each gives undefined where PostgreSQL would compute something else than JS.
 */
import { sql, type RawBuilder } from "kysely";
import type { CompareOp } from "./ast";
import { DAY_MS, UTC } from "./calendar";
import type { Bounds, NumberSql } from "./formula-sql-numbers";
import { FeelDate, FeelDateTime, MonthsDuration, TimeDuration } from "./temporal";
import type { FeelValue } from "./values";

export type Sql = RawBuilder<unknown>;

export type Part =
  | { readonly kind: "number"; readonly sql: Sql; readonly size: number; readonly bounds: Bounds }
  | { readonly kind: "text" | "boolean" | "date" | "null"; readonly sql: Sql; readonly size: number }
  /** `shifted`: JS would show it in another zone than UTC, so only the instant may be used. */
  | { readonly kind: "dateTime"; readonly sql: Sql; readonly size: number; readonly shifted: boolean }
  /** A days and time duration: numeric milliseconds. Cannot be a result. */
  | { readonly kind: "ms"; readonly sql: Sql; readonly size: number }
  /** A duration known now. */
  | { readonly kind: "duration"; readonly value: MonthsDuration | TimeDuration; readonly size: number };
type Kind = Part["kind"];
/** A part with an expression. */
export type Valued = Exclude<Part, { kind: "duration" }>;

export const isShifted = (part: Part): boolean => part.kind === "dateTime" && part.shifted;
export const isNull = (part: Part): boolean => part.kind === "null";
/** Size of an expression made of these. */
export const sum = (...parts: readonly Part[]): number => 1 + parts.reduce((total, part) => total + part.size, 0);

export function number(made: NumberSql | undefined, ...from: readonly Part[]): Part | undefined {
  return made && { kind: "number", ...made, size: sum(...from) };
}

export function textLiteral(value: string): Part | undefined {
  if (value.includes("\0") || /[\ud800-\udfff]/u.test(value)) return undefined; // PostgreSQL cannot hold these
  return { kind: "text", sql: sql`(${value}::text collate "C")`, size: 1 };
}

/** A literal of time; dates of the years 1 to 9999, instants within 500 years of 1970. */
export function temporal(value: FeelValue): Part | undefined {
  if (value instanceof MonthsDuration || value instanceof TimeDuration) return { kind: "duration", value, size: 1 };
  if (value instanceof FeelDate && /^[0-9]{4}-/.test(String(value)) && !String(value).startsWith("0000")) return { kind: "date", sql: sql`${String(value)}::date`, size: 1 };
  if (!(value instanceof FeelDateTime) || value.zone === null || Math.abs(value.instant) > 200_000 * DAY_MS) return undefined;
  return { kind: "dateTime", sql: sql`${new Date(value.instant).toISOString()}::timestamptz`, size: 1, shifted: value.zone.text !== UTC.text };
}

/** Order has a meaning for these. */
const ORDERED: readonly Kind[] = ["number", "text", "date", "dateTime", "ms"];

/** A duration known now takes part in comparisons as milliseconds. */
function asValue(part: Part, other: Part): Valued | undefined {
  if (part.kind !== "duration") return part;
  if (!(part.value instanceof TimeDuration) || (other.kind !== "ms" && other.kind !== "duration")) return undefined;
  return { kind: "ms", sql: sql`${String(part.value.ms)}::numeric`, size: 1 };
}

export function comparison(op: CompareOp, left: Part, right: Part): Part | undefined {
  const a = asValue(left, right);
  const b = asValue(right, left);
  if (a === undefined || b === undefined || (a.kind !== b.kind && !isNull(a) && !isNull(b))) return undefined;
  const size = sum(a, b);
  if (op === "=" || op === "!=") {
    if (isNull(a) && isNull(b)) return { kind: "boolean", sql: op === "=" ? sql`true` : sql`false`, size };
    return { kind: "boolean", sql: op === "=" ? sql`(${a.sql} is not distinct from ${b.sql})` : sql`(${a.sql} is distinct from ${b.sql})`, size };
  }
  if (isNull(a) || isNull(b)) return { kind: "null", sql: sql`null::boolean`, size: 1 };
  if (!ORDERED.includes(a.kind)) return undefined;
  switch (op) {
    case "<": return { kind: "boolean", sql: sql`(${a.sql} < ${b.sql})`, size };
    case "<=": return { kind: "boolean", sql: sql`(${a.sql} <= ${b.sql})`, size };
    case ">": return { kind: "boolean", sql: sql`(${a.sql} > ${b.sql})`, size };
    case ">=": return { kind: "boolean", sql: sql`(${a.sql} >= ${b.sql})`, size };
  }
}

export function logic(op: "and" | "or", a: Part, b: Part): Part | undefined {
  if (![a, b].every((part) => part.kind === "boolean" || part.kind === "null")) return undefined;
  const [x, y] = [(a as Valued).sql, (b as Valued).sql];
  return { kind: "boolean", sql: op === "and" ? sql`(${x} and ${y})` : sql`(${x} or ${y})`, size: sum(a, b) };
}
