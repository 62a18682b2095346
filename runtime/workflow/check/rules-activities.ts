/** Activities: repetition and quantities; and what each node type has to say about itself. */
import type { Finding } from "../nodes/facts";
import { eachNode, nameOf, problem, roleOf, typeOf, type Rule } from "./graph";
import { formulaProblem } from "./rules-flows";

const quantities = eachNode((node) => {
  const low = (value: number | undefined): boolean => value !== undefined && (!Number.isInteger(value) || value < 1);
  const finding = (code: string, message: string, remedy: string): Finding => ({ code, message, remedy });
  return [
    ...(low(node.startQuantity) || low(node.completionQuantity) ? [finding("quantity", `${nameOf(node)} takes or gives less than one token.`, "Use 1 or more.")] : []),
    ...(node.loop?.kind === "repeat" && node.loop.maximum !== undefined && node.loop.maximum < 0 ? [finding("loopMaximum", `${nameOf(node)} is repeated less than 0 times.`, "Use 0 or more.")] : []),
    ...(node.loop && node.loop.kind !== "repeat" && node.loop.count !== undefined && /^-\s*\d+$/.test(node.loop.count.trim()) ? [finding("loopCount", `${nameOf(node)} runs a negative number of times.`, "Use 0 or more.")] : []),
    ...(node.loop && node.loop.kind !== "repeat" && node.loop.count === undefined && node.loop.items === undefined ? [finding("loopItems", `It is not said how often ${nameOf(node)} runs.`, "Give a number or a list.")] : []),
  ];
});

const formulas: Rule = (graph) => graph.definition.nodes.flatMap(({ id, loop, label }) => {
  const name = nameOf({ id, ...(label !== undefined && { label }) });
  if (!loop) return [];
  if (loop.kind === "repeat") return formulaProblem(loop.condition, id, `The condition of the loop of ${name}`);
  return [...formulaProblem(loop.count, id, `The number of rounds of ${name}`), ...formulaProblem(loop.items, id, `The list of ${name}`), ...formulaProblem(loop.completion, id, `The completion condition of ${name}`)];
});

const ownChecks: Rule = (graph) => graph.definition.nodes.flatMap((node) => {
  const around = node.inside === undefined ? undefined : graph.nodes.get(node.inside);
  const findings = typeOf(node).check?.({
    node, incoming: graph.into(node.id), outgoing: graph.outOf(node.id), ...(around && { inside: around }), contents: graph.contents(node.id), roleOf,
  });
  return (findings ?? []).map((finding) => problem(finding, node.id));
});

export const activityRules: readonly Rule[] = [quantities, formulas, ownChecks];
