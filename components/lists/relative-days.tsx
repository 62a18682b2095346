"use client";
import { CalendarClock, X } from "lucide-react";
import type { Operand } from "../../runtime/expressions/condition";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Input, NativeSelect } from "../ui/input";

/** What is offered first. */
const WEEK_AGO: Operand = { now: "-P7D" };
const MOST = 3650;

/** "-P7D" → 7 days ago; undefined for what is not counted in days alone. */
export function daysOf(operand: unknown): { readonly days: number; readonly ago: boolean } | undefined {
  const now = typeof operand === "object" && operand !== null && "now" in operand ? String(operand.now) : "";
  const [, sign, days] = /^([+-])?P(\d{1,4})D$/.exec(now) ?? [];
  return days === undefined ? undefined : { days: Number(days), ago: sign === "-" };
}

export function RelativeButton({ onChange }: { onChange(operand: Operand): void }) {
  const t = useT();
  return (
    <Button aria-label={t("filter.fromToday")} title={t("filter.fromToday")} size="icon" onClick={() => onChange(WEEK_AGO)}>
      <CalendarClock />
    </Button>
  );
}

/** So many days before or after today. */
export function RelativeDays({ days, ago, onChange }: { days: number; ago: boolean; onChange(operand: Operand | undefined): void }) {
  const t = useT();
  const write = (count: number, before: boolean) => onChange({ now: `${before ? "-" : ""}P${Math.min(MOST, Math.max(0, count))}D` });
  return (
    <div className="flex gap-1.5" role="group" aria-label={t("filter.fromToday")}>
      <Input type="number" min={0} max={MOST} aria-label={t("filter.days")} className="w-20" value={days} onChange={(event) => write(Math.round(Number(event.target.value)) || 0, ago)} />
      <NativeSelect aria-label={t("filter.direction")} className="min-w-0 flex-1" value={ago ? "ago" : "ahead"} onValueChange={(way) => write(days, way === "ago")}>
        <option value="ago">{t("filter.daysAgo")}</option>
        <option value="ahead">{t("filter.daysAhead")}</option>
      </NativeSelect>
      <Button variant="ghost" size="icon" aria-label={t("filter.fixedDay")} title={t("filter.fixedDay")} onClick={() => onChange(undefined)}>
        <X />
      </Button>
    </div>
  );
}
