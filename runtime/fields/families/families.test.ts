import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoInstant, readDate, readInstant } from "./calendar";
import { digitText, readDigits } from "./decimal";
import { compareDecimals } from "./number";
import { dateRange, instantRange, PERIOD_NAMES } from "./period";
import { cleanText } from "./plain-text";
import { fold } from "./text";

describe("fold", () => {
  it("is simple: one code point for one, whatever the language and the neighbours", () => {
    expect(fold("İI")).toBe("ii");
    expect(fold("ΑΣ")).toBe("ασ");
    expect(fold("STRAẞE")).toBe("straße");
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      expect([...fold(text)].length).toBe([...text].length);
      expect(fold(fold(text))).toBe(fold(text));
    }));
  });
});

describe("periods", () => {
  const at = (iso: string, timeZone: string) => ({ now: new Date(iso), timeZone });

  it("begin at midnight of the zone, also when that midnight does not exist", () => {
    // In Cairo clocks went from 24:00 on 27 April 2023 to 01:00 on the 28th.
    expect(instantRange("today", at("2023-04-28T10:00:00Z", "Africa/Cairo"))).toEqual({ from: "2023-04-27T22:00:00.000Z", to: "2023-04-28T21:00:00.000Z" });
  });

  it("of a day in which clocks change have 23 or 25 hours", () => {
    const hours = (iso: string): number => {
      const { from, to } = instantRange("today", at(iso, "Europe/Berlin"));
      return (Date.parse(to!) - Date.parse(from!)) / 3_600_000;
    };
    expect([hours("2026-03-29T12:00:00Z"), hours("2026-10-25T12:00:00Z")]).toEqual([23, 25]);
  });

  it("know leap years, year ends and weeks that begin on Monday", () => {
    expect(dateRange("lastMonth", at("2024-03-31T12:00:00Z", "UTC"))).toEqual({ from: "2024-02-01", to: "2024-03-01" });
    expect(dateRange("lastQuarter", at("2026-02-15T12:00:00Z", "UTC"))).toEqual({ from: "2025-10-01", to: "2026-01-01" });
    expect(dateRange("thisWeek", at("2026-01-04T12:00:00Z", "UTC"))).toEqual({ from: "2025-12-29", to: "2026-01-05" });
  });

  it("are half-open and not empty, at any moment", () => {
    fc.assert(fc.property(fc.date({ min: new Date("1950-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }), fc.constantFrom("UTC", "Europe/Istanbul", "America/St_Johns", "Pacific/Apia"), fc.constantFrom(...PERIOD_NAMES), (now, timeZone, name) => {
      const { from, to } = dateRange(name, { now, timeZone });
      expect(from === undefined || to === undefined || from < to).toBe(true);
    }));
  });
});

describe("numbers as people write them", () => {
  it.each([["1 234,5", "1234.5"], ["1.234,5", "1234.5"], ["1,234.5", "1234.5"], ["1,234,567", "1234567"], ["1.234.567", "1234567"], ["0,50", "0.5"], ["−7", "-7"], ["1 000", "1000"], ["-0", "0"]])("%s is %s", (text, digits) => {
    expect(readDigits(text)).toBe(digits);
  });

  it.each(["", "abc", "1e5", "1.2.3,4,5", "--1", "1-2", "0x10"])("%j is none", (text) => expect(readDigits(text)).toBeUndefined());

  it("compare exactly beyond the precision of doubles", () => {
    expect(compareDecimals("9007199254740993", "9007199254740992")).toBe(1);
    expect(compareDecimals("0.1", 0.1)).toBe(0);
    expect(compareDecimals(1e21, "1000000000000000000000")).toBe(0);
    expect(compareDecimals(1e-7, "0.0000001")).toBe(0);
    expect(digitText("-00.00")).toBe("0");
  });
});

describe("calendar texts", () => {
  it("put the day before the month and refuse what could be neither", () => {
    expect(readDate("3/4/2026")).toMatchObject({ value: "2026-04-03" });
    expect(readDate("4/31/2026").ok).toBe(false);
  });

  it("read PostgreSQL's own output, with offsets of seconds", () => {
    expect(isoInstant("1890-01-01 00:00:17+02:30:17")).toMatchObject({ value: "1889-12-31T21:30:00.000Z" });
    expect(isoInstant("2026-01-31 13:00:00.5+03")).toMatchObject({ value: "2026-01-31T10:00:00.500Z" });
  });

  it("take a text without an offset as UTC", () => {
    expect(readInstant("31.01.2026, 10:30")).toMatchObject({ value: "2026-01-31T10:30:00.000Z" });
  });
});

describe("clean text", () => {
  it("counts characters, not UTF-16 units", () => {
    expect(cleanText("🎄".repeat(10), 10).ok).toBe(true);
    expect(cleanText("🎄".repeat(11), 10)).toMatchObject({ issues: [{ code: "tooLong", message: "The text has 11 characters; at most 10 are allowed." }] });
  });

  it("names the control character and its place", () => {
    expect(cleanText("ab\u0007")).toMatchObject({ issues: [{ code: "controlCharacter", message: "The text holds the control character U+0007 at position 3." }] });
  });
});
