import type { NodeDefinition } from "../node-type";

export const startEvent: NodeDefinition<"startEvent"> = {
  type: "startEvent", role: "start", label: "Start", icon: "play",
  help: "The process begins here, by hand or when its trigger happens.",
};
