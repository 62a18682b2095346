import type { TriggerDefinition } from "../trigger-type";

export const message: TriggerDefinition<"message"> = {
  type: "message", label: "Message", positions: ["start", "eventStart", "eventStartKeep", "catch", "boundary", "boundaryKeep", "throw", "end"],
  check: (trigger, position) => trigger.webhook ? (["start", "throw", "end"].includes(position) ? "A web address can only be waited for; a process is started by one with a start of the process." : undefined) : ((trigger.message === undefined || trigger.message === "") && position !== "throw" && position !== "end" ? "The event waits for a message without a name." : undefined),
};
