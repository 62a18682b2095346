"use client";
import { ViewportPortal, useReactFlow } from "@xyflow/react";
import { memo, useState, type PointerEvent } from "react";
import { drawingOf } from "../../../runtime/workflow/edit/drawing";
import { bandsOf, LANE, resizeLane, type Band } from "../../../runtime/workflow/edit/lanes";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { useDesigner } from "../use-designer";

/** Lanes lie under the nodes: bands with a heading one can choose and a lower border one can drag. */
export const LaneLayer = memo(function LaneLayer() {
  const { definition, selection, select } = useDesigner();
  const { shapes } = drawingOf(definition);
  const frames = (definition.pools ?? []).flatMap((pool) => (shapes.has(pool.id) ? [{ pool, box: shapes.get(pool.id)! }] : []));
  return (
    <ViewportPortal>
      {frames.map(({ pool, box }) => (
        <div key={pool.id} className="pointer-events-none absolute -z-2 border border-line-strong bg-canvas" style={{ left: box.x, top: box.y, width: box.width, height: box.height }}>
          <span className="absolute -top-5 left-0 text-xs font-medium text-ink-2">{pool.label ?? pool.id}</span>
        </div>
      ))}
      {bandsOf(definition).map((band) => <LaneBand key={band.lane.id} band={band} selected={selection.has(band.lane.id)} onSelect={() => select([band.lane.id])} />)}
    </ViewportPortal>
  );
});

function LaneBand({ band, selected, onSelect }: { band: Band; selected: boolean; onSelect(): void }) {
  const t = useT();
  const { change } = useDesigner();
  const { getZoom } = useReactFlow();
  const [grow, setGrow] = useState<number>();
  const { lane } = band;
  const label = lane.label || lane.id;
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const [from, zoom] = [event.clientY, getZoom()];
    const by = (at: number) => Math.max(LANE.least - band.height, Math.round((at - from) / zoom / 5) * 5);
    handle.onpointermove = (moved) => setGrow(by(moved.clientY));
    handle.onpointerup = (up) => {
      handle.onpointermove = handle.onpointerup = null;
      setGrow(undefined);
      change((now) => resizeLane(now, lane.id, band.height + by(up.clientY)));
    };
  };
  return (
    <div data-lane={lane.id} className={cn("pointer-events-none absolute -z-1 border bg-canvas/70", selected ? "border-accent" : "border-line-strong")} style={{ left: band.x, top: band.y, width: band.width, height: band.height + (grow ?? 0) }}>
      <button
        type="button" aria-label={t("designer.laneCalled", { label })} aria-pressed={selected} onClick={onSelect}
        className={cn("nopan nodrag pointer-events-auto absolute inset-y-0 left-0 flex items-center justify-center border-r text-xs font-semibold", selected ? "border-accent bg-accent-soft text-accent-ink" : "border-line-strong bg-sunken text-ink-2 hover:bg-hover")}
        style={{ width: LANE.header }}
      >
        <span className="max-h-full truncate px-1 [writing-mode:vertical-rl] rotate-180">{label}</span>
      </button>
      <div className="nopan nodrag pointer-events-auto absolute inset-x-0 -bottom-1 h-2 cursor-row-resize touch-none hover:bg-accent/25" onPointerDown={drag} />
    </div>
  );
}
