/** The definition as a graph, tolerant of everything that is wrong with it: what the rules look at. */
import type { Flow, ProcessDefinition, ProcessNode } from "../definition/types";
import { poolsOf } from "../engine/compile";
import type { NodeDefinition, NodeRole } from "../nodes/node-type";
import { nodeDefinitions } from "../nodes/index";
import type { Finding } from "../nodes/facts";
import type { Problem } from "./problem";

export interface Graph {
  readonly definition: ProcessDefinition;
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  readonly pools: readonly string[];
  into(id: string): readonly Flow[];
  outOf(id: string): readonly Flow[];
  /** Nodes directly in a pool or sub-process. */
  contents(container: string): readonly ProcessNode[];
  /** The pool or sub-process a node lies in. */
  containerOf(node: ProcessNode): string;
  /** Events on the border of an activity. */
  borders(id: string): readonly ProcessNode[];
}

export const typeOf = (node: ProcessNode): NodeDefinition => nodeDefinitions[node.type] as unknown as NodeDefinition;
export const roleOf = (node: ProcessNode): NodeRole => typeOf(node).role;
export const nameOf = (node: { readonly id: string; readonly label?: string }): string => `“${node.label || node.id}”`;
export const isEventSub = (node: ProcessNode | undefined): boolean => node !== undefined && typeOf(node).holds === "event";

export function graphOf(definition: ProcessDefinition): Graph {
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  const pools = poolsOf(definition).map((pool) => pool.id);
  const into = groupBy(definition.flows, (flow) => flow.to);
  const outOf = groupBy(definition.flows, (flow) => flow.from);
  const containerOf = (node: ProcessNode): string => node.inside ?? node.pool ?? pools[0]!;
  const contents = groupBy(definition.nodes, containerOf);
  const borders = groupBy(definition.nodes.filter((node) => node.attachedTo !== undefined), (node) => node.attachedTo!);
  return {
    definition, nodes, pools, containerOf,
    into: (id) => into.get(id) ?? [], outOf: (id) => outOf.get(id) ?? [], contents: (id) => contents.get(id) ?? [], borders: (id) => borders.get(id) ?? [],
  };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** A rule looks at the whole graph. */
export type Rule = (graph: Graph) => readonly Problem[];

export const problem = (finding: Finding, ...elements: readonly string[]): Problem => ({
  code: finding.code, severity: finding.severity ?? "error", area: finding.area ?? "structure", elements, message: finding.message, ...(finding.remedy && { remedy: finding.remedy }),
});

/** A rule about each node. */
export const eachNode = (check: (node: ProcessNode, graph: Graph) => readonly Finding[]): Rule => (graph) =>
  graph.definition.nodes.flatMap((node) => check(node, graph).map((finding) => problem(finding, node.id)));
