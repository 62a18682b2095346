/**
 * API values → values of formulas, by declared type: "2026-01-31" of a date field becomes a date. Unknown things become null.
 */
import { DAY_MS, UTC } from "./calendar";
import { FeelDate, FeelDateTime, FeelTime, atInstant, isDuration, parseDate, parseDateTime, parseDuration, parseTime } from "./temporal";
import { T, type FormulaType } from "./types";
import { FeelFunction, FeelRange, makeContext, type FeelValue } from "./values";

const MAX_DEPTH = 50;

/** True for objects whose own members are data: literals and those without prototype. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Reads an API value as a value of the type. Never throws; what cannot be read is null. */
export function toFeel(value: unknown, type: FormulaType, depth = 0): FeelValue {
  switch (typeof value) {
    case "number": return Number.isFinite(value) ? value : null;
    case "boolean": return value;
    case "string": return fromText(value, type);
    case "bigint": return toFeel(Number(value), type);
    case "object": return value === null || depth > MAX_DEPTH ? null : fromObject(value, type, depth);
    default: return null;
  }
}

function fromText(text: string, type: FormulaType): FeelValue {
  switch (type.kind) {
    case "number": return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
    case "date": return parseDate(text) ?? (text.length > 10 ? parseDate(text.slice(0, 10)) : null);
    case "dateTime": return parseDateTime(text);
    case "time": return parseTime(/^\d\d:\d\d$/.test(text) ? `${text}:00` : text);
    case "duration": case "timeDuration": case "monthsDuration": return parseDuration(text);
    default: return text;
  }
}

function fromObject(value: object, type: FormulaType, depth: number): FeelValue {
  if (Array.isArray(value)) return value.map((item: unknown) => toFeel(item, type.item ?? T.any, depth + 1));
  if (isPlain(value)) {
    return makeContext(Object.entries(value).map(([key, inner]) => [key, toFeel(inner, type.fields?.get(key) ?? T.any, depth + 1)]));
  }
  if (value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime || isDuration(value)) return value;
  if (value instanceof FeelRange || value instanceof FeelFunction) return value;
  if (!(value instanceof Date)) return null;
  return type.kind === "date" ? (Number.isFinite(value.getTime()) ? new FeelDate(Math.floor(value.getTime() / DAY_MS)) : null) : atInstant(value.getTime(), UTC);
}
