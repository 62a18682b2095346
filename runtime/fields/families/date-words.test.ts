import { describe, expect, it } from "vitest";
import { dayWords, momentWords } from "./date-words";

describe("days and moments in words", () => {
  it("name the month in English and are short elsewhere", () => {
    expect(["en-GB", "ru", "uk", "tr"].map((language) => dayWords("2026-01-31", language))).toEqual(["31 Jan 2026", "31.01.2026", "31.01.2026", "31.01.2026"]);
  });
  it("are told in the reader's zone", () => {
    expect(momentWords("2026-01-31T22:30:00.000Z", "ru", "Europe/Moscow")).toBe("01.02.2026, 01:30");
    expect(momentWords("2026-01-31T22:30:00.000Z", "en-GB", "UTC")).toBe("31 Jan 2026, 22:30");
    expect(momentWords("2026-01-31T09:05:00.000Z", "en", "UTC")).toBe("Jan 31, 2026, 9:05 AM");
    expect(momentWords("2026-01-31T09:05:00.000Z", "en-GB", "UTC")).toBe("31 Jan 2026, 09:05");
  });
});
