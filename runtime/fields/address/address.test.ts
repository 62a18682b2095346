import { describe, expect, it } from "vitest";
import { COUNTRIES, countryName } from "./countries";
import { address, type Address } from "./field";

const locale = (language: string) => ({ language, timeZone: "UTC" });
const kyiv: Address = { line1: "Khreshchatyk 1", line2: null, city: "Kyiv", region: null, postcode: "01001", country: "UA" };

describe("address", () => {
  it("knows the 249 countries of ISO 3166, each once, and Intl names them all", () => {
    expect(COUNTRIES).toHaveLength(249);
    expect(new Set(COUNTRIES).size).toBe(249);
    const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
    expect(COUNTRIES.filter((code) => names.of(code) === undefined)).toEqual([]);
  });
  it("is written for people with the country in their language", () => {
    expect(address.format(kyiv, {}, locale("en"))).toBe("Khreshchatyk 1, 01001 Kyiv, Ukraine");
    expect(address.format(kyiv, {}, locale("tr"))).toContain("Ukrayna");
    expect(countryName("UA", "not a language")).toBe("UA");
  });
  it("refuses keys that would reach the prototype", () => {
    expect(address.parse(JSON.parse('{"city":"Kyiv","__proto__":{"country":"UA"}}'), {})).toMatchObject({ ok: false, issues: [{ pointer: "/__proto__", code: "unknownKey" }] });
  });
  it("keeps semicolons, backslashes and gaps through text", () => {
    const odd: Address = { line1: "a;b", line2: null, city: "c\\d;", region: null, postcode: null, country: "TR" };
    const back = address.fromText(address.toText(odd, {}), {});
    expect(back).toEqual({ ok: true, value: odd });
  });
  it("tells of a country option that does not exist", () => {
    expect(address.checkOptions!({ preferredCountries: ["UA", "ZZ"] })).toMatchObject([{ pointer: "/preferredCountries/1", code: "unknownChoice" }]);
  });
});
