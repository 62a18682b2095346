"use client";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { compileLoosely } from "../../../runtime/expressions/formula";
import type { Formula, Variable } from "../../../runtime/workflow/definition/types";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Input, NativeSelect, Textarea } from "../../ui/input";
import { useKnownNames } from "./known-names";
import { COMPARISONS, readRows, typedValue, writeRows, type Comparison, type ConditionRow, type ConditionRows } from "./condition-rows";

interface ConditionEditorProps {
  id: string;
  value: Formula | undefined;
  onChange(value: Formula | undefined): void;
}

/** A condition by rows as long as rows can say it; always as a formula. */
export function ConditionEditor({ id, value, onChange }: ConditionEditorProps) {
  const t = useT();
  const names = useKnownNames();
  const [asText, setAsText] = useState(() => readRows(value) === undefined);
  const [draft, setDraft] = useState<ConditionRows>();
  const rows = draft && writeRows(draft) === value ? draft : readRows(value);
  if (asText || !rows)
    return (
      <div className="grid gap-1">
        <FormulaInput id={id} value={value} onChange={onChange} />
        {rows && <Button variant="link" className="justify-self-start text-xs" onClick={() => setAsText(false)}>{t("designer.byRows")}</Button>}
      </div>
    );
  const set = (next: ConditionRows) => {
    setDraft(next);
    onChange(writeRows(next));
  };
  const replace = (at: number, row: ConditionRow | undefined) => set({ ...rows, rows: rows.rows.flatMap((old, index) => (index === at ? (row ?? []) : old)) });
  return (
    <div className="grid gap-1.5" role="group" aria-label={t("designer.set.condition")}>
      {rows.rows.map((row, at) => (
        <div key={at} className="grid grid-cols-[1fr_auto_1fr_auto] gap-1">
          <NameInput id={at === 0 ? id : undefined} label={t("designer.variable")} names={names} value={row.name} onChange={(name) => replace(at, { ...row, name })} />
          <NativeSelect aria-label={t("filter.operator")} className="w-14 px-1" value={row.op} onValueChange={(op) => replace(at, { ...row, op: op as Comparison })}>{COMPARISONS.map((op) => <option key={op} value={op}>{op}</option>)}</NativeSelect>
          <ValueInput row={row} type={names.find(({ name }) => name === row.name)?.type} onChange={(next) => replace(at, { ...row, value: next })} />
          <Button variant="ghost" size="icon" aria-label={t("filter.remove")} onClick={() => replace(at, undefined)}><Trash2 /></Button>
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-1">
        <Button variant="ghost" size="sm" onClick={() => set({ ...rows, rows: [...rows.rows, { name: names[0]?.name ?? "", op: "=", value: "" }] })}><Plus />{t("filter.add")}</Button>
        {rows.rows.length > 1 && (
          <NativeSelect aria-label={t("filter.join")} className="h-7 w-auto" value={rows.join} onValueChange={(join) => set({ ...rows, join: join as "and" | "or" })}>
            <option value="and">{t("filter.all")}</option>
            <option value="or">{t("filter.any")}</option>
          </NativeSelect>
        )}
        <Button variant="link" className="ml-auto text-xs" onClick={() => setAsText(true)}>{t("designer.asFormula")}</Button>
      </div>
      {value !== undefined && <FormulaProblem value={value} />}
    </div>
  );
}

function NameInput({ id, label, names, value, onChange }: { id?: string; label: string; names: readonly Variable[]; value: string; onChange(name: string): void }) {
  return (
    <>
      <Input id={id} aria-label={label} list="designer-names" value={value} placeholder={label} onChange={(event) => onChange(event.target.value)} />
      <datalist id="designer-names">{names.map((variable) => <option key={variable.name} value={variable.name}>{variable.label}</option>)}</datalist>
    </>
  );
}

function ValueInput({ row, type, onChange }: { row: ConditionRow; type: Variable["type"]; onChange(value: ConditionRow["value"]): void }) {
  const t = useT();
  if (type === "boolean" || typeof row.value === "boolean")
    return <NativeSelect aria-label={t("designer.value")} value={String(row.value)} onValueChange={(value) => onChange(value === "true")}><option value="true">{t("designer.yes")}</option><option value="false">{t("designer.no")}</option></NativeSelect>;
  return <Input aria-label={t("designer.value")} value={row.value === null ? "" : String(row.value)} onChange={(event) => onChange(typedValue(event.target.value, type))} />;
}

/** FEEL text; what cannot be read is said at once. */
export function FormulaInput({ id, label, value, onChange }: ConditionEditorProps & { label?: string | undefined }) {
  return (
    <>
      <Textarea id={id} aria-label={label} rows={1} className="min-h-8 font-mono text-xs" spellCheck={false} value={value ?? ""} onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)} />
      {value !== undefined && <FormulaProblem value={value} />}
    </>
  );
}

function FormulaProblem({ value }: { value: Formula }) {
  const compiled = compileLoosely(value);
  return "fault" in compiled ? <p role="alert" className="text-xs text-danger-ink">{compiled.fault} {compiled.remedy}</p> : null;
}
