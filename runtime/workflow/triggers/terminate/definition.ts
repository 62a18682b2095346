import type { TriggerDefinition } from "../trigger-type";

export const terminate: TriggerDefinition<"terminate"> = { type: "terminate", label: "Terminate", positions: ["end"] };
