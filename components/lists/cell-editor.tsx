"use client";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { valueType } from "../../runtime/forms/scope";
import type { ClientEntity } from "../../runtime/model/client";
import { api, ApiError } from "../data/api";
import { useRecordsChanged, type RecordData } from "../data/records";
import { FieldControl } from "../fields/field-control";
import { useT } from "../i18n/provider";
import type { ListColumn } from "./list-state";

/** A cell by its record and column. */
export interface CellPlace {
  readonly row: string;
  readonly path: string;
}

interface EditorProps {
  entity: ClientEntity;
  row: RecordData;
  column: ListColumn;
  /** Ends editing; `step` goes on to the next (1) or former (-1) cell that can be edited. */
  onDone(step?: 1 | -1): void;
  /** The row as the server has it now. */
  onRow(row: RecordData): void;
}

/** With a choice all is said; nobody wants to confirm it. */
const CHOSEN_AT_ONCE: ReadonlySet<string> = new Set(["select", "reference", "user", "unit", "boolean", "rating"]);

/**
 * Edits one value in its place. Enter, Tab and leaving save, Escape leaves it as it was; what the server has against it is said at the
 * cell. When somebody changed the record meanwhile, the newer value is shown and Enter puts the own one over it.
 */
export function CellEditor({ entity, row, column, onDone, onRow }: EditorProps) {
  const t = useT();
  const changed = useRecordsChanged();
  const { field, path } = column;
  const [typed, setTyped] = useState<unknown>(row[path] ?? null);
  const [version, setVersion] = useState(row.version);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = `edit-${row.id}-${path}`;

  useEffect(() => {
    const control = box.current?.querySelector<HTMLElement>("input, textarea, select, button");
    control?.focus();
    if (control instanceof HTMLInputElement && control.type !== "checkbox") control.select();
    // A list of choices is open at once: there is nothing else to do with it.
    if (control?.getAttribute("role") === "combobox") control.click();
  }, []);

  const save = async (step?: 1 | -1, value: unknown = typed) => {
    if (busy) return;
    if (JSON.stringify(value) === JSON.stringify(row[path] ?? null)) return onDone(step);
    const found = valueType(field);
    const parsed = found?.type.parse(value, found.options);
    if (parsed && !parsed.ok) return setProblem(parsed.issues[0]?.message);
    if (field.required && (value === null || value === "")) return setProblem(t("issue.required"));
    setBusy(true);
    try {
      const saved = await api<RecordData>(`/records/${entity.name}/${row.id}`, { method: "PATCH", body: { [path]: value, version } });
      changed(entity.name, saved);
      onRow(saved);
      onDone(step);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 409 && error.current) {
        setVersion(error.current.version);
        setProblem(t("list.cellConflict"));
        onRow(error.current as RecordData);
      } else setProblem(error.status === 0 ? t("error.network") : (error.issues[0]?.message ?? error.message));
    } finally {
      setBusy(false);
    }
  };
  const change = (next: unknown) => {
    setTyped(next);
    if (CHOSEN_AT_ONCE.has(field.type)) void save(undefined, next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.defaultPrevented) return;
    const open = box.current?.querySelector("[aria-expanded=true]") !== null;
    if (event.key === "Escape" && !open) return onDone();
    if (event.key === "Tab") {
      event.preventDefault();
      void save(event.shiftKey ? -1 : 1);
    } else if (event.key === "Enter" && !open && !(event.target instanceof HTMLTextAreaElement)) {
      event.preventDefault();
      void save();
    }
  };
  const left = useRef<() => void>(undefined);
  left.current = () => void save();
  useEffect(() => {
    const onPointerDown = (event: globalThis.PointerEvent) => {
      const inside = event.target instanceof Element && (box.current?.contains(event.target) || event.target.closest("[data-radix-popper-content-wrapper], [role=dialog]"));
      if (!inside) left.current?.();
    };
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, []);

  return (
    <div ref={box} onKeyDown={onKeyDown} onClick={(event) => event.stopPropagation()} onDoubleClick={(event) => event.stopPropagation()} aria-busy={busy} className="relative w-full min-w-44 text-left">
      <label htmlFor={id} className="sr-only">
        {column.label}
      </label>
      <div className="rounded-md bg-raised shadow-pop">
        <FieldControl id={id} field={{ ...field, help: undefined }} value={typed} onChange={change} invalid={problem !== undefined} describedBy={problem ? `${id}-problem` : undefined} compact />
      </div>
      {problem && (
        <p id={`${id}-problem`} role="alert" className="absolute top-full left-0 z-30 mt-1 w-max max-w-72 rounded-md bg-danger-soft px-2 py-1 text-xs text-danger-ink shadow-pop">
          {problem}
        </p>
      )}
    </div>
  );
}
