/** Waits that may be answered again: those of borders and event sub-processes that do not interrupt. */
import { calendarAt } from "./calendars";
import type { Run } from "./run";
import type { Wait } from "./state";
import { addTo, readDuration } from "./timers";
import { dropWait, tell } from "./waits";

/** A repeated timer gets its next time, one that has run out is over; other waits stay as they are. */
export function repeatOrDrop(run: Run, wait: Wait): void {
  if (wait.kind !== "timer") return;
  if (wait.every === undefined || wait.left === undefined || wait.left === 0 || wait.left === 1) return dropWait(run, wait);
  if (wait.left > 0) wait.left -= 1;
  wait.due = addTo(new Date(wait.due!), readDuration(wait.every)!, run.process.timeZone, calendarAt(run.process.definition, wait.node, run.calendars)).toISOString();
  tell(run, wait);
}
