import type { NodeDefinition } from "../node-type";

export interface BusinessRuleTaskOptions {
  /** Name of the decision table. */
  readonly decision?: string;
}

export const businessRuleTask: NodeDefinition<"businessRuleTask"> = {
  type: "businessRuleTask", role: "activity", label: "Decision", icon: "table-2",
  help: "Decides by a table of rules.",
  check: ({ node }) => (node.options?.decision ? [] : [{ code: "noDecision", area: "completeness", message: "It is not said by which table to decide.", remedy: "Choose a decision table." }]),
};
