/** Number family: eq ne lt lte gt gte between in notIn isEmpty isNotEmpty. A *decimal* is a number, or a text of digits when doubles are too coarse. */
import type { OperandParser, Operators } from "./operator";
import { orderedOperators } from "./ordered";

export type Decimal = number | string;

/** Compares exactly, also a number with a text: the number counts as its shortest decimal form, as PostgreSQL gets it. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [x, y] = [scaled(a), scaled(b)];
  const scale = Math.max(x.scale, y.scale);
  const [left, right] = [x.units * 10n ** BigInt(scale - x.scale), y.units * 10n ** BigInt(scale - y.scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function scaled(value: Decimal): { units: bigint; scale: number } {
  const [mantissa = "0", exponent = "0"] = String(value).toLowerCase().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

export function numberOperators<V extends Decimal, O>(spec: { parse: OperandParser<V, O> }): Operators<V, O> {
  return orderedOperators<V, V, O>({ parse: spec.parse, compare: compareDecimals });
}
