import type { Json } from "../../definition/types";
import type { NodeDefinition } from "../node-type";

export interface ServiceTaskOptions {
  /** Name of the service: createRecord, updateRecord, sendMail, callWebhook … */
  readonly service?: string;
  readonly settings?: Readonly<Record<string, Json>>;
}

export const serviceTask: NodeDefinition<"serviceTask"> = {
  type: "serviceTask", role: "activity", label: "Service", icon: "cog",
  help: "The system does something: writes a record, sends a mail, calls another system.",
  check: ({ node }) => (node.options?.service ? [] : [{ code: "noService", area: "completeness", message: "It is not said what the system does here.", remedy: "Choose a service." }]),
};
