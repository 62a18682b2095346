import type { NodeDefinition } from "../node-type";

export const boundaryEvent: NodeDefinition<"boundaryEvent"> = {
  type: "boundaryEvent", role: "boundary", label: "On the border", icon: "circle-dot",
  help: "Watches the activity it sits on.",
  check: ({ node }) => (node.triggers?.length ? [] : [{ code: "noTrigger", message: "The event on the border waits for nothing.", remedy: "Give it a trigger, such as a timer or an error." }]),
};
