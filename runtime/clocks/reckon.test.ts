import { describe, expect, it } from "vitest";
import { workingCalendar, type CalendarSpec } from "../calendars/calendar";
import { leftOf, reckon, settleClock, type ClockFacts, type ClockPlan, type ClockState } from "./reckon";

const days = ["mon", "tue", "wed", "thu", "fri"] as const;
const plan = (more: Partial<CalendarSpec> = {}): ClockPlan => ({ calendar: workingCalendar({ timeZone: "UTC", shifts: [{ id: "a", days, from: "09:00", to: "17:00" }], ...more }), events: [{ id: "soon", before: "PT1H" }, { id: "late" }] });
const at = (text: string) => Date.parse(`2026-07-${text}:00Z`);
const iso = (ms: number | null | undefined) => (ms === null || ms === undefined ? ms : new Date(ms).toISOString().slice(8, 16));
const facts = (more: Partial<ClockFacts> = {}): ClockFacts => ({ start: true, pause: false, stop: false, target: "PT4H", ...more });
const H = 3_600_000;

function play(steps: readonly (readonly [string, Partial<ClockFacts>])[]): ClockState | undefined {
  return steps.reduce<ClockState | undefined>((state, [when, given]) => reckon(plan(), state, facts(given), at(when)), undefined);
}
const brief = (state: ClockState | undefined) => state && [state.status, iso(state.dueAt), iso(state.nextAt), iso(state.breachedAt)];

describe("a clock", () => {
  it("begins when its condition holds, is due in working time and looked at an hour before", () => {
    expect(play([["03T15:00", { start: false }]])).toBeUndefined();
    expect(brief(play([["03T15:00", {}]]))).toEqual(["running", "06T11:00", "06T10:00", null]);
    expect(play([["03T15:00", { target: undefined }]])).toBeUndefined();
  });

  it("does not count pauses and moves its term by them", () => {
    const paused = play([["03T15:00", {}], ["03T16:00", { pause: true }]])!;
    expect([paused.status, paused.nextAt, leftOf(plan(), paused, at("10T12:00")) / H]).toEqual(["paused", null, 3]);
    expect(brief(play([["03T15:00", {}], ["03T16:00", { pause: true }], ["07T10:00", {}]]))).toEqual(["running", "07T13:00", "07T12:00", null]);
  });

  it("stops, says whether it was late, and goes on where it stood when it is opened again", () => {
    expect(brief(play([["03T15:00", {}], ["06T10:00", { stop: true }]]))).toEqual(["stopped", "06T11:00", null, null]);
    expect(brief(play([["03T15:00", {}], ["06T12:00", { stop: true }]]))).toEqual(["stopped", "06T11:00", null, "06T11:00"]);
    expect(brief(play([["03T15:00", {}], ["06T10:00", { stop: true }], ["06T15:00", {}]]))).toEqual(["running", "06T16:00", "06T15:00", null]);
    const paused = play([["03T15:00", {}], ["03T16:00", { pause: true }], ["06T16:00", { stop: true }]])!;
    expect([paused.status, leftOf(plan(), paused, at("20T12:00")) / H]).toEqual(["stopped", 3]);
    expect(play([["03T15:00", {}], ["03T16:00", { stop: true }], ["03T16:30", { pause: true }], ["06T10:00", {}]])?.pauses).toEqual([[at("03T16:00"), at("06T10:00")]]);
  });

  it("gets another term with another target, and with another calendar; what has moved into the future is told again", () => {
    expect(iso(play([["03T15:00", {}], ["03T16:00", { target: "PT1H" }]])?.dueAt)).toBe("03T16:00");
    const late = { ...settleClock(plan(), play([["03T15:00", {}]])!, at("06T11:30")), fired: ["soon", "late"] };
    expect([iso(late.breachedAt), late.nextAt === null]).toEqual(["06T11:00", false]);
    const holiday = settleClock(plan({ holidays: [{ id: "h", date: "2026-07-06" }] }), late, at("06T11:30"));
    expect([brief(holiday), holiday.fired]).toEqual([["running", "07T11:00", "07T10:00", null], []]);
  });

  it("takes days for working days and says by how much it is over", () => {
    const state = play([["03T15:00", { target: "P2D" }]])!;
    expect(iso(state.dueAt)).toBe("07T15:00");
    expect(leftOf(plan(), state, at("08T10:00")) / H).toBe(-3);
  });

  it("keeps the time it has used through any sequence of pauses", () => {
    let seed = 7;
    const office = plan();
    const next = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
    for (let round = 0; round < 30; round++) {
      let now = at("01T09:00");
      let [state, used, running] = [reckon(office, undefined, facts({ target: "P20D" }), now)!, 0, true];
      for (let step = 0; step < 8; step++) {
        const later = now + next(30 * 60) * 60_000;
        const before = leftOf(office, state, now);
        used = before - leftOf(office, state, later);
        expect(used === 0 || running).toBe(true);
        running = next(2) === 0;
        const turnedNow = reckon(office, state, facts({ target: "P20D", pause: !running }), later)!;
        expect(leftOf(office, turnedNow, later)).toBe(before - used);
        [state, now] = [turnedNow, later];
      }
    }
  });
});
