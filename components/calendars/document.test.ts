import { describe, expect, it } from "vitest";
import { freeId, readHolidays, tidy } from "./document";

describe("the editor of working calendars", () => {
  it("reads pasted holidays, once each, and says which lines are none", () => {
    const { holidays, wrong } = readHolidays("2027-01-01 New Year\n\n2027-01-02..2027-01-08, Winter\n2027-02-30 Never\nsoon\n2027-01-01 Again\n2027-05-02..2027-05-01 Back", [{ id: "day1", date: "2026-12-25" }]);
    expect(holidays).toEqual([{ id: "day1", date: "2026-12-25" }, { id: "day2", date: "2027-01-01", label: "New Year" }, { id: "day3", date: "2027-01-02", until: "2027-01-08", label: "Winter" }]);
    expect(wrong).toEqual([4, 5, 7]);
  });

  it("gives ids that are free and leaves empty lists out", () => {
    expect(freeId([{ id: "shift1" }, { id: "shift3" }], "shift")).toBe("shift4");
    expect(tidy({ id: "a", name: "a", label: "A", timeZone: "UTC", shifts: [], holidays: [], moved: [], special: [], description: " " })).toEqual({ id: "a", name: "a", label: "A", timeZone: "UTC", shifts: [] });
  });
});
