import type { NodeDefinition } from "../node-type";

export const transaction: NodeDefinition<"transaction"> = {
  type: "transaction", role: "activity", cancellable: true, label: "Transaction", icon: "repeat",
  help: "A sub-process that can be cancelled: what was done is undone.",
  holds: "flow",
};
