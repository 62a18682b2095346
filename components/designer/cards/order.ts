/** Steps of a page in the order one reads them: along the ways, a branch to its end before the next one begins. */
import type { ProcessDefinition, ProcessNode } from "../../../runtime/workflow/definition/types";
import { nodesHere } from "../../../runtime/workflow/edit/drawing";
import { definitionOf, into, outOf } from "../../../runtime/workflow/edit/elements";

export interface OrderedStep {
  readonly node: ProcessNode;
  readonly number: number;
  /** How deep in sub-processes. */
  readonly depth: number;
}

export function orderedSteps(whole: ProcessDefinition): readonly OrderedStep[] {
  const nodes = nodesHere(whole);
  const here = new Set(nodes.map(({ id }) => id));
  const definition = nodes === whole.nodes ? whole : { ...whole, nodes, flows: whole.flows.filter(({ from, to }) => here.has(from) && here.has(to)) };
  const seen = new Set<string>();
  const steps: OrderedStep[] = [];
  const visit = (node: ProcessNode, depth: number): void => {
    if (seen.has(node.id)) return;
    // Where branches meet comes after all of them.
    if (into(definition, node.id).some((flow) => !seen.has(flow.from) && leadsTo(definition, flow.from, node.id, seen))) return;
    seen.add(node.id);
    steps.push({ node, number: steps.length + 1, depth });
    for (const inner of definition.nodes.filter((one) => one.inside === node.id && begins(definition, one))) visit(inner, depth + 1);
    for (const border of definition.nodes.filter((one) => one.attachedTo === node.id)) visit(border, depth);
    for (const flow of outOf(definition, node.id)) {
      const next = definition.nodes.find((one) => one.id === flow.to);
      if (next) visit(next, depth);
    }
  };
  for (const node of definition.nodes.filter((one) => !here.has(one.inside ?? "") && begins(definition, one))) visit(node, 0);
  for (const node of definition.nodes) if (!seen.has(node.id)) {
    seen.add(node.id);
    steps.push({ node, number: steps.length + 1, depth: 0 });
  }
  return steps;
}

const begins = (definition: ProcessDefinition, node: ProcessNode): boolean => node.attachedTo === undefined && (definitionOf(node.type).role === "start" || into(definition, node.id).length === 0);

/** Will the walk come from here without passing what has been passed? A way back from later does not count. */
function leadsTo(definition: ProcessDefinition, from: string, before: string, seen: ReadonlySet<string>): boolean {
  const passed = new Set<string>([before]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (passed.has(id)) continue;
    passed.add(id);
    if (seen.has(id)) return true;
    const host = definition.nodes.find((node) => node.id === id)?.attachedTo;
    open.push(...into(definition, id).map((flow) => flow.from), ...(host === undefined ? [] : [host]));
  }
  return false;
}
