"use client";
import { Check, Minus } from "lucide-react";
import { useT } from "../../i18n/provider";
import type { CellProps } from "../contract";

export function BooleanCell({ value, compact }: CellProps) {
  const t = useT();
  if (typeof value !== "boolean") return null;
  const Mark = value ? Check : Minus;
  return (
    <span className="inline-flex items-center gap-1.5 align-middle">
      <Mark className={value ? "size-4 text-success-ink" : "size-4 text-ink-3"} aria-hidden={!compact} aria-label={compact ? t(value ? "field.yes" : "field.no") : undefined} />
      {!compact && t(value ? "field.yes" : "field.no")}
    </span>
  );
}
