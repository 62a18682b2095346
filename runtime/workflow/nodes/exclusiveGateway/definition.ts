import type { NodeDefinition } from "../node-type";

export const exclusiveGateway: NodeDefinition<"exclusiveGateway"> = {
  type: "exclusiveGateway", role: "gateway", label: "Either … or", icon: "x",
  help: "Takes the first outgoing flow whose condition holds.",
  chooses: "one",
};
