"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useEffect, useRef } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { RecordData } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { rowTitle, type ListColumn } from "./list-state";

const CARD_FIELDS = 4;

interface CardsProps {
  entity: ClientEntity;
  columns: readonly ListColumn[];
  rows: readonly RecordData[];
  hrefOf?(row: RecordData): string;
  hasMore: boolean;
  onEndReached(): void;
}

/** The list on a phone: one card a record, title and the first few columns. */
export function ListCards({ entity, columns, rows, hrefOf, hasMore, onEndReached }: CardsProps) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => 96, overscan: 6, getItemKey: (index) => rows[index]?.id ?? index });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const shown = columns.filter((column) => column.path !== entity.titleField).slice(0, CARD_FIELDS);

  useEffect(() => {
    if (hasMore && last >= rows.length - 6) onEndReached();
  }, [hasMore, last, rows.length, onEndReached]);

  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" aria-label={entity.plural} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]!;
          const title = rowTitle(entity, row);
          return (
            <li key={row.id} ref={virtual.measureElement} data-index={item.index} className="absolute inset-x-0 top-0 border-b border-line px-4 py-2.5" style={{ transform: `translateY(${item.start}px)` }}>
              {hrefOf ? (
                <Link href={hrefOf(row)} prefetch={false} className="block rounded-sm font-medium after:absolute after:inset-0">
                  {title}
                </Link>
              ) : (
                <span className="font-medium">{title}</span>
              )}
              <dl className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-2">
                {shown.map((column) => {
                  const value = row[column.path];
                  if (value === null || value === undefined || value === "") return null;
                  return (
                    <div key={column.path} className="flex min-w-0 items-center gap-1">
                      <dt className="sr-only">{column.label}</dt>
                      <dd className="min-w-0 truncate">
                        <FieldCell field={column.field} value={value} compact />
                      </dd>
                    </div>
                  );
                })}
              </dl>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
