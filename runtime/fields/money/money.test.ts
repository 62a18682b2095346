import { describe, expect, it } from "vitest";
import { money } from "./field";

describe("money", () => {
  const options = { currencies: ["EUR", "USD"], scale: 2 };

  it("is shown in the habits of the language", () => {
    expect(money.format({ amount: 1234.5, currency: "EUR" }, options, { language: "en", timeZone: "UTC" })).toBe("€1,234.50");
  });

  it("has the digits of its currency where no scale is given, and hides nothing", () => {
    const shown = (amount: number, currency: string, scale?: number) => money.format({ amount, currency }, scale === undefined ? {} : { scale }, { language: "en", timeZone: "UTC" });
    expect([shown(3, "EUR"), shown(3, "JPY"), shown(3.5, "JPY"), shown(1.25, "KWD"), shown(3, "EUR", 0), shown(3, "JPY", 2)]).toEqual(["€3.00", "¥3", "¥3.5", "KWD\u00a01.25", "€3", "¥3.00"]);
  });

  it("points at the part that is wrong", () => {
    expect(money.parse({ amount: 1.234, currency: "EURO" }, options)).toMatchObject({ issues: [{ pointer: "/amount", code: "tooPrecise" }, { pointer: "/currency", code: "unknownChoice", remedy: 'Did you mean "EUR"?' }] });
  });

  it("refuses options that contradict each other", () => {
    expect(money.checkOptions!({ min: 5, max: 1 })).toMatchObject([{ pointer: "/min" }]);
  });
});
