"use client";
import { ArrowUp } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useIdle } from "../data/idle";
import type { RecordData, RecordPage, RecordsQuery } from "../data/records";
import { PHONE, useMedia } from "../data/use-media";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { instantOf } from "../fields/kinds/date-text";
import { portionsTouched } from "../clocks/portions";
import type { RecordViewProps } from "../views/registry";
import type { CellPlace } from "./cell-editor";
import { useGroupLabel } from "./group-label";
import { groupFilter } from "./group-values";
import { ChooseBar } from "./choose-bar";
import { ListCards } from "./list-cards";
import { isEditable, isSelectable, moveColumn } from "./list-columns";
import { groupedItems, plainItems, rowsBetween, type ListItem } from "./list-items";
import { queryOf } from "./list-query";
import { choicesOf, nextSort, writeListState, type ListColumn } from "./list-state";
import { LoadFailure, Nothing, Waiting } from "./list-states";
import { ListTable } from "./list-table";
import { fieldOf } from "../data/model";
import { useGroups, useSums } from "./use-groups";
import { useListKeys } from "./use-list-keys";
import { RowSignsContext, type SignsOf } from "./row-signs";
import { useRows, withRows } from "./use-rows";

const NO_CLOCKS: readonly string[] = [];

// What is only needed once something is selected, edited or looked at is loaded then.
const BulkBar = dynamic(() => import("./bulk-bar").then((module) => module.BulkBar), { ssr: false });
const CellEditor = dynamic(() => import("./cell-editor").then((module) => module.CellEditor), { ssr: false });
const ClockReader = dynamic(() => import("../clocks/clock-reader").then((module) => module.ClockReader), { ssr: false });
const Preview = dynamic(() => import("./preview").then((module) => module.Preview), { ssr: false });

