"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ClientEntity } from "../../../runtime/model/client";
import type { ClientTimeline } from "../../../runtime/model/kinds/timeline/model";
import { fieldOf } from "../../data/model";
import { addDays, todayIn } from "../../fields/kinds/date-text";
import { useLocale, useT } from "../../i18n/provider";
import { filterOf, rowTitle } from "../../lists/list-state";
import { LoadFailure, Nothing, Waiting } from "../../lists/list-states";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Notice } from "../../ui/states";
import { useCarry } from "../carry";
import { lanesFor, laneKey } from "../board/columns";
import { daysBetween, firstWeekday } from "../calendar/dates";
import { carried as carriedEntry, changeFor, entryOf, rangeFilter, type Entry, type Shape } from "../calendar/entries";
import { toneFor } from "../calendar/entry-chip";
import { entryWhen } from "../calendar/words";
import { PartChoice, usePart } from "../part";
import type { RecordViewProps } from "../registry";
import { mayChange, useChanges } from "../use-change";
import { SPAN_MOST, useSpan } from "../use-span";
import { arrowsOf, TimelineArrows } from "./arrows";
import { barOf, readPlace, scaleOf, STEP_DAYS, ticksOf, ZOOMS, type Place } from "./scale";

const ROW = 36;
const HEAD = 32;
const KEYS = { ArrowLeft: { days: -1, minutes: 0 }, ArrowRight: { days: 1, minutes: 0 } };

type Row = { readonly kind: "group"; readonly key: string; readonly label: string; readonly count: number } | { readonly kind: "entry"; readonly entry: Entry };

const shapeOf = (timeline: ClientTimeline, entity: ClientEntity): Shape => ({ start: timeline.start, end: timeline.end, timed: fieldOf(entity, timeline.start)?.type !== "date", lasting: false });

