"use client";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { SortItem } from "../../runtime/model/types";
import { useModel } from "../data/model";
import type { RecordData } from "../data/records";
import { useLocale, useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import type { CellPlace } from "./cell-editor";
import { GroupRow, RestRow, TotalsRow } from "./group-rows";
import type { Sums } from "./group-values";
import { cellKinds } from "./list-cells";
import { fitColumns, fitTracks, pinnedLefts } from "./list-columns";
import { ListHead } from "./list-head";
import type { ListItem } from "./list-items";
import { Row, type RowDeeds } from "./list-row";
import type { ListColumn } from "./list-state";
import type { Group } from "./use-groups";
import { useWindow } from "./use-window";

export const ROW = 36;
const CHECK = 40;
/** Lines left below those drawn when the next are fetched: the first page alone does not fetch a second, whoever scrolls finds them there. */
const AHEAD_AT_FIRST = 15;
const AHEAD = 150;
/** Where a list was left, so that "back" from a record leads to the same rows. */
const offsets = new Map<string, number>();

export interface ListTableProps {
  entity: ClientEntity;
  columns: readonly ListColumn[];
  items: readonly ListItem[];
  total: number | undefined;
  /** Widths nobody chose here: they give way a little so that nothing is cut at the edge. */
  fitted: boolean;
  /** Names what is shown (entity and address): the place to scroll back to. */
  place: string;
  sort: readonly SortItem[];
  /** Line the keyboard is at, and the column within it (-1: the whole line). */
  active: number;
  cell: number;
  selected: ReadonlySet<string>;
  /** Absent: rows cannot be selected. */
  onSelect?(index: number, chosen: boolean, range: boolean): void;
  onSelectAll(chosen: boolean): void;
  /** Absent: rows have no page of their own (the trash). */
  hrefOf?(row: RecordData): string;
  onOpen(row: RecordData, index: number): void;
  /** Another record named in a row was clicked. */
  onFollow(href: string): void;
  onActive(index: number, cell: number): void;
  onSort(field: string, add: boolean): void;
  onColumns(columns: readonly ListColumn[]): void;
  onMove(path: string, to: number): void;
  editing: CellPlace | undefined;
  editor: ReactNode;
  onEdit(index: number, cell: number): void;
  onToggle(group: Group): void;
  onRest(group: Group): void;
  groupLabel(group: Group): ReactNode;
  totals: { readonly count: number; readonly sums: Sums } | undefined;
  hasMore: boolean;
  onEndReached(): void;
  /** Told which lines are in sight: first ≤ index < end. */
  onSight?(first: number, end: number): void;
}

/** A table of which only the lines in sight are drawn; more are fetched before the end is reached. */
export function ListTable(props: ListTableProps) {
  const { entity, items, active, hasMore, onEndReached } = props;
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({});
  const view = useWindow({ box, count: items.length, rowHeight: ROW, head: ROW, foot: props.totals ? ROW : 0 });
  const { onSelect, fitted } = props;
  const start = onSelect ? CHECK : 0;
  const columns = useMemo(() => {
    const shown = fitted ? fitColumns(props.columns, view.width - start) : props.columns;
    return shown.map((column) => ({ ...column, width: widths[column.path] ?? column.width }));
  }, [props.columns, widths, fitted, view.width, start]);
  useRemembered(box, props.place);

  useEffect(() => {
    if (hasMore && view.end >= items.length - (view.first > 0 ? AHEAD : AHEAD_AT_FIRST)) onEndReached();
  }, [hasMore, view.first, view.end, items.length, onEndReached]);
  const { onSight } = props;
  useEffect(() => onSight?.(view.first, view.end), [onSight, view.first, view.end]);
  const { show } = view;
  useEffect(() => show(active), [active, show]);

  const lefts = useSame(pinnedLefts(columns, start));
  const { language, timeZone } = useLocale();
  const { entities } = useModel();
  const cells = useMemo(() => cellKinds(entity, props.columns, lefts, { language, timeZone, entities }), [entity, props.columns, lefts, language, timeZone, entities]);
  const deeds = useDeeds(props);
  const { tracks, least } = fitted && Object.keys(widths).length === 0 ? fitTracks(props.columns, start) : { tracks: columns.map((column) => `${column.width}px`), least: start + columns.reduce((sum, column) => sum + column.width, 0) };
  const template = [...(onSelect ? [`${CHECK}px`] : []), ...tracks, "minmax(0, 1fr)"].join(" ");
  const chosen = useChosen(items, props.selected);
  const activeItem = items[active];

  // What does not move while one scrolls is not drawn again for it.
  const head = useMemo(() => {
    const { sort, onColumns, onMove, onSelectAll, onSort } = props;
    const setWidth = (path: string, next: number, done: boolean) => {
      if (!done) return setWidths((old) => ({ ...old, [path]: next }));
      setWidths({});
      onColumns(columns.map((column) => (column.path === path ? { ...column, width: next } : column)));
    };
    return <ListHead columns={columns} lefts={lefts} sort={sort} selection={onSelect && { ...chosen, toggle: onSelectAll }} onSort={onSort} onWidth={setWidth} onMove={onMove} />;
  }, [props, onSelect, columns, lefts, chosen]);
  const foot = useMemo(() => props.totals && <TotalsRow count={props.totals.count} sums={props.totals.sums} columns={columns} lefts={lefts} start={start} label={t("list.totals")} />, [props.totals, columns, lefts, start, t]);

  return (
    <div
      ref={box}
      // Only lines of a tree may be open or closed.
      role={items[0]?.kind === "group" ? "treegrid" : "grid"}
      tabIndex={0}
      aria-label={entity.plural}
      aria-rowcount={props.total === undefined ? -1 : props.total + 1}
      aria-colcount={columns.length + (onSelect ? 1 : 0)}
      aria-multiselectable={onSelect !== undefined}
      aria-activedescendant={activeItem && `line-${activeItem.key}`}
      data-list
      className="scroll-thin min-h-0 min-w-0 flex-1 overflow-auto focus-visible:outline-offset-[-2px]"
      style={{ "--columns": template } as CSSProperties}
    >
      <div className="flex min-h-full flex-col" style={{ minWidth: least }}>
        {head}
        <div className="relative shrink-0" style={{ height: view.total }}>
          {items.slice(view.first, view.end).map((item, offset) => {
            const index = view.first + offset;
            const at: CSSProperties = { transform: `translateY(${index * ROW}px)`, height: ROW };
            if (item.kind === "wait") return <Skeleton key={item.key} className="absolute inset-x-4 top-2.5 h-4" style={{ transform: at.transform }} />;
            if (item.kind === "group") return <GroupRow key={item.key} id={`line-${item.key}`} index={index} group={item.group} label={props.groupLabel(item.group)} columns={columns} start={start} at={at} active={index === active} onToggle={() => props.onToggle(item.group)} />;
            if (item.kind === "rest") return <RestRow key={item.key} id={`line-${item.key}`} count={item.count} at={at} active={index === active} onOpen={() => props.onRest(item.group)} />;
            return (
              <Row
                key={item.key}
                id={`line-${item.key}`}
                entity={entity}
                row={item.row}
                index={index}
                height={ROW}
                cells={cells}
                active={index === active}
                cell={index === active ? props.cell : -1}
                selectable={onSelect !== undefined}
                selected={props.selected.has(item.row.id)}
                href={props.hrefOf?.(item.row)}
                deeds={deeds}
                editing={props.editing?.row === item.row.id ? props.editing.path : undefined}
                editor={props.editing?.row === item.row.id ? props.editor : undefined}
              />
            );
          })}
        </div>
        {foot}
      </div>
    </div>
  );
}

/** Which part of the lines is chosen; not reckoned again while one scrolls. */
function useChosen(items: readonly ListItem[], selected: ReadonlySet<string>): { readonly all: boolean; readonly some: boolean } {
  return useMemo(() => {
    if (selected.size === 0) return { all: false, some: false };
    const rows = items.filter((item) => item.kind === "row");
    const chosen = rows.filter(({ row }) => selected.has(row.id)).length;
    return { all: chosen > 0 && chosen === rows.length, some: chosen > 0 };
  }, [items, selected]);
}

/** The former array while what is in it is the same. */
function useSame(values: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const kept = useRef(values);
  if (kept.current.length !== values.length || values.some((value, index) => value !== kept.current[index])) kept.current = values;
  return kept.current;
}

function useDeeds(props: ListTableProps): RowDeeds {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  return useMemo(
    () => ({
      select: (index, chosen, range) => latest.current.onSelect?.(index, chosen, range),
      open: (row, index) => latest.current.onOpen(row, index),
      follow: (href) => latest.current.onFollow(href),
      activate: (index, cell) => latest.current.onActive(index, cell),
      edit: (index, cell) => latest.current.onEdit(index, cell),
    }),
    [],
  );
}

/** Puts the list back where it was left; another order or filter begins at its top. */
function useRemembered(box: React.RefObject<HTMLDivElement | null>, place: string): void {
  const placed = useRef<string>(undefined);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.scrollTop = placed.current === undefined ? (offsets.get(place) ?? 0) : 0;
    placed.current = place;
    const remember = () => offsets.set(place, element.scrollTop);
    element.addEventListener("scroll", remember, { passive: true });
    return () => element.removeEventListener("scroll", remember);
  }, [box, place]);
}
