/** Two versions in one drawing: the later one, with what was removed put back where it stood. */
import type { ProcessDefinition } from "../definition/types";
import { drawingOf, redraw } from "../edit/drawing";
import { onPage } from "../edit/pages";
import { compareProcesses, type ElementChange, type ProcessComparison } from "./compare";

export interface Overlay {
  readonly definition: ProcessDefinition;
  readonly comparison: ProcessComparison;
  /** Element → what became of it; a node or way whose order changed counts as changed. */
  readonly changes: ReadonlyMap<string, ElementChange["change"]>;
}

export function overlay(before: ProcessDefinition, after: ProcessDefinition): Overlay {
  const comparison = compareProcesses(before, after);
  const gone = new Set(comparison.elements.filter(({ change }) => change === "removed").map(({ id }) => id));
  const nodes = [...after.nodes, ...before.nodes.filter(({ id }) => gone.has(id))];
  const there = new Set(nodes.map(({ id }) => id));
  const flows = [...after.flows, ...before.flows.filter(({ id, from, to }) => gone.has(id) && there.has(from) && there.has(to))];
  const artifacts = [...(after.artifacts ?? []), ...(before.artifacts ?? []).filter(({ id }) => gone.has(id))];
  const back = [...gone].filter((id) => !before.lanes?.some((lane) => lane.id === id) && !before.pools?.some((pool) => pool.id === id));
  const definition = withDrawn({ ...after, nodes, flows, ...(artifacts.length > 0 && { artifacts }) }, before, back);
  return { definition, comparison, changes: new Map([...comparison.reordered.map((id) => [id, "changed"] as const), ...comparison.elements.map(({ id, change }) => [id, change] as const)]) };
}

/** Elements drawn as another version draws them, each on its page; on the first when that page is no more. */
function withDrawn(definition: ProcessDefinition, before: ProcessDefinition, ids: readonly string[]): ProcessDefinition {
  return (before.di ?? []).reduce((now, page) => {
    const { shapes, edges } = drawingOf({ di: [page] });
    const change = { shapes: new Map(ids.flatMap((id) => (shapes.has(id) ? [[id, shapes.get(id)!] as const] : []))), edges: new Map(ids.flatMap((id) => (edges.has(id) ? [[id, edges.get(id)!] as const] : []))) };
    return onPage(now, Math.max(0, now.di?.findIndex(({ id }) => id === page.id) ?? 0), (there) => redraw(there, change));
  }, definition);
}
