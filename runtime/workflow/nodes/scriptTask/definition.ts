import type { NodeDefinition } from "../node-type";

export interface ScriptTaskOptions {
  readonly script?: string;
  /** Media type of the language; JavaScript when left out. */
  readonly format?: string;
}

export const scriptTask: NodeDefinition<"scriptTask"> = {
  type: "scriptTask", role: "activity", label: "Script", icon: "scroll-text",
  help: "Runs a script in the sandbox.",
  check: ({ node }) => (node.options?.script?.trim() ? [] : [{ code: "noScript", area: "completeness", message: "There is no script to run.", remedy: "Write the script." }]),
};
