/** `+ - * / **` on all kinds of values, and the types they give. Wrong operands give null when running. */
import type { ArithmeticOp } from "./ast";
import { add, divide, multiply, power, subtract } from "./decimal";
import type { Frame } from "./frame";
import {
  FeelDate, FeelDateTime, FeelTime, MonthsDuration, TimeDuration, addDuration, difference, isDuration, type FeelDuration,
} from "./temporal";
import { T, isDurationKind, type FormulaType } from "./types";
import type { FeelValue } from "./values";

const isMoment = (value: FeelValue): value is FeelDate | FeelTime | FeelDateTime =>
  value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime;

export function calculate(op: ArithmeticOp, a: FeelValue, b: FeelValue, frame: Frame): FeelValue {
  if (typeof a === "number" && typeof b === "number") return onNumbers(op, a, b);
  if (a === null || b === null) return null;
  switch (op) {
    case "+": return plus(a, b, frame);
    case "-": return minus(a, b);
    case "*": return isDuration(a) && typeof b === "number" ? scale(a, b, multiply) : isDuration(b) && typeof a === "number" ? scale(b, a, multiply) : null;
    case "/": return isDuration(a) ? (typeof b === "number" ? scale(a, b, divide) : isDuration(b) ? ratio(a, b) : null) : null;
    case "**": return null;
  }
}

function onNumbers(op: ArithmeticOp, a: number, b: number): number | null {
  switch (op) {
    case "+": return add(a, b);
    case "-": return subtract(a, b);
    case "*": return multiply(a, b);
    case "/": return divide(a, b);
    case "**": return power(a, b);
  }
}

function plus(a: FeelValue, b: FeelValue, frame: Frame): FeelValue {
  if (typeof a === "string" && typeof b === "string") return frame.checkText(a + b);
  if (isMoment(a) && isDuration(b)) return addDuration(a, b, 1);
  if (isDuration(a) && isMoment(b)) return addDuration(b, a, 1);
  return isDuration(a) && isDuration(b) ? combine(a, b, 1) : null;
}

function minus(a: FeelValue, b: FeelValue): FeelValue {
  if (isMoment(a)) return isDuration(b) ? addDuration(a, b, -1) : isMoment(b) ? difference(a, b) : null;
  return isDuration(a) && isDuration(b) ? combine(a, b, -1) : null;
}

function months(value: number | null): MonthsDuration | null {
  return value !== null && Number.isSafeInteger(Math.trunc(value)) ? new MonthsDuration(Math.trunc(value) + 0) : null;
}

function time(value: number | null): TimeDuration | null {
  return value !== null && Number.isSafeInteger(Math.trunc(value)) ? new TimeDuration(Math.trunc(value) + 0) : null;
}

function combine(a: FeelDuration, b: FeelDuration, sign: 1 | -1): FeelDuration | null {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return months(a.months + sign * b.months);
  return a instanceof TimeDuration && b instanceof TimeDuration ? time(a.ms + sign * b.ms) : null;
}

function scale(duration: FeelDuration, factor: number, by: (a: number, b: number) => number | null): FeelDuration | null {
  return duration instanceof MonthsDuration ? months(by(duration.months, factor)) : time(by(duration.ms, factor));
}

function ratio(a: FeelDuration, b: FeelDuration): number | null {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return divide(a.months, b.months);
  return a instanceof TimeDuration && b instanceof TimeDuration ? divide(a.ms, b.ms) : null;
}

/** `-value`. */
export function negate(value: FeelValue): FeelValue {
  if (typeof value === "number") return 0 - value;
  if (value instanceof MonthsDuration) return new MonthsDuration(0 - value.months);
  return value instanceof TimeDuration ? new TimeDuration(0 - value.ms) : null;
}

const MOMENTS: readonly FormulaType["kind"][] = ["date", "time", "dateTime"];

/** Type of the result; undefined when the operation certainly has no meaning for these types. */
export function arithmeticType(op: ArithmeticOp, a: FormulaType, b: FormulaType): FormulaType | undefined {
  const known = (type: FormulaType): boolean => type.kind !== "any" && type.kind !== "null";
  if (!known(a) || !known(b)) return uncertain(op, known(a) ? a : b);
  if (a.kind === "number" && b.kind === "number") return T.number;
  const [moment, duration] = [(t: FormulaType) => MOMENTS.includes(t.kind), (t: FormulaType) => isDurationKind(t.kind)];
  if (op === "+" || op === "-") {
    if (op === "+" && a.kind === "text" && b.kind === "text") return T.text;
    if (moment(a) && duration(b)) return a.kind === "time" && b.kind === "monthsDuration" ? undefined : { kind: a.kind };
    if (op === "+" && duration(a) && moment(b)) return arithmeticType("+", b, a);
    if (op === "-" && moment(a) && moment(b)) return (a.kind === "time") === (b.kind === "time") ? T.timeDuration : undefined;
    if (duration(a) && duration(b)) return a.kind === b.kind ? { kind: a.kind } : a.kind === "duration" || b.kind === "duration" ? T.duration : undefined;
    return undefined;
  }
  if (op === "**") return undefined;
  if (duration(a) && b.kind === "number") return { kind: a.kind };
  if (op === "*") return duration(b) && a.kind === "number" ? { kind: b.kind } : undefined;
  return duration(a) && duration(b) ? T.number : undefined;
}

/** One side is not known: still certain when the other can never take part. */
function uncertain(op: ArithmeticOp, other: FormulaType): FormulaType | undefined {
  if (["boolean", "list", "context", "range", "function"].includes(other.kind)) return undefined;
  if (op === "**") return other.kind === "number" || other.kind === "any" || other.kind === "null" ? T.number : undefined;
  if (op === "+") return other.kind === "text" ? T.text : T.any;
  return other.kind === "text" ? undefined : T.any;
}
