import type { TriggerDefinition } from "../trigger-type";

export const cancel: TriggerDefinition<"cancel"> = { type: "cancel", label: "Cancel", positions: ["boundary", "end"] };
