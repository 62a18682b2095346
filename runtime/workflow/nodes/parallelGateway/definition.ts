import type { NodeDefinition } from "../node-type";

export const parallelGateway: NodeDefinition<"parallelGateway"> = {
  type: "parallelGateway", role: "gateway", label: "All at once", icon: "plus",
  help: "Takes all outgoing flows; waits for all incoming ones.",
};
