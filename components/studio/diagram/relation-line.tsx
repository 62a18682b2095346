"use client";
import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react";
import type { Line } from "../../../runtime/studio/diagram-lines";

export type LineEdge = Edge<{ line: Line | undefined }, "line">;

/** A relation on its reckoned way, with its words where nothing else stands. */
export function RelationLine({ data, markerEnd }: EdgeProps<LineEdge>) {
  const line = data?.line;
  if (!line) return null;
  return <BaseEdge path={line.path} markerEnd={markerEnd} label={line.words} labelX={line.at.x} labelY={line.at.y} labelShowBg labelBgPadding={[4, 2]} labelBgBorderRadius={3} labelBgStyle={{ fill: "var(--color-canvas)" }} labelStyle={{ fill: "var(--color-ink-2)", fontSize: 11 }} />;
}
