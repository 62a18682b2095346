import { expect, it } from "vitest";
import { measuredText } from "./measured";

const reader = { language: "en", timeZone: "UTC" };
const decimal = { type: "decimal", options: {} };

it("gives all values of a measure the digits of its field", () => {
  expect([11310.9, 1200, "0.5"].map((value) => measuredText(decimal, "sum", value, reader))).toEqual(["11,310.90", "1,200.00", "0.50"]);
  expect([3, 1204].map((value) => measuredText({ type: "integer", options: {} }, "sum", value, reader))).toEqual(["3", "1,204"]);
  expect(measuredText({ type: "rollup", options: { function: "sum", scale: 1 } }, "max", 12, reader)).toBe("12.0");
});

it("writes averages finer than whole numbers, and amounts without a currency as they are summed", () => {
  expect([2.5, 3].map((value) => measuredText({ type: "integer", options: {} }, "avg", value, reader))).toEqual(["2.50", "3.00"]);
  expect(measuredText({ type: "money", options: {} }, "sum", 1200, reader)).toBe("1,200.00");
});

it("counts in whole numbers and writes what is no number as its field does", () => {
  expect(measuredText(undefined, "count", 1204, reader)).toBe("1,204");
  expect(measuredText(decimal, "count", 12, reader)).toBe("12");
  expect(measuredText({ type: "date", options: {} }, "max", "2026-01-31", reader)).toMatch(/Jan.* 2026/);
  expect(measuredText(decimal, "sum", null, reader)).toBe("");
});
