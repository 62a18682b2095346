import { expect, it } from "vitest";
import { dayIn } from "./days";

it("a moment falls on the day of the zone", () => {
  const moment = new Date("2026-01-31T23:30:00.000Z");
  expect([dayIn(moment, "UTC"), dayIn(moment, "Europe/Kyiv"), dayIn(moment, "America/New_York"), dayIn(moment, "UTC")]).toEqual(["2026-01-31", "2026-02-01", "2026-01-31", "2026-01-31"]);
  expect(() => dayIn(moment, "Nowhere/City")).toThrow(RangeError);
});
