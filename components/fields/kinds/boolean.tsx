"use client";
import { Check, Minus } from "lucide-react";
import { useT } from "../../i18n/provider";
import { Checkbox, Switch } from "../../ui/checkbox";
import type { CellProps, ControlProps } from "../contract";
import { filterInput } from "./filter";

export function BooleanControl({ id, value, onChange, disabled, invalid, describedBy, compact }: ControlProps) {
  const Box = compact ? Checkbox : Switch;
  return (
    <div className="flex h-8 items-center">
      <Box id={id} checked={value === true} onCheckedChange={(checked) => onChange(checked === true)} disabled={disabled} aria-invalid={invalid} aria-describedby={describedBy} />
    </div>
  );
}

export function BooleanCell({ value, compact }: CellProps) {
  const t = useT();
  if (typeof value !== "boolean") return null;
  const Mark = value ? Check : Minus;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Mark className={value ? "size-4 text-success-ink" : "size-4 text-ink-3"} aria-hidden={!compact} aria-label={compact ? t(value ? "field.yes" : "field.no") : undefined} />
      {!compact && t(value ? "field.yes" : "field.no")}
    </span>
  );
}

export const BooleanFilter = filterInput(BooleanControl);
