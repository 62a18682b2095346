"use client";
import { columnResizingFeature, columnSizingFeature, columnVisibilityFeature, tableFeatures, useTable, type ColumnDef } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo, useRef, type CSSProperties, type MouseEvent } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { SortItem } from "../../runtime/model/types";
import type { RecordData } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import type { ListLayout } from "./list-layout";
import { rowTitle, type ListColumn } from "./list-state";

const ROW = 36;
const CHECK = 40;
/** Where a list was left, so that "back" from a record leads to the same rows. */
const offsets = new Map<string, number>();

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnVisibilityFeature });

interface ListTableProps {
  entity: ClientEntity;
  columns: readonly ListColumn[];
  rows: readonly RecordData[];
  total: number | undefined;
  /** Names what is shown (entity and address): the place to scroll back to. */
  place: string;
  sort: readonly SortItem[];
  layout: ListLayout;
  onLayout(layout: Partial<ListLayout>): void;
  active: number;
  selected: ReadonlySet<string>;
  /** Absent: rows cannot be selected. */
  onSelect?(ids: readonly string[], chosen: boolean): void;
  /** Absent: rows have no page of their own (the trash). */
  hrefOf?(row: RecordData): string;
  onOpen(row: RecordData): void;
  onSort(field: string, add: boolean): void;
  onEndReached(): void;
  hasMore: boolean;
}

/** A virtualised table: only the rows in sight are drawn, more are fetched before the end is reached. */
export function ListTable(props: ListTableProps) {
  const { columns, rows, layout, onLayout, active, hasMore, onEndReached } = props;
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const defs = useMemo<ColumnDef<typeof features, RecordData>[]>(
    () => columns.map((column) => ({ id: column.path, accessorFn: (row) => row[column.path], size: column.width, minSize: 64, maxSize: 900 })),
    [columns],
  );
  const table = useTable({
    features,
    data: rows as RecordData[],
    columns: defs,
    getRowId: (row) => row.id,
    columnResizeMode: "onChange",
    state: { columnSizing: layout.widths, columnVisibility: Object.fromEntries(Object.entries(layout.hidden).map(([path, hidden]) => [path, !hidden])) },
    onColumnSizingChange: (update) => onLayout({ widths: typeof update === "function" ? update(layout.widths) : update }),
  });
  const virtual = useVirtualizer({ count: rows.length + (hasMore ? 1 : 0), getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12, initialOffset: () => offsets.get(props.place) ?? 0, getItemKey: (index) => rows[index]?.id ?? "more" });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && last >= rows.length - 10) onEndReached();
  }, [hasMore, last, rows.length, onEndReached]);
  const placed = useRef(props.place);
  useEffect(() => {
    // Another order or filter begins at its top.
    if (placed.current !== props.place) box.current?.scrollTo(0, 0);
    placed.current = props.place;
  }, [props.place]);
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: "auto" });
    // The virtualizer is the same object for the life of the table.
  }, [active, virtual]);

  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const selectable = props.onSelect !== undefined;
  const width = (selectable ? CHECK : 0) + headers.reduce((sum, header) => sum + header.getSize(), 0);
  const template = [selectable ? `${CHECK}px` : "", ...headers.map((header, index) => (index === headers.length - 1 ? `minmax(${header.getSize()}px, 1fr)` : `${header.getSize()}px`))].join(" ");
  const shown = headers.flatMap((header) => columns.find((column) => column.path === header.column.id) ?? []);
  const activeId = active >= 0 ? rows[active]?.id : undefined;

  return (
    <div
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label={props.entity.plural}
      aria-rowcount={props.total === undefined ? -1 : props.total + 1}
      aria-colcount={shown.length + (selectable ? 1 : 0)}
      aria-activedescendant={activeId && `row-${activeId}`}
      data-list
      onScroll={(event) => offsets.set(props.place, event.currentTarget.scrollTop)}
      className="scroll-thin min-h-0 flex-1 overflow-auto focus-visible:outline-offset-[-2px]"
      style={{ "--columns": template } as CSSProperties}
    >
      <div style={{ minWidth: width }}>
        <div role="row" aria-rowindex={1} className="sticky top-0 z-10 grid h-9 grid-cols-(--columns) items-center border-b border-line bg-canvas text-xs text-ink-2">
          {selectable && <SelectAll {...props} />}
          {shown.map((column, index) => (
            <HeaderCell key={column.path} column={column} sort={props.sort} onSort={props.onSort} onResize={headers[index]?.getResizeHandler()} resizing={headers[index]?.column.getIsResizing() ?? false} resizeLabel={t("list.resize", { label: column.label })} />
          ))}
        </div>
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            const at: CSSProperties = { transform: `translateY(${item.start}px)`, height: ROW };
            if (!row) return <Skeleton key="more" className="absolute inset-x-4 top-2.5 h-4" style={at} />;
            return <Row key={row.id} {...props} row={row} index={item.index} shown={shown} at={at} />;
          })}
        </div>
      </div>
    </div>
  );
}

