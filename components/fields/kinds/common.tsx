"use client";
import { useLocale } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import type { CellProps, ControlProps, Line } from "../contract";
import { formatValue } from "../format";

/** Attributes that tie an input to its label, help and error. */
export function inputProps({ id, disabled, invalid, describedBy, autoFocus, field }: ControlProps) {
  return { id, disabled, autoFocus, placeholder: field.placeholder, "aria-invalid": invalid ? true : undefined, "aria-describedby": describedBy };
}

export const textOf = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** Everything that is best shown as one line of text. */
export function TextCell({ field, value, compact }: CellProps) {
  const text = formatValue(field, value, useLocale());
  return <span dir={compact ? undefined : "auto"} className={compact ? "block truncate" : "break-words"}>{text}</span>;
}

/** Text and numbers: a list has digits of equal width by itself. */
const textLine: Line = (field, value, place) => formatValue(field, value, place);
TextCell.line = textLine;

/** Numbers: right-aligned digits of equal width in a list. */
export function NumberCell({ field, value, compact }: CellProps) {
  const text = formatValue(field, value, useLocale());
  return <span className={cn("tabular-nums", compact && "block truncate")}>{text}</span>;
}

NumberCell.line = textLine;

/** Computed fields have nothing to edit. */
export function NoControl({ field, value }: ControlProps) {
  return (
    <div className="flex min-h-8 items-center text-sm text-ink-2">
      <TextCell field={field} value={value} />
    </div>
  );
}
