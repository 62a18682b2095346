import type { NodeDefinition } from "../node-type";

export const endEvent: NodeDefinition<"endEvent"> = {
  type: "endEvent", role: "end", label: "End", icon: "square",
  help: "The path ends here.",
};
