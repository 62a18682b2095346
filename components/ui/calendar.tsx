"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "./button";
import { cn } from "./cn";

const DAY = 86_400_000;
const at = (date: string): Date => new Date(`${date}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);

/** Monday = 1 … Sunday = 7: the first day of a week where the language is spoken. */
function firstWeekday(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?(): { firstDay: number }; weekInfo?: { firstDay: number } };
  return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
}

interface CalendarProps {
  /** "2026-01-31" or undefined. */
  value?: string;
  today: string;
  onChange(date: string): void;
}

/** A month to choose a day from. Arrows move by day and week, PageUp and PageDown by month, Home and End within the week. */
export function Calendar({ value, today, onChange }: CalendarProps) {
  const t = useT();
  const { language } = useLocale();
  const [focused, setFocused] = useState(value ?? today);
  const grid = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const first = firstWeekday(language);
  const month = focused.slice(0, 7);
  const start = at(`${month}-01`);
  const lead = (start.getUTCDay() - (first % 7) + 7) % 7;
  const days = Array.from({ length: 42 }, (_, index) => text(new Date(start.getTime() + (index - lead) * DAY)));
  const title = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(start);
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" });

  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused]);

  const move = (date: string) => {
    moved.current = true;
    setFocused(date);
  };
  const shiftMonth = (by: number): string => {
    const [year = 0, number = 1, day = 1] = focused.split("-").map(Number);
    const last = new Date(Date.UTC(year, number + by, 0)).getUTCDate();
    return text(new Date(Date.UTC(year, number - 1 + by, Math.min(day, last))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const column = days.indexOf(focused) % 7;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -column, End: 6 - column }[event.key];
    const target = step !== undefined ? text(new Date(at(focused).getTime() + step * DAY)) : event.key === "PageUp" ? shiftMonth(-1) : event.key === "PageDown" ? shiftMonth(1) : undefined;
    if (target === undefined) return;
    event.preventDefault();
    move(target);
  };

  return (
    <div className="w-64 p-2.5 select-none">
      <div className="mb-2 flex items-center justify-between">
        <Button variant="ghost" size="iconSm" aria-label={t("calendar.previous")} onClick={() => setFocused(shiftMonth(-1))}>
          <ChevronLeft />
        </Button>
        <div className="text-sm font-medium capitalize" aria-live="polite">
          {title}
        </div>
        <Button variant="ghost" size="iconSm" aria-label={t("calendar.next")} onClick={() => setFocused(shiftMonth(1))}>
          <ChevronRight />
        </Button>
      </div>
      <div ref={grid} role="grid" aria-label={title} className="grid gap-y-0.5" onKeyDown={onKeyDown}>
        <div role="row" className="grid grid-cols-7">
          {days.slice(0, 7).map((day) => (
            <div key={day} role="columnheader" className="flex h-7 items-center justify-center text-xs text-ink-3">
              {weekday.format(at(day))}
            </div>
          ))}
        </div>
        {[0, 1, 2, 3, 4, 5].map((week) => (
          <div key={week} role="row" className="grid grid-cols-7">
            {days.slice(week * 7, week * 7 + 7).map((day) => (
              <div key={day} role="gridcell" aria-selected={day === value} className="flex justify-center">
                <button
                  type="button"
                  data-day={day}
                  tabIndex={day === focused ? 0 : -1}
                  aria-label={full.format(at(day))}
                  aria-current={day === today ? "date" : undefined}
                  onClick={() => onChange(day)}
                  className={cn(
                    "size-8 rounded-md text-sm tabular-nums hover:bg-hover",
                    !day.startsWith(month) && "text-ink-3",
                    day === today && "font-semibold text-accent-ink",
                    day === value && "bg-accent text-on-accent hover:bg-accent-strong",
                  )}
                >
                  {Number(day.slice(8))}
                </button>
              </div>
            ))}
          </div>
        ))}
      </div>
      <div className="mt-2 flex justify-center border-t border-line pt-2">
        <Button variant="ghost" size="sm" onClick={() => onChange(today)}>
          {t("calendar.today")}
        </Button>
      </div>
    </div>
  );
}
