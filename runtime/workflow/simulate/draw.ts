/**
 * Processes in a few lines, for examples and tests:
 *
 *     draw({ s: "startEvent", ask: "userTask", e: "endEvent" }, "s ask e")
 *     draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task" }, "s x", "x a: amount > 10", "x b: default")
 *
 * A line of names is a chain of flows; after a colon stands the condition of its (only) flow, or `default`.
 */
import type { Flow, ProcessDefinition, ProcessNode } from "../definition/types";
import type { NodeType } from "../nodes/options";

/** A node type, or a node without its id. */
export type Drawn = NodeType | ({ readonly type: NodeType } & Readonly<Record<string, unknown>>);

export function draw(nodes: Readonly<Record<string, Drawn>>, ...lines: readonly string[]): ProcessDefinition {
  const flows: Flow[] = [];
  const defaults = new Map<string, string>();
  for (const line of lines) {
    const [chain, condition] = split(line);
    const names = chain.split(/\s+/);
    names.slice(1).forEach((to, at) => {
      const from = names[at]!;
      const id = `${from}-${to}`;
      if (condition === "default") defaults.set(from, id);
      flows.push({ id, from, to, ...(condition !== undefined && condition !== "default" && { condition }) });
    });
  }
  const made = Object.entries(nodes).map(([id, drawn]) => ({ id, ...(typeof drawn === "string" ? { type: drawn } : drawn), ...(defaults.has(id) && { default: defaults.get(id) }) }) as ProcessNode);
  return { id: "example", name: "example", label: "Example", nodes: made, flows };
}

function split(line: string): readonly [chain: string, condition?: string] {
  const colon = line.indexOf(":");
  return colon < 0 ? [line.trim()] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}
