import { readCycle, readDate, readDuration } from "../../engine/timers";
import type { TriggerDefinition } from "../trigger-type";

export const timer: TriggerDefinition<"timer"> = {
  type: "timer", label: "Timer", positions: ["start", "eventStart", "eventStartKeep", "catch", "boundary", "boundaryKeep"],
  check(trigger) {
    const given = [trigger.date, trigger.duration, trigger.cycle].filter((value) => value !== undefined);
    if (given.length !== 1) return given.length === 0 ? "The timer has no time: give it a date, a duration or a repetition." : "The timer has several times: keep one of date, duration and repetition.";
    if (typeof trigger.date === "string" && !readDate(trigger.date, "UTC")) return `“${trigger.date}” is no date; write it like 2026-01-31T09:00:00.`;
    if (typeof trigger.duration === "string" && !readDuration(trigger.duration)) return `“${trigger.duration}” is no duration; write it like P2D or PT4H30M.`;
    if (typeof trigger.cycle === "string" && !readCycle(trigger.cycle)) return `“${trigger.cycle}” is no repetition; write it like R3/PT10M.`;
    return undefined;
  },
};
