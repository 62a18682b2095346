import type { TriggerDefinition } from "../trigger-type";

export const signal: TriggerDefinition<"signal"> = {
  type: "signal", label: "Signal", broadcast: true, positions: ["start", "eventStart", "eventStartKeep", "catch", "boundary", "boundaryKeep", "throw", "end"],
  check: (trigger) => (trigger.signal === undefined || trigger.signal === "" ? "The signal has no name." : undefined),
};
