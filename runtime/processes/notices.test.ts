import { describe, expect, it } from "vitest";
import { workingCalendar } from "../calendars/calendar";
import { momentBefore } from "./notices";

const iso = (moment: Date): string => moment.toISOString().slice(0, 16);

describe("how long before a term people are told", () => {
  it("is plain time without a calendar", () => {
    expect(iso(momentBefore(new Date("2026-07-06T10:00:00Z"), "P1D", "UTC"))).toBe("2026-07-05T10:00");
    expect(iso(momentBefore(new Date("2026-07-06T10:00:00Z"), "PT90M", "UTC"))).toBe("2026-07-06T08:30");
  });

  it("is working time with one: a day before Monday is Friday", () => {
    const office = workingCalendar({ timeZone: "UTC", shifts: [{ id: "day", days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00" }] });
    expect(iso(momentBefore(new Date("2026-07-06T10:00:00Z"), "P1D", "UTC", office))).toBe("2026-07-03T10:00");
    expect(iso(momentBefore(new Date("2026-07-06T10:00:00Z"), "PT2H", "UTC", office))).toBe("2026-07-03T16:00");
  });
});
