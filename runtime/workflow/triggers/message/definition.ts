import type { TriggerDefinition } from "../trigger-type";

export const message: TriggerDefinition<"message"> = {
  type: "message", label: "Message", positions: ["start", "eventStart", "eventStartKeep", "catch", "boundary", "boundaryKeep", "throw", "end"],
  check: (trigger, position) => ((trigger.message === undefined || trigger.message === "") && position !== "throw" && position !== "end" ? "The event waits for a message without a name." : undefined),
};
