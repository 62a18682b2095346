"use client";
import { ViewportPortal, useReactFlow } from "@xyflow/react";
import { memo, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Pool } from "../../../runtime/workflow/definition/types";
import { drawingOf, type Box } from "../../../runtime/workflow/edit/drawing";
import { bandsOf, LANE, laneTo, resizeLane, type Band } from "../../../runtime/workflow/edit/lanes";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { useDesigner } from "../use-designer";

/** Lanes lie under the nodes: bands with a heading one can choose and drag to another place, and a lower border one can drag or move by arrows. */
export const LaneLayer = memo(function LaneLayer({ locked }: { locked: boolean }) {
  const { definition, selection, select } = useDesigner();
  const { shapes } = drawingOf(definition);
  const bands = bandsOf(definition);
  const filled = new Set(definition.nodes.map(({ pool }) => pool));
  const frames = (definition.pools ?? []).flatMap((pool) => (shapes.has(pool.id) ? [{ pool, box: shapes.get(pool.id)! }] : []));
  return (
    <ViewportPortal>
      {frames.map(({ pool, box }) => <PoolFrame key={pool.id} pool={pool} box={box} bands={bands.filter(({ lane }) => lane.pool === pool.id && lane.inside === undefined)} isPartner={!filled.has(pool.id)} />)}
      {bands.map((band) => <LaneBand key={band.lane.id} band={band} selected={selection.has(band.lane.id)} locked={locked} onSelect={() => select([band.lane.id])} />)}
    </ViewportPortal>
  );
});

/** From so many pixels on there is room for the name of a pool beside its lanes. */
const STRIP = 16;

/** The name stands in the middle of a partner's frame, in the strip beside the lanes when there is one, else over the frame. */
function PoolFrame({ pool, box, bands, isPartner }: { pool: Pool; box: Box; bands: readonly Band[]; isPartner: boolean }) {
  const upright = bands.some((band) => band.upright);
  const strip = bands.length === 0 ? 0 : Math.min(...bands.map((band) => (upright ? band.y - box.y : band.x - box.x)));
  const inStrip = strip >= STRIP;
  const place = isPartner ? "absolute inset-0 flex items-center justify-center" : inStrip ? cn("absolute top-0 left-0 flex items-center justify-center overflow-hidden", upright ? "w-full border-b border-line-strong" : "h-full border-r border-line-strong") : "absolute -top-5 left-0";
  return (
    <div className="pointer-events-none absolute -z-2 border border-line-strong bg-canvas" style={{ left: box.x, top: box.y, width: box.width, height: box.height }}>
      <span className={cn("text-xs font-medium text-ink-2", place)} style={inStrip ? { [upright ? "height" : "width"]: strip } : undefined}>
        <span className={cn("max-h-full max-w-full truncate px-1", inStrip && !upright && "rotate-180 [writing-mode:vertical-rl]")}>{pool.label ?? pool.id}</span>
      </span>
    </div>
  );
}

/** Pixels a pointer may stray while it only chooses. */
const STRAY = 5;

function LaneBand({ band, selected, locked, onSelect }: { band: Band; selected: boolean; locked: boolean; onSelect(): void }) {
  const t = useT();
  const { change } = useDesigner();
  const { getZoom } = useReactFlow();
  const [grow, setGrow] = useState<number>();
  const [shift, setShift] = useState<number>();
  const { lane, upright } = band;
  // Across the lanes: downwards, or to the right when they stand beside each other.
  const [across, size] = upright ? (["x", "width"] as const) : (["y", "height"] as const);
  const label = lane.label || lane.id;
  const resize = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const by = (pixels: number) => Math.max(LANE.least - band[size], Math.round(pixels / 5) * 5);
    followed(event, across, getZoom(), (pixels) => setGrow(by(pixels)), (pixels) => {
      setGrow(undefined);
      change((now) => resizeLane(now, lane.id, band[size] + by(pixels)));
    });
  };
  const sort = (event: PointerEvent<HTMLElement>) => {
    if (locked) return;
    followed(event, across, getZoom(), (pixels) => setShift(Math.abs(pixels) > STRAY ? pixels : undefined), (pixels) => {
      setShift(undefined);
      if (Math.abs(pixels) > STRAY) change((now) => laneTo(now, lane.id, band[across] + band[size] / 2 + pixels));
    });
  };
  const byArrow = (event: KeyboardEvent<HTMLElement>) => {
    const way = event.key === (upright ? "ArrowRight" : "ArrowDown") ? 1 : event.key === (upright ? "ArrowLeft" : "ArrowUp") ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    event.stopPropagation();
    change((now) => resizeLane(now, lane.id, band[size] + way * (event.shiftKey ? 50 : 10)), `${lane.id}.height`);
  };
  return (
    <div data-lane={lane.id} className={cn("pointer-events-none absolute -z-1 border bg-canvas/70", selected ? "border-accent" : "border-line-strong", shift !== undefined && "opacity-70 shadow-pop")} style={{ left: band.x + (upright ? (shift ?? 0) : 0), top: band.y + (upright ? 0 : (shift ?? 0)), width: band.width + (upright ? (grow ?? 0) : 0), height: band.height + (upright ? 0 : (grow ?? 0)) }}>
      <button
        type="button" aria-label={t("designer.laneCalled", { label })} aria-pressed={selected} onClick={onSelect} onPointerDown={sort}
        className={cn("nopan nodrag pointer-events-auto absolute flex touch-none items-center justify-center text-xs font-semibold", upright ? "inset-x-0 top-0 border-b" : "inset-y-0 left-0 border-r", !locked && "cursor-grab active:cursor-grabbing", selected ? "border-accent bg-accent-soft text-accent-ink" : "border-line-strong bg-sunken text-ink-2 hover:bg-hover")}
        style={upright ? { height: LANE.header } : { width: LANE.header }}
      >
        <span className={cn("max-h-full truncate px-1", !upright && "[writing-mode:vertical-rl] rotate-180")}>{label}</span>
      </button>
      {!locked && (
        <div
          role="separator" aria-orientation={upright ? "vertical" : "horizontal"} tabIndex={0} aria-label={t("designer.laneHeight", { label })} aria-valuenow={Math.round(band[size])} aria-valuemin={LANE.least} onPointerDown={resize} onKeyDown={byArrow}
          className={cn("nopan nodrag pointer-events-auto absolute touch-none hover:bg-accent/25 focus-visible:bg-accent/40 focus-visible:outline-none", upright ? "inset-y-0 -right-1 w-2 cursor-col-resize" : "inset-x-0 -bottom-1 h-2 cursor-row-resize")}
        />
      )}
    </div>
  );
}

/** A pointer held down: how far it goes, in pixels of the drawing, until it is let go. */
function followed(event: PointerEvent<HTMLElement>, across: "x" | "y", zoom: number, onMove: (pixels: number) => void, onEnd: (pixels: number) => void): void {
  if (event.button !== 0) return;
  event.stopPropagation();
  const handle = event.currentTarget;
  const key = across === "x" ? "clientX" : "clientY";
  const from = event[key];
  const pixels = (at: globalThis.PointerEvent): number => (at[key] - from) / zoom;
  handle.setPointerCapture(event.pointerId);
  handle.onpointermove = (moved) => onMove(pixels(moved));
  handle.onpointerup = (up) => {
    handle.onpointermove = handle.onpointerup = null;
    onEnd(pixels(up));
  };
}
