import type { NodeDefinition } from "../node-type";

export interface ScriptTaskOptions {
  readonly script?: string;
  /** Media type of the language an imported file says; only our own scripts run. */
  readonly format?: string;
}

export const scriptTask: NodeDefinition<"scriptTask"> = {
  type: "scriptTask", role: "activity", label: "Script", icon: "scroll-text",
  help: "Calculates: one assignment to a line.",
  check: ({ node }) => (node.options?.script?.trim() ? [] : [{ code: "noScript", area: "completeness", message: "There is no script to run.", remedy: "Write one assignment to a line: total = price * 2." }]),
};