function SelectAll({ rows, selected, onSelect }: ListTableProps) {
  const t = useT();
  const all = rows.length > 0 && rows.every((row) => selected.has(row.id));
  const some = !all && rows.some((row) => selected.has(row.id));
  return (
    <div role="columnheader" className="flex justify-center">
      <Checkbox aria-label={t("list.selectAll")} checked={all ? true : some ? "indeterminate" : false} onCheckedChange={(checked) => onSelect?.(rows.map((row) => row.id), checked === true)} />
    </div>
  );
}

interface HeaderProps {
  column: ListColumn;
  sort: readonly SortItem[];
  onSort(field: string, add: boolean): void;
  onResize?: (event: unknown) => void;
  resizing: boolean;
  resizeLabel: string;
}

function HeaderCell({ column, sort, onSort, onResize, resizing, resizeLabel }: HeaderProps) {
  const position = sort.findIndex((item) => item.field === column.path);
  const direction = sort[position]?.direction;
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" aria-sort={direction ? (direction === "asc" ? "ascending" : "descending") : undefined} className="group/head relative flex h-full min-w-0 items-center px-2.5 font-medium first:pl-4">
      {column.sortable ? (
        <button type="button" onClick={(event) => onSort(column.path, event.shiftKey)} className="flex h-full min-w-0 items-center gap-1 rounded-sm hover:text-ink">
          <span className="truncate">{column.label}</span>
          {direction && <Arrow className="size-3.5 shrink-0 text-accent-ink" aria-hidden />}
          {direction && sort.length > 1 && <span className="text-[10px] text-ink-3 tabular-nums">{position + 1}</span>}
        </button>
      ) : (
        <span className="truncate">{column.label}</span>
      )}
      <div
        onMouseDown={onResize}
        onTouchStart={onResize}
        title={resizeLabel}
        className={cn("absolute inset-y-1.5 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-1 after:w-px", resizing ? "after:bg-accent" : "group-hover/head:after:bg-line-strong")}
      />
    </div>
  );
}

interface RowProps extends ListTableProps {
  row: RecordData;
  index: number;
  shown: readonly ListColumn[];
  at: CSSProperties;
}

function Row({ entity, row, index, shown, at, active, selected, onSelect, hrefOf, onOpen }: RowProps) {
  const t = useT();
  const title = rowTitle(entity, row);
  const open = (event: MouseEvent) => {
    // A selection of text or a modified click (new tab) is not an opening.
    if (!hrefOf || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || window.getSelection()?.toString()) return;
    onOpen(row);
  };
  return (
    <div
      role="row"
      id={`row-${row.id}`}
      aria-rowindex={index + 2}
      aria-selected={onSelect ? selected.has(row.id) : undefined}
      onClick={open}
      style={at}
      className={cn(
        "absolute inset-x-0 top-0 grid grid-cols-(--columns) items-center border-b border-line text-sm",
        hrefOf && "cursor-pointer",
        index === active ? "bg-hover shadow-[inset_2px_0_0_var(--accent)]" : "hover:bg-hover",
        selected.has(row.id) && "bg-accent-soft hover:bg-accent-soft",
      )}
    >
      {onSelect && (
        <div role="gridcell" className="flex h-full items-center justify-center" onClick={(event) => event.stopPropagation()}>
          <Checkbox aria-label={t("list.selectOne", { title })} checked={selected.has(row.id)} onCheckedChange={(checked) => onSelect([row.id], checked === true)} />
        </div>
      )}
      {shown.map((column) => (
        <div key={column.path} role="gridcell" className="min-w-0 truncate px-2.5 first:pl-4">
          {column.path === entity.titleField && hrefOf ? (
            <Link href={hrefOf(row)} prefetch={false} onClick={(event) => event.stopPropagation()} className="block truncate rounded-sm font-medium text-ink">
              {title}
            </Link>
          ) : (
            <FieldCell field={column.field} value={row[column.path]} compact />
          )}
        </div>
      ))}
    </div>
  );
}
