import type { Formula, Text } from "../../definition/types";
import type { NodeDefinition } from "../node-type";

export interface ReceiveTaskOptions {
  readonly message?: Text;
  readonly key?: Formula;
  /** Waits for a call of its own web address instead of a message. */
  readonly webhook?: boolean;
  /** The message starts the process. */
  readonly starts?: boolean;
}

export const receiveTask: NodeDefinition<"receiveTask"> = {
  type: "receiveTask", role: "activity", label: "Receive", icon: "mail-open", awaits: true,
  help: "Waits for a message.",
  check: ({ node, incoming }) => node.options?.starts && node.options.webhook ? [{ code: "startsByAddress", message: "A task that waits at a web address starts no process.", remedy: "Give the process a start of the kind webhook, or let the task only wait." }] : (node.options?.starts && incoming.length > 0 ? [{ code: "startsWithIncoming", message: "A task that starts the process by a message has nothing before it.", remedy: "Remove the flow that leads to it, or let the task only wait." }] : []),
};
