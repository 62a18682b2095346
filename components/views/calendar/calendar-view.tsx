"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import type { ClientCalendar } from "../../../runtime/model/kinds/calendar/model";
import { queryString } from "../../data/api";
import { fieldOf } from "../../data/model";
import { PHONE, useMedia } from "../../data/use-media";
import { instantOf, todayIn } from "../../fields/kinds/date-text";
import { useLocale, useT } from "../../i18n/provider";
import { filterOf } from "../../lists/list-state";
import { LoadFailure, Waiting } from "../../lists/list-states";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Notice } from "../../ui/states";
import { useCarry, type Carried } from "../carry";
import { PartChoice, usePart } from "../part";
import type { RecordViewProps } from "../registry";
import { mayChange, useChanges } from "../use-change";
import { SPAN_MOST, useSpan } from "../use-span";
import { Agenda } from "./agenda";
import { firstWeekday, rangeOf, readPeriod, SPANS, stepPeriod, writePeriod, type Period } from "./dates";
import { carried as carriedEntry, changeFor, entryOf, rangeFilter, type Entry, type Shape } from "./entries";
import { entryTitle } from "./entry-chip";
import { MonthGrid } from "./month-grid";
import { HOUR, TimeGrid } from "./time-grid";
import type { GridProps } from "./grid";
import { entryWhen, periodTitle } from "./words";

const STEP = 15;
const MONTH_KEYS = { ArrowLeft: { days: -1, minutes: 0 }, ArrowRight: { days: 1, minutes: 0 }, ArrowUp: { days: -7, minutes: 0 }, ArrowDown: { days: 7, minutes: 0 } };
const TIME_KEYS = { ArrowLeft: { days: -1, minutes: 0 }, ArrowRight: { days: 1, minutes: 0 }, ArrowUp: { days: 0, minutes: -STEP }, ArrowDown: { days: 0, minutes: STEP } };

/** How the document's fields say when something is. */
function shapeOf(calendar: ClientCalendar, entity: ClientEntity): Shape {
  const [start, end] = [fieldOf(entity, calendar.start), calendar.end === undefined ? undefined : fieldOf(entity, calendar.end)];
  return { start: calendar.start, ...(end ? { end: end.name } : {}), timed: start?.type !== "date" && !(start?.options.result === "date"), lasting: end !== undefined && end.type !== start?.type };
}

