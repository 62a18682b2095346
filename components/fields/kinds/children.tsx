"use client";
import { Plus, Trash2 } from "lucide-react";
import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from "react";
import { targetsOf } from "../../../runtime/fields/traits";
import { isWritable, newValues } from "../../../runtime/forms/state";
import { useModel } from "../../data/model";
import { useIssueText } from "../../forms/issue-text";
import { LineValues, useJudge } from "../../forms/use-form";
import { useLocale, useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { useToast } from "../../ui/toast";
import type { ControlProps } from "../contract";
import { useFieldParts } from "../parts";
import { isSummed, LineHead, LineTotals } from "./children-view";
import { lineColumns, linesOf } from "./lines";
import { duplicated, inserted, isTable, moved, pasted, PASTE_LIMIT, readTable } from "./lines-edit";
import { useTitles } from "./use-titles";

/**
 * Line items as a grid for the keyboard. Enter and the arrows move from cell to cell, Enter at the end adds a line, Ctrl+D copies one,
 * Alt with the arrows moves it, Ctrl+Backspace removes it (and a message offers it back). A table from a spreadsheet is pasted over the
 * lines from the cell one is in.
 */
export function ChildrenControl({ id, field, value, onChange, disabled, issues, describedBy }: ControlProps) {
  const t = useT();
  const { entities } = useModel();
  const { Control, Cell } = useFieldParts();
  const issueText = useIssueText();
  const table = useRef<HTMLTableElement>(null);
  const keys = useLineKeys(linesOf(value).length);
  const toast = useToast();
  const locale = useLocale();
  const titled = useTitles();
  const judge = useJudge();
  const focusAfter = useRef<{ row: number; column: number }>(undefined);
  const lines = linesOf(value);
  // What a message or a lookup comes back to is the lines of then, not of now.
  const latest = useRef({ lines, onChange });
  useEffect(() => {
    latest.current = { lines, onChange };
  });
  const entity = entities[targetsOf(field)[0] ?? ""];
  const columns = lineColumns(field, entities);

  useEffect(() => {
    const target = focusAfter.current;
    focusAfter.current = undefined;
    if (target) focusCell(table.current, target.row, target.column);
  });

  if (!entity) return null;
  const change = (row: number, name: string, next: unknown) => onChange(lines.map((line, index) => (index === row ? { ...line, [name]: next } : line)));
  const blank = () => newValues(entity.fields.filter((one) => !one.system));
  const add = (column = 0) => {
    focusAfter.current = { row: lines.length, column };
    onChange([...lines, blank()]);
  };
  const copy = (row: number, column: number) => {
    keys.insert(row + 1);
    focusAfter.current = { row: row + 1, column };
    onChange(duplicated(lines, row, entity.fields));
  };
  const move = (row: number, column: number, by: -1 | 1) => {
    const next = moved(lines, row, by);
    if (next === lines) return;
    keys.swap(row, row + by);
    focusAfter.current = { row: row + by, column };
    onChange(next);
  };
  const remove = (row: number) => {
    keys.remove(row);
    focusAfter.current = { row: Math.max(0, row - 1), column: 0 };
    const rest = lines.filter((_, index) => index !== row);
    onChange(rest.length > 0 ? rest : null);
    const line = lines[row]!;
    const isEmpty = line.id === undefined && columns.every((one) => line[one.name] === undefined || line[one.name] === null || line[one.name] === one.default);
    if (isEmpty) return;
    const back = () => {
      const at = Math.min(row, latest.current.lines.length);
      keys.insert(at);
      latest.current.onChange(inserted(latest.current.lines, at, line));
    };
    toast({ title: t("lines.removed"), action: { label: t("common.undo"), run: back } });
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain");
    const cell = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>("td[data-column]") : null;
    if (disabled || !cell || !isTable(text) || (event.target instanceof HTMLTextAreaElement && !text.includes("\t"))) return;
    event.preventDefault();
    const table = readTable(text);
    if (table.length > PASTE_LIMIT) toast({ tone: "danger", title: t("lines.pasteLimit", { limit: PASTE_LIMIT }) });
    const next = pasted(lines, table, { row: (cell.parentElement as HTMLTableRowElement).sectionRowIndex, column: Number(cell.dataset.column) }, columns, blank, locale);
    onChange(next);
    void titled(next, columns)
      .then((named) => named !== next && latest.current.lines === next && latest.current.onChange(named))
      // Without the server titles stay titles; the check of the form names them.
      .catch(() => undefined)
      .finally(() => judge(field.name));
  };
  const onKeyDown = (event: KeyboardEvent, row: number, column: number) => {
    if (event.defaultPrevented) return;
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (row < lines.length - 1) focusCell(table.current, row + 1, column);
      else add(column);
    } else if (event.key === "Backspace" && (event.ctrlKey || event.metaKey) && !disabled) {
      event.preventDefault();
      remove(row);
    } else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey) && !disabled) {
      event.preventDefault();
      copy(row, column);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && !disabled) {
      event.preventDefault();
      move(row, column, event.key === "ArrowUp" ? -1 : 1);
    } else {
      const to = neighbour(event, row, column);
      if (to && focusCell(table.current, to.row, to.column, to.back)) event.preventDefault();
    }
  };
  const issueOf = (row: number, name: string) => issues?.find((issue) => issue.pointer === `/${row}/${name}` || issue.pointer.startsWith(`/${row}/${name}/`));

  return (
    <div>
      <div className="scroll-thin overflow-x-auto rounded-md border border-line">
        <table ref={table} onPaste={onPaste} aria-describedby={describedBy} className="w-full border-collapse text-sm tabular-nums">
          <LineHead columns={columns} spare={!disabled} />
          <tbody>
            {lines.map((line, row) => (
              <LineValues key={keys.list[row]} line={line}>
                <tr className="border-t border-line align-top">
                  {columns.map((column, index) => {
                    const issue = issueOf(row, column.name);
                    const cellId = `${id}-${row}-${column.name}`;
                    const writable = isWritable(column) && !disabled && !(column.setOnce && line.id !== undefined);
                    return (
                      <td key={column.name} data-column={index} className="min-w-28 p-1" onKeyDown={(event) => onKeyDown(event, row, index)}>
                        <span id={`${cellId}-label`} className="sr-only">
                          {t("lines.cell", { label: column.label, row: row + 1 })}
                        </span>
                        {writable ? (
                          <Labelled id={cellId}>
                            <Control
                              id={cellId}
                              labelledBy={`${cellId}-label`}
                              field={column}
                              value={line[column.name] ?? null}
                              onChange={(next) => change(row, column.name, next)}
                              invalid={issue !== undefined}
                              describedBy={issue && `${cellId}-issue`}
                              compact
                            />
                          </Labelled>
                        ) : (
                          <div className={cn("flex min-h-8 items-center px-1.5 text-ink-2", isSummed(column) && "justify-end")}>
                            <Cell field={column} value={line[column.name]} compact />
                          </div>
                        )}
                        {issue && (
                          <p id={`${cellId}-issue`} className="mt-0.5 text-xs text-danger-ink">
                            {issueText(column, issue)}
                          </p>
                        )}
                      </td>
                    );
                  })}
                  {!disabled && (
                    <td className="w-9 p-1 pt-1.5">
                      <Button title={t("lines.removeKey")} variant="ghost" size="iconSm" aria-label={t("lines.remove", { row: row + 1 })} onClick={() => remove(row)}>
                        <Trash2 />
                      </Button>
                    </td>
                  )}
                </tr>
              </LineValues>
            ))}
          </tbody>
          <LineTotals field={field} columns={columns} lines={lines} spare={!disabled} />
        </table>
        {lines.length === 0 && <p className="border-t border-line px-3 py-4 text-center text-sm text-ink-3">{t("lines.empty")}</p>}
      </div>
      {!disabled && (
        <div className="mt-1.5 flex items-center gap-3">
          <Button id={id} aria-label={t("lines.add")} variant="ghost" size="sm" onClick={() => add()}>
            <Plus />
            {t("lines.add")}
          </Button>
          {lines.length > 0 && <span className="truncate text-xs text-ink-3 max-md:hidden">{t("lines.keys")}</span>}
        </div>
      )}
    </div>
  );
}

