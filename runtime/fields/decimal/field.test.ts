import { expect, it } from "vitest";
import { fieldType } from "../index";

it("shows numbers of a field with the same digits after the point, whatever they are", () => {
  const [decimal, percent] = [fieldType("decimal"), fieldType("percent")];
  const locale = { language: "en", timeZone: "UTC" };
  expect([3, 2.5, 1234.5678, "11310.9"].map((value) => decimal.format(value as never, { scale: 3 }, locale))).toEqual(["3.000", "2.500", "1,234.568", "11,310.900"]);
  expect([3, 11310.9].map((value) => decimal.format(value as never, {}, locale))).toEqual(["3.00", "11,310.90"]);
  expect(decimal.format(3 as never, { scale: 0 }, locale)).toBe("3");
  expect([5, 12.5].map((value) => percent.format(value as never, {}, locale))).toEqual(["5.00 %", "12.50 %"]);
  expect(percent.format(5 as never, { scale: 0 }, locale)).toBe("5 %");
});
