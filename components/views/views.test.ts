import { describe, expect, it } from "vitest";
import { addMonths, monthWeeks, rangeOf, readPeriod, stepPeriod, weekStart } from "./calendar/dates";
import { carried, changeFor, durationMinutes, entryOf, isoDuration, layoutDay, layoutWeek, rangeFilter, type Entry, type Shape } from "./calendar/entries";
import { addSums, columnsFor, lanesFor, typesOf } from "./board/columns";
import { arrowPath, barOf, scaleOf, ticksOf } from "./timeline/scale";
import type { ClientField } from "../../runtime/model/client";

const TIMED: Shape = { start: "at", end: "for", timed: true, lasting: true };
const row = (values: object) => ({ id: "1", ...values });
const entry = (day: string, lastDay: string, from = 0, to = 1440): Entry => ({ row: row({}), day, lastDay, from, to, long: day !== lastDay });

describe("days of a calendar", () => {
  it("cover a month by whole weeks that begin as the language has it", () => {
    const weeks = monthWeeks("2026-11-22", 1);
    expect([weeks.length, weeks[0]![0], weeks.at(-1)!.at(-1)]).toEqual([6, "2026-10-26", "2026-12-06"]);
    expect(monthWeeks("2026-02-10", 7)[0]![0]).toBe("2026-02-01");
    expect(monthWeeks("2026-02-10", 7)).toHaveLength(4);
    expect(weekStart("2026-11-22", 1)).toBe("2026-11-16");
  });
  it("are read from an address, whatever it holds", () => {
    expect(readPeriod("week:2026-01-31", "2026-11-22")).toEqual({ span: "week", day: "2026-01-31" });
    expect(readPeriod("year:2026-99-99", "2026-11-22")).toEqual({ span: "month", day: "2026-11-22" });
    expect(stepPeriod({ span: "month", day: "2026-01-31" }, 1).day).toBe("2026-02-01");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(rangeOf({ span: "day", day: "2026-12-31" }, 1)).toEqual({ from: "2026-12-31", to: "2027-01-01" });
  });
});

describe("entries of a calendar", () => {
  it("stand at the time of the person's zone, over midnight too", () => {
    expect(entryOf(row({ at: "2026-01-31T22:30:00.000Z", for: "PT2H" }), TIMED, "Europe/Kyiv")).toMatchObject({ day: "2026-02-01", lastDay: "2026-02-01", from: 30, to: 150, long: false });
    expect(entryOf(row({ at: "2026-01-31T21:30:00.000Z", for: "PT2H" }), TIMED, "Europe/Kyiv")).toMatchObject({ day: "2026-01-31", lastDay: "2026-02-01", from: 1410, to: 90, long: true });
    expect(entryOf(row({ at: null }), TIMED, "UTC")).toBeUndefined();
    expect(entryOf(row({ on: "2026-01-31", until: "2026-02-02" }), { start: "on", end: "until", timed: false, lasting: false }, "UTC")).toMatchObject({ day: "2026-01-31", lastDay: "2026-02-02", long: true });
  });
  it("keep their time of day when carried over a change of the clocks", () => {
    const before = entryOf(row({ at: "2026-03-28T08:00:00.000Z", for: "PT1H" }), TIMED, "Europe/Kyiv")!;
    expect(changeFor(before, { end: false, days: 1, minutes: 0 }, TIMED, "Europe/Kyiv")).toEqual({ at: "2026-03-29T07:00:00.000Z" });
    expect(changeFor(before, { end: true, days: 0, minutes: 45 }, TIMED, "Europe/Kyiv")).toEqual({ for: "PT1H45M" });
  });
  it("are carried over midnight and never become shorter than can be read", () => {
    expect(carried(entry("2026-01-31", "2026-01-31", 1380, 1440), { end: false, days: 0, minutes: 30 })).toMatchObject({ day: "2026-01-31", lastDay: "2026-02-01", from: 1410, to: 30 });
    expect(carried(entry("2026-01-31", "2026-01-31", 600, 660), { end: true, days: 0, minutes: -600 })).toMatchObject({ from: 600, to: 615 });
    const days: Shape = { start: "on", end: "until", timed: false, lasting: false };
    const whole = entryOf(row({ on: "2026-01-30", until: "2026-01-31" }), days, "UTC")!;
    expect(changeFor(whole, { end: false, days: 2, minutes: 0 }, days, "UTC")).toEqual({ on: "2026-02-01", until: "2026-02-02" });
    expect(changeFor(whole, { end: true, days: -5, minutes: 0 }, days, "UTC")).toEqual({ until: "2026-01-30" });
  });
  it("stand beside one another where they overlap", () => {
    const at = (from: number, to: number) => entry("2026-01-31", "2026-01-31", from, to);
    expect(layoutDay([at(60, 120), at(90, 150), at(120, 180), at(200, 260)]).map(({ lane, lanes }) => [lane, lanes])).toEqual([[0, 2], [1, 2], [0, 2], [0, 1]]);
    const week = ["2026-01-26", "2026-01-27", "2026-01-28"];
    expect(layoutWeek([entry("2026-01-27", "2026-01-27"), entry("2026-01-25", "2026-01-27"), entry("2026-01-28", "2026-01-28"), entry("2026-01-30", "2026-01-30")], week).map((one) => [one.entry.day, one.lane])).toEqual([["2026-01-25", 0], ["2026-01-27", 1], ["2026-01-28", 0]]);
  });
  it("are asked for with those that began before and go on", () => {
    expect(rangeFilter({ start: "on", end: "until", timed: false, lasting: false }, "2026-01-01", "2026-02-01", "UTC")).toMatchObject({ any: [{}, { all: [{ op: "lt" }, { field: "until", op: "gte", value: "2026-01-01" }] }] });
    expect([isoDuration(1530), isoDuration(0), durationMinutes("P1DT1H30M")]).toEqual(["P1DT1H30M", "PT0M", 1530]);
  });
});

