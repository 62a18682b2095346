import { describe, expect, it } from "vitest";
import { tags } from "./field";

describe("tags", () => {
  it("counts tags after repetitions are gone", () => {
    expect(tags.parse(["a", "A", " a "], { max: 1 })).toEqual({ ok: true, value: ["a"] });
  });
  it("names the position of each wrong tag", () => {
    expect(tags.parse(["ok", 5, "x;y"], {})).toMatchObject({ ok: false, issues: [{ pointer: "/1" }, { pointer: "/2", code: "format" }] });
  });
  it("refuses a flood before it looks at each tag", () => {
    expect(tags.parse(Array.from({ length: 100_000 }, (_, i) => String(i)), {})).toMatchObject({ ok: false, issues: [{ code: "tooMany" }] });
  });
  it("is the same set in any order", () => {
    expect(tags.equals(["a", "b"], ["b", "a"])).toBe(true);
  });
});
