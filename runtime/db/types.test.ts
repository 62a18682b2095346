import { describe, expect, it } from "vitest";
import { isoTimestamp, typeParsers } from "./types";

const parse = (oid: number, text: string) => typeParsers.getTypeParser(oid)(text);

describe("types", () => {
  it("writes instants the way the API does, cut to milliseconds", () => {
    expect(isoTimestamp("2026-01-31 10:00:00+00")).toBe("2026-01-31T10:00:00.000Z");
    expect(isoTimestamp("2026-01-31 10:00:00.1+00")).toBe("2026-01-31T10:00:00.100Z");
    expect(isoTimestamp("2026-01-31 10:00:00.123456+00")).toBe("2026-01-31T10:00:00.123Z");
  });
  it("leaves what is no usual instant as the server sent it", () => {
    for (const text of ["infinity", "-infinity", "0044-03-15 12:00:00+00 BC", "12026-01-01 00:00:00+00"]) expect(isoTimestamp(text)).toBe(text);
  });
  it("keeps decimals, dates and intervals as text, also inside arrays", () => {
    expect(parse(1700, "0.10")).toBe("0.10");
    expect(parse(1231, "{0.10,NULL,1}")).toEqual(["0.10", null, "1"]);
    expect(parse(1182, "{2026-01-31}")).toEqual(["2026-01-31"]);
    expect(parse(1186, "P1DT2H")).toBe("P1DT2H");
    expect(parse(1185, '{"2026-01-31 10:00:00+00"}')).toEqual(["2026-01-31T10:00:00.000Z"]);
  });
  it("refuses a whole number that JavaScript would change", () => {
    expect(parse(20, "9007199254740991")).toBe(9007199254740991);
    expect(() => parse(20, "9007199254740993")).toThrow("too large");
    expect(parse(1016, "{1,2}")).toEqual([1, 2]);
  });
  it("parses json inside arrays", () => {
    expect(parse(3807, '{"{\\"a\\":1}"}')).toEqual([{ a: 1 }]);
  });
});
