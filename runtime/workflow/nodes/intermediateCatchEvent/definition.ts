import type { NodeDefinition } from "../node-type";

export const intermediateCatchEvent: NodeDefinition<"intermediateCatchEvent"> = {
  type: "intermediateCatchEvent", role: "catch", label: "Wait for", icon: "hourglass",
  help: "Waits until its trigger happens.",
  awaits: true,
  check: ({ node }) => (node.triggers?.length ? [] : [{ code: "noTrigger", message: "The event waits for nothing.", remedy: "Give it a trigger, such as a timer or a message." }]),
};
