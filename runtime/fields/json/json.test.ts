import { describe, expect, it } from "vitest";
import { json, JSON_LIMITS } from "./field";
import { jsonStorage } from "./storage";

const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

describe("json", () => {
  it("refuses keys that would reach the prototype, at any depth, with the place", () => {
    for (const key of ["__proto__", "constructor", "prototype"]) {
      const parsed = json.parse(JSON.parse(`{"a":[{"${key}":{"admin":true}}]}`), {});
      expect(parsed).toMatchObject({ ok: false, issues: [{ pointer: `/a/0/${key}`, code: "unknownKey" }] });
    }
  });
  it("takes twenty levels and not one more, and survives a hundred thousand", () => {
    expect(json.parse(nested(JSON_LIMITS.depth + 1), {}).ok).toBe(true);
    expect(json.parse(nested(JSON_LIMITS.depth + 2), {})).toMatchObject({ ok: false, issues: [{ code: "tooDeep" }] });
    let deep: unknown = 0;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(json.parse(deep, {})).toMatchObject({ ok: false, issues: [{ code: "tooDeep" }] });
  });
  it("counts bytes, not characters", () => {
    expect(json.parse("я".repeat(10), { maxSize: 22 }).ok).toBe(true);
    expect(json.parse("я".repeat(11), { maxSize: 22 })).toMatchObject({ ok: false, issues: [{ code: "tooLong" }] });
  });
  it("is equal whatever the order of keys, as jsonb keeps none", () => {
    expect(json.equals({ a: 1, b: [1, { c: 2, d: 3 }] }, { b: [1, { d: 3, c: 2 }], a: 1 })).toBe(true);
    expect(json.equals([1, 2], [2, 1])).toBe(false);
  });
  it("goes to the driver as JSON text, also when it is a list or a text", () => {
    expect(jsonStorage.toRow([1], {})).toEqual(["[1]"]);
    expect(jsonStorage.toRow("x", {})).toEqual(['"x"']);
  });
  it("refuses what PostgreSQL cannot hold", () => {
    for (const bad of [["a\u0000"], { "k\u0000": 1 }, ["\ud800"], [Infinity], [undefined]]) expect(json.parse(bad, {}).ok).toBe(false);
  });
});
