/** Ways: every step can be reached, and from every step an end. */
import { isEventSub, nameOf, problem, roleOf, type Graph, type Rule } from "./graph";

function walk(from: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...next(id));
  }
  return seen;
}

const linksFrom = (graph: Graph, id: string): readonly string[] => {
  const node = graph.nodes.get(id)!;
  const names = (node.triggers ?? []).flatMap((trigger) => (trigger.type === "link" && roleOf(node) === "throw" ? [trigger.link] : []));
  return names.length === 0 ? [] : graph.contents(graph.containerOf(node)).filter((other) => roleOf(other) === "catch" && other.triggers?.some((trigger) => trigger.type === "link" && names.includes(trigger.link))).map((other) => other.id);
};

const forward = (graph: Graph) => (id: string): readonly string[] => [...graph.outOf(id).map((flow) => flow.to), ...graph.borders(id).flatMap((border) => [border.id, ...(border.handler === undefined ? [] : [border.handler])]), ...linksFrom(graph, id)].filter((next) => graph.nodes.has(next));

const reachable: Rule = (graph) => {
  const begins = graph.definition.nodes.filter((node) => roleOf(node) === "start" || isEventSub(node) || (graph.into(node.id).length === 0 && roleOf(node) !== "boundary" && !node.forCompensation && !node.triggers?.some((trigger) => trigger.type === "link")));
  const seen = walk(begins.map((node) => node.id), forward(graph));
  return graph.definition.nodes.filter((node) => !seen.has(node.id)).map((node) => problem({ code: "unreachable", area: "soundness", message: `No way leads to ${nameOf(node)}.`, remedy: "Draw a flow to it, or remove it." }, node.id));
};

const endable: Rule = (graph) => {
  const step = forward(graph);
  const before = new Map<string, string[]>();
  for (const node of graph.definition.nodes) for (const next of step(node.id)) before.set(next, [...(before.get(next) ?? []), node.id]);
  const ends = graph.definition.nodes.filter((node) => graph.outOf(node.id).length === 0 && linksFrom(graph, node.id).length === 0);
  const seen = walk(ends.map((node) => node.id), (id) => before.get(id) ?? []);
  return graph.definition.nodes.filter((node) => !seen.has(node.id)).map((node) => problem({ code: "noWayToEnd", area: "soundness", message: `From ${nameOf(node)} no way leads to an end.`, remedy: "Add a way out of the loop." }, node.id));
};

export const wayRules: readonly Rule[] = [reachable, endable];
