import type { TriggerDefinition } from "../trigger-type";

export const escalation: TriggerDefinition<"escalation"> = {
  type: "escalation", label: "Escalation", positions: ["eventStart", "eventStartKeep", "boundary", "boundaryKeep", "throw", "end"],
  check: (trigger, position) => ((position === "throw" || position === "end") && !trigger.escalation ? "An escalation that is thrown needs a code." : undefined),
};
