"use client";
import { ChevronDown, ChevronRight, ChevronsLeftRight, ChevronsRightLeft } from "lucide-react";
import { formatNumber } from "../../../runtime/fields/families/decimal";
import { useLocale, useT } from "../../i18n/provider";
import { toneOf } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import type { Column, Lane } from "./columns";

export const COLUMN = "w-72";
export const FOLDED = "w-11";

interface HeadProps {
  column: Column;
  count: number;
  total?: string;
  isCollapsed: boolean;
  onToggle(): void;
}

/** Name, number of cards (of how many at most), total of a column. */
export function BoardHead({ column, count, total, isCollapsed, onToggle }: HeadProps) {
  const t = useT();
  return (
    <div className={cn("group flex h-9 shrink-0 items-center gap-1.5 px-1", isCollapsed ? FOLDED : COLUMN)}>
      {!isCollapsed && (
        <>
          <Dot color={column.color} />
          <h2 className="min-w-0 truncate text-sm font-semibold">{column.label}</h2>
          <Number column={column} count={count} />
          {total && <span className="ml-auto shrink-0 text-xs text-ink-2 tabular-nums">{total}</span>}
        </>
      )}
      <Button variant="ghost" size="iconSm" className={cn("-mr-1", isCollapsed ? "mx-auto" : cn("opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100", !total && "ml-auto"))} aria-expanded={!isCollapsed} aria-label={t(isCollapsed ? "board.unfold" : "board.fold", { column: column.label })} onClick={onToggle}>
        {isCollapsed ? <ChevronsLeftRight /> : <ChevronsRightLeft />}
      </Button>
    </div>
  );
}

function Dot({ color }: { color?: string }) {
  return <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: `var(--tone-${toneOf(color)}-ink)` }} />;
}

function Number({ column, count, isChosen = false }: { column: Column; count: number; isChosen?: boolean }) {
  const t = useT();
  const { language } = useLocale();
  const number = (value: number) => formatNumber(value, language);
  const over = column.limit !== undefined && count > column.limit;
  return (
    <span title={over ? t("board.over", { limit: column.limit ?? 0 }) : undefined} className={cn("shrink-0 rounded-sm px-1 text-xs tabular-nums", over ? "bg-warning-soft font-medium text-warning-ink" : isChosen ? "text-ink-2" : "text-ink-3")}>
      {column.limit === undefined ? number(count) : t("board.ofLimit", { count: number(count), limit: number(column.limit) })}
      {over && <span className="sr-only"> {t("board.over", { limit: column.limit ?? 0 })}</span>}
    </span>
  );
}

export function LaneHead({ lane, count, isCollapsed, onToggle }: { lane: Lane; count: number; isCollapsed: boolean; onToggle(): void }) {
  const { language } = useLocale();
  const Mark = isCollapsed ? ChevronRight : ChevronDown;
  return (
    <button type="button" aria-expanded={!isCollapsed} onClick={onToggle} className="sticky left-0 flex h-9 items-center gap-1.5 px-4 text-sm font-medium text-ink-2 hover:text-ink">
      <Mark className="size-4" aria-hidden />
      {lane.label}
      <span className="text-xs font-normal text-ink-3 tabular-nums">{new Intl.NumberFormat(language).format(count)}</span>
    </button>
  );
}

/** On a phone one column fills the screen; these lead to the others. */
export function ColumnTabs({ columns, countOf, chosen, onChoose }: { columns: readonly Column[]; countOf(column: Column): number; chosen: number; onChoose(index: number): void }) {
  const t = useT();
  return (
    <div role="group" aria-label={t("board.columns")} className="relative flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-canvas px-2 py-1.5 [scrollbar-width:none]">
      {columns.map((column, index) => (
        <button key={column.value} type="button" aria-pressed={index === chosen} onClick={() => onChoose(index)} ref={(node) => void (index === chosen && node?.scrollIntoView({ block: "nearest", inline: "nearest" }))} className={cn("flex h-9 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-sm", index === chosen ? "bg-active font-medium text-ink" : "text-ink-2")}>
          <Dot color={column.color} />
          {column.label}
          <Number column={column} count={countOf(column)} isChosen={index === chosen} />
        </button>
      ))}
    </div>
  );
}
