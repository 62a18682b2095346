"use client";
import { DndContext, DragOverlay, KeyboardSensor, MouseSensor, pointerWithin, rectIntersection, TouchSensor, useSensor, useSensors, type Active, type CollisionDetection, type DragEndEvent, type Over } from "@dnd-kit/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { fieldOf } from "../../data/model";
import type { RecordData } from "../../data/records";
import { PHONE, useMedia } from "../../data/use-media";
import { useLocale, useT } from "../../i18n/provider";
import { filterOf, rowTitle } from "../../lists/list-state";
import { LoadFailure, Nothing, Waiting } from "../../lists/list-states";
import { PartChoice, usePart } from "../part";
import type { RecordViewProps } from "../registry";
import { mayChange, useChanges } from "../use-change";
import { BoardCell } from "./board-cell";
import { BoardHead, ColumnTabs, LaneHead } from "./board-heads";
import { LiftedCard } from "./board-card";
import { addSums, allowedFor, choicesOf, columnsFor, formatSums, laneKey, lanesFor, type Column, type Lane, type Place } from "./columns";
import { coordinates } from "./keyboard";
import { useCollapsed } from "./use-collapsed";
import { useCounts } from "./use-counts";

/** The pointer decides; a card carried by keyboard has none, its own place does. */
const collide: CollisionDetection = (args) => {
  const under = pointerWithin(args);
  return under.length > 0 ? under : rectIntersection(args);
};

