"use client";
import { DndContext, DragOverlay, MouseSensor, pointerWithin, TouchSensor, useDroppable, useSensor, useSensors } from "@dnd-kit/core";
import { CornerLeftUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { fieldOf } from "../../data/model";
import type { RecordData } from "../../data/records";
import { PHONE, useMedia } from "../../data/use-media";
import { useT } from "../../i18n/provider";
import { isNumeric } from "../../lists/list-columns";
import { filterOf, rowTitle } from "../../lists/list-state";
import { LoadFailure, Nothing, Waiting } from "../../lists/list-states";
import { Skeleton } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { PartChoice, usePart } from "../part";
import type { RecordViewProps } from "../registry";
import { mayChange, useChanges } from "../use-change";
import { INDENT, TreeRow } from "./tree-row";
import { withBelow, type Line } from "./tree-items";
import { useTree } from "./use-tree";

type RowLine = Extract<Line, { kind: "row" }>;

/** Records below one another. Arrows walk and unfold, Space picks a record up, Enter puts it below the one in focus. */
export function TreeView({ entity, base, settings, state, change, onTotal, onCreate }: RecordViewProps) {
  const t = useT();
  const router = useRouter();
  const phone = useMedia(PHONE);
  const tree = usePart("tree", entity, state.part);
  const field = fieldOf(entity, tree.field);
  const quick = state.quick.join();
  const filter = useMemo(() => filterOf(base, settings, state.quick), [base, settings.filter, quick]);
  const columns = phone ? [] : tree.columns.flatMap((name) => fieldOf(entity, name) ?? []);
  const fields = [...new Set([entity.titleField, "version", tree.field, ...tree.columns])];
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { lines, total, isPending, error, retry, more } = useTree(entity, { field: tree.field, fields, sort: [{ field: entity.titleField, direction: "asc" }], filter, q: state.q || undefined, deleted: state.deleted || undefined }, open);
  const { pending, change: send, dialog } = useChanges(entity);
  const [active, setActive] = useState<string>();
  const [held, setHeld] = useState<RecordData>();
  const [said, setSaid] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  useEffect(() => onTotal(total), [total, onTotal]);

  const mayMove = mayChange(entity, field) && !state.deleted;
  const rows = lines.filter((line): line is RowLine => line.kind === "row");
  const current = rows.find((line) => line.row.id === active) ?? rows[0];
  const refused = useMemo(() => (held ? withBelow(lines, held.id) : new Set<string>()), [lines, held]);
  const title = (row: RecordData): string => rowTitle(entity, row);
  const fold = (id: string, wanted: boolean) => setOpen((old) => new Set(wanted ? [...old, id] : [...old].filter((one) => one !== id)));
  const put = (row: RecordData, parent: RecordData | null) => {
    setHeld(undefined);
    if (parent?.id === row.id || (parent === null && !row[tree.field])) return;
    setSaid(t("views.dropped", { title: title(row), place: parent ? title(parent) : t("tree.top") }));
    if (parent) fold(parent.id, true);
    void send(row, { [tree.field]: parent ? { id: parent.id, title: title(parent) } : null }, parent ? title(parent) : t("tree.top"));
  };
  const cancel = () => {
    if (held) setSaid(t("views.cancelled", { title: title(held) }));
    setHeld(undefined);
  };

  const focus = (line: RowLine | undefined) => {
    if (!line) return;
    setActive(line.row.id);
    grid.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(line.row.id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!current || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement) || !event.target.dataset.row) return;
    const index = rows.indexOf(current);
    const actions: Record<string, (() => void) | undefined> = {
      ArrowDown: () => focus(rows[index + 1]),
      ArrowUp: () => focus(rows[index - 1]),
      Home: () => focus(rows[0]),
      End: () => focus(rows.at(-1)),
      ArrowRight: () => (current.isOpen ? focus(rows[index + 1]) : current.children > 0 && fold(current.row.id, true)),
      ArrowLeft: () => (current.isOpen ? fold(current.row.id, false) : focus(rows.find((line) => line.row.id === current.parent))),
      Enter: () => (held ? put(held, current.row) : router.push(`/${entity.name}/${current.row.id}`)),
      " ": () => {
        if (!mayMove) return;
        if (held) return put(held, current.row);
        byKey.current = true;
        setHeld(current.row);
        setSaid(t("tree.picked", { title: title(current.row) }));
      },
      Escape: held ? cancel : undefined,
      Backspace: held ? () => put(held, null) : undefined,
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 6 } }), useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 6 } }));

  if (error) return <LoadFailure error={error} onRetry={retry} />;
  if (isPending) return <Waiting />;
  const narrowed = state.q !== "" || filter !== undefined;
  if (lines.length === 0) return <Nothing entity={entity} narrowed={narrowed} trash={state.deleted} mayCreate={onCreate !== undefined} onReset={() => change({ q: "", filter: settings.filter ? null : undefined, quick: [] })} />;
  const template = { gridTemplateColumns: `minmax(16rem, 2fr) ${columns.map(() => "minmax(7rem, 1fr)").join(" ")}` };
  return (
    <DndContext
      id={`tree-${tree.id}`}
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active: taken }) => {
        byKey.current = false;
        setHeld((taken.data.current as { row: RecordData }).row);
      }}
      onDragCancel={cancel}
      onDragEnd={({ over }) => (held && over && !refused.has(String(over.id)) ? put(held, (over.data.current as { row: RecordData | null }).row) : cancel())}
    >
      <div className="flex min-h-0 flex-1 flex-col">
        <PartChoice kind="tree" entity={entity} chosen={tree.name} onChoose={(part) => change({ part })} />
        <div className="scroll-thin min-h-0 flex-1 overflow-auto">
          <div ref={grid} role="treegrid" aria-label={tree.label} aria-describedby="tree-help" onKeyDown={onKeyDown} className="w-max min-w-full text-sm">
            <div role="row" className="sticky top-0 z-10 grid h-9 items-center border-b border-line bg-canvas text-xs font-medium text-ink-3" style={template}>
              <span role="columnheader" className="px-4">{fieldOf(entity, entity.titleField)?.label}</span>
              {columns.map((column) => (
                <span key={column.name} role="columnheader" className={isNumeric(column) ? "truncate px-2 text-right" : "truncate px-2"}>
                  {column.label}
                </span>
              ))}
            </div>
            {lines.map((line, index) =>
              line.kind === "row" ? (
                <TreeRow
                  key={`${line.parent}/${line.row.id}`}
                  entity={entity}
                  line={{ ...line, row: pending.get(line.row.id) ?? line.row }}
                  columns={columns}
                  template={template}
                  isStop={line === current}
                  isHeld={held?.id === line.row.id}
                  isTarget={held !== undefined && !refused.has(line.row.id)}
                  isCarrying={held !== undefined}
                  mayMove={mayMove}
                  onFold={(wanted) => fold(line.row.id, wanted)}
                  onFocus={() => setActive(line.row.id)}
                />
              ) : (
                <div key={`${line.kind}/${line.parent}/${index}`} role="row" aria-level={line.level} className="flex h-9 items-center border-b border-line" style={{ paddingLeft: line.level * INDENT + 16 }}>
                  <span role="gridcell">{line.kind === "pending" ? <Skeleton className="w-48" /> : <Button variant="ghost" size="sm" onClick={() => more(line.parent)}>{t("board.more")}</Button>}</span>
                </div>
              ),
            )}
          </div>
          {held && held[tree.field] !== null && held[tree.field] !== undefined && <TopDrop label={byKey.current ? t("tree.topByKey") : t("tree.toTop")} />}
        </div>
      </div>
      <DragOverlay dropAnimation={null}>{held && !byKey.current && <div className="w-max max-w-80 truncate rounded-md bg-raised px-3 py-1.5 text-sm font-medium shadow-pop">{title(held)}</div>}</DragOverlay>
      <p id="tree-help" hidden>{mayMove ? t("tree.howTo") : t("tree.howToRead")}</p>
      <p role="status" className="sr-only">{said}</p>
      {dialog}
    </DndContext>
  );
}

/** Where a record is put that shall stand below none. */
function TopDrop({ label }: { label: string }) {
  const { setNodeRef, isOver } = useDroppable({ id: "top", data: { row: null } });
  return (
    <div ref={setNodeRef} className={cn("sticky bottom-2 mx-auto mt-3 flex w-max items-center gap-2 rounded-lg border border-dashed px-4 py-2.5 text-sm shadow-low", isOver ? "border-accent bg-accent-soft text-accent-ink" : "border-line-strong bg-raised text-ink-2")}>
      <CornerLeftUp className="size-4" aria-hidden />
      {label}
    </div>
  );
}
