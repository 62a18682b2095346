"use client";
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Copy, Ellipsis, Plus, Settings2, Trash2 } from "lucide-react";
import { useRef, type ClipboardEvent, type KeyboardEvent } from "react";
import type { DecisionDefinition } from "../../runtime/workflow/dmn/decision";
import { addColumn, addRule, cellOf, cellsOfText, moveColumn, moveRule, pasteCells, removeColumn, removeRule, setCell, setInput, setOutput, type ColumnKind } from "../../runtime/workflow/dmn/edit";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";

interface GridProps {
  decision: DecisionDefinition;
  /** Places of cells something is wrong with: "<row> <column>". */
  wrong: ReadonlyMap<string, string>;
  /** Rules that counted when it was tried. */
  hits: ReadonlySet<string>;
  change(command: (now: DecisionDefinition) => DecisionDefinition, key?: string): void;
  onColumn(kind: ColumnKind, index: number): void;
  undo(): void;
  redo(): void;
}

const CELL = "h-full min-h-9 w-full min-w-0 bg-transparent px-2 py-1.5 font-mono text-xs outline-none focus:bg-accent-soft/60 focus:shadow-[inset_0_0_0_2px_var(--accent)]";

/** The table itself. Arrows up and down, Enter and Tab go from cell to cell; Alt with arrows moves the rule; cells of a spreadsheet can be pasted. */
export function Grid({ decision, wrong, hits, change, onColumn, undo, redo }: GridProps) {
  const t = useT();
  const table = useRef<HTMLTableElement>(null);
  const { inputs, outputs, rules } = decision;
  const width = inputs.length + outputs.length + 1;
  const go = (row: number, column: number) => requestAnimationFrame(() => table.current?.querySelector<HTMLInputElement>(`[data-cell="${row} ${column}"]`)?.focus());
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number) => {
    const command = event.ctrlKey || event.metaKey;
    const act: (() => void) | undefined =
      event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") ? () => {
        const by = event.key === "ArrowUp" ? -1 : 1;
        change((now) => moveRule(now, row, by));
        go(Math.min(Math.max(row + by, 0), rules.length - 1), column);
      }
      : event.key === "ArrowUp" ? () => go(row - 1, column)
      : event.key === "ArrowDown" ? () => go(row + 1, column)
      : event.key === "Enter" && command ? () => (change((now) => addRule(now, row + 1)), go(row + 1, 0))
      : event.key === "Enter" ? () => (row === rules.length - 1 && change((now) => addRule(now, row + 1)), go(row + 1, column))
      : command && event.key.toLowerCase() === "z" && !event.shiftKey ? undo
      : command && (event.key.toLowerCase() === "y" || event.key.toLowerCase() === "z") ? redo
      : event.key === "Delete" && command ? () => (change((now) => removeRule(now, row)), go(Math.max(0, Math.min(row, rules.length - 2)), column))
      : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  };
  const onPaste = (event: ClipboardEvent, row: number, column: number) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    change((now) => pasteCells(now, row, column, cellsOfText(text)));
  };
  const head = (kind: ColumnKind, index: number) => {
    const column = decision[kind][index]!;
    const words = kind === "inputs" ? inputs[index]!.formula : outputs[index]!.name;
    const name = column.label || words;
    return (
      <th key={column.id} scope="col" className={cn("min-w-40 border-r border-b border-line p-0 text-left align-top font-normal", kind === "outputs" ? "bg-accent-soft/50" : "bg-sunken")}>
        <div className="flex items-start">
          <span className="min-w-0 flex-1">
            <input aria-label={t(kind === "inputs" ? "decision.inputLabel" : "decision.outputLabel", { number: index + 1 })} placeholder={words} className={cn(CELL, "min-h-8 font-sans text-sm font-semibold")} value={column.label ?? ""} onChange={(event) => change((now) => (kind === "inputs" ? setInput(now, index, { label: event.target.value || undefined }) : setOutput(now, index, { label: event.target.value || undefined })), `${column.id}.label`)} />
            <input aria-label={t(kind === "inputs" ? "decision.inputFormula" : "decision.outputName", { number: index + 1 })} className={cn(CELL, "min-h-7 text-ink-2")} value={words} onChange={(event) => event.target.value && change((now) => (kind === "inputs" ? setInput(now, index, { formula: event.target.value }) : setOutput(now, index, { name: event.target.value })), `${column.id}.words`)} />
          </span>
          <Menu>
            <MenuTrigger asChild><Button variant="ghost" size="iconSm" className="m-0.5" aria-label={t("decision.columnMenu", { label: name })}><Ellipsis /></Button></MenuTrigger>
            <MenuContent align="end">
              <MenuItem onSelect={() => onColumn(kind, index)}><Settings2 aria-hidden />{t("decision.columnSettings")}</MenuItem>
              <MenuItem disabled={index === 0} onSelect={() => change((now) => moveColumn(now, kind, index, -1))}><ArrowLeft aria-hidden />{t("decision.moveLeft")}</MenuItem>
              <MenuItem disabled={index === decision[kind].length - 1} onSelect={() => change((now) => moveColumn(now, kind, index, 1))}><ArrowRight aria-hidden />{t("decision.moveRight")}</MenuItem>
              <MenuItem disabled={kind === "outputs" && outputs.length === 1} onSelect={() => change((now) => removeColumn(now, kind, index))}><Trash2 aria-hidden />{t("decision.removeColumn")}</MenuItem>
            </MenuContent>
          </Menu>
        </div>
      </th>
    );
  };
  return (
    <div className="scroll-thin overflow-x-auto rounded-lg border border-line bg-canvas" role="region" aria-label={t("decision.table")} tabIndex={-1}>
      <table ref={table} className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 z-1 w-11 border-r border-b border-line bg-sunken px-1 text-xs font-medium text-ink-3">#</th>
            {inputs.map((_, index) => head("inputs", index))}
            {outputs.map((_, index) => head("outputs", index))}
            <th scope="col" className="min-w-40 border-b border-line bg-sunken px-2 text-left text-xs font-medium text-ink-3">{t("decision.note")}</th>
            <th className="w-9 border-b border-line bg-sunken"><span className="sr-only">{t("decision.ruleMenuHead")}</span></th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, row) => (
            <tr key={rule.id} data-rule={row} className={cn(hits.has(rule.id) && "bg-success-soft")} data-hit={hits.has(rule.id) || undefined}>
              <th scope="row" className={cn("sticky left-0 z-1 border-r border-b border-line text-xs font-medium text-ink-3", hits.has(rule.id) ? "bg-success-soft text-success-ink" : "bg-sunken")}>{row + 1}</th>
              {Array.from({ length: width }, (_, column) => {
                const fault = wrong.get(`${row} ${column}`);
                const name = column < inputs.length ? inputs[column]!.label || inputs[column]!.formula : column < width - 1 ? outputs[column - inputs.length]!.label || outputs[column - inputs.length]!.name : t("decision.note");
                return (
                  <td key={column} className={cn("border-r border-b border-line p-0", column >= inputs.length && column < width - 1 && "bg-accent-soft/25", fault && "bg-danger-soft")}>
                    <input
                      data-cell={`${row} ${column}`} aria-label={t("decision.cell", { number: row + 1, label: name })} aria-invalid={fault !== undefined} title={fault} spellCheck={false} placeholder={column < inputs.length ? "–" : undefined}
                      className={cn(CELL, column === width - 1 && "font-sans text-ink-2", fault && "text-danger-ink")} value={cellOf(decision, rule, column)}
                      onChange={(event) => change((now) => setCell(now, row, column, event.target.value), `${rule.id}.${column}`)} onKeyDown={(event) => onKeyDown(event, row, column)} onPaste={(event) => onPaste(event, row, column)}
                    />
                  </td>
                );
              })}
              <td className="border-b border-line text-center">
                <Menu>
                  <MenuTrigger asChild><Button variant="ghost" size="iconSm" aria-label={t("decision.ruleMenu", { number: row + 1 })}><Ellipsis /></Button></MenuTrigger>
                  <MenuContent align="end">
                    <MenuItem onSelect={() => change((now) => addRule(now, row + 1))}><Plus aria-hidden />{t("decision.addBelow")}</MenuItem>
                    <MenuItem onSelect={() => change((now) => addRule(now, row + 1, rule))}><Copy aria-hidden />{t("designer.duplicate")}</MenuItem>
                    <MenuItem disabled={row === 0} onSelect={() => change((now) => moveRule(now, row, -1))}><ArrowUp aria-hidden />{t("designer.laneUp")}</MenuItem>
                    <MenuItem disabled={row === rules.length - 1} onSelect={() => change((now) => moveRule(now, row, 1))}><ArrowDown aria-hidden />{t("designer.laneDown")}</MenuItem>
                    <MenuItem onSelect={() => change((now) => removeRule(now, row))}><Trash2 aria-hidden />{t("designer.delete")}</MenuItem>
                  </MenuContent>
                </Menu>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap gap-1 p-1.5">
        <Button variant="ghost" size="sm" onClick={() => (change((now) => addRule(now, now.rules.length)), go(rules.length, 0))}><Plus />{t("decision.addRule")}</Button>
        <Button variant="ghost" size="sm" onClick={() => change((now) => addColumn(now, "inputs"))}><Plus />{t("decision.addInput")}</Button>
        <Button variant="ghost" size="sm" onClick={() => change((now) => addColumn(now, "outputs"))}><Plus />{t("decision.addOutput")}</Button>
      </div>
    </div>
  );
}
