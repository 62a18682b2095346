/** Wall time ("2026-01-31T10:30:00", no zone) ↔ instants. Tables for people show their own clock; the database keeps instants. */
import { Temporal } from "temporal-polyfill";

/** In the hour that a change of clocks repeats, the earlier instant; in the hour it skips, the later wall time. Undefined for a text that is no time. */
export function instantOfWall(wall: string, timeZone: string): string | undefined {
  try {
    return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).toInstant().toString({ fractionalSecondDigits: 3 });
  } catch {
    return undefined;
  }
}

export const wallOfInstant = (instant: string, timeZone: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ fractionalSecondDigits: 3 });
