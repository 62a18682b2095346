"use client";
import { GripVertical, MoveDiagonal2 } from "lucide-react";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { GRID_COLUMNS, type Place } from "../../../runtime/widgets/layout";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { CELL, GAP, Grid, tileClass, tileStyle } from "../grid";
import type { WidgetAnswer } from "../types";
import { WidgetFrame } from "../widget-frame";
import type { DraftWidget } from "./document";
import type { ClientWidget } from "../../../runtime/model/kinds/dashboard/model";

interface EditGridProps {
  widgets: readonly DraftWidget[];
  /** As the server understood them; a widget that is new may be missing for a moment. */
  shown: ReadonlyMap<string, ClientWidget>;
  answers: Readonly<Record<string, WidgetAnswer>>;
  selected: string | undefined;
  onSelect(id: string): void;
  onPlace(id: string, place: Place, final: boolean): void;
}

type Grip = "move" | "size";

const KEYS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The grid while it is built: tiles are moved by their heading's grip and sized by their corner, by pointer or by arrow keys. */
export function EditGrid({ widgets, shown, answers, selected, onSelect, onPlace }: EditGridProps) {
  const t = useT();
  const grid = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<string>();
  const [said, setSaid] = useState("");

  const moved = (widget: Place, grip: Grip, dx: number, dy: number): Place => (grip === "move" ? { ...widget, x: widget.x + dx, y: widget.y + dy } : { ...widget, width: widget.width + dx, height: widget.height + dy });
  const say = (place: Place) => setSaid(t("builder.placed", { column: place.x + 1, row: place.y + 1, width: place.width, height: place.height }));

  const drag = (widget: DraftWidget, grip: Grip) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !grid.current) return;
    event.preventDefault();
    const cell = (grid.current.clientWidth + GAP) / GRID_COLUMNS;
    const [startX, startY] = [event.clientX, event.clientY];
    const handle = event.currentTarget;
    let last: Place = widget;
    handle.setPointerCapture(event.pointerId);
    setDragged(widget.id);
    onSelect(widget.id);
    const follow = (move: globalThis.PointerEvent) => {
      const next = moved(widget, grip, Math.round((move.clientX - startX) / cell), Math.round((move.clientY - startY) / (CELL + GAP)));
      if (JSON.stringify(next) === JSON.stringify(last)) return;
      last = next;
      onPlace(widget.id, next, false);
    };
    const drop = () => {
      handle.removeEventListener("pointermove", follow);
      setDragged(undefined);
      onPlace(widget.id, last, true);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("lostpointercapture", drop, { once: true });
  };
  const key = (widget: DraftWidget, grip: Grip) => (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (!step) return;
    event.preventDefault();
    const place = moved(widget, event.shiftKey ? "size" : grip, ...(step as [number, number]));
    onPlace(widget.id, place, true);
    say(place);
  };

  return (
    <>
      <p className="sr-only" role="status">{said}</p>
      <Grid ref={grid}>
        {widgets.map((widget) => {
          const spec = shown.get(widget.id);
          const handle = (
            <button type="button" aria-label={t("builder.move", { label: widget.label })} title={t("builder.moveHint")} onPointerDown={drag(widget, "move")} onKeyDown={key(widget, "move")} className="-ml-2 flex size-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink active:cursor-grabbing">
              <GripVertical className="size-4" aria-hidden />
            </button>
          );
          return (
            <div key={widget.id} style={tileStyle(widget)} className={cn(tileClass(widget), "relative", dragged === widget.id && "z-10 opacity-90 shadow-pop")} onPointerDown={() => onSelect(widget.id)} onFocus={() => onSelect(widget.id)}>
              <div className="pointer-events-none h-full [&_header_button]:pointer-events-auto">
                <WidgetFrame kind={widget.kind} spec={{ ...(spec ?? { measures: [], groupBy: [], columns: [], sort: [], options: {} }), label: widget.label, text: widget.text, entity: widget.entity }} answer={spec || widget.entity === undefined ? answers[widget.id] : undefined} editing={{ handle, selected: selected === widget.id }} />
              </div>
              <button type="button" aria-label={t("builder.resize", { label: widget.label })} onPointerDown={drag(widget, "size")} onKeyDown={key(widget, "size")} className="absolute right-0.5 bottom-0.5 flex size-6 cursor-nwse-resize touch-none items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink max-md:hidden">
                <MoveDiagonal2 className="size-3.5" aria-hidden />
              </button>
            </div>
          );
        })}
      </Grid>
    </>
  );
}
