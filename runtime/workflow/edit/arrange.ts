/** Tidying up: the drawing of layout/. */
import type { Edge, ProcessDefinition } from "../definition/types";
import { layOut } from "../layout/layout";
import { drawingOf, isElsewhere, shapesOf } from "./drawing";
import { partOf, withContents } from "./elements";
import { fitLanes } from "./lanes";

/** Is each node and lane on some page? */
export function isDrawn(definition: ProcessDefinition): boolean {
  const drawn = new Set((definition.di ?? []).flatMap((page) => [...shapesOf(page).keys()]));
  return [...definition.nodes, ...(definition.lanes ?? [])].every(({ id }) => drawn.has(id));
}

/** The process with everything of its first page placed anew, and what is drawn nowhere; other pages stay. */
export function arrange(definition: ProcessDefinition): ProcessDefinition {
  const [page, ...others] = definition.di ?? [];
  const { shapes, edges, id } = layOut(others.length === 0 && page?.element === undefined ? definition : ofPage(definition));
  return fitLanes({ ...definition, di: [{ id, ...page, shapes, edges: edges.filter(isWay(definition)) }, ...others] });
}

/** Lines of comments go straight, whoever draws them. */
export function isWay({ artifacts = [] }: ProcessDefinition): (edge: Edge) => boolean {
  const lines = new Set(artifacts.map(({ id }) => id));
  return ({ element }) => !lines.has(element);
}

function ofPage(definition: ProcessDefinition): ProcessDefinition {
  const shown = definition.di![0]!.element;
  if (shown === undefined) return partOf(definition, (id) => !isElsewhere(definition, id));
  const { shapes } = drawingOf(definition);
  const inner = withContents(definition, definition.nodes.filter(({ inside }) => inside === shown).map(({ id }) => id));
  return partOf(definition, (id) => inner.has(id) && (shapes.has(id) || !isElsewhere(definition, id)), shown);
}