/** Records on the days of a month, a week, a day, or one after the other. */
export function CalendarView({ entity, base, settings, state, change, onTotal, onCreate }: RecordViewProps) {
  const t = useT();
  const router = useRouter();
  const { language, timeZone } = useLocale();
  const phone = useMedia(PHONE);
  const calendar = usePart("calendar", entity, state.part);
  const shape = useMemo(() => shapeOf(calendar, entity), [calendar, entity]);
  const today = todayIn(timeZone);
  const chosen = readPeriod(state.at, today);
  const period: Period = phone ? { ...chosen, span: "agenda" } : chosen;
  const first = firstWeekday(language);
  const { from, to } = rangeOf(period, first);
  const quick = state.quick.join();
  const filter = useMemo(() => {
    const own = filterOf(base, settings, state.quick);
    const range = rangeFilter(shape, from, to, timeZone);
    return own ? { all: [range, own] } : range;
  }, [base, settings.filter, quick, shape, from, to, timeZone]);
  const titles = calendar.titleFields.length > 0 ? calendar.titleFields : [entity.titleField];
  const fields = [...new Set([entity.titleField, "version", shape.start, ...(shape.end ? [shape.end] : []), ...(calendar.colorBy ? [calendar.colorBy] : []), ...titles])];
  const span = useSpan(entity.name, { fields, filter, q: state.q || undefined, sort: [{ field: shape.start, direction: "asc" }] });
  const { pending, change: send, dialog } = useChanges(entity);
  const [said, setSaid] = useState("");
  const box = useRef<HTMLDivElement>(null);

  const entries = useMemo(() => (span.data?.rows ?? []).flatMap((row) => entryOf(pending.get(row.id) ?? row, shape, timeZone) ?? []).filter((entry) => entry.lastDay >= from && entry.day < to), [span.data, pending, shape, timeZone, from, to]);
  useEffect(() => onTotal(span.data ? entries.length : undefined), [span.data, entries.length, onTotal]);

  const mayMove = mayChange(entity, fieldOf(entity, shape.start)) && !state.deleted;
  const mayResize = mayMove && shape.end !== undefined && mayChange(entity, fieldOf(entity, shape.end));
  const byId = (id: string): Entry | undefined => entries.find((entry) => entry.row.id === id);
  const when = (entry: Entry): string => entryWhen(entry, language);
  const isTimes = period.span === "week" || period.span === "day";
  const { carried, onPointerDown, onKeyDown } = useCarry({
    steps: (id, start, end) => {
      const dayAt = ({ x, y }: { x: number; y: number }) => document.elementsFromPoint(x, y).find((one) => one instanceof HTMLElement && one.dataset.day)?.getAttribute("data-day");
      const [a, b] = [dayAt(start), dayAt(end)];
      const days = a && b ? Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000) : 0;
      const long = byId(id)?.long ?? true;
      return { days, minutes: isTimes && !long ? Math.round(((end.y - start.y) / HOUR) * 60 / STEP) * STEP : 0 };
    },
    keys: isTimes && shape.timed ? TIME_KEYS : MONTH_KEYS,
    onDrop: (held) => {
      const entry = byId(held.id);
      if (!entry) return;
      const values = changeFor(entry, held, shape, timeZone);
      if (Object.keys(values).length > 0) void send(entry.row, values, when(carriedEntry(entry, held)));
    },
    onSay: (event, held) => {
      const entry = byId(held.id);
      if (entry) setSaid(t(`views.${event === "moved" ? "over" : event}`, { title: entryTitle(entity, titles, entry.row), place: when(carriedEntry(entry, held)) }));
    },
  });
  const shown = useMemo(() => entries.map((entry) => (carried?.id === entry.row.id ? carriedEntry(entry, carried) : entry)), [entries, carried]);

  const create = (day: string, minutes?: number) => {
    const time = minutes === undefined ? "09:00" : `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${minutes % 60 < 30 ? "00" : "30"}`;
    router.push(`/${entity.name}/new${queryString({ [shape.start]: shape.timed ? instantOf(day, time, timeZone) : day })}`);
  };
  const mayCreate = onCreate !== undefined && fieldOf(entity, shape.start)?.right === "write";
  const go = (next: Period) => change({ at: writePeriod(next) });
  const colour: ClientField | undefined = calendar.colorBy ? fieldOf(entity, calendar.colorBy) : undefined;
  const grid: GridProps = { entity, titles, colour, period, from, to, first, today, entries: shown, carried: carried as Carried | undefined, pending, mayMove, mayResize, onPointerDown, onKeyDown, onCreate: mayCreate ? create : undefined, onDay: (day) => go({ span: "day", day }) };

  if (span.isError && !span.data) return <LoadFailure error={span.error} onRetry={() => void span.refetch()} />;
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-1 border-b border-line px-3 py-1.5 max-sm:flex-wrap">
        <Button size="sm" onClick={() => go({ ...chosen, day: today })}>{t("calendar.today")}</Button>
        <Button variant="ghost" size="iconSm" aria-label={t("calendar.before")} onClick={() => go(stepPeriod({ ...period }, -1))}>
          <ChevronLeft />
        </Button>
        <Button variant="ghost" size="iconSm" aria-label={t("calendar.after")} onClick={() => go(stepPeriod({ ...period }, 1))}>
          <ChevronRight />
        </Button>
        <h2 className="ml-1 min-w-0 truncate text-base font-semibold first-letter:uppercase" aria-live="polite">
          {periodTitle(period, from, to, language)}
        </h2>
        <span className="ml-auto" />
        <PartChoice kind="calendar" entity={entity} chosen={calendar.name} onChoose={(part) => change({ part })} />
        <div role="group" aria-label={t("calendar.span")} className="flex rounded-md border border-line p-0.5 max-sm:hidden">
          {SPANS.map((one) => (
            <button key={one} type="button" aria-pressed={period.span === one} onClick={() => go({ ...period, span: one })} className={cn("h-6 rounded-sm px-2 text-xs font-medium", period.span === one ? "bg-active text-ink" : "text-ink-2 hover:text-ink")}>
              {t(`calendar.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {span.data?.isMore && <Notice tone="info" className="m-2">{t("views.most", { count: SPAN_MOST })}</Notice>}
      {!span.data ? <Waiting /> : period.span === "agenda" ? <Agenda {...grid} /> : period.span === "month" ? <MonthGrid {...grid} /> : <TimeGrid {...grid} />}
      <p id="carry-help" hidden>{t("calendar.howToCarry")}</p>
      <p role="status" className="sr-only">{said}</p>
      {dialog}
    </div>
  );
}
