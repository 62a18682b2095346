"use client";
import { BaseEdge, EdgeLabelRenderer, useInternalNode, useStore, type EdgeProps } from "@xyflow/react";
import { memo, useMemo, type CSSProperties } from "react";
import type { Box } from "../../../runtime/workflow/edit/drawing";
import { definitionOf } from "../../../runtime/workflow/edit/elements";
import { cn } from "../../ui/cn";
import { flowColor, type FlowEdge as FlowEdgeType, type StepNode } from "./flow-model";
import { middleOf, pathOf, route } from "./route";

/** Words of flows are read only from near. */
const isNear = (state: { transform: readonly [number, number, number] }): boolean => state.transform[2] > 0.5;

export const FlowEdge = memo(function FlowEdge({ id, source, target, data, selected, markerEnd }: EdgeProps<FlowEdgeType>) {
  const [from, to] = [useInternalNode<StepNode>(source), useInternalNode<StepNode>(target)];
  const near = useStore(isNear);
  const [fromX, fromY, toX, toY] = [from?.internals.positionAbsolute.x, from?.internals.positionAbsolute.y, to?.internals.positionAbsolute.x, to?.internals.positionAbsolute.y];
  const [fromType, toType] = [from?.data.node.type, to?.data.node.type];
  const points = useMemo(() => {
    if (!data || fromX === undefined || fromY === undefined || toX === undefined || toY === undefined || !fromType || !toType) return [];
    const still = stands(data.fromBox, fromX, fromY) && stands(data.toBox, toX, toY);
    if (data.bends && still) return data.bends;
    return route({ box: { ...data.fromBox, x: fromX, y: fromY }, role: definitionOf(fromType).role }, { box: { ...data.toBox, x: toX, y: toY }, role: definitionOf(toType).role });
  }, [data, fromX, fromY, toX, toY, fromType, toType]);
  if (!data || points.length < 2) return null;
  const { flow, isDefault, isMessage, taken, changed } = data;
  const words = flow.label || flow.condition;
  const at = middleOf(points);
  const color = flowColor(selected === true, data);
  return (
    <>
      <BaseEdge id={id} path={pathOf(points)} markerEnd={markerEnd} className="designer-flow" style={{ "--flow": color, strokeWidth: selected || taken || changed ? 2 : 1.5, ...((isMessage || changed === "removed") && { strokeDasharray: "6 4" }) } as CSSProperties} />
      {isDefault && <path d={slash(points)} stroke={color} strokeWidth={1.5} />}
      {near && words && (
        <EdgeLabelRenderer>
          <span className={cn("nodrag nopan pointer-events-none absolute max-w-40 truncate rounded-sm px-1 text-[11px] leading-4 text-ink-2", !flow.label && "font-mono text-[10.5px]")} style={{ transform: `translate(${at.upright ? "4px, -50%" : "-50%, calc(-100% - 2px)"}) translate(${at.x}px, ${at.y}px)` }}>{words}</span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

const stands = (box: Box, x: number, y: number): boolean => Math.abs(box.x - x) < 0.5 && Math.abs(box.y - y) < 0.5;

/** The mark of the default way: a stroke across its beginning. */
function slash([a, b]: readonly { readonly x: number; readonly y: number }[]): string {
  const length = Math.hypot(b!.x - a!.x, b!.y - a!.y) || 1;
  const [x, y] = [a!.x + ((b!.x - a!.x) / length) * 10, a!.y + ((b!.y - a!.y) / length) * 10];
  return `M${x - 4},${y + 4}L${x + 4},${y - 4}`;
}
