"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, type ReactNode } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { RecordData } from "../data/records";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { cn } from "../ui/cn";
import { CardFacts } from "./card-facts";
import type { ListItem } from "./list-items";
import { rowTitle, type ListColumn } from "./list-state";
import type { Group } from "./use-groups";
import { useHeldDown } from "./use-held-down";
import { useWindow } from "./use-window";

const CARD = 68;
/** Cards left below those drawn when the next are fetched, once one scrolls. */
const AHEAD = 80;

/** Choosing several records. Off until somebody begins; holding a card down begins, too. */
interface CardChoice {
  readonly on: boolean;
  readonly selected: ReadonlySet<string>;
  begin(): void;
  select(index: number, chosen: boolean): void;
  end(): void;
}

interface CardsProps {
  entity: ClientEntity;
  columns: readonly ListColumn[];
  items: readonly ListItem[];
  groupLabel(group: Group): ReactNode;
  onToggle(group: Group): void;
  onRest(group: Group): void;
  hrefOf?(row: RecordData): string;
  hasMore: boolean;
  onEndReached(): void;
  /** Absent: nothing can be done with several records. */
  choice: CardChoice | undefined;
}

/** The list on a phone: one card a record, title and the first few columns. */
export function ListCards({ entity, columns, items, groupLabel, onToggle, onRest, hrefOf, hasMore, onEndReached, choice }: CardsProps) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const view = useWindow({ box, count: items.length, rowHeight: CARD });
  const shown = columns.filter((column) => column.path !== entity.titleField);
  useEffect(() => {
    if (hasMore && view.end >= items.length - (view.first > 0 ? AHEAD : 20)) onEndReached();
  }, [hasMore, view.first, view.end, items.length, onEndReached]);

  return (
    <div ref={box} onKeyDown={(event) => choice?.on && event.key === "Escape" && choice.end()} className={cn("min-h-0 flex-1 overflow-x-hidden overflow-y-auto", choice?.on && "pb-36")}>
      <ul className="relative" aria-label={entity.plural} style={{ height: view.total }}>
        {items.slice(view.first, view.end).map((item, offset) => {
          const at = { transform: `translateY(${(view.first + offset) * CARD}px)`, height: CARD };
          const look = "absolute inset-x-0 top-0 border-b border-line px-4 py-2.5";
          if (item.kind === "wait") return <Skeleton key={item.key} className="absolute inset-x-4 top-6 h-4" style={{ transform: at.transform }} />;
          if (item.kind === "rest")
            return (
              <li key={item.key} className={cn(look, "flex items-center")} style={at}>
                <button type="button" onClick={() => onRest(item.group)} className="text-sm text-accent-ink">
                  {t("list.restOfGroup", { count: item.count })}
                </button>
              </li>
            );
          if (item.kind === "group")
            return (
              <li key={item.key} className={cn(look, "flex items-center bg-sunken")} style={at}>
                <button type="button" aria-expanded={item.group.open} onClick={() => onToggle(item.group)} className="flex min-w-0 flex-1 items-center gap-2 text-sm font-medium">
                  <ChevronRight className={cn("size-4 shrink-0 text-ink-3", item.group.open && "rotate-90")} aria-hidden />
                  <span className="min-w-0 truncate">{groupLabel(item.group)}</span>
                  <span className="text-xs text-ink-3 tabular-nums">{item.group.count}</span>
                </button>
              </li>
            );
          return <Card key={item.key} entity={entity} row={item.row} index={view.first + offset} shown={shown} href={hrefOf?.(item.row)} look={look} at={at} choice={choice} />;
        })}
      </ul>
    </div>
  );
}

interface CardProps {
  entity: ClientEntity;
  row: RecordData;
  index: number;
  shown: readonly ListColumn[];
  href: string | undefined;
  look: string;
  at: { transform: string; height: number };
  choice: CardChoice | undefined;
}

function Card({ entity, row, index, shown, href, look, at, choice }: CardProps) {
  const t = useT();
  const title = rowTitle(entity, row);
  const isChosen = choice?.selected.has(row.id) === true;
  const begin = choice && (() => {
    choice.begin();
    choice.select(index, true);
  });
  const held = useHeldDown(choice?.on ? undefined : begin);
  const facts = <CardFacts columns={shown} row={row} />;
  if (choice?.on)
    return (
      // The finger that began to choose is still down: no menu of the browser.
      <li className={cn(look, "select-none", isChosen && "bg-accent-soft")} style={at} onContextMenu={(event) => event.preventDefault()}>
        <label className="absolute inset-0 flex gap-3 px-4 py-2.5">
          <input type="checkbox" className="check-box mt-0.5 size-5" aria-label={t("list.selectOne", { title })} checked={isChosen} onChange={() => choice.select(index, !isChosen)} />
          <div className="pointer-events-none min-w-0 flex-1">
            <span aria-hidden className="block truncate font-medium">{title}</span>
            {facts}
          </div>
        </label>
      </li>
    );
  return (
    <li className={choice ? `${look} select-none` : look} style={at} {...held}>
      {href ? (
        <Link href={href} prefetch={false} draggable={false} className="block truncate rounded-sm font-medium [-webkit-touch-callout:none] after:absolute after:inset-0">
          {title}
        </Link>
      ) : (
        <span className="block truncate font-medium">{title}</span>
      )}
      {facts}
    </li>
  );
}
