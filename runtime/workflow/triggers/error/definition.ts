import type { TriggerDefinition } from "../trigger-type";

export const error: TriggerDefinition<"error"> = {
  type: "error", label: "Error", positions: ["eventStart", "boundary", "end"],
  check: (trigger, position) => (position === "end" && !trigger.error ? "An error that is thrown needs a code." : undefined),
};
