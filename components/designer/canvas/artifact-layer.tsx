"use client";
import { ViewportPortal, useReactFlow } from "@xyflow/react";
import { Database, File, type LucideIcon } from "lucide-react";
import { memo, useState, type PointerEvent } from "react";
import type { Artifact } from "../../../runtime/workflow/definition/types";
import { centerOf, drawingOf, type Box, type Point } from "../../../runtime/workflow/edit/drawing";
import { moveArtifacts } from "../../../runtime/workflow/edit/notes";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { useDesigner } from "../use-designer";
import { partnerMessages } from "./flow-model";
import { middleOf, pathOf } from "./route";

/** What is drawn and never run: comments, messages to partners as a whole, and grey what an imported file holds beyond our processes. */
export const ArtifactLayer = memo(function ArtifactLayer({ locked }: { locked: boolean }) {
  const { definition } = useDesigner();
  const { shapes } = drawingOf(definition);
  const artifacts = definition.artifacts ?? [];
  const messages = partnerMessages(definition);
  if (artifacts.length === 0 && messages.length === 0) return null;
  const drawn = artifacts.flatMap((artifact) => (shapes.has(artifact.id) ? [{ artifact, box: shapes.get(artifact.id)! }] : []));
  return (
    <ViewportPortal>
      <svg aria-hidden className="pointer-events-none absolute overflow-visible" width={1} height={1}>
        {artifacts.filter(({ type }) => type === "association").map(({ id, from, to }) => <Line key={id} from={shapes.get(from ?? "")} to={shapes.get(to ?? "")} />)}
        {messages.map(({ id, way }) => <Message key={id} way={way} />)}
      </svg>
      {messages.map(({ id, label, way }) => label && <MessageWords key={id} label={label} way={way} />)}
      {drawn.map(({ artifact, box }) => <Drawn key={artifact.id} artifact={artifact} box={box} locked={locked} />)}
    </ViewportPortal>
  );
});

function Line({ from, to }: { from: Box | undefined; to: Box | undefined }) {
  if (!from || !to) return null;
  const [a, b] = [edgePoint(from, centerOf(to)), edgePoint(to, centerOf(from))];
  return <path d={`M${a.x},${a.y}L${b.x},${b.y}`} fill="none" stroke="var(--ink-3)" strokeDasharray="2 3" />;
}

/** Dashed, from a small circle to an open arrow head. */
function Message({ way }: { way: readonly Point[] }) {
  const [from, before, end] = [way[0]!, way.at(-2)!, way.at(-1)!];
  const turn = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return (
    <g fill="var(--canvas)" stroke="var(--ink-3)" strokeWidth={1.5}>
      <path d={pathOf(way)} fill="none" strokeDasharray="6 4" />
      <circle cx={from.x} cy={from.y} r={3} />
      <path d="M-9,-4.5 0,0 -9,4.5z" transform={`translate(${end.x},${end.y}) rotate(${turn})`} />
    </g>
  );
}

function MessageWords({ label, way }: { label: string; way: readonly Point[] }) {
  const { x, y, upright } = middleOf(way);
  return <span className="pointer-events-none absolute max-w-40 truncate rounded-sm bg-canvas/80 px-1 text-[11px] leading-4 text-ink-2" style={{ transform: `translate(${upright ? "4px, -50%" : "-50%, calc(-100% - 2px)"}) translate(${x}px, ${y}px)` }}>{label}</span>;
}

/** Where a line to the point leaves the box. */
export function edgePoint(box: Box, to: Point): Point {
  const { x, y } = centerOf(box);
  const scale = Math.min(1, box.width / 2 / (Math.abs(to.x - x) || 1), box.height / 2 / (Math.abs(to.y - y) || 1));
  return { x: Math.round(x + (to.x - x) * scale), y: Math.round(y + (to.y - y) * scale) };
}

/** Data stand as small figures with their words below. */
const DATA: Partial<Readonly<Record<Artifact["type"], LucideIcon>>> = { dataObject: File, dataObjectReference: File, dataStore: Database, dataStoreReference: Database };

function Drawn({ artifact: { id, type, label }, box, locked }: { artifact: Artifact; box: Box; locked: boolean }) {
  const t = useT();
  const { selection, select, change } = useDesigner();
  const { getZoom } = useReactFlow();
  const [by, setBy] = useState<Point>({ x: 0, y: 0 });
  const note = type === "annotation";
  const Icon = DATA[type];
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
        "nodrag nopan absolute cursor-pointer text-left text-[11.5px] leading-4 whitespace-pre-wrap",
        note ? "overflow-hidden rounded-r-md border-l-2 bg-warning-soft px-2 py-1 text-warning-ink" : Icon ? "rounded-md text-ink-3" : "overflow-hidden rounded-md border border-dashed bg-sunken/60 p-1.5 text-ink-3",
        type === "group" && "pointer-events-none -z-1 bg-transparent", selected ? "border-accent outline-2 outline-accent/40" : note ? "border-warning-ink" : "border-line-strong",
      )}
      style={{ left: box.x + by.x, top: box.y + by.y, width: box.width, height: box.height }}
    >
      {Icon && <Icon className="size-full" strokeWidth={1} aria-hidden />}
      {Icon ? label && <span className="absolute top-full left-1/2 w-28 -translate-x-1/2 text-center text-balance">{label}</span> : label || (note ? t("designer.emptyComment") : t("designer.keptElement"))}
    </button>
  );
}
