"use client";
import Link from "next/link";
import { memo, type MouseEvent, type ReactNode } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { RecordData } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { useT } from "../i18n/provider";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { isEditable, isNumeric } from "./list-columns";
import { rowTitle, type ListColumn } from "./list-state";
import { RowSigns } from "./row-signs";

/** What a row asks of its table; the same object all along, so that a row is drawn anew for its own sake only. */
export interface RowDeeds {
  select(index: number, chosen: boolean, range: boolean): void;
  open(row: RecordData, index: number): void;
  activate(index: number, cell: number): void;
  edit(index: number, cell: number): void;
}

interface RowProps {
  id: string;
  entity: ClientEntity;
  row: RecordData;
  index: number;
  /** Height in pixels. */
  height: number;
  /** Their widths are a matter of the table. */
  columns: readonly ListColumn[];
  lefts: readonly (number | undefined)[];
  active: boolean;
  /** Column the keyboard is at; -1 for the whole row. */
  cell: number;
  selectable: boolean;
  selected: boolean;
  /** Absent: rows have no page of their own (the trash). */
  href: string | undefined;
  deeds: RowDeeds;
  /** Path of the cell that is being edited. */
  editing: string | undefined;
  editor: ReactNode;
}

export const Row = memo(function Row({ id, entity, row, index, height, columns, lefts, active, cell, selectable, selected, href, deeds, editing, editor }: RowProps) {
  const t = useT();
  const title = rowTitle(entity, row);
  const onOpen = () => deeds.open(row, index);
  const open = (event: MouseEvent) => {
    // A selection of text or a modified click (new tab) is not an opening.
    if (!href || editing !== undefined || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || window.getSelection()?.toString()) return;
    onOpen();
  };
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      style={{ transform: `translateY(${index * height}px)`, height }}
      className={cn(
        "group/row absolute inset-x-0 top-0 grid grid-cols-(--columns) items-center border-b border-line text-sm",
        selected ? "bg-accent-soft" : active ? "bg-hover" : "bg-canvas hover:bg-hover",
        editing !== undefined && "z-10",
      )}
    >
      {selectable && (
        <div role="gridcell" className={cn("sticky left-0 z-10 flex h-full items-center justify-center bg-inherit", active && "shadow-[inset_2px_0_0_var(--accent)]")}>
          <Checkbox aria-label={t("list.selectOne", { title })} checked={selected} onClick={(event) => deeds.select(index, !selected, event.shiftKey)} onCheckedChange={() => undefined} />
        </div>
      )}
      {columns.map((column, place) => {
        const isTitle = column.path === entity.titleField;
        const editable = isEditable(entity, column);
        const isEdited = editing === column.path;
        return (
          <div
            key={column.path}
            role="gridcell"
            data-path={column.path}
            aria-readonly={!editable}
            style={{ left: lefts[place] }}
            onClick={(event) => (isTitle || !editable ? open(event) : deeds.activate(index, place))}
            onDoubleClick={() => editable && deeds.edit(index, place)}
            className={cn(
              "flex h-full min-w-0 items-center bg-inherit px-2.5",
              isNumeric(column.field) && "justify-end text-right",
              column.pinned && "sticky z-10",
              column.pinned && !columns[place + 1]?.pinned && "pinned-edge",
              isEdited && "z-20 overflow-visible px-0.5",
              cell === place && !isEdited && "shadow-[inset_0_0_0_2px_var(--accent)]",
              href && (isTitle || !editable) && "cursor-pointer",
            )}
          >
            {isEdited ? editor : <Value column={column} value={row[column.path]} title={isTitle ? title : undefined} href={isTitle ? href : undefined} onOpen={onOpen} />}
            {isTitle && !isEdited && <RowSigns id={row.id} />}
          </div>
        );
      })}
      <div aria-hidden onClick={open} className="h-full" />
    </div>
  );
});

interface ValueProps {
  column: ListColumn;
  value: unknown;
  title: string | undefined;
  href: string | undefined;
  onOpen(): void;
}

/** Drawn anew only when the value changes: moving through the list redraws rows, not what is in them. */
const Value = memo(
  function Value({ column, value, title, href, onOpen }: ValueProps) {
    if (!href) return <span className="min-w-0 flex-initial truncate">{title !== undefined && column.field.type !== "personName" ? title : <FieldCell field={column.field} value={value} compact />}</span>;
    const follow = (event: MouseEvent) => {
      event.stopPropagation();
      // With the keys that open a new tab the link is a link; otherwise the list decides what opening means.
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      onOpen();
    };
    return (
      <Link href={href} prefetch={false} onClick={follow} className="block truncate rounded-sm font-medium text-ink">
        {title}
      </Link>
    );
  },
  (before, after) => before.column.field === after.column.field && before.value === after.value && before.title === after.title && before.href === after.href,
);
