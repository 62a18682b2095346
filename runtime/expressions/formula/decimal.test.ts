import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, divide, modulo, multiply, power, roundTo, subtract } from "./decimal";

/** Decimals of up to 12 digits before and 6 after the point, as integers × 10^-places. */
const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 6 }));
const value = ([whole, places]: [bigint, number]): number => Number(`${whole}e-${places}`);

/** Reference: exact fraction → 15 significant digits, half away from zero. */
function reference(numerator: bigint, denominator: bigint): number {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  if (n === 0n) return 0;
  let exponent = (n / d).toString().length - 15;
  const scaled = (e: number): bigint => (e >= 0 ? (2n * n + d * 10n ** BigInt(e)) / (2n * d * 10n ** BigInt(e)) : (2n * n * 10n ** BigInt(-e) + d) / (2n * d));
  while (scaled(exponent).toString().length < 15) exponent--;
  while (scaled(exponent).toString().length > 15 && scaled(exponent) !== 10n ** 15n) exponent++;
  return Number(`${negative ? "-" : ""}${scaled(exponent)}e${exponent}`);
}

describe("decimal arithmetic", () => {
  it("adds, subtracts, multiplies and divides exactly, to 15 digits", () => {
    fc.assert(fc.property(decimal, decimal, (x, y) => {
      const [a, b] = [value(x), value(y)];
      const [p, q] = [10n ** BigInt(x[1]), 10n ** BigInt(y[1])];
      expect(add(a, b)).toBe(reference(x[0] * q + y[0] * p, p * q));
      expect(subtract(a, b)).toBe(reference(x[0] * q - y[0] * p, p * q));
      expect(multiply(a, b)).toBe(reference(x[0] * y[0], p * q));
      if (y[0] !== 0n) expect(divide(a, b)).toBe(reference(x[0] * q, p * y[0]));
    }), { numRuns: 3000, seed: 3 });
  });

  it("keeps sums of money exact", () => {
    let sum = 0;
    for (let i = 0; i < 1000; i++) sum = add(sum, 0.1)!;
    expect(sum).toBe(100);
    expect([add(0.1, 0.2), subtract(1000000.1, 1000000), multiply(1.1, 1.1), divide(0.3, 0.1), multiply(19.99, 3)]).toEqual([0.3, 0.1, 1.21, 3, 59.97]);
  });

  it("gives null instead of infinities, never -0", () => {
    expect([divide(1, 0), divide(0, 0), multiply(1e200, 1e200), add(1.7e308, 1.7e308), power(-1, 0.5), power(10, 400)]).toEqual([null, null, null, null, null, null]);
    for (const zero of [multiply(0, -1), subtract(0, 0), divide(0, -5), modulo(0, -5), add(-0, 0)]) expect(Object.is(zero, 0)).toBe(true);
    expect(add(5e-324, 1e308)).toBe(1e308);
  });

  it("rounds the decimal that is written, not the double behind it", () => {
    expect([roundTo(1.005, 2, "halfUp"), roundTo(2.675, 2, "halfUp"), roundTo(-1.005, 2, "halfUp"), roundTo(1.005, 2, "halfDown"), roundTo(1.005, 2, "halfEven"), roundTo(1.015, 2, "halfEven")]).toEqual([1.01, 2.68, -1.01, 1, 1, 1.02]);
    expect([roundTo(15, -1, "halfEven"), roundTo(25, -1, "halfEven"), roundTo(1e300, 2, "floor"), roundTo(1e-300, 2, "up"), roundTo(-0.1, 0, "ceiling"), roundTo(1.5, 9999, "floor")]).toEqual([20, 20, 1e300, 0.01, 0, 1.5]);
  });
});
