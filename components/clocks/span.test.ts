import { describe, expect, it } from "vitest";
import { spanParts } from "./span";

describe("a span of time for people", () => {
  it("has its two greatest parts, and no days where time is working time", () => {
    expect(spanParts(2 * 86_400_000 + 3 * 3_600_000 + 5)).toEqual([[2, "day"], [3, "hour"]]);
    expect(spanParts(26 * 3_600_000 + 60_000, "hour")).toEqual([[26, "hour"], [1, "minute"]]);
    expect(spanParts(61_500)).toEqual([[1, "minute"]]);
    expect([spanParts(1500), spanParts(20), spanParts(0)]).toEqual([[[1, "second"]], [[0, "second"]], [[0, "minute"]]]);
  });
});
