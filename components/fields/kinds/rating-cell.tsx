"use client";
import { Star } from "lucide-react";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import type { CellProps } from "../contract";
import { NumberCell } from "./common";

export function RatingCell({ field, value, compact }: CellProps) {
  const t = useT();
  if (typeof value !== "number") return <NumberCell field={field} value={value} compact={compact} />;
  const max = Number(field.options.max ?? 5);
  return (
    <span className="inline-flex gap-0.5 align-middle" role="img" aria-label={t("field.stars", { count: value })}>
      {Array.from({ length: max }, (_, index) => (
        <Star key={index} className={cn("size-3.5", index < value ? "fill-(--star) text-(--star)" : "text-line-strong")} aria-hidden />
      ))}
    </span>
  );
}
