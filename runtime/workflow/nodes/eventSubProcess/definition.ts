import type { NodeDefinition } from "../node-type";

export const eventSubProcess: NodeDefinition<"eventSubProcess"> = {
  type: "eventSubProcess", role: "activity", label: "Event sub-process", icon: "layers-2",
  help: "Begins when its trigger happens while the scope around it runs.",
  holds: "event",
};
