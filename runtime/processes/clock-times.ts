/** When starts by time come: of a cron pattern, and of the timer of a start event. */
import { Cron } from "croner";
import type { WorkingCalendar } from "../calendars/calendar";
import { addTo, readCycle, readDate, readDuration } from "../workflow/engine/timers";

/**
 * The first time of a pattern after a moment; undefined: never. One minute of one hour comes once a day: at the first of two where the
 * clock is put back, after the gap where it is put forward. A pattern of several times goes by the clock: times of a gap do not come, repeated ones come twice.
 */
export const cronAfter = (cron: string, timeZone: string, after: Date): Date | undefined => new Cron(cron, { timezone: timeZone, paused: true }).nextRun(after) ?? undefined;

/** Of a date, a duration or a repetition; `first`: it was never reckoned before. */
export function timerAfter(text: string, zone: string, after: Date, first: boolean, calendar?: WorkingCalendar): Date | undefined {
  const cycle = readCycle(text);
  if (cycle) return addTo(after, readDuration(cycle.every)!, zone, calendar);
  const span = readDuration(text);
  return first ? (span ? addTo(after, span, zone, calendar) : readDate(text, zone)) : undefined;
}