/** The invisible label of a cell points at its input. */
function Labelled({ id, children }: { id: string; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const input = box.current?.querySelector(`[id="${CSS.escape(id)}"]`) ?? box.current?.querySelector("input, select, textarea, button");
    if (input && !input.hasAttribute("aria-label")) input.setAttribute("aria-labelledby", `${id}-label`);
  });
  return <div ref={box}>{children}</div>;
}

/** Puts the cursor into a cell, or into the next one in that direction that can be written; false when there is none. */
function focusCell(table: HTMLTableElement | null, row: number, column: number, back = false): boolean {
  const cells = [...(table?.tBodies[0]?.rows[row]?.cells ?? [])];
  const ahead = back ? cells.slice(0, column + 1).reverse() : cells.slice(column);
  const [wanted] = ahead.flatMap((cell) => cell.querySelector<HTMLElement>("input, textarea, select, [role=combobox]") ?? []);
  wanted?.focus();
  if (wanted instanceof HTMLInputElement) wanted.select();
  return wanted !== undefined;
}

/** Where an arrow leads from a text that is not in the middle of being edited; undefined when the key means something else. */
function neighbour({ key, target, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent, row: number, column: number): { row: number; column: number; back?: boolean } | undefined {
  if (!(target instanceof HTMLInputElement) || target.type === "checkbox" || ctrlKey || metaKey || shiftKey || altKey) return undefined;
  const { selectionStart: start, selectionEnd: end, value } = target;
  const isAll = start === 0 && end === value.length;
  if (key === "ArrowUp") return row > 0 ? { row: row - 1, column } : undefined;
  if (key === "ArrowDown") return { row: row + 1, column };
  if (key === "ArrowLeft") return column > 0 && (isAll || (start === 0 && end === 0)) ? { row, column: column - 1, back: true } : undefined;
  if (key === "ArrowRight") return isAll || (start === value.length && end === value.length) ? { row, column: column + 1 } : undefined;
  return undefined;
}

/** Stable keys for lines that have no id yet. */
function useLineKeys(length: number) {
  const keys = useRef<number[]>([]);
  const next = useRef(0);
  while (keys.current.length < length) keys.current.push(next.current++);
  keys.current.length = length;
  const list = keys.current;
  return {
    list,
    remove: (index: number) => void list.splice(index, 1),
    insert: (index: number) => void list.splice(index, 0, next.current++),
    swap: (a: number, b: number) => void ([list[a], list[b]] = [list[b]!, list[a]!]),
  };
}

