/** Tidying up: the drawing of layout/, with flows routed anew by whoever draws them. */
import type { ProcessDefinition } from "../definition/types";
import { layOut } from "../layout/layout";
import { drawingOf } from "./drawing";
import { fitLanes } from "./lanes";

export const isDrawn = (definition: ProcessDefinition): boolean => {
  const { shapes } = drawingOf(definition);
  return definition.nodes.every((node) => shapes.has(node.id)) && (definition.lanes ?? []).every((lane) => shapes.has(lane.id));
};

/** The process with everything on its first page placed anew; other pages stay. */
export const arrange = (definition: ProcessDefinition): ProcessDefinition => fitLanes({ ...definition, di: [{ ...layOut(definition), edges: [] }, ...(definition.di ?? []).slice(1)] });
