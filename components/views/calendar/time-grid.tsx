"use client";
import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useLocale, useT } from "../../i18n/provider";
import { wallTime } from "../../fields/kinds/date-text";
import { cn } from "../../ui/cn";
import { daysBetween, daysFrom } from "./dates";
import { layoutDay, layoutWeek } from "./entries";
import { EntryChip } from "./entry-chip";
import type { GridProps } from "./grid";

/** Height of an hour. */
export const HOUR = 48;
const MORNING = 7;
const LINE = 24;

/** Days side by side, hours downwards; whole days in a band above. */
export function TimeGrid(props: GridProps) {
  const t = useT();
  const { language, timeZone } = useLocale();
  const { from, to, today, entries, onCreate, onDay } = props;
  const days = daysFrom(from, daysBetween(from, to));
  const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
  const head = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", timeZone: "UTC" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" });
  const hour = new Intl.DateTimeFormat(language, { hour: "numeric", timeZone: "UTC" });
  const band = layoutWeek(entries.filter((entry) => entry.long), days);
  const columns = { gridTemplateColumns: `3.5rem repeat(${days.length}, minmax(7rem, 1fr))` };
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(timeZone);
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = MORNING * HOUR;
  }, []);
  return (
    <div ref={scroller} className="scroll-thin min-h-0 flex-1 overflow-auto">
      <div className="sticky top-0 z-20 border-b border-line bg-canvas">
        <div className="grid" style={columns}>
          <span />
          {days.map((day) => (
            <div key={day} className="group/day flex min-w-0 items-center border-l border-line px-1.5 py-1">
              <button type="button" onClick={() => onDay(day)} aria-current={day === today ? "date" : undefined} aria-label={t("calendar.openDay", { day: full.format(at(day)) })} className={cn("truncate rounded-sm px-1.5 py-0.5 text-xs font-medium hover:bg-hover", day === today ? "bg-accent text-on-accent hover:bg-accent-strong" : "text-ink-2")}>
                {head.format(at(day))}
              </button>
              {onCreate && (
                <button type="button" onClick={() => onCreate(day)} aria-label={t("calendar.newOn", { day: full.format(at(day)) })} className="ml-auto flex size-6 items-center justify-center rounded-sm text-ink-3 opacity-0 group-hover/day:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100">
                  <Plus className="size-3.5" aria-hidden />
                </button>
              )}
            </div>
          ))}
        </div>
        {band.length > 0 && (
          <div className="scroll-thin relative grid max-h-40 overflow-y-auto border-t border-line py-0.5" style={{ ...columns, gridAutoRows: LINE }}>
            {days.map((day, index) => (
              <div key={day} data-day={day} className="border-l border-line" style={{ gridColumn: index + 2, gridRow: `1 / span ${Math.max(...band.map((one) => one.lane)) + 1}` }} />
            ))}
            {band.map(({ entry, lane }) => (
              <EntryChip key={entry.row.id} {...props} entry={entry} className="mx-0.5" style={{ gridRow: lane + 1, gridColumn: `${Math.max(0, daysBetween(from, entry.day)) + 2} / ${Math.min(days.length - 1, daysBetween(from, entry.lastDay)) + 3}` }} />
            ))}
          </div>
        )}
      </div>
      <div className="relative grid" style={{ ...columns, height: 24 * HOUR }}>
        <div aria-hidden>
          {Array.from({ length: 24 }, (_, index) => (
            <div key={index} className="relative pr-2 text-right text-xs text-ink-3 tabular-nums" style={{ height: HOUR }}>
              {index > 0 && <span className="absolute right-2 -translate-y-1/2 whitespace-nowrap">{hour.format(index * 3_600_000)}</span>}
            </div>
          ))}
        </div>
        {days.map((day) => (
          <div
            key={day}
            data-day={day}
            role="group"
            aria-label={full.format(at(day))}
            onClick={(event) => event.target === event.currentTarget && onCreate?.(day, Math.floor(((event.clientY - event.currentTarget.getBoundingClientRect().top) / HOUR) * 2) * 30)}
            className={cn("relative min-w-0 border-l border-line", onCreate && "cursor-cell")}
            style={{ backgroundImage: `repeating-linear-gradient(to bottom, var(--line) 0 1px, transparent 1px ${HOUR}px)` }}
          >
            {day === now.date && <div aria-hidden className="pointer-events-none absolute inset-x-0 z-10 h-0.5 bg-danger" style={{ top: (now.minutes / 60) * HOUR }} />}
            {layoutDay(entries.filter((entry) => !entry.long && entry.day === day)).map(({ entry, lane, lanes }) => (
              <EntryChip key={entry.row.id} {...props} entry={entry} block className="absolute" style={{ top: (entry.from / 60) * HOUR + 1, height: Math.max(20, ((entry.to - entry.from) / 60) * HOUR - 2), left: `calc(${(lane / lanes) * 100}% + 2px)`, width: `calc(${100 / lanes}% - 4px)` }} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** What the clock of the zone shows, each minute. */
function useNow(timeZone: string): { date: string; minutes: number } {
  const read = () => {
    const wall = wallTime(new Date().toISOString(), timeZone);
    return { date: wall?.date ?? "", minutes: Number(wall?.time.slice(0, 2) ?? 0) * 60 + Number(wall?.time.slice(3, 5) ?? 0) };
  };
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), 60_000);
    return () => clearInterval(timer);
    // The zone stays as long as the page.
  }, []);
  return now;
}
