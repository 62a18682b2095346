"use client";
import { Plus, Trash2 } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { targetsOf } from "../../../runtime/fields/traits";
import { isWritable, newValues } from "../../../runtime/forms/state";
import { useModel } from "../../data/model";
import { useIssueText } from "../../forms/issue-text";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import type { ControlProps } from "../contract";
import { useFieldParts } from "../parts";
import { isSummed, LineHead, LineTotals } from "./children-view";
import { lineColumns, linesOf } from "./lines";

/** Line items as a grid. Enter goes down a line and adds one at the end; Ctrl+Backspace removes the line. */
export function ChildrenControl({ id, field, value, onChange, disabled, issues, describedBy }: ControlProps) {
  const t = useT();
  const { entities } = useModel();
  const { Control, Cell } = useFieldParts();
  const issueText = useIssueText();
  const table = useRef<HTMLTableElement>(null);
  const keys = useLineKeys(linesOf(value).length);
  const focusAfter = useRef<{ row: number; column: number }>(undefined);
  const lines = linesOf(value);
  const entity = entities[targetsOf(field)[0] ?? ""];
  const columns = lineColumns(field, entities);

  useEffect(() => {
    const target = focusAfter.current;
    focusAfter.current = undefined;
    if (target) focusCell(table.current, target.row, target.column);
  });

  if (!entity) return null;
  const change = (row: number, name: string, next: unknown) => onChange(lines.map((line, index) => (index === row ? { ...line, [name]: next } : line)));
  const add = (column = 0) => {
    focusAfter.current = { row: lines.length, column };
    onChange([...lines, newValues(entity.fields.filter((one) => !one.system))]);
  };
  const remove = (row: number) => {
    keys.remove(row);
    focusAfter.current = { row: Math.max(0, row - 1), column: 0 };
    const rest = lines.filter((_, index) => index !== row);
    onChange(rest.length > 0 ? rest : null);
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
    }
  };
  const issueOf = (row: number, name: string) => issues?.find((issue) => issue.pointer === `/${row}/${name}` || issue.pointer.startsWith(`/${row}/${name}/`));

  return (
    <div>
      <div className="scroll-thin overflow-x-auto rounded-md border border-line">
        <table ref={table} aria-describedby={describedBy} className="w-full border-collapse text-sm">
          <LineHead columns={columns} spare={!disabled} />
          <tbody>
            {lines.map((line, row) => (
              <tr key={keys.list[row]} className="border-t border-line align-top">
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
                    <Button variant="ghost" size="iconSm" aria-label={t("lines.remove", { row: row + 1 })} onClick={() => remove(row)}>
                      <Trash2 />
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
          <LineTotals field={field} columns={columns} lines={lines} spare={!disabled} />
        </table>
        {lines.length === 0 && <p className="border-t border-line px-3 py-4 text-center text-sm text-ink-3">{t("lines.empty")}</p>}
      </div>
      {!disabled && (
        <Button id={id} aria-label={t("lines.add")} variant="ghost" size="sm" className="mt-1.5" onClick={() => add()}>
          <Plus />
          {t("lines.add")}
        </Button>
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

function focusCell(table: HTMLTableElement | null, row: number, column: number): void {
  const cells = table?.tBodies[0]?.rows[row]?.cells;
  const wanted = [...(cells ?? [])].slice(column).flatMap((cell) => cell.querySelector<HTMLElement>("input, textarea, select, [role=combobox]") ?? []);
  wanted[0]?.focus();
}

/** Stable keys for lines that have no id yet. */
function useLineKeys(length: number): { list: readonly number[]; remove(index: number): void } {
  const keys = useRef<number[]>([]);
  const next = useRef(0);
  while (keys.current.length < length) keys.current.push(next.current++);
  keys.current.length = length;
  return { list: keys.current, remove: (index) => void keys.current.splice(index, 1) };
}

