import { describe, expect, it } from "vitest";
import { cronOf, rhythmOf, RHYTHMS } from "./schedule";

describe("schedules in the builders", () => {
  it("read and write rhythms, and leave other schedules alone", () => {
    for (const rhythm of RHYTHMS) expect(rhythmOf(cronOf(rhythm, 7))).toEqual({ rhythm, hour: 7 });
    for (const cron of ["*/5 * * * *", "0 25 * * *", "30 8 * * 1"]) expect(rhythmOf(cron)).toBeUndefined();
  });
});
