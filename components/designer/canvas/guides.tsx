"use client";
import { ViewportPortal } from "@xyflow/react";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import { centerOf, nodesHere, type Box } from "../../../runtime/workflow/edit/drawing";
import { boxOfNode } from "./flow-model";

/** Lines shown while a dragged node is level with another. */
export interface Guides {
  readonly x?: number;
  readonly y?: number;
}

const NEAR = 5;

/** Middles of other nodes the box is level with. */
export function guidesFor(definition: ProcessDefinition, moving: ReadonlySet<string>, box: Box): Guides {
  const at = centerOf(box);
  const guides: { x?: number; y?: number } = {};
  for (const node of nodesHere(definition)) {
    if (moving.has(node.id) || node.attachedTo !== undefined) continue;
    const other = centerOf(boxOfNode(definition, node));
    if (guides.x === undefined && Math.abs(other.x - at.x) <= NEAR) guides.x = other.x;
    if (guides.y === undefined && Math.abs(other.y - at.y) <= NEAR) guides.y = other.y;
    if (guides.x !== undefined && guides.y !== undefined) break;
  }
  return guides;
}

export function GuideLines({ x, y }: Guides) {
  return (
    <ViewportPortal>
      {x !== undefined && <div className="pointer-events-none absolute w-px bg-accent/60" style={{ left: x, top: -5000, height: 10000 }} />}
      {y !== undefined && <div className="pointer-events-none absolute h-px bg-accent/60" style={{ top: y, left: -5000, width: 20000 }} />}
    </ViewportPortal>
  );
}
