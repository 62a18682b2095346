import type { Text } from "../../definition/types";
import { calendarAt } from "../../engine/calendars";
import { StepFailure } from "../../engine/compiled";
import { evaluateText } from "../../engine/evaluate";
import type { Run } from "../../engine/run";
import type { Wait } from "../../engine/state";
import { addTo, readCycle, readDate, readDuration } from "../../engine/timers";
import { addWait } from "../../engine/waits";
import type { TriggerOf } from "../options";
import type { TriggerBehaviour } from "../trigger-type";

export const timerBehaviour: TriggerBehaviour<"timer"> = {
  listen(run, trigger, { token, frame, node, trigger: index }) {
    const { id: _, type: __, ...spec } = trigger;
    addWait(run, { kind: "timer", node, trigger: index, token, frame, ...timesOf(run, frame, node, trigger) }, { ...(spec.date !== undefined && { date: spec.date }), ...(spec.duration !== undefined && { duration: spec.duration }), ...(spec.cycle !== undefined && { cycle: spec.cycle }) });
  },
};

function timesOf(run: Run, frame: number, node: string, trigger: TriggerOf<"timer">): Pick<Wait, "due" | "every" | "left"> {
  const text = evaluateText(run, frame, trigger.date ?? trigger.duration ?? trigger.cycle ?? ({ formula: "null" } as Text)).trim();
  const { timeZone } = run.process;
  const calendar = calendarAt(run.process.definition, node, run.calendars);
  if (trigger.date !== undefined) return { due: orFail(readDate(text, timeZone), text).toISOString() };
  if (trigger.duration !== undefined) return { due: addTo(run.now, orFail(readDuration(text), text), timeZone, calendar).toISOString() };
  const cycle = orFail(readCycle(text), text);
  const first = cycle.start === undefined ? addTo(run.now, readDuration(cycle.every)!, timeZone, calendar) : orFail(readDate(cycle.start, timeZone), text);
  return { due: first.toISOString(), every: cycle.every, left: cycle.times };
}

function orFail<T>(value: T | undefined, text: string): T {
  if (value === undefined) throw new StepFailure("timer", `“${text}” is no time a timer understands.`, "Set the value it is made of and try again.");
  return value;
}
