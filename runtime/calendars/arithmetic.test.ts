import { describe, expect, it } from "vitest";
import { addSpan, addWorking, addWorkingDays, isOpen, nextOpening, workingBetween } from "./arithmetic";
import { workingCalendar, type CalendarSpec, type Weekday } from "./calendar";

const WORKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
const office = (timeZone: string, more: Partial<CalendarSpec> = {}) => workingCalendar({
  timeZone, shifts: [{ id: "am", days: WORKDAYS, from: "09:00", to: "13:00" }, { id: "pm", days: WORKDAYS, from: "14:00", to: "18:00" }], ...more,
});
const H = 3_600_000;
const at = (text: string) => Date.parse(text);
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16));

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; yield (state >>> 0) / 2 ** 32) state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0;
}

const ZONES = ["UTC", "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago"];
const NIGHT: CalendarSpec = { timeZone: "Europe/Kyiv", shifts: [{ id: "night", days: ["mon", "wed", "sun"], from: "22:00", to: "06:00" }, { id: "day", days: ["tue", "sat"], from: "01:30", to: "24:00" }] };
const calendars = [...ZONES.map((zone) => office(zone)), workingCalendar(NIGHT), office("Europe/Kyiv", { holidays: [{ id: "ny", date: "2026-01-01", until: "2026-01-07", yearly: true }], moved: [{ id: "m", from: "2026-03-30", to: "2026-03-28" }] })];

describe("working time", () => {
  it("counts hours of shifts only, over the break, the night and the weekend", () => {
    const calendar = office("UTC");
    expect(iso(addWorking(calendar, at("2026-07-03T12:00Z"), 2 * H))).toBe("2026-07-03T15:00");
    expect(iso(addWorking(calendar, at("2026-07-03T17:00Z"), 2 * H))).toBe("2026-07-06T10:00");
    expect(iso(addWorking(calendar, at("2026-07-03T17:00Z"), 1 * H))).toBe("2026-07-03T18:00");
    expect(workingBetween(calendar, at("2026-07-03T12:00Z"), at("2026-07-06T10:00Z"))).toBe(6 * H);
    expect(iso(nextOpening(calendar, at("2026-07-04T12:00Z")))).toBe("2026-07-06T09:00");
    expect([isOpen(calendar, at("2026-07-03T12:59Z")), isOpen(calendar, at("2026-07-03T13:00Z"))]).toEqual([true, false]);
  });

  it("takes days for working days: two from Friday afternoon end on Tuesday afternoon, two from Friday evening on Tuesday evening", () => {
    const calendar = office("Europe/Kyiv");
    const days = (from: string, n: number) => iso(addWorkingDays(calendar, at(from), n));
    expect(days("2026-07-03T12:00Z", 2)).toBe("2026-07-07T12:00");
    expect(days("2026-07-03T16:00Z", 2)).toBe("2026-07-07T15:00");
    expect(days("2026-07-06T06:00Z", 1)).toBe("2026-07-06T15:00");
  });

  it("knows holidays, holidays of every year, moved days and special hours", () => {
    const calendar = office("UTC", {
      holidays: [{ id: "a", date: "2026-07-06", until: "2026-07-07" }, { id: "b", date: "2020-12-25", yearly: true }], moved: [{ id: "m", from: "2026-07-10", to: "2026-07-11" }],
      special: [{ id: "s", date: "2026-07-08", from: "09:00", to: "10:00" }],
    });
    const open = (from: string) => iso(nextOpening(calendar, at(from)));
    expect(open("2026-07-06T00:00Z")).toBe("2026-07-08T09:00");
    expect(open("2026-07-08T10:00Z")).toBe("2026-07-09T09:00");
    expect(open("2026-07-09T18:00Z")).toBe("2026-07-11T09:00");
    expect(open("2029-12-25T00:00Z")).toBe("2029-12-26T09:00");
  });

  it("is monotone and additive, and what was added lies between, in every zone over both changes of the clock", () => {
    for (const [k, calendar] of calendars.entries()) {
      const random = numbers(k + 1);
      const next = (most: number) => Math.floor((random.next().value as number) * most);
      for (let round = 0; round < 100; round++) {
        const from = at("2026-01-01T00:00Z") + next(366 * 24) * H + next(60) * 60_000;
        const [a, b, later] = [next(60 * 60) * 60_000, next(60 * 60) * 60_000, next(400) * 60_000];
        const sum = addWorking(calendar, from, a);
        expect(addWorking(calendar, sum, b)).toBe(addWorking(calendar, from, a + b));
        expect(workingBetween(calendar, from, sum)).toBe(a);
        expect(addWorking(calendar, from + later, a)).toBeGreaterThanOrEqual(sum);
        expect(workingBetween(calendar, from, from + later + a)).toBe(workingBetween(calendar, from, from + later) + workingBetween(calendar, from + later, from + later + a));
        const n = next(9);
        expect(addWorkingDays(calendar, from + later, n + 1)).toBeGreaterThanOrEqual(addWorkingDays(calendar, from, n + 1));
        expect(addWorkingDays(calendar, from, n + 1)).toBeGreaterThanOrEqual(addWorkingDays(calendar, from, n));
      }
    }
  });

  it("has an hour less or more in the nights of the change", () => {
    const night = workingCalendar({ timeZone: "Europe/Kyiv", shifts: [{ id: "n", days: ["sat"], from: "22:00", to: "06:00" }] });
    const length = (from: string) => workingBetween(night, at(from), at(from) + 24 * H) / H;
    expect([length("2026-03-28T12:00Z"), length("2026-10-24T12:00Z"), length("2026-07-04T12:00Z")]).toEqual([7, 9, 8]);
  });

  it("goes by the calendar for months and weeks, then to the next opening", () => {
    const calendar = office("UTC");
    const span = (months: number, weeks: number, days: number, hours: number) => iso(addSpan(calendar, at("2026-01-30T10:00Z"), { months, weeks, days, ms: hours * H }));
    expect(span(1, 0, 0, 0)).toBe("2026-03-02T09:00");
    expect(span(0, 2, 0, 0)).toBe("2026-02-13T10:00");
    expect(span(0, 0, 1, 3)).toBe("2026-02-02T13:00");
  });

  it("ends at its horizon for far terms and for a calendar that never opens", () => {
    const closed = workingCalendar({ timeZone: "UTC", shifts: [] });
    const from = at("2026-07-03T12:00Z");
    const far = from + 10 * 366 * 24 * H;
    expect(nextOpening(closed, from)).toBeUndefined();
    expect([addWorking(closed, from, H), addWorkingDays(closed, from, 1), addSpan(office("UTC"), from, { months: 0, weeks: 0, days: 1e9, ms: 0 }), addSpan(office("UTC"), from, { months: 1e9, weeks: 1e9, days: 0, ms: 1e18 })]).toEqual([far, far, far, far]);
    expect(workingBetween(closed, from, 8.64e15)).toBe(0);
  });
});
