"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { workingCalendar, type CalendarSpec } from "../../runtime/calendars/calendar";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";

const DAY = 86_400_000;
const MONDAY = Date.UTC(2024, 0, 1);

/** A month as the calendar has it: hours of each day, free days greyed, days that differ from the usual week outlined. */
export function MonthPreview({ spec }: { spec: CalendarSpec }) {
  const t = useT();
  const { language } = useLocale();
  const [month, setMonth] = useState(() => ({ year: new Date().getFullYear(), index: new Date().getMonth() }));
  const first = Date.UTC(month.year, month.index, 1);
  const from = first / DAY - ((new Date(first).getUTCDay() + 6) % 7);
  const count = Math.ceil((Date.UTC(month.year, month.index + 1, 1) / DAY - from) / 7) * 7;
  const days = useMemo(() => {
    const [real, usual] = [workingCalendar(spec), workingCalendar({ timeZone: spec.timeZone, shifts: spec.shifts })];
    const hours = (calendar: typeof real, day: number): number => calendar.stretches(day).reduce((sum, [start, end]) => sum + end - start, 0) / 3_600_000;
    return Array.from({ length: count }, (_, i) => ({ day: from + i, hours: hours(real, from + i), usual: hours(usual, from + i) }));
  }, [spec, from, count]);
  const move = (by: number) => setMonth(({ year, index }) => ({ year: year + Math.floor((index + by) / 12), index: (index + by + 12) % 12 }));
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" });
  const total = days.filter(({ day }) => new Date(day * DAY).getUTCMonth() === month.index).reduce((sum, { hours }) => sum + hours, 0);
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (
    <section aria-label={t("calendars.preview")} className="rounded-lg border border-line p-3">
      <div className="mb-2 flex items-center gap-1">
        <h2 className="min-w-0 flex-1 text-sm font-semibold" aria-live="polite">{new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(first)} <span className="font-normal text-ink-3">{t("calendars.hours", { hours: number.format(total) })}</span></h2>
        <Button size="icon" variant="ghost" aria-label={t("calendars.monthBefore")} onClick={() => move(-1)}><ChevronLeft /></Button>
        <Button size="icon" variant="ghost" aria-label={t("calendars.monthAfter")} onClick={() => move(1)}><ChevronRight /></Button>
      </div>
      <ol className="grid grid-cols-7 gap-1 text-center text-xs">
        {Array.from({ length: 7 }, (_, i) => <li key={i} aria-hidden className="pb-1 text-ink-3">{weekday.format(MONDAY + i * DAY)}</li>)}
        {days.map(({ day, hours, usual }) => (
          <li key={day} aria-label={`${long.format(day * DAY)}: ${t("calendars.hours", { hours: number.format(hours) })}`} className={cn("rounded-md px-1 py-1 tabular-nums", new Date(day * DAY).getUTCMonth() !== month.index ? "text-ink-3" : hours > 0 ? "bg-success-soft text-success-ink" : "bg-sunken text-ink-3", hours !== usual && "outline-2 -outline-offset-2 outline-accent")}>
            <span className="block font-medium">{new Date(day * DAY).getUTCDate()}</span>
            <span className="block text-[11px] leading-3.5">{hours > 0 ? number.format(hours) : "–"}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
