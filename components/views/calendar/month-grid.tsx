"use client";
import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useLocale, useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { daysBetween, monthWeeks } from "./dates";
import { layoutWeek } from "./entries";
import { EntryChip } from "./entry-chip";
import type { GridProps } from "./grid";

const LINE = 24;
const HEAD = 28;

/** Whole weeks; entries over several days run across them. What does not fit is behind "more". */
export function MonthGrid(props: GridProps) {
  const t = useT();
  const { language } = useLocale();
  const { period, first, today, entries, onCreate, onDay } = props;
  const weeks = monthWeeks(period.day, first);
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" });
  const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
  const box = useRef<HTMLDivElement>(null);
  const lines = useLines(box, weeks.length);
  return (
    <div className="scroll-thin flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="sticky top-0 z-10 grid shrink-0 grid-cols-7 border-b border-line bg-canvas" aria-hidden>
        {weeks[0]!.map((day) => (
          <div key={day} className="truncate px-2 py-1 text-xs font-medium text-ink-3">
            {weekday.format(at(day))}
          </div>
        ))}
      </div>
      <div ref={box} className="flex min-h-0 flex-1 flex-col">
        {weeks.map((days) => {
          const placed = layoutWeek(entries, days);
          const hidden = (day: string): number => placed.filter(({ entry, lane }) => lane >= lines && entry.day <= day && entry.lastDay >= day).length;
          return (
            <div key={days[0]} className="relative grid flex-1 grid-cols-7 border-b border-line" style={{ minHeight: HEAD + LINE * 3 }}>
              {days.map((day) => (
                <div
                  key={day}
                  data-day={day}
                  role="group"
                  aria-label={full.format(at(day))}
                  onClick={(event) => event.target === event.currentTarget && onCreate?.(day)}
                  className={cn("group/day min-w-0 border-r border-line last:border-r-0", onCreate && "cursor-cell", day.slice(0, 7) === period.day.slice(0, 7) ? "" : "bg-sunken")}
                >
                  <div className="pointer-events-none flex h-7 items-center px-1.5">
                    <button type="button" onClick={() => onDay(day)} aria-label={t("calendar.openDay", { day: full.format(at(day)) })} aria-current={day === today ? "date" : undefined} className={cn("pointer-events-auto flex size-6 items-center justify-center rounded-full text-xs tabular-nums hover:bg-active", day === today ? "bg-accent font-semibold text-on-accent hover:bg-accent-strong" : day.slice(0, 7) === period.day.slice(0, 7) ? "text-ink-2" : "text-ink-3")}>
                      {Number(day.slice(8))}
                    </button>
                    {onCreate && (
                      <button type="button" onClick={() => onCreate(day)} aria-label={t("calendar.newOn", { day: full.format(at(day)) })} className="pointer-events-auto ml-auto flex size-6 items-center justify-center rounded-sm text-ink-3 opacity-0 group-hover/day:opacity-100 hover:bg-active hover:text-ink focus-visible:opacity-100">
                        <Plus className="size-3.5" aria-hidden />
                      </button>
                    )}
                  </div>
                  {hidden(day) > 0 && (
                    <button type="button" onClick={() => onDay(day)} className="absolute bottom-0.5 ml-1 rounded-sm px-1 text-xs font-medium text-ink-2 hover:bg-active hover:text-ink">
                      {t("calendar.more", { count: hidden(day) })}
                    </button>
                  )}
                </div>
              ))}
              <div className="pointer-events-none absolute inset-x-0 top-7 grid grid-cols-7" style={{ gridAutoRows: LINE }}>
                {placed.filter(({ lane }) => lane < lines).map(({ entry, lane }) => {
                  const start = Math.max(0, daysBetween(days[0]!, entry.day));
                  const end = Math.min(6, daysBetween(days[0]!, entry.lastDay));
                  return <EntryChip key={entry.row.id} {...props} entry={entry} className={cn("pointer-events-auto mx-0.5", entry.day < days[0]! && "rounded-l-none", entry.lastDay > days[6]! && "rounded-r-none")} style={{ gridColumn: `${start + 1} / ${end + 2}`, gridRow: lane + 1 }} />;
                })}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** How many lines of entries fit into a week, one left for "more". */
function useLines(box: { readonly current: HTMLDivElement | null }, weeks: number): number {
  const [lines, setLines] = useState(3);
  useEffect(() => {
    const node = box.current;
    if (!node || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => setLines(Math.max(2, Math.floor((node.clientHeight / weeks - HEAD - 20) / LINE))));
    observer.observe(node);
    return () => observer.disconnect();
  }, [box, weeks]);
  return lines;
}
