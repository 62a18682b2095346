import type { Formula, Text } from "../../definition/types";
import type { NodeDefinition } from "../node-type";

export interface CallActivityOptions {
  /** Name of the process. */
  readonly process?: Text;
  /** latest (default): the version published when it is called · sameRevision: the one published together with this process · or a fixed version. */
  readonly binding?: { readonly kind: "latest" | "sameRevision" } | { readonly kind: "version"; readonly version: number };
  /** Key of the new instance, for messages. */
  readonly key?: Formula;
}

export const callActivity: NodeDefinition<"callActivity"> = {
  type: "callActivity", role: "activity", label: "Call a process", icon: "external-link",
  help: "Runs another process and waits for its end.",
  check: ({ node }) => (node.options?.process ? [] : [{ code: "noProcess", area: "completeness", message: "It is not said which process is called.", remedy: "Choose a process." }]),
};
