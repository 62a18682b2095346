import type { NodeDefinition } from "../node-type";

export const intermediateThrowEvent: NodeDefinition<"intermediateThrowEvent"> = {
  type: "intermediateThrowEvent", role: "throw", label: "Announce", icon: "send",
  help: "Throws a message, signal, escalation or link, and goes on.",
};