/** Records as a table, in groups if wanted; on a phone as cards. */
export function ListBody({ entity, base, settings, state, first, change, onTotal, onCreate, onSearch, choosing = false, onChoosing }: RecordViewProps) {
  const t = useT();
  const router = useRouter();
  const client = useQueryClient();
  const { timeZone } = useLocale();
  const phone = useMedia(PHONE);
  const { columns, sort, group } = settings;
  const asked = JSON.stringify(queryOf(entity, base, settings, state));
  const query = useMemo(() => JSON.parse(asked) as RecordsQuery, [asked]);
  const { filter } = query;
  const groupField = group && fieldOf(entity, group.field);
  const at = useCallback((day: string) => (groupField?.type === "date" ? day : instantOf(day, "00:00", timeZone)), [groupField, timeZone]);

  const list = useRows(entity, query, group === undefined, first);
  const grouped = useGroups(entity, query, group, columns, at);
  const sums = useSums(entity, { filter, q: state.q || undefined }, columns, undefined, useIdle() && !state.deleted && !phone);
  const groupLabel = useGroupLabel(groupField, group);
  const items = useMemo(() => (group ? groupedItems(grouped) : plainItems(list.pages, list.hasMore)), [group, grouped, list.pages, list.hasMore]);
  const { total } = list;
  const [signs, setSigns] = useState<{ readonly of: SignsOf | undefined }>();
  const takeSigns = useCallback((of: SignsOf | undefined) => setSigns({ of }), []);
  const clocks = base.list?.clocks ?? NO_CLOCKS;
  const clocked = useMemo(() => (clocks.length > 0 ? items.map((item) => (item.kind === "row" ? item.row.id : undefined)) : NO_CLOCKS), [items, clocks]);
  const [touched, setTouched] = useState(portionsTouched(0, 0));
  const onSight = useCallback((first: number, end: number) => setTouched(portionsTouched(first, end)), []);
  useEffect(() => onTotal(total), [total, onTotal]);

  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState(false);
  const anchor = useRef(-1);
  const clear = () => {
    setSelected(new Set());
    setWhole(false);
    onChoosing?.(false);
  };
  const [editing, setEditing] = useState<CellPlace>();
  const rowAt = (index: number): RecordData | undefined => {
    const item = items[index];
    return item?.kind === "row" ? item.row : undefined;
  };

  const selectable = isSelectable(entity);
  const select = (index: number, chosen: boolean, range: boolean) => {
    const rows = range && anchor.current >= 0 ? rowsBetween(items, anchor.current, index) : rowsBetween(items, index, index);
    anchor.current = index;
    setWhole(false);
    setSelected((old) => new Set(chosen ? [...old, ...rows.map((row) => row.id)] : [...old].filter((id) => !rows.some((row) => row.id === id))));
  };
  const selectAll = (chosen: boolean) => {
    setWhole(false);
    setSelected(new Set(chosen ? items.flatMap((item) => (item.kind === "row" ? [item.row.id] : [])) : []));
  };

  const hrefOf = state.deleted ? undefined : (row: RecordData) => `/${entity.name}/${row.id}`;
  const split = state.preview !== undefined && !phone && !state.deleted;
  const openPage = (row: RecordData) => hrefOf && router.push(hrefOf(row));
  const open = (row: RecordData) => (split ? change({ preview: row.id }, true) : openPage(row));
  const edit = (index: number, cell: number) => {
    const row = rowAt(index);
    const column = cell >= 0 ? columns[cell] : columns.find((one) => isEditable(entity, one) && one.path !== entity.titleField);
    if (!row || !column || !isEditable(entity, column) || state.deleted) return;
    cursor.set(index, columns.indexOf(column));
    setEditing({ row: row.id, path: column.path });
  };
  const cursor = useListKeys({
    count: items.length,
    columns: phone ? 0 : columns.length,
    onOpen: (index) => {
      const item = items[index];
      if (item?.kind === "group") grouped.toggle(item.group);
      else if (item?.kind === "rest") narrow(item.group.value);
      else if (item?.kind === "row") openPage(item.row);
    },
    onSelect: (index, range) => {
      const row = rowAt(index);
      if (selectable && row) select(index, range || !selected.has(row.id), range);
    },
    onSelectAll: () => selectable && selectAll(true),
    onEdit: edit,
    onFold: (index, wanted) => {
      const item = items[index];
      if (item?.kind !== "group") return false;
      if (item.group.open !== wanted) grouped.toggle(item.group);
      return true;
    },
    onCreate,
    onSearch,
    onLeave: () => (selected.size > 0 ? clear() : split ? change({ preview: undefined }) : undefined),
  });
  const activeRow = rowAt(cursor.active);
  useEffect(() => {
    // The preview follows the keyboard.
    if (split && activeRow && activeRow.id !== state.preview) change({ preview: activeRow.id }, true);
  }, [split, activeRow?.id]); // only when the row changes

  const narrow = (value: unknown) => {
    if (!group) return;
    const own = groupFilter(group, value, at);
    change({ group: null, filter: settings.filter ? { all: [settings.filter, own] } : own });
  };
  const setColumns = (next: readonly ListColumn[], quietly = false) => change({ columns: choicesOf(next) }, quietly);
  const onRow = (row: RecordData) => {
    client.setQueriesData<InfiniteData<RecordPage, string>>({ queryKey: ["rows", entity.name], predicate: ({ state: { data } }) => Array.isArray((data as { pages?: unknown } | undefined)?.pages) }, (old) => old && withRows(old, [row.id], [{ ...old.pages.flatMap((page) => page.items).find((one) => one.id === row.id), ...row }]));
    list.refresh([row.id]);
    if (group) void client.invalidateQueries({ queryKey: ["rows", entity.name, "group"] });
    void client.invalidateQueries({ queryKey: ["rows", entity.name, "sums"] });
  };
  const editingItem = editing && items.find((item): item is Extract<ListItem, { kind: "row" }> => item.kind === "row" && item.row.id === editing.row);
  const editingColumn = columns.find((column) => column.path === editing?.path);
  const endEditing = (step?: 1 | -1) => {
    setEditing(undefined);
    document.querySelector<HTMLElement>("[data-list]")?.focus();
    if (!step || !editingColumn || !editing) return;
    const order = columns.map((column, place) => ({ column, place })).filter(({ column }) => isEditable(entity, column));
    const next = order[order.findIndex(({ column }) => column === editingColumn) + step];
    if (next) {
      cursor.set(cursor.active, next.place);
      setEditing({ row: editing.row, path: next.column.path });
    }
  };
  const isNarrowed = state.q !== "" || settings.filter !== undefined || state.quick.length > 0;
  const reset = () => change({ q: "", filter: settings.filter ? null : undefined, quick: [] });
  const done = () => {
    const ids = [...selected];
    clear();
    list.refresh(ids);
    void client.invalidateQueries({ queryKey: ["rows", entity.name, "group"] });
    void client.invalidateQueries({ queryKey: ["rows", entity.name, "sums"] });
  };

  const pending = group ? grouped.pending : list.pending;
  const error = group ? (grouped.error ?? list.error) : list.error;
  if (error && items.length === 0) return <LoadFailure error={error} onRetry={() => void list.reload()} onReset={isNarrowed || group ? () => change({ q: "", filter: null, quick: [], group: null, columns: undefined }) : undefined} />;
  if (pending) return <Waiting />;
  const empty = items.length === 0;
  return (
    <div className="relative flex min-h-0 flex-1">
      {list.fresh > 0 && (
        <Button size="sm" onClick={() => void list.reload()} className="absolute top-11 left-1/2 z-30 -translate-x-1/2 rounded-full shadow-pop animate-rise">
          <ArrowUp />
          {t("list.fresh", { count: list.fresh })}
        </Button>
      )}
      {empty ? (
        <Nothing entity={entity} narrowed={isNarrowed || base.fixed !== undefined} trash={state.deleted} mayCreate={onCreate !== undefined} onReset={reset} />
      ) : phone ? (
        <ListCards entity={entity} columns={columns} items={items} groupLabel={groupLabel} onToggle={grouped.toggle} onRest={(one) => narrow(one.value)} hrefOf={hrefOf} hasMore={!group && list.hasMore} onEndReached={list.more} choice={selectable ? { on: choosing || selected.size > 0, selected, begin: () => onChoosing?.(true), select: (index, chosen) => select(index, chosen, false), end: clear } : undefined} />
      ) : (
        <RowSignsContext value={signs?.of}>
          <ListTable
            entity={entity}
            columns={columns}
            items={items}
            total={total}
            fitted={state.columns === undefined}
            place={`${entity.name}?${writeListState({ ...state, preview: undefined, columns: undefined })}`}
            sort={sort}
            active={cursor.active}
            cell={cursor.cell}
            selected={selected}
            onSelect={selectable ? select : undefined}
            onSelectAll={selectAll}
            hrefOf={hrefOf}
            onOpen={(row, index) => {
              cursor.set(index, -1);
              open(row);
            }}
            onFollow={router.push}
            onActive={cursor.set}
            onSort={(field, add) => change({ sort: nextSort(sort, field, add) })}
            onColumns={(next) => setColumns(next, true)}
            onMove={(path, to) => setColumns(moveColumn(columns, path, to))}
            editing={editing}
            editor={editingItem && editingColumn && <CellEditor key={`${editing?.row} ${editing?.path}`} entity={entity} row={editingItem.row} column={editingColumn} onDone={endEditing} onRow={onRow} />}
            onEdit={edit}
            onToggle={grouped.toggle}
            onRest={(one) => narrow(one.value)}
            groupLabel={groupLabel}
            totals={total !== 0 && Object.keys(sums.data?.[0]?.sums ?? {}).length > 0 ? sums.data?.[0] : undefined}
            hasMore={!group && list.hasMore}
            onSight={clocks.length > 0 ? onSight : undefined}
            onEndReached={list.more}
          />
        </RowSignsContext>
      )}
      {clocks.length > 0 && !state.deleted && !phone && <ClockReader entity={entity.name} clocks={clocks} ids={clocked} touched={touched} onRead={takeSigns} />}
      {split && <Preview entity={entity} id={state.preview ?? ""} onClose={() => change({ preview: undefined })} />}
      {choosing && phone && selected.size === 0 && !empty && <ChooseBar onAll={() => selectAll(true)} onEnd={clear} />}
      {selected.size > 0 && <BulkBar entity={entity} ids={[...selected]} total={total} whole={whole} onWhole={() => setWhole(true)} query={query} columns={columns.map((column) => column.path)} trash={state.deleted} onDone={done} onRestored={() => !state.deleted && void list.reload()} />}
    </div>
  );
}
