import type { NodeDefinition } from "../node-type";

export const inclusiveGateway: NodeDefinition<"inclusiveGateway"> = {
  type: "inclusiveGateway", role: "gateway", joins: "possible", label: "One or several", icon: "circle",
  help: "Takes every outgoing flow whose condition holds; waits for all that may still come.",
  chooses: "some",
};
