import { describe, expect, it } from "vitest";
import { unit } from "./field";

const [top, below, other] = ["a", "b", "c"].map((end) => `0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6${end}`) as [string, string, string];
const env = { now: new Date(0), timeZone: "UTC" };

describe("unit", () => {
  it("is under a unit when the expanded list of the caller names it", () => {
    const under = unit.operators["under"]!;
    const parsed = under.parseOperand([top, below], {});
    expect(parsed).toEqual({ ok: true, value: [top, below] });
    const test = (id: string): boolean => under.test({ id }, [top, below] as never, {}, env);
    expect([test(top), test(below), test(other)]).toEqual([true, true, false]);
  });
  it("is under nothing when the list is empty", () => {
    expect(unit.operators["under"]!.test({ id: top }, [] as never, {}, env)).toBe(false);
  });
});