/** Records as bars along time, in groups if wanted, with arrows from what must end to what may begin then. */
export function TimelineView({ entity, base, settings, state, change, onTotal, onCreate }: RecordViewProps) {
  const t = useT();
  const { language, timeZone } = useLocale();
  const timeline = usePart("timeline", entity, state.part);
  const shape = useMemo(() => shapeOf(timeline, entity), [timeline, entity]);
  const today = todayIn(timeZone);
  const place = readPlace(state.at, today);
  const first = firstWeekday(language);
  const scale = useMemo(() => scaleOf(place, first), [place.zoom, place.day, first]);
  const quick = state.quick.join();
  const own = useMemo(() => filterOf(base, settings, state.quick), [base, settings.filter, quick]);
  const filter = useMemo(() => {
    const range = rangeFilter(shape, scale.from, scale.to, timeZone);
    return own ? { all: [range, own] } : range;
  }, [own, shape, scale, timeZone]);
  const groupField = timeline.groupBy ? fieldOf(entity, timeline.groupBy) : undefined;
  const colour = timeline.colorBy ? fieldOf(entity, timeline.colorBy) : undefined;
  const fields = [...new Set([entity.titleField, "version", timeline.start, timeline.end, ...(groupField ? [groupField.name] : []), ...(colour ? [colour.name] : []), ...timeline.dependencies])];
  const span = useSpan(entity.name, { fields, filter, q: state.q || undefined, sort: [{ field: timeline.start, direction: "asc" }] });
  const { pending, change: send, dialog } = useChanges(entity);
  const [said, setSaid] = useState("");
  const scroller = useRef<HTMLDivElement>(null);

  const entries = useMemo(() => (span.data?.rows ?? []).flatMap((row) => entryOf(pending.get(row.id) ?? row, shape, timeZone) ?? []), [span.data, pending, shape, timeZone]);
  useEffect(() => onTotal(span.data ? entries.length : undefined), [span.data, entries.length, onTotal]);
  const mayMove = mayChange(entity, fieldOf(entity, timeline.start)) && mayChange(entity, fieldOf(entity, timeline.end)) && !state.deleted;
  const byId = (id: string) => entries.find((entry) => entry.row.id === id);
  const { carried, onPointerDown, onKeyDown } = useCarry({
    steps: (_id, from, to) => ({ days: Math.round((to.x - from.x) / scale.perDay), minutes: 0 }),
    keys: KEYS,
    onDrop: (held) => {
      const entry = byId(held.id);
      if (entry) void send(entry.row, changeFor(entry, held, shape, timeZone), entryWhen(carriedEntry(entry, held), language));
    },
    onSay: (event, held) => {
      const entry = byId(held.id);
      if (entry) setSaid(t(`views.${event === "moved" ? "over" : event}`, { title: rowTitle(entity, entry.row), place: entryWhen(carriedEntry(entry, held), language) }));
    },
  });
  const rows = useMemo((): readonly Row[] => {
    const shown = entries.map((entry): Row & { kind: "entry" } => ({ kind: "entry", entry: carried?.id === entry.row.id ? carriedEntry(entry, carried) : entry }));
    if (!groupField) return shown;
    const groups = lanesFor(groupField, shown.map(({ entry }) => ({ column: null, lane: entry.row[groupField.name] ?? null, count: 1, sums: [] })), t("views.none"));
    return groups.flatMap((group): Row[] => {
      const inside = shown.filter(({ entry }) => laneKey(entry.row[groupField.name]) === group.key);
      return [{ kind: "group", key: group.key, label: group.label, count: inside.length }, ...inside];
    });
  }, [entries, carried, groupField, t]);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 10 });
  const arrows = useMemo(() => arrowsOf(rows.map((row) => (row.kind === "entry" ? row.entry : undefined)), timeline.dependencies, scale, ROW), [rows, timeline.dependencies, scale]);

  const isThere = span.data !== undefined;
  useLayoutEffect(() => {
    // The day that is looked for stands a quarter into the window.
    const box = scroller.current;
    if (box) box.scrollLeft = daysBetween(scale.from, place.day) * scale.perDay - box.clientWidth / 4;
  }, [scale, place.day, isThere]);

  const go = (next: Place) => change({ at: `${next.zoom}:${next.day}` });
  if (span.isError && !span.data) return <LoadFailure error={span.error} onRetry={() => void span.refetch()} />;
  const width = daysBetween(scale.from, scale.to) * scale.perDay;
  const narrowed = state.q !== "" || own !== undefined;
  const tick = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...(place.zoom === "day" ? { day: "numeric", weekday: "narrow" } : place.zoom === "week" ? { day: "numeric", month: "short" } : { month: "short", year: "numeric" }) });
  const title = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${place.day}T00:00:00Z`));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-1 border-b border-line px-3 py-1.5 max-sm:flex-wrap">
        <Button size="sm" onClick={() => go({ ...place, day: today })}>{t("calendar.today")}</Button>
        <Button variant="ghost" size="iconSm" aria-label={t("calendar.before")} onClick={() => go({ ...place, day: addDays(place.day, -STEP_DAYS[place.zoom]) })}>
          <ChevronLeft />
        </Button>
        <Button variant="ghost" size="iconSm" aria-label={t("calendar.after")} onClick={() => go({ ...place, day: addDays(place.day, STEP_DAYS[place.zoom]) })}>
          <ChevronRight />
        </Button>
        <h2 className="ml-1 truncate text-base font-semibold first-letter:uppercase" aria-live="polite">{title}</h2>
        <span className="ml-auto" />
        <PartChoice kind="timeline" entity={entity} chosen={timeline.name} onChoose={(part) => change({ part })} />
        <div role="group" aria-label={t("timeline.zoom")} className="flex rounded-md border border-line p-0.5">
          {ZOOMS.map((one) => (
            <button key={one} type="button" aria-pressed={place.zoom === one} onClick={() => go({ ...place, zoom: one })} className={cn("h-6 rounded-sm px-2 text-xs font-medium max-sm:h-9", place.zoom === one ? "bg-active text-ink" : "text-ink-2 hover:text-ink")}>
              {t(`timeline.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {span.data?.isMore && <Notice tone="info" className="m-2">{t("views.most", { count: SPAN_MOST })}</Notice>}
      {!span.data ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Nothing entity={entity} narrowed={narrowed} trash={state.deleted} mayCreate={onCreate !== undefined} onReset={() => change({ q: "", filter: settings.filter ? null : undefined, quick: [] })} />
      ) : (
        <div ref={scroller} role="group" aria-label={timeline.label} className="scroll-thin min-h-0 flex-1 overflow-auto">
          <div className="relative [--names:15rem] max-sm:[--names:8rem]" style={{ width: `calc(var(--names) + ${width}px)`, height: virtual.getTotalSize() + HEAD }}>
            <div className="sticky top-0 z-20 border-b border-line bg-canvas" style={{ height: HEAD }} aria-hidden>
              <div className="sticky left-0 z-10 h-full w-(--names) border-r border-line bg-canvas" />
              {ticksOf(scale).map(({ day, left }) => (
                <span key={day} className="absolute inset-y-0 flex items-center border-l border-line pl-1.5 text-xs whitespace-nowrap text-ink-3" style={{ left: `calc(var(--names) + ${left}px)` }}>
                  {tick.format(new Date(`${day}T00:00:00Z`))}
                </span>
              ))}
            </div>
            <div aria-hidden className="pointer-events-none absolute bottom-0" style={{ top: HEAD, left: "var(--names)", width }}>
              {ticksOf(scale).map(({ day, left }) => (
                <span key={day} className="absolute inset-y-0 border-l border-line" style={{ left }} />
              ))}
              {today >= scale.from && today < scale.to && <span className="absolute inset-y-0 z-10 w-0.5 bg-danger" style={{ left: (daysBetween(scale.from, today) + 0.5) * scale.perDay }} />}
              <TimelineArrows arrows={arrows} width={width} height={virtual.getTotalSize()} />
            </div>
            <ul aria-label={timeline.label}>
              {virtual.getVirtualItems().map(({ index, start }) => {
                const row = rows[index]!;
                const line = { top: start + HEAD, height: ROW };
                if (row.kind === "group") {
                  return (
                    <li key={`group ${row.key}`} className="absolute inset-x-0 border-b border-line bg-sunken" style={line}>
                      <span className="sticky left-0 flex h-full w-max max-w-80 items-center gap-2 px-4 text-sm font-semibold">
                        <span className="truncate">{row.label}</span> <span className="text-xs font-normal text-ink-3">{row.count}</span>
                      </span>
                    </li>
                  );
                }
                const { entry } = row;
                const { left, width: length } = barOf(scale, entry);
                const tone = toneFor(colour, entry.row);
                const held = carried?.id === entry.row.id;
                const name = rowTitle(entity, entry.row);
                return (
                  <li key={entry.row.id} className="absolute inset-x-0 border-b border-line/60" style={line}>
                    <span className="sticky left-0 z-10 flex h-full w-(--names) items-center border-r border-line bg-canvas px-4 text-sm max-sm:px-2">
                      <Link href={`/${entity.name}/${entry.row.id}`} prefetch={false} className="truncate rounded-sm hover:underline">{name}</Link>
                    </span>
                    <button
                      type="button"
                      data-entry={entry.row.id}
                      disabled={!mayMove}
                      title={`${entryWhen(entry, language)} · ${name}`}
                      aria-label={`${name}, ${entryWhen(entry, language)}`}
                      aria-describedby="timeline-help"
                      onPointerDown={onPointerDown(entry.row.id, false)}
                      onKeyDown={onKeyDown(entry.row.id, true)}
                      className={cn("group/bar absolute top-1.5 h-6 rounded-md border text-left text-xs font-medium select-none [-webkit-touch-callout:none] enabled:cursor-grab", held && "z-20 cursor-grabbing ring-2 ring-accent", pending.has(entry.row.id) && "opacity-70")}
                      style={{ left: `calc(var(--names) + ${left}px)`, width: Math.max(8, length), background: `var(--tone-${tone}-bg)`, color: `var(--tone-${tone}-ink)`, borderColor: `color-mix(in srgb, var(--tone-${tone}-ink) 35%, transparent)` }}
                    >
                      {length > 60 && <span className="block truncate px-2">{name}</span>}
                      {mayMove && <span aria-hidden onPointerDown={onPointerDown(entry.row.id, true)} className="absolute inset-y-0 right-0 w-1.5 cursor-ew-resize rounded-r-md bg-current opacity-0 group-hover/bar:opacity-60" />}
                    </button>
                  </li>
                );
              })}
            </ul>
          </div>
        </div>
      )}
      <p id="timeline-help" hidden>{t("timeline.howToCarry")}</p>
      <p role="status" className="sr-only">{said}</p>
      {dialog}
    </div>
  );
}
