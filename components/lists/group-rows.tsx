"use client";
import { ChevronRight } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { fixedDigits, formatNumber } from "../../runtime/fields/families/decimal";
import { formatValue } from "../fields/format";
import { useLocale, useT } from "../i18n/provider";
import { cn } from "../ui/cn";
import type { MessageKey } from "../i18n/messages";
import { figureOf, type Figure, type Sums } from "./group-values";
import type { ListColumn } from "./list-state";
import type { Group } from "./use-groups";

/** A sum needs no word: it is what people expect under a column. */
const WORDS: Readonly<Partial<Record<Figure, MessageKey>>> = { avg: "list.averageOf", min: "list.leastOf", max: "list.mostOf" };

/** A figure as text, with what it is unless it is a sum. */
export function useSumText(): (column: ListColumn, sums: Sums) => string {
  const t = useT();
  const bare = useBareText();
  return (column, sums) => {
    const text = bare(column, sums);
    const word = WORDS[figureOf(column) ?? "sum"];
    return text !== "" && word ? t(word, { value: text }) : text;
  };
}

/** Amounts of several currencies stand side by side. */
function useBareText(): (column: ListColumn, sums: Sums) => string {
  const locale = useLocale();
  return (column, sums) => {
    const sum = sums[column.path];
    if (sum === undefined) return "";
    if (typeof sum === "number" || typeof sum === "string") return formatValue(column.field, sum, locale);
    if (sum.length === 1) return formatValue(column.field, sum[0], locale);
    // A column has room for one amount written out.
    return sum.map(({ amount, currency }) => formatNumber(amount, locale.language, { style: "currency", currency, ...(Math.abs(amount) >= 1e5 ? { notation: "compact", ...fixedDigits(1) } : fixedDigits(0)) })).join(" · ");
  };
}

interface GroupProps {
  id: string;
  index: number;
  group: Group;
  label: ReactNode;
  columns: readonly ListColumn[];
  start: number;
  at: CSSProperties;
  active: boolean;
  onToggle(): void;
}

/** Head of a group: its value, how many, and the sums under their columns. */
export function GroupRow({ id, index, group, label, columns, start, at, active, onToggle }: GroupProps) {
  const t = useT();
  const text = useSumText();
  // The first columns belong to the name of the group.
  const first = Math.max(1, columns.findIndex((column) => group.sums[column.path] !== undefined));
  const offset = start > 0 ? 1 : 0;
  return (
    <div role="row" id={id} aria-rowindex={index + 2} aria-expanded={group.open} style={at} onClick={onToggle} className={cn("absolute inset-x-0 top-0 grid cursor-pointer grid-cols-(--columns) items-center border-b border-line bg-sunken text-sm", active && "shadow-[inset_2px_0_0_var(--accent)]")}>
      <div role="gridcell" style={{ gridColumn: `1 / span ${first + offset}` }} className="sticky left-0 z-10 flex h-full min-w-0 items-center gap-2 bg-inherit px-3">
        <button type="button" aria-label={t(group.open ? "list.closeGroup" : "list.openGroup")} aria-expanded={group.open} tabIndex={-1} className="flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:text-ink">
          <ChevronRight className={cn("size-4 transition-transform", group.open && "rotate-90")} aria-hidden />
        </button>
        <span className="min-w-0 truncate font-medium">{label}</span>
        <span className="shrink-0 text-xs text-ink-3 tabular-nums">{group.count}</span>
      </div>
      {columns.slice(first).map((column) => (
        <div key={column.path} role="gridcell" className="truncate px-2.5 text-right text-xs font-medium text-ink-2 tabular-nums" title={text(column, group.sums)}>
          {text(column, group.sums)}
        </div>
      ))}
    </div>
  );
}

export function RestRow({ id, count, at, active, onOpen }: { id: string; count: number; at: CSSProperties; active: boolean; onOpen(): void }) {
  const t = useT();
  return (
    <div role="row" id={id} style={at} className={cn("absolute inset-x-0 top-0 flex items-center border-b border-line bg-canvas pl-11 text-sm", active && "bg-hover")}>
      <div role="gridcell" className="sticky left-11">
        <button type="button" onClick={onOpen} className="rounded-sm text-accent-ink hover:underline">
          {t("list.restOfGroup", { count })}
        </button>
      </div>
    </div>
  );
}

interface TotalsProps {
  count: number;
  sums: Sums;
  columns: readonly ListColumn[];
  lefts: readonly (number | undefined)[];
  start: number;
  label: string;
}

/** At the foot of the list: sums over all records of the filter, not only those that are loaded. */
export function TotalsRow({ sums, columns, lefts, start, label }: TotalsProps) {
  const text = useSumText();
  return (
    <div role="row" data-totals className="sticky bottom-0 z-20 mt-auto grid h-9 grid-cols-(--columns) items-center border-t border-line-strong bg-sunken text-xs text-ink-2">
      {start > 0 && <div role="gridcell" className="sticky left-0 z-10 h-full bg-sunken" />}
      {columns.map((column, index) => (
        <div key={column.path} role="gridcell" data-path={column.path} style={{ left: lefts[index] }} title={text(column, sums)} className={cn("flex h-full min-w-0 items-center bg-sunken px-2.5 font-medium tabular-nums", column.pinned && "sticky z-10", sums[column.path] !== undefined && "justify-end text-ink")}>
          <span className="truncate">{index === 0 ? label : text(column, sums)}</span>
        </div>
      ))}
    </div>
  );
}
