import type { Formula, Text } from "../../definition/types";
import type { NodeDefinition } from "../node-type";

export interface ReceiveTaskOptions {
  readonly message?: Text;
  readonly key?: Formula;
  /** The message starts the process. */
  readonly starts?: boolean;
}

export const receiveTask: NodeDefinition<"receiveTask"> = {
  type: "receiveTask", role: "activity", label: "Receive", icon: "mail-open", awaits: true,
  help: "Waits for a message.",
  check: ({ node, incoming }) => (node.options?.starts && incoming.length > 0 ? [{ code: "startsWithIncoming", message: "A task that starts the process by a message has nothing before it.", remedy: "Remove the flow that leads to it, or let the task only wait." }] : []),
};
