"use client";
import { useDroppable } from "@dnd-kit/core";
import { startTransition, useEffect, useMemo, useRef, useState } from "react";
import type { ClientEntity } from "../../../runtime/model/client";
import type { ClientBoard } from "../../../runtime/model/kinds/board/model";
import { whenIdle } from "../../data/idle";
import type { RecordData, RecordsQuery } from "../../data/records";
import { useT } from "../../i18n/provider";
import { Skeleton } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { BoardCard, useCardFields } from "./board-card";
import { COLUMN, FOLDED } from "./board-heads";
import { useCards } from "./use-cards";
import { standsIn, type Column, type Place } from "./columns";
import { cardsQuery } from "./questions";

interface CellProps {
  entity: ClientEntity;
  board: ClientBoard;
  place: Place;
  columns: readonly Column[];
  query: Pick<RecordsQuery, "filter" | "q" | "sort" | "deleted">;
  count: number;
  pending: ReadonlyMap<string, RecordData>;
  carried: RecordData | undefined;
  fits(row: RecordData, place: Place): boolean;
  onPut(row: RecordData, place: Place): void;
  mayMove: boolean;
  isCollapsed: boolean;
  /** The board has no lanes: the column scrolls by itself. */
  isAlone: boolean;
}

/** Cards of a column that fit into a usual window. */
const IN_SIGHT = 7;

/** False while the page comes to life: only the cards in sight are drawn then, without what moves them; the rest follows bit by bit. */
function useWhole(): boolean {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => whenIdle(() => startTransition(() => setWhole(true))), []);
  return isWhole;
}

/** One column of one lane. Loads its cards as they come into sight. */
export function BoardCell({ entity, board, place, columns, query, count, pending, carried, fits, onPut, mayMove, isCollapsed, isAlone }: CellProps) {
  const t = useT();
  const { column, lane } = place;
  const droppable = carried === undefined || fits(carried, place);
  const { setNodeRef, isOver } = useDroppable({ id: `${lane.key}/${column.value}`, data: { ...place }, disabled: !droppable });
  const pages = useCards(entity.name, cardsQuery(entity, board, place, query), !isCollapsed && count > 0);
  const loaded = useMemo(() => (count > 0 ? (pages.data?.pages.flatMap((page) => page.items) ?? []) : []), [pages.data, count]);

  const staying = loaded.filter((row) => standsIn(pending.get(row.id) ?? row, board.field, column, board.lanes, lane));
  const arrived = [...pending.values()].filter((row) => standsIn(row, board.field, column, board.lanes, lane) && !loaded.some((one) => one.id === row.id));
  const rows = [...arrived, ...staying];
  const isWhole = useWhole();
  const drawn = isWhole ? Number.POSITIVE_INFINITY : IN_SIGHT;
  const fields = useCardFields(entity, board);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const mark = end.current;
    if (!mark || drawn < loaded.length || !hasNextPage || isFetchingNextPage || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), { rootMargin: "200px" });
    observer.observe(mark);
    return () => observer.disconnect();
  }, [drawn, loaded.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const look = cn("shrink-0 rounded-lg transition-colors", isOver ? "bg-accent-soft" : "bg-hover/60", carried && !droppable && "opacity-40");
  if (isCollapsed) {
    return (
      <div ref={setNodeRef} className={cn(look, FOLDED, "flex justify-center py-3 max-sm:hidden")}>
        <span className="text-xs text-ink-2 [writing-mode:vertical-rl]">{t("board.folded", { column: column.label, count })}</span>
      </div>
    );
  }
  return (
    <div ref={setNodeRef} data-column={column.value ?? ""} className={cn(look, COLUMN, "max-sm:w-full max-sm:snap-start max-sm:rounded-none max-sm:bg-transparent", isAlone ? "scroll-thin min-h-0 overflow-y-auto" : "min-h-20")}>
      <ul aria-label={column.label} className="flex flex-col gap-1.5 p-1.5 max-sm:p-3">
        {rows.slice(0, drawn).map((row) => (
          <BoardCard
            key={row.id}
            entity={entity}
            row={row}
            fields={fields}
            mayMove={mayMove}
            isPending={pending.has(row.id)}
            targets={isWhole ? columns.filter((one) => one.value !== column.value && fits(row, { column: one, lane })) : undefined}
            onPut={(to) => onPut(row, { column: to, lane })}
          />
        ))}
        {pages.isPending && count > 0 && Array.from({ length: Math.min(3, count) }, (_, index) => <li key={index} aria-hidden><Skeleton className="h-20 rounded-lg" /></li>)}
      </ul>
      {pages.isError && (
        <div className="px-3 pb-3 text-xs text-danger-ink">
          {t("list.failed")} <Button variant="link" onClick={() => void pages.refetch()}>{t("common.retry")}</Button>
        </div>
      )}
      {rows.length === 0 && !pages.isLoading && <p className="px-3 pb-4 text-center text-xs text-ink-3 max-sm:pt-6">{t("board.empty")}</p>}
      <div ref={end}>
        {hasNextPage && (
          <Button variant="ghost" size="sm" className="mx-auto mb-2 flex" onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            {t("board.more")}
          </Button>
        )}
      </div>
    </div>
  );
}