/** Records as cards in columns. Cards are carried with the mouse, a finger that rests on them, the keyboard, or by their menu. */
export function BoardView({ entity, base, settings, state, change, onTotal, onCreate }: RecordViewProps) {
  const t = useT();
  const { language } = useLocale();
  const phone = useMedia(PHONE);
  const board = usePart("board", entity, state.part);
  const field = fieldOf(entity, board.field)!;
  const lanesField = board.lanes === undefined || phone ? undefined : fieldOf(entity, board.lanes);
  const shown = useMemo(() => (lanesField ? board : { ...board, lanes: undefined }), [board, lanesField]);
  const quick = state.quick.join();
  const filter = useMemo(() => filterOf(base, settings, state.quick), [base, settings.filter, quick]);
  const asked = useMemo(() => ({ filter, q: state.q || undefined }), [filter, state.q]);
  const counts = useCounts(entity, shown, asked);
  const { pending, change: send, dialog } = useChanges(entity);
  const [collapsed, toggle] = useCollapsed(board.id);
  const [carried, setCarried] = useState<RecordData>();
  const [column, setColumn] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);

  const found = counts.data ?? [];
  const columns = columnsFor(entity, { field, limits: board.limits, noValue: t("views.none") }, filter, found);
  const lanes = lanesFor(lanesField, found, t("views.none"));
  const total = found.reduce((sum, one) => sum + one.count, 0);
  const isCounted = counts.data !== undefined;
  useEffect(() => onTotal(isCounted ? total : undefined), [isCounted, total, onTotal]);

  const mayMove = mayChange(entity, field) && !state.deleted;
  const mayChangeLane = lanesField !== undefined && mayChange(entity, lanesField);
  /** May the card be put there? Rights, the record's own pipeline, and where it is already. */
  const fits = (row: RecordData, { column: to, lane }: Place): boolean => {
    const allowed = allowedFor(entity, field.name, row.recordType);
    const sameLane = !shown.lanes || laneKey(row[shown.lanes]) === lane.key;
    const sameColumn = (row[field.name] ?? null) === to.value;
    return (sameColumn || (mayMove && (to.value === null ? !field.required : !allowed || allowed.includes(to.value)))) && (sameLane || mayChangeLane);
  };
  const put = (row: RecordData, { column: to, lane }: Place) => {
    const current = pending.get(row.id) ?? row;
    const values = { ...((current[field.name] ?? null) === to.value ? {} : { [field.name]: to.value }), ...(shown.lanes && laneKey(current[shown.lanes]) !== lane.key ? { [shown.lanes]: lane.value } : {}) };
    if (Object.keys(values).length > 0 && fits(current, { column: to, lane })) void send(row, values, to.label);
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setCarried(undefined);
    if (over) put((active.data.current as { row: RecordData }).row, over.data.current as Place & object);
  };

  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 6 } }), useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 6 } }), useSensor(KeyboardSensor, { coordinateGetter: coordinates }));
  const nameOf = (active: Active): string => rowTitle(entity, (active.data.current as { row: RecordData }).row);
  const placeOf = (over: Over | null): string => {
    const place = over?.data.current as Place | undefined;
    return place ? [place.column.label, place.lane.label].filter(Boolean).join(", ") : t("views.nowhere");
  };
  const announcements = {
    onDragStart: ({ active }: { active: Active }) => t("views.picked", { title: nameOf(active) }),
    onDragOver: ({ active, over }: { active: Active; over: Over | null }) => t("views.over", { title: nameOf(active), place: placeOf(over) }),
    onDragEnd: ({ active, over }: { active: Active; over: Over | null }) => t("views.dropped", { title: nameOf(active), place: placeOf(over) }),
    onDragCancel: ({ active }: { active: Active }) => t("views.cancelled", { title: nameOf(active) }),
  };

  if (counts.isError && !counts.data) return <LoadFailure error={counts.error} onRetry={() => void counts.refetch()} />;
  if (!counts.data) return <Waiting />;
  const narrowed = state.q !== "" || filter !== undefined;
  if (total === 0 && pending.size === 0 && (narrowed || choicesOf(field).length === 0)) return <Nothing entity={entity} narrowed={narrowed} trash={state.deleted} mayCreate={onCreate !== undefined} onReset={() => change({ q: "", filter: settings.filter ? null : undefined, quick: [] })} />;

  const cell = (to: Column, lane: Lane) => {
    const own = found.filter((one) => one.column === to.value && laneKey(one.lane) === lane.key);
    return (
      <BoardCell
        key={`${lane.key} ${to.value}`}
        entity={entity}
        board={shown}
        place={{ column: to, lane }}
        columns={columns}
        query={{ filter, q: state.q || undefined, sort: settings.sort, deleted: state.deleted || undefined }}
        count={own.reduce((sum, one) => sum + one.count, 0)}
        pending={pending}
        carried={carried}
        fits={fits}
        onPut={put}
        mayMove={mayMove}
        isCollapsed={collapsed.has(String(to.value))}
        isAlone={lanesField === undefined}
      />
    );
  };
  const sums = (to: Column) => addSums(found.filter((one) => one.column === to.value).flatMap((one) => one.sums));
  const countOf = (to: Column): number => found.filter((one) => one.column === to.value).reduce((sum, one) => sum + one.count, 0);
  const scrollTo = (index: number) => scroller.current?.scrollTo({ left: index * (scroller.current?.clientWidth ?? 0), behavior: "smooth" });

  return (
    <DndContext id={`board-${board.id}`} sensors={sensors} collisionDetection={collide} accessibility={{ announcements, screenReaderInstructions: { draggable: t("views.howToCarry") } }} onDragStart={({ active }) => setCarried((active.data.current as { row: RecordData }).row)} onDragEnd={onDragEnd} onDragCancel={() => setCarried(undefined)}>
      <div className="flex min-h-0 flex-1 flex-col bg-sunken">
        <PartChoice kind="board" entity={entity} chosen={board.name} onChoose={(part) => change({ part })} />
        {phone && <ColumnTabs columns={columns} countOf={countOf} chosen={column} onChoose={scrollTo} />}
        <div
          ref={scroller}
          role="group"
          tabIndex={-1}
          aria-label={board.label}
          onScroll={(event) => phone && setColumn(Math.round(event.currentTarget.scrollLeft / Math.max(1, event.currentTarget.clientWidth)))}
          className={lanesField ? "scroll-thin min-h-0 flex-1 overflow-auto" : "scroll-thin flex min-h-0 flex-1 flex-col overflow-x-auto overflow-y-hidden max-sm:snap-x max-sm:snap-mandatory"}
        >
          <div className="sticky top-0 z-10 flex w-max min-w-full shrink-0 gap-2 bg-sunken px-3 pt-2 max-sm:hidden">
            {columns.map((one) => (
              <BoardHead key={one.value} column={one} count={countOf(one)} total={board.total ? formatSums(sums(one), language) : undefined} isCollapsed={collapsed.has(String(one.value))} onToggle={() => toggle(String(one.value))} />
            ))}
          </div>
          {lanes.map((lane) => (
            <section key={lane.key} aria-label={lane.label || board.label} className={lanesField ? "w-max min-w-full" : "flex min-h-0 w-max min-w-full flex-1 max-sm:w-full"}>
              {lanesField && <LaneHead lane={lane} count={found.filter((one) => laneKey(one.lane) === lane.key).reduce((sum, one) => sum + one.count, 0)} isCollapsed={collapsed.has(`lane ${lane.key}`)} onToggle={() => toggle(`lane ${lane.key}`)} />}
              {!collapsed.has(`lane ${lane.key}`) && <div className={lanesField ? "flex gap-2 px-3 pb-2" : "flex min-h-0 flex-1 gap-2 px-3 pb-3 max-sm:w-full max-sm:gap-0 max-sm:px-0 max-sm:pb-0"}>{columns.map((one) => cell(one, lane))}</div>}
            </section>
          ))}
        </div>
      </div>
      <DragOverlay dropAnimation={null}>{carried && <LiftedCard entity={entity} board={shown} row={carried} />}</DragOverlay>
      {dialog}
    </DndContext>
  );
}
