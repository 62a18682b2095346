"use client";
import { MapPin } from "lucide-react";
import { useLocale } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import type { CellProps } from "../contract";
import { formatValue } from "../format";
import { TextCell } from "./common";

export function AddressCell(props: CellProps) {
  return props.compact ? <TextCell {...props} /> : <span className="whitespace-pre-line"><TextCell {...props} /></span>;
}

export function GeoCell({ field, value, compact }: CellProps) {
  const locale = useLocale();
  const text = formatValue(field, value, locale);
  if (!text) return null;
  return (
    <span className={cn("inline-flex items-center gap-1 tabular-nums", compact && "truncate")}>
      <MapPin className="size-3.5 shrink-0 text-ink-3" aria-hidden />
      {text}
    </span>
  );
}
