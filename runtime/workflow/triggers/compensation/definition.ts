import type { TriggerDefinition } from "../trigger-type";

export const compensation: TriggerDefinition<"compensation"> = {
  type: "compensation", label: "Compensation", positions: ["eventStart", "boundary", "throw", "end"],
};
