"use client";
import { BaseEdge, EdgeLabelRenderer, useStore, type EdgeProps, type ReactFlowState } from "@xyflow/react";
import { memo, useCallback, useMemo, type CSSProperties } from "react";
import type { Box, Point } from "../../../runtime/workflow/edit/drawing";
import { cn } from "../../ui/cn";
import { flowColor, wordsOf, type FlowEdge as FlowEdgeType } from "./flow-model";
import { middleOf, pathOf, route, slash } from "./route";

interface Ends {
  readonly from: Point | undefined;
  readonly to: Point | undefined;
  /** Words of flows are read only from near. */
  readonly near: boolean;
}

const sameEnds = (a: Ends, b: Ends): boolean => a.near === b.near && a.from?.x === b.from?.x && a.from?.y === b.from?.y && a.to?.x === b.to?.x && a.to?.y === b.to?.y;

/** Where both ends stand at the moment: while they are dragged, not where the process says. One subscription for all of it. */
function useEnds(source: string, target: string): Ends {
  const read = useCallback(({ nodeLookup, transform }: ReactFlowState): Ends => ({ from: nodeLookup.get(source)?.internals.positionAbsolute, to: nodeLookup.get(target)?.internals.positionAbsolute, near: transform[2] > 0.5 }), [source, target]);
  return useStore(read, sameEnds);
}

export const FlowEdge = memo(function FlowEdge({ id, source, target, data, selected, markerEnd }: EdgeProps<FlowEdgeType>) {
  const { from, to, near } = useEnds(source, target);
  const still = data !== undefined && from !== undefined && to !== undefined && stands(data.fromBox, from) && stands(data.toBox, to);
  const points = useMemo(() => {
    if (!data || !from || !to) return [];
    if (data.bends && still) return data.bends;
    return route({ box: { ...data.fromBox, x: from.x, y: from.y }, role: data.fromRole }, { box: { ...data.toBox, x: to.x, y: to.y }, role: data.toRole });
  }, [data, from, to, still]);
  if (!data || points.length < 2) return null;
  const { flow, isDefault, isMessage, taken, changed, heat } = data;
  const words = heat?.text ?? wordsOf(flow);
  const at = (still && data.wordsAt) || middleOf(points);
  const color = flowColor(selected === true, data);
  return (
    <>
      <BaseEdge id={id} path={pathOf(points)} markerEnd={markerEnd} className="designer-flow" style={{ "--flow": color, strokeWidth: heat ? 1.5 + 3 * heat.share : selected || taken || changed ? 2 : 1.5, ...((isMessage || changed === "removed") && { strokeDasharray: "6 4" }) } as CSSProperties} />
      {isDefault && <path d={slash(points)} stroke={color} strokeWidth={1.5} />}
      {near && words && (
        <EdgeLabelRenderer>
          <span className={cn("nodrag nopan pointer-events-none absolute max-w-40 truncate rounded-sm px-1 text-[11px] leading-4 text-ink-2", heat ? "bg-sunken font-medium tabular-nums" : !flow.label && "font-mono text-[10.5px]")} style={{ transform: `translate(${at.upright ? "4px, -50%" : "-50%, calc(-100% - 2px)"}) translate(${at.x}px, ${at.y}px)` }}>{words}</span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

const stands = (box: Box, { x, y }: Point): boolean => Math.abs(box.x - x) < 0.5 && Math.abs(box.y - y) < 0.5;
