import type { NodeDefinition } from "../node-type";

export const subProcess: NodeDefinition<"subProcess"> = {
  type: "subProcess", role: "activity", label: "Sub-process", icon: "layers",
  help: "Steps that belong together, with variables of their own.",
  holds: "flow",
};