describe("columns of a board", () => {
  const field = { name: "stage", options: { choices: [{ value: "new", label: "New" }, { value: "offer", label: "Offer" }, { value: "won", label: "Won" }] } } as unknown as ClientField;
  const entity = { recordTypes: [{ name: "sales", label: "Sale", choices: { stage: ["new", "won"] } }] };
  it("are the choices of the record type the filter asks for, and those that hold records", () => {
    const only = { all: [{ field: "recordType", op: "eq", value: "sales" }] };
    const values = (filter: typeof only | undefined, filled: (string | null)[]) => columnsFor(entity, { field, limits: { won: 3 }, noValue: "-" }, filter, filled.map((column) => ({ column, lane: undefined, count: 1, sums: [] }))).map((column) => column.value);
    expect(values(undefined, [])).toEqual(["new", "offer", "won"]);
    expect(values(only, [])).toEqual(["new", "won"]);
    expect(values(only, ["offer", null])).toEqual(["new", "offer", "won", null]);
    expect(typesOf({ any: [{ field: "recordType", op: "eq", value: "sales" }] })).toBeUndefined();
  });
  it("have lanes in the order of choices or titles, the empty one last", () => {
    const count = (lane: unknown) => ({ column: "new", lane, count: 1, sums: [] });
    expect(lanesFor(field, [count(null), count("won"), count("new")], "None").map((lane) => lane.label)).toEqual(["New", "Won", "None"]);
    expect(lanesFor({ name: "owner", options: {} } as unknown as ClientField, [count({ id: "2", title: "Zoe" }), count({ id: "1", title: "Ann" })], "None").map((lane) => lane.label)).toEqual(["Ann", "Zoe"]);
  });
  it("sum money by currency", () => {
    expect(addSums([{ amount: 1, currency: "EUR" }, { amount: 2, currency: "UAH" }, { amount: 3, currency: "EUR" }])).toEqual([{ amount: 4, currency: "EUR" }, { amount: 2, currency: "UAH" }]);
  });
});

describe("the scale of a timeline", () => {
  const scale = scaleOf({ zoom: "week", day: "2026-01-15" }, 1);
  it("puts days at their distance, a bar up to the end of its last day", () => {
    expect(barOf(scale, { day: scale.from, lastDay: scale.from, from: 0, to: 1440 })).toEqual({ left: 0, width: scale.perDay });
    expect(barOf(scale, { day: scale.from, lastDay: scale.from, from: 720, to: 1440 })).toEqual({ left: scale.perDay / 2, width: scale.perDay / 2 });
  });
  it("has marks for what the zoom shows", () => {
    expect(ticksOf(scaleOf({ zoom: "month", day: "2026-01-15" }, 1)).every((tick) => tick.day.endsWith("-01"))).toBe(true);
    expect(ticksOf(scaleOf({ zoom: "quarter", day: "2026-01-15" }, 1)).every((tick) => ["01", "04", "07", "10"].includes(tick.day.slice(5, 7)))).toBe(true);
    expect(ticksOf(scale).map((tick) => weekStart(tick.day, 1) === tick.day).every(Boolean)).toBe(true);
  });
  it("draws an arrow from the end of one bar to the start of the next", () => {
    expect(arrowPath({ x: 10, y: 5 }, { x: 60, y: 45 })).toBe("M10 5H22V45H60");
    expect(arrowPath({ x: 60, y: 5 }, { x: 10, y: 45 })).toMatch(/^M60 5H72V25H-2V45H10$/);
  });
});
