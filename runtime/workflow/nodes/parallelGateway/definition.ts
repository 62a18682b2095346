import type { NodeDefinition } from "../node-type";

export const parallelGateway: NodeDefinition<"parallelGateway"> = {
  type: "parallelGateway", role: "gateway", joins: "all", label: "All at once", icon: "plus",
  help: "Takes all outgoing flows; waits for all incoming ones.",
};
