/**
 * Values of formulas. Absent and erroneous are both null, as DMN says. Lists and contexts are plain arrays and objects
 * and never changed; own members of a context are read with Object.hasOwn, so `__proto__` is a name like any other.
 */
import { FeelDate, FeelDateTime, FeelTime, MonthsDuration, TimeDuration, instantOfTime, type FeelTemporal } from "./temporal";

export type FeelValue = null | boolean | number | string | FeelTemporal | FeelRange | FeelFunction | FeelList | FeelContext;
export type FeelList = readonly FeelValue[];
export interface FeelContext {
  readonly [name: string]: FeelValue;
}

/** `undefined` bounds are open ends (`> 5`); a null bound makes every question about the range null. */
export class FeelRange {
  constructor(
    readonly low: FeelValue | undefined,
    readonly high: FeelValue | undefined,
    readonly lowIncluded: boolean,
    readonly highIncluded: boolean,
  ) {}
}

/** The evaluation that pays for work on values; always a Frame (frame.ts). */
export interface Payer {
  charge(steps: number): void;
}

export class FeelFunction {
  constructor(
    readonly params: readonly Param[],
    /** Arguments in the order of `params`. */
    readonly invoke: (args: readonly FeelValue[], payer: Payer) => FeelValue,
  ) {}
}

export type ValueKind = "null" | "boolean" | "number" | "text" | "date" | "time" | "dateTime" | "timeDuration" | "monthsDuration" | "list" | "context" | "range" | "function";

export function kindOf(value: FeelValue): ValueKind {
  switch (typeof value) {
    case "number": return "number";
    case "string": return "text";
    case "boolean": return "boolean";
  }
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (value instanceof FeelDate) return "date";
  if (value instanceof FeelDateTime) return "dateTime";
  if (value instanceof FeelTime) return "time";
  if (value instanceof TimeDuration) return "timeDuration";
  if (value instanceof MonthsDuration) return "monthsDuration";
  if (value instanceof FeelRange) return "range";
  if (value instanceof FeelFunction) return "function";
  return "context";
}

/** `day`: date or date and time. `point`: anything with an order, or a range. */
export type ParamKind = ValueKind | "duration" | "any" | "day" | "point";

export interface Param {
  readonly name: string;
  readonly kind: ParamKind;
  readonly optional: boolean;
  /** Null is a value for it; without this a null argument makes the result null. */
  readonly nullable: boolean;
}

export const isList = (value: FeelValue): value is FeelList => Array.isArray(value);
export const isContext = (value: FeelValue): value is FeelContext => kindOf(value) === "context";

/** A context from entries; without a prototype, so that every name is free. */
export function makeContext(entries: Iterable<readonly [string, FeelValue]>): FeelContext {
  const context: Record<string, FeelValue> = Object.create(null);
  for (const [key, value] of entries) context[key] = value;
  return context;
}

/**
 * Equality of DMN: null only equals null; different kinds give null; lists, contexts and ranges are compared by content.
 * Charges the frame, since values may share parts and be much larger than they look.
 */
export function equals(a: FeelValue, b: FeelValue, frame: Payer): boolean | null {
  if (a === null || b === null) return a === b;
  if (typeof a !== "object" || typeof b !== "object") return typeof a === typeof b ? a === b : null;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return null;
  switch (kind) {
    case "list": return equalLists(a as FeelList, b as FeelList, frame);
    case "context": return equalContexts(a as FeelContext, b as FeelContext, frame);
    case "range": return equalRanges(a as FeelRange, b as FeelRange, frame);
    case "function": return a === b;
    case "time": case "dateTime":
      if (((a as FeelTime).zone === null) !== ((b as FeelTime).zone === null)) return false;
  }
  return compare(a, b) === 0;
}

function equalLists(a: FeelList, b: FeelList, frame: Payer): boolean {
  if (a.length !== b.length) return false;
  frame.charge(a.length);
  return a.every((item, i) => equals(item, b[i]!, frame) === true);
}

function equalContexts(a: FeelContext, b: FeelContext, frame: Payer): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  frame.charge(keys.length);
  return keys.every((key) => Object.hasOwn(b, key) && equals(a[key]!, b[key]!, frame) === true);
}

function equalRanges(a: FeelRange, b: FeelRange, frame: Payer): boolean {
  const same = (x: FeelValue | undefined, y: FeelValue | undefined): boolean =>
    x === undefined || y === undefined ? x === y : equals(x, y, frame) === true;
  return a.lowIncluded === b.lowIncluded && a.highIncluded === b.highIncluded && same(a.low, b.low) && same(a.high, b.high);
}

/** Texts by code point, as PostgreSQL's collation "C" does (UTF-16 order differs for characters beyond U+FFFF). */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? a.codePointAt(i)! - b.codePointAt(i)! || x - y : x - y;
  }
  return a.length - b.length;
}

/** Order of two values: negative, 0, positive, or null when they have none. */
export function compare(a: FeelValue, b: FeelValue): number | null {
  if (typeof a === "number") return typeof b === "number" ? a - b : null;
  if (typeof a === "string") return typeof b === "string" ? compareTexts(a, b) : null;
  if (a instanceof FeelDate) return b instanceof FeelDate ? a.day - b.day : null;
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? a.instant - b.instant : null;
  if (a instanceof TimeDuration) return b instanceof TimeDuration ? a.ms - b.ms : null;
  if (a instanceof MonthsDuration) return b instanceof MonthsDuration ? a.months - b.months : null;
  if (a instanceof FeelTime) return b instanceof FeelTime ? instantOfTime(a) - instantOfTime(b) : null;
  return null;
}

/** Three-valued and. */
export function and3(a: boolean | null, b: boolean | null): boolean | null {
  return a === false || b === false ? false : a === null || b === null ? null : true;
}

/** Is the value in the range? Null when it cannot be told. */
export function inRange(value: FeelValue, range: FeelRange): boolean | null {
  if (range.low === undefined && range.high === undefined) return null;
  const side = (bound: FeelValue | undefined, sign: 1 | -1, included: boolean): boolean | null => {
    if (bound === undefined) return value === null ? null : true;
    const order = compare(value, bound);
    return order === null ? null : included ? order * sign >= 0 : order * sign > 0;
  };
  return and3(side(range.low, 1, range.lowIncluded), side(range.high, -1, range.highIncluded));
}

/** DMN's `in` with a value on the right: member of a list (also of a range in it), inside a range, or equal. */
export function isMember(value: FeelValue, test: FeelValue, frame: Payer): boolean | null {
  if (test instanceof FeelRange) return value instanceof FeelRange ? equals(value, test, frame) : inRange(value, test);
  if (!isList(test)) return equals(value, test, frame) === true;
  frame.charge(test.length);
  if (isList(value) && equals(value, test, frame) === true) return true;
  let unknown = false;
  for (const item of test) {
    const hit = item instanceof FeelRange ? inRange(value, item) : equals(value, item, frame) === true;
    if (hit === true) return true;
    if (hit === null) unknown = true;
  }
  return unknown ? null : false;
}
