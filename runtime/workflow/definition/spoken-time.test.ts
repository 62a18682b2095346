import { expect, test } from "vitest";
import { readDuration } from "../engine/timers";
import { spokenTime } from "./spoken-time";

test("spans of time are written as people say them", () => {
  const said = { "2 days": "P2D", "1 day": "P1D", "4h": "PT4H", "4 h 30 min": "PT4H30M", "1 week, 2 days": "P1W2D", "2 дня": "P2D", "3 ч": "PT3H", "5 днів": "P5D", "2 години": "PT2H", "2 gün": "P2D", "1 saat": "PT1H", "90 minutes": "PT90M", " 2  Days ": "P2D" };
  for (const [text, iso] of Object.entries(said)) {
    expect(spokenTime(text), text).toBe(iso);
    expect(readDuration(iso), iso).toBeDefined();
  }
});

test("what is written otherwise stays as it is", () => {
  for (const text of ["", "P2D", "soon", "2", "2 moons", "in 2 days", "2 days 1 day", "30 min 4 h", "2026-01-31", "2 days!"]) expect(spokenTime(text), text).toBeUndefined();
});
