"use client";
import { useDraggable, useDroppable } from "@dnd-kit/core";
import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { CSSProperties } from "react";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import { FieldCell } from "../../fields/field-cell";
import { useLocale, useT } from "../../i18n/provider";
import { isNumeric } from "../../lists/list-columns";
import { rowTitle } from "../../lists/list-state";
import { Icon } from "../../ui/icon";
import { cn } from "../../ui/cn";
import type { Line } from "./tree-items";

/** How far each level stands in. */
export const INDENT = 22;

interface RowProps {
  entity: ClientEntity;
  line: Extract<Line, { kind: "row" }>;
  columns: readonly ClientField[];
  template: CSSProperties;
  /** Tab comes here. */
  isStop: boolean;
  isHeld: boolean;
  /** What is held may be put below it. */
  isTarget: boolean;
  isCarrying: boolean;
  mayMove: boolean;
  onFold(wanted: boolean): void;
  onFocus(): void;
}

export function TreeRow({ entity, line, columns, template, isStop, isHeld, isTarget, isCarrying, mayMove, onFold, onFocus }: RowProps) {
  const t = useT();
  const { language } = useLocale();
  const { row, level, isOpen, children } = line;
  const drag = useDraggable({ id: row.id, data: { row }, disabled: !mayMove });
  const drop = useDroppable({ id: row.id, data: { row }, disabled: !isTarget });
  const title = rowTitle(entity, row);
  const Mark = isOpen ? ChevronDown : ChevronRight;
  return (
    <div
      ref={(node) => {
        drag.setNodeRef(node);
        drop.setNodeRef(node);
      }}
      {...drag.listeners}
      role="row"
      aria-level={level}
      aria-expanded={children > 0 ? isOpen : undefined}
      data-row={row.id}
      tabIndex={isStop ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && onFocus()}
      className={cn("group grid h-9 items-center border-b border-line outline-offset-[-2px] hover:bg-hover", isHeld && "bg-accent-soft", isCarrying && !isTarget && !isHeld && "opacity-50", drop.isOver && "bg-accent-soft ring-2 ring-accent ring-inset", isStop && isCarrying && isTarget && "bg-hover")}
      style={template}
    >
      <span role="gridcell" className="flex min-w-0 items-center gap-1 pr-2" style={{ paddingLeft: (level - 1) * INDENT + 10 }}>
        {children > 0 ? (
          <button type="button" tabIndex={-1} aria-label={t(isOpen ? "tree.fold" : "tree.unfold", { title })} onClick={() => onFold(!isOpen)} className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-active hover:text-ink max-sm:size-9">
            <Mark className="size-4" aria-hidden />
          </button>
        ) : (
          <span className="w-6 shrink-0 max-sm:w-9" />
        )}
        <Icon name={entity.icon} className="size-4 shrink-0 text-ink-3" />
        <Link href={`/${entity.name}/${row.id}`} prefetch={false} draggable={false} tabIndex={-1} className="min-w-0 truncate rounded-sm font-medium hover:underline">
          {title}
        </Link>
        {children > 0 && <span className="shrink-0 rounded-sm bg-active px-1 text-xs text-ink-2 tabular-nums">{new Intl.NumberFormat(language).format(children)}</span>}
      </span>
      {columns.map((column) => (
        <span key={column.name} role="gridcell" className={cn("min-w-0 truncate px-2 text-ink-2", isNumeric(column) && "text-right tabular-nums")}>
          <FieldCell field={column} value={row[column.name]} compact />
        </span>
      ))}
    </div>
  );
}
