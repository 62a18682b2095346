"use client";
import { ViewportPortal, useReactFlow } from "@xyflow/react";
import { memo, useState, type PointerEvent } from "react";
import type { Artifact } from "../../../runtime/workflow/definition/types";
import { centerOf, drawingOf, type Box, type Point } from "../../../runtime/workflow/edit/drawing";
import { moveArtifacts } from "../../../runtime/workflow/edit/notes";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { useDesigner } from "../use-designer";

/** What is drawn and never run: comments, and grey what an imported file holds beyond our processes. */
export const ArtifactLayer = memo(function ArtifactLayer({ locked }: { locked: boolean }) {
  const { definition } = useDesigner();
  const { shapes } = drawingOf(definition);
  const artifacts = definition.artifacts ?? [];
  if (artifacts.length === 0) return null;
  const drawn = artifacts.flatMap((artifact) => (shapes.has(artifact.id) ? [{ artifact, box: shapes.get(artifact.id)! }] : []));
  return (
    <ViewportPortal>
      <svg aria-hidden className="pointer-events-none absolute overflow-visible" width={1} height={1}>
        {artifacts.filter(({ type }) => type === "association").map(({ id, from, to }) => <Line key={id} from={shapes.get(from ?? "")} to={shapes.get(to ?? "")} />)}
      </svg>
      {drawn.map(({ artifact, box }) => <Drawn key={artifact.id} artifact={artifact} box={box} locked={locked} />)}
    </ViewportPortal>
  );
});

function Line({ from, to }: { from: Box | undefined; to: Box | undefined }) {
  if (!from || !to) return null;
  const [a, b] = [edgePoint(from, centerOf(to)), edgePoint(to, centerOf(from))];
  return <path d={`M${a.x},${a.y}L${b.x},${b.y}`} fill="none" stroke="var(--ink-3)" strokeDasharray="2 3" />;
}

/** Where a line to the point leaves the box. */
export function edgePoint(box: Box, to: Point): Point {
  const { x, y } = centerOf(box);
  const scale = Math.min(1, box.width / 2 / (Math.abs(to.x - x) || 1), box.height / 2 / (Math.abs(to.y - y) || 1));
  return { x: Math.round(x + (to.x - x) * scale), y: Math.round(y + (to.y - y) * scale) };
}

function Drawn({ artifact: { id, type, label }, box, locked }: { artifact: Artifact; box: Box; locked: boolean }) {
  const t = useT();
  const { selection, select, change } = useDesigner();
  const { getZoom } = useReactFlow();
  const [by, setBy] = useState<Point>({ x: 0, y: 0 });
  const note = type === "annotation";
  const selected = selection.has(id);
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    if (locked || event.button !== 0) return;
    event.stopPropagation();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const [from, zoom] = [{ x: event.clientX, y: event.clientY }, getZoom()];
    const way = (at: globalThis.PointerEvent): Point => ({ x: Math.round((at.clientX - from.x) / zoom / 5) * 5, y: Math.round((at.clientY - from.y) / zoom / 5) * 5 });
    handle.onpointermove = (moved) => setBy(way(moved));
    handle.onpointerup = (up) => {
      handle.onpointermove = handle.onpointerup = null;
      setBy({ x: 0, y: 0 });
      change((now) => moveArtifacts(now, [id], way(up)));
    };
  };
  return (
    <button
      type="button" data-artifact={id} aria-pressed={selected} aria-label={t(note ? "designer.commentCalled" : "designer.keptCalled", { label: label || id })} title={note ? undefined : t("designer.keptHint")}
      onPointerDown={drag} onClick={() => select([id])} onFocus={() => !selected && select([id])}
      className={cn(
        "nodrag nopan absolute cursor-pointer overflow-hidden text-left text-[11.5px] leading-4 whitespace-pre-wrap",
        note ? "rounded-r-md border-l-2 bg-warning-soft px-2 py-1 text-warning-ink" : "rounded-md border border-dashed bg-sunken/60 p-1.5 text-ink-3",
        type === "group" && "pointer-events-none -z-1 bg-transparent", selected ? "border-accent outline-2 outline-accent/40" : note ? "border-warning-ink" : "border-line-strong",
      )}
      style={{ left: box.x + by.x, top: box.y + by.y, width: box.width, height: box.height }}
    >
      {label || (note ? t("designer.emptyComment") : t("designer.keptElement"))}
    </button>
  );
}
