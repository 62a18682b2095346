import { describe, expect, it } from "vitest";
import { phone } from "./field";

const locale = { language: "en", timeZone: "UTC" };

describe("telephone numbers", () => {
  it("are grouped for reading, the country apart", () => {
    expect(phone.format("+79123456789", {}, locale)).toBe("+7 912 345 67 89");
    expect(phone.format("+380441234567", {}, locale)).toBe("+380 441 23 45 67");
    expect(phone.format("+9999999", {}, locale)).toMatch(/^\+[\d ]+$/);
  });

  it("without a country need their code", () => {
    expect(phone.parse("912 345 67 89", {})).toMatchObject({ ok: false, issues: [{ code: "format", message: "The country of the number is not known." }] });
  });

  it("of an unknown country in the options are refused by name", () => {
    expect(phone.checkOptions!({ country: "XX" })).toMatchObject([{ pointer: "/country" }]);
  });
});
