"use client";
import { SquareFunction } from "lucide-react";
import { spokenTime } from "../../../runtime/workflow/definition/spoken-time";
import type { Text } from "../../../runtime/workflow/definition/types";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";
import { FormulaInput } from "./condition-editor";

/** A literal, or a formula that gives it. */
export function TextOrFormula({ id, label, isTime = false, value, onChange }: { id: string; label?: string; /** A span of time may be written in words. */ isTime?: boolean; value: Text | undefined; onChange(value: Text | undefined): void }) {
  const t = useT();
  const formula = typeof value === "object";
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        {formula ? <FormulaInput id={id} label={label} value={value.formula} onChange={(next) => onChange(next === undefined ? undefined : { formula: next })} /> : <Input id={id} aria-label={label} value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)} onBlur={isTime ? ({ target }) => { const said = spokenTime(target.value); if (said) onChange(said); } : undefined} />}
      </div>
      <Button variant={formula ? "secondary" : "ghost"} size="icon" aria-pressed={formula} aria-label={t("designer.asFormula")} title={t("designer.asFormula")} onClick={() => onChange(formula ? value.formula : { formula: value || "null" })}><SquareFunction /></Button>
    </div>
  );
}
