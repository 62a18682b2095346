import type { Formula, Text } from "../../definition/types";
import type { NodeDefinition } from "../node-type";

export interface SendTaskOptions {
  readonly message?: Text;
  readonly key?: Formula;
}

export const sendTask: NodeDefinition<"sendTask"> = { type: "sendTask", role: "activity", label: "Send", icon: "mail", help: "Sends a message and goes on." };
