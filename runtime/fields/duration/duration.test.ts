import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationStorage } from "./storage";
import { duration } from "./field";
import { compareDurations, readParts, writeParts } from "./value";

describe("durations", () => {
  it("have one canonical text", () => {
    fc.assert(fc.property(fc.nat(500), fc.nat(500), fc.nat(999_999_999), fc.boolean(), (months, days, millis, isNegative) => {
      const sign = isNegative ? -1 : 1;
      const text = writeParts({ months: sign * months, days: sign * days, millis: sign * millis });
      expect(writeParts(readParts(text)!)).toBe(text);
    }));
  });

  it("count a month as thirty days where they are compared", () => {
    expect(compareDurations("P1M", "P30D")).toBe(0);
    expect(compareDurations("P1Y", "P365D")).toBeLessThan(0);
  });

  it("are read from the database with a sign at each part", () => {
    expect(durationStorage.fromRow(["P-1M-2DT-3H-4.5S"], {})).toBe("-P1M2DT3H4.5S");
    expect(durationStorage.fromRow(["P1M-1D"], {})).toBe("P29D");
  });

  it("are shown in the words of the language", () => {
    expect(duration.format("P1DT2H", {}, { language: "ru", timeZone: "UTC" })).toBe("1 дн. 2 ч");
    expect(duration.format("PT0S", {}, { language: "en", timeZone: "UTC" })).toBe("0 min");
  });
});
