import { describe, expect, test } from "vitest";
import { addDays, instantOf, readDate, readTime, todayIn, wallTime, writeDate } from "./date-text";

describe("readDate", () => {
  test.each([
    ["31.1.2026", "ru", "2026-01-31"],
    ["1/31/2026", "en-US", "2026-01-31"],
    ["31/1/26", "tr", "2026-01-31"],
    ["2026-01-31", "en", "2026-01-31"],
    ["31.1", "uk", "2026-01-31"],
    ["0", "en", "2026-03-15"],
    ["+7", "en", "2026-03-22"],
    ["-15", "en", "2026-02-28"],
  ])("%j in %s is %s", (text, language, date) => expect(readDate(text, language, "2026-03-15")).toBe(date));

  test.each(["31.2.2026", "tomorrow", "1", "2026-13-01", "1.2.3.4"])("%j is no date", (text) => expect(readDate(text, "ru", "2026-03-15")).toBeUndefined());
});

test("a date is written in the short form of the language and read back", () => {
  for (const language of ["en", "ru", "uk", "tr"]) expect(readDate(writeDate("2026-01-31", language), language, "2020-01-01")).toBe("2026-01-31");
});

test.each([["9", "09:00"], ["930", "09:30"], ["9:30", "09:30"], ["12 am", "00:00"], ["1:05 pm", "13:05"], ["23.59", "23:59"]])("time %j is %s", (text, time) => expect(readTime(text)).toBe(time));
test.each(["24:00", "13 pm", "9:75", "soon"])("%j is no time", (text) => expect(readTime(text)).toBeUndefined());

test("wall time and instant are the inverse of each other, also across a change of clocks", () => {
  for (const [instant, zone] of [["2026-07-01T21:30:00.000Z", "Europe/Kyiv"], ["2026-03-29T00:59:00.000Z", "Europe/Berlin"], ["2026-03-29T01:00:00.000Z", "Europe/Berlin"], ["2026-01-01T00:00:00.000Z", "Pacific/Auckland"]] as const) {
    const wall = wallTime(instant, zone);
    expect(wall && instantOf(wall.date, wall.time, zone)).toBe(instant);
  }
});

test("the day depends on the zone", () => {
  expect(todayIn("Pacific/Auckland", new Date("2026-01-31T12:00:00Z"))).toBe("2026-02-01");
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
});
