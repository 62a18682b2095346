"use client";
import { CalendarDays, Plus } from "lucide-react";
import { useLocale, useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { EmptyState } from "../../ui/states";
import { daysBetween, daysFrom } from "./dates";
import { EntryChip } from "./entry-chip";
import type { GridProps } from "./grid";

/** Days that have entries, one after the other. */
export function Agenda(props: GridProps) {
  const t = useT();
  const { language } = useLocale();
  const { entity, from, to, today, entries, onCreate } = props;
  const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
  const title = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  const days = daysFrom(from, daysBetween(from, to)).map((day) => ({ day, own: entries.filter((entry) => entry.day <= day && entry.lastDay >= day).sort((a, b) => Number(b.long) - Number(a.long) || a.from - b.from) }));
  const filled = days.filter(({ own }) => own.length > 0);
  if (filled.length === 0) {
    return (
      <EmptyState icon={<CalendarDays />} title={t("calendar.nothing", { plural: entity.plural })} className="flex-1">
        {onCreate && (
          <Button variant="primary" onClick={() => onCreate(today >= from && today < to ? today : from)}>
            <Plus />
            {t("list.create", { label: entity.label })}
          </Button>
        )}
      </EmptyState>
    );
  }
  return (
    <ol className="scroll-thin min-h-0 flex-1 overflow-y-auto px-4 py-2">
      {filled.map(({ day, own }) => (
        <li key={day} className="grid grid-cols-[13rem_1fr] gap-x-4 border-b border-line py-2.5 last:border-b-0 max-sm:grid-cols-1">
          <h3 aria-current={day === today ? "date" : undefined} className="pb-1 text-sm font-medium text-ink-2 first-letter:uppercase aria-[current]:text-accent-ink">
            {title.format(at(day))}
          </h3>
          <ul className="flex min-w-0 flex-col gap-1">
            {own.map((entry) => (
              <li key={entry.row.id} className="min-w-0">
                <EntryChip {...props} entry={entry} mayMove={false} mayResize={false} className="h-8 px-2 text-sm max-sm:h-10" />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
