/** Two versions in one drawing: the later one, with what was removed put back where it stood. */
import type { ProcessDefinition } from "../definition/types";
import { drawingOf, redraw } from "../edit/drawing";
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
  const old = drawingOf(before);
  const back = [...gone].filter((id) => !before.lanes?.some((lane) => lane.id === id) && !before.pools?.some((pool) => pool.id === id));
  const definition = redraw({ ...after, nodes, flows, ...(artifacts.length > 0 && { artifacts }) }, {
    shapes: new Map(back.flatMap((id) => (old.shapes.has(id) ? [[id, old.shapes.get(id)!] as const] : []))), edges: new Map(back.flatMap((id) => (old.edges.has(id) ? [[id, old.edges.get(id)!] as const] : []))),
  });
  return { definition, comparison, changes: new Map([...comparison.reordered.map((id) => [id, "changed"] as const), ...comparison.elements.map(({ id, change }) => [id, change] as const)]) };
}
