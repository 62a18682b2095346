"use client";
import { Checkbox } from "../../ui/checkbox";
import { Switch } from "../../ui/switch";
import type { ControlProps } from "../contract";
import { filterInput } from "./filter";

export function BooleanControl({ id, value, onChange, disabled, invalid, describedBy, compact }: ControlProps) {
  const Box = compact ? Checkbox : Switch;
  return (
    <div className="flex h-8 items-center">
      <Box id={id} checked={value === true} onCheckedChange={(checked) => onChange(checked === true)} disabled={disabled} aria-invalid={invalid} aria-describedby={describedBy} />
    </div>
  );
}

export const BooleanFilter = filterInput(BooleanControl);
