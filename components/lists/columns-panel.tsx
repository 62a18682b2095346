"use client";
import { ArrowDown, ArrowUp, GripVertical, Pin, PinOff, X } from "lucide-react";
import { useMemo, useState, type KeyboardEvent, type RefObject } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Combobox } from "../ui/combobox";
import { Panel } from "../ui/panel";
import { moveColumn, pathChoices } from "./list-columns";
import { columnAt, type ListColumn } from "./list-state";

/** Shown where the pointer or the cursor is; a finger never hovers. */
const AT_HAND = "opacity-0 group-focus-within/line:opacity-100 group-hover/line:opacity-100 pointer-coarse:opacity-100 disabled:invisible";

interface EditorProps {
  entity: ClientEntity;
  columns: readonly ListColumn[];
  onChange(columns: readonly ListColumn[]): void;
  /** Absent: nothing was changed. */
  onReset?(): void;
}

interface PanelProps extends EditorProps {
  anchor: RefObject<HTMLElement | null>;
  onClose(): void;
}

export function ColumnsPanel({ anchor, onClose, ...editor }: PanelProps) {
  const t = useT();
  return <Panel anchor={anchor} label={t("list.columns")} onClose={onClose} className="w-80 max-w-[calc(100vw-1rem)]"><ColumnsEditor {...editor} /></Panel>;
}

/** Which columns, in which order, which of them stay in sight. Drag a line, or move it with Alt and the arrow keys. */
export function ColumnsEditor({ entity, columns, onChange, onReset }: EditorProps) {
  const t = useT();
  const model = useModel();
  const [dragged, setDragged] = useState<string>();
  const shown = new Set(columns.map((column) => column.path));
  const choices = useMemo(() => pathChoices(model, entity, (field) => field.type !== "secret", 2), [model, entity]);
  const add = (path: string) => {
    const column = columnAt(model, entity, { path });
    if (column) onChange([...columns, column]);
  };
  const onKeyDown = (event: KeyboardEvent, column: ListColumn, index: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || step === undefined) return;
    event.preventDefault();
    onChange(moveColumn(columns, column.path, Math.max(0, Math.min(columns.length - 1, index + step))));
  };
  return (
    <>
      <ul className="scroll-thin -mx-1 max-h-80 overflow-y-auto" aria-label={t("list.columns")}>
        {columns.map((column, index) => (
          <li
            key={column.path}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              setDragged(column.path);
            }}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={(event) => {
              event.preventDefault();
              if (dragged && dragged !== column.path) onChange(moveColumn(columns, dragged, index));
            }}
            onKeyDown={(event) => onKeyDown(event, column, index)}
            className={cn("group/line flex h-8 items-center gap-1 rounded-md px-1 hover:bg-hover focus-within:bg-hover max-sm:h-10", dragged === column.path && "opacity-40")}
          >
            <GripVertical className="size-4 shrink-0 cursor-grab text-ink-3" aria-hidden />
            <span className="min-w-0 flex-1 truncate text-sm">{column.label}</span>
            <Button variant="ghost" size="iconSm" className={AT_HAND} aria-label={t("list.columnUp", { label: column.label })} disabled={index === 0} onClick={() => onChange(moveColumn(columns, column.path, index - 1))}>
              <ArrowUp />
            </Button>
            <Button variant="ghost" size="iconSm" className={AT_HAND} aria-label={t("list.columnDown", { label: column.label })} disabled={index === columns.length - 1} onClick={() => onChange(moveColumn(columns, column.path, index + 1))}>
              <ArrowDown />
            </Button>
            <Button variant="ghost" size="iconSm" aria-pressed={column.pinned} className={cn(!column.pinned && AT_HAND)} aria-label={t(column.pinned ? "list.unpin" : "list.pin", { label: column.label })} onClick={() => onChange(columns.map((one) => (one === column ? { ...one, pinned: !one.pinned } : one)))}>
              {column.pinned ? <PinOff /> : <Pin />}
            </Button>
            <Button variant="ghost" size="iconSm" aria-label={t("list.hideColumn", { label: column.label })} disabled={columns.length === 1} onClick={() => onChange(columns.filter((one) => one !== column))}>
              <X />
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-2 border-t border-line pt-2">
        <Combobox aria-label={t("list.addColumn")} placeholder={t("list.addColumn")} choices={choices.filter((choice) => !shown.has(choice.path)).map((choice) => ({ value: choice.path, label: choice.label }))} values={[]} onChange={([path]) => path && add(path)} />
        {onReset && (
          <Button variant="ghost" size="sm" className="mt-2" onClick={onReset}>
            {t("list.resetColumns")}
          </Button>
        )}
      </div>
    </>
  );
}
