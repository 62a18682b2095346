import { describe, expect, it } from "vitest";
import { isRange, satisfies } from "./versions";

describe("ranges of versions", () => {
  it.each([
    ["1.2.3", "^1.0.0", true], ["2.0.0", "^1.0.0", false], ["0.2.9", "^0.2.1", true], ["0.3.0", "^0.2.1", false], ["0.0.4", "^0.0.3", false],
    ["1.2.9", "~1.2.3", true], ["1.3.0", "~1.2.3", false], ["1.2.0", "1.2.x", true], ["1.9.0", "1", true], ["2.0.0", "1", false],
    ["3.0.0", ">=1.0.0 <3.0.0", false], ["2.9.9", ">=1.0.0 <3.0.0", true], ["2.9.9", ">= 1.0.0 < 3.0.0", true], ["1.3.0", ">1.2", true], ["1.2.9", ">1.2", false],
    ["5.0.0", "1.x || ^5.0.0", true], ["0.0.1", "*", true], ["1.2.3", "1.2.3", true], ["1.2.4", "=1.2.3", false], ["nonsense", "*", false], ["1.0.0", "nonsense", false],
  ])("%s in %s: %s", (version, range, expected) => {
    expect(satisfies(version, range)).toBe(expected);
  });

  it("knows a range from other text", () => {
    expect(["^1.0.0", "1 || 2"].map(isRange)).toEqual([true, true]);
    expect(["", "latest", "1.0.0-", "^^1", "1 ||"].map(isRange)).toEqual([false, false, false, false, false]);
  });
});
