import type { NodeDefinition } from "../node-type";

export const task: NodeDefinition<"task"> = {
  type: "task", role: "activity", label: "Task", icon: "square-check",
  help: "A step without an own meaning to the engine; passed at once.",
};
