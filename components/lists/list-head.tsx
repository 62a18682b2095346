"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { SortItem } from "../../runtime/model/types";
import { useT } from "../i18n/provider";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { isNumeric } from "./list-columns";
import type { ListColumn } from "./list-state";

export const NARROWEST = 56;
const WIDEST = 900;
/** A press that moves less than this is a click. */
const DRAG_FROM = 6;
const STEP = 20;

interface HeadProps {
  columns: readonly ListColumn[];
  /** Distance of each pinned column from the left edge. */
  lefts: readonly (number | undefined)[];
  sort: readonly SortItem[];
  selection?: { readonly all: boolean; readonly some: boolean; toggle(chosen: boolean): void };
  onSort(field: string, add: boolean): void;
  /** `done`: the pointer was released. */
  onWidth(path: string, width: number, done: boolean): void;
  onMove(path: string, to: number): void;
}

/** Headings: a click sorts (with Shift beside the others), dragging moves, the edge sets the width. Alt and Shift with the arrow keys do the same. */
export function ListHead({ columns, lefts, sort, selection, onSort, onWidth, onMove }: HeadProps) {
  const t = useT();
  const row = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ path: string; to: number }>();
  /** Place among the columns for a pointer at this x. */
  const placeAt = (x: number): number => {
    const cells = [...(row.current?.querySelectorAll<HTMLElement>("[data-column]") ?? [])];
    const place = cells.findIndex((cell) => {
      const { left, width } = cell.getBoundingClientRect();
      return x < left + width / 2;
    });
    return place < 0 ? cells.length - 1 : place;
  };

  return (
    <div ref={row} role="row" aria-rowindex={1} className="sticky top-0 z-20 grid h-9 grid-cols-(--columns) items-center border-b border-line bg-canvas text-xs text-ink-2">
      {selection && (
        <div role="columnheader" className="sticky left-0 z-10 flex h-full items-center justify-center bg-canvas">
          <Checkbox aria-label={t("list.selectAll")} checked={selection.all ? true : selection.some ? "indeterminate" : false} onCheckedChange={selection.toggle} />
        </div>
      )}
      {columns.map((column, index) => (
        <HeaderCell
          key={column.path}
          column={column}
          left={lefts[index]}
          edge={column.pinned && !columns[index + 1]?.pinned}
          target={drag !== undefined && drag.to === index && drag.path !== column.path}
          lifted={drag?.path === column.path}
          sort={sort}
          onSort={onSort}
          onWidth={onWidth}
          onDrag={(x, done) => {
            const to = placeAt(x);
            setDrag(done ? undefined : { path: column.path, to });
            if (done && to !== index) onMove(column.path, to);
          }}
          onStep={(by) => onMove(column.path, Math.max(0, Math.min(columns.length - 1, index + by)))}
        />
      ))}
    </div>
  );
}

interface CellProps extends Pick<HeadProps, "sort" | "onSort" | "onWidth"> {
  column: ListColumn;
  left: number | undefined;
  edge: boolean;
  target: boolean;
  lifted: boolean;
  onDrag(x: number, done: boolean): void;
  onStep(by: number): void;
}

function HeaderCell({ column, left, edge, target, lifted, sort, onSort, onWidth, onDrag, onStep }: CellProps) {
  const t = useT();
  const moved = useRef(false);
  const position = sort.findIndex((item) => item.field === column.path);
  const direction = sort[position]?.direction;
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  const numeric = isNumeric(column.field);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const from = event.clientX;
    moved.current = false;
    const onMove = (move: globalThis.PointerEvent) => {
      if (!moved.current && Math.abs(move.clientX - from) < DRAG_FROM) return;
      moved.current = true;
      onDrag(move.clientX, false);
    };
    const onUp = (up: globalThis.PointerEvent) => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      if (moved.current) onDrag(up.clientX, true);
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey === event.shiftKey) return;
    event.preventDefault();
    if (event.altKey) onStep(step);
    else onWidth(column.path, Math.min(WIDEST, Math.max(NARROWEST, column.width + step * STEP)), true);
  };

  const label = (
    <>
      <span className="truncate">{column.label}</span>
      {direction && <Arrow className="size-3.5 shrink-0 text-accent-ink" aria-hidden />}
      {direction && sort.length > 1 && <span aria-hidden className="text-[10px] text-ink-3 tabular-nums">{position + 1}</span>}
    </>
  );
  const look = cn("flex h-full min-w-0 flex-1 items-center gap-1 rounded-sm", numeric && "justify-end");
  return (
    <div
      role="columnheader"
      data-column={column.path}
      aria-sort={direction ? (direction === "asc" ? "ascending" : "descending") : undefined}
      title={column.label}
      style={{ left }}
      className={cn("group/head relative flex h-full min-w-0 items-center bg-canvas px-2.5 font-medium", column.pinned && "sticky z-10", edge && "pinned-edge", target && "shadow-[inset_2px_0_0_var(--accent)]", lifted && "opacity-50")}
    >
      {column.sortable ? (
        <button type="button" onPointerDown={onPointerDown} onKeyDown={onKeyDown} onClick={(event) => moved.current || onSort(column.path, event.shiftKey)} className={cn(look, "hover:text-ink")}>
          {label}
        </button>
      ) : (
        <span tabIndex={-1} onPointerDown={onPointerDown} className={look}>
          {label}
        </span>
      )}
      <Edge column={column} label={t("list.resize", { label: column.label })} onWidth={onWidth} />
    </div>
  );
}

/** The right edge of a heading, to be dragged. */
function Edge({ column, label, onWidth }: { column: ListColumn; label: string; onWidth: HeadProps["onWidth"] }) {
  const [active, setActive] = useState(false);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const [from, before] = [event.clientX, column.width];
    const widthAt = (x: number) => Math.min(WIDEST, Math.max(NARROWEST, before + x - from));
    setActive(true);
    const onMove = (move: globalThis.PointerEvent) => onWidth(column.path, widthAt(move.clientX), false);
    const onUp = (up: globalThis.PointerEvent) => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      setActive(false);
      if (up.clientX !== from) onWidth(column.path, widthAt(up.clientX), true);
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
  };
  return (
    <div
      onPointerDown={onPointerDown}
      title={label}
      data-resize={column.path}
      className={cn("absolute inset-y-1.5 right-0 z-10 w-2 translate-x-1/2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-1/2 after:w-px", active ? "after:bg-accent" : "group-hover/head:after:bg-line-strong")}
    />
  );
}
