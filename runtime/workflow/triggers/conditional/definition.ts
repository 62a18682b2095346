import type { TriggerDefinition } from "../trigger-type";

export const conditional: TriggerDefinition<"conditional"> = {
  type: "conditional", label: "Condition", positions: ["start", "eventStart", "eventStartKeep", "catch", "boundary", "boundaryKeep"],
  check: (trigger) => (trigger.condition === undefined || trigger.condition.trim() === "" ? "The event has no condition to wait for." : undefined),
};
