import { expect, it } from "vitest";
import { fieldType } from "../index";

it("shows as many decimals as a number has, up to the scale; money always shows all", () => {
  const [decimal, money] = [fieldType("decimal"), fieldType("money")];
  const locale = { language: "en", timeZone: "UTC" };
  expect([3, 2.5, 1234.5678].map((value) => decimal.format(value as never, { scale: 3 }, locale))).toEqual(["3", "2.5", "1,234.568"]);
  expect(money.format({ amount: 3, currency: "EUR" } as never, {}, locale)).toBe("€3.00");
});
