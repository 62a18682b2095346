"use client";
import Link from "next/link";
import type { CSSProperties } from "react";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import { fieldOf } from "../../data/model";
import type { RecordData } from "../../data/records";
import { formatValue } from "../../fields/format";
import { useLocale } from "../../i18n/provider";
import { rowTitle } from "../../lists/list-state";
import { toneOf } from "../../ui/badge";
import { cn } from "../../ui/cn";
import type { Entry } from "./entries";
import type { GridProps } from "./grid";
import { entryWhen } from "./words";

/** Tone of a record by the choice it has; grey without one. */
export function toneFor(colour: ClientField | undefined, row: RecordData) {
  const choices = Array.isArray(colour?.options.choices) ? (colour.options.choices as { value: string; color?: string }[]) : [];
  return toneOf(choices.find((choice) => colour && choice.value === row[colour.name])?.color ?? (colour ? "gray" : "blue"));
}

/** The fields of the title, in words. */
export function entryTitle(entity: ClientEntity, titles: readonly string[], row: RecordData, locale?: { language: string; timeZone: string }): string {
  const rest = titles.filter((name) => name !== entity.titleField).flatMap((name) => fieldOf(entity, name) ?? []).map((field) => (locale && row[field.name] !== null && row[field.name] !== undefined ? formatValue(field, row[field.name], locale) : ""));
  return [rowTitle(entity, row), ...rest].filter(Boolean).join(" · ");
}

interface ChipProps extends Pick<GridProps, "entity" | "titles" | "colour" | "carried" | "pending" | "mayMove" | "mayResize" | "onPointerDown" | "onKeyDown"> {
  entry: Entry;
  /** One line (month, whole days), or a block as high as it lasts. */
  block?: boolean;
  style?: CSSProperties;
  className?: string;
}

/** An entry. Enter opens it, Space picks it up. */
export function EntryChip({ entity, titles, colour, carried, pending, mayMove, mayResize, onPointerDown, onKeyDown, entry, block, style, className }: ChipProps) {
  const locale = useLocale();
  const { row, from, long } = entry;
  const tone = toneFor(colour, row);
  const held = carried?.id === row.id;
  const time = long ? "" : new Intl.DateTimeFormat(locale.language, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(from * 60_000);
  const words = entryTitle(entity, titles, row, locale);
  return (
    <Link
      href={`/${entity.name}/${row.id}`}
      prefetch={false}
      draggable={false}
      data-entry={row.id}
      data-carried={held || undefined}
      title={`${entryWhen(entry, locale.language)} · ${words}`}
      aria-describedby={mayMove ? "carry-help" : undefined}
      onPointerDown={mayMove ? onPointerDown(row.id, false) : undefined}
      onKeyDown={mayMove ? onKeyDown(row.id, mayResize) : undefined}
      onClick={(event) => held && event.preventDefault()}
      className={cn("group/chip relative flex min-w-0 gap-1 overflow-hidden rounded-sm px-1.5 text-xs select-none [-webkit-touch-callout:none]", block ? "flex-col gap-0 border-l-2 py-0.5" : "h-5.5 items-center", mayMove && "cursor-grab", held && "z-20 cursor-grabbing shadow-pop ring-2 ring-accent", pending.has(row.id) && "opacity-70", className)}
      style={{ background: `var(--tone-${tone}-bg)`, color: `var(--tone-${tone}-ink)`, borderColor: `var(--tone-${tone}-ink)`, ...style }}
    >
      {time && <span className="shrink-0 whitespace-nowrap tabular-nums">{time}</span>}
      <span className={cn("min-w-0 font-medium", block ? "break-words" : "truncate")}>{words}</span>
      {mayResize && (
        <span aria-hidden onPointerDown={onPointerDown(row.id, true)} className={cn("absolute opacity-0 group-hover/chip:opacity-100", block ? "inset-x-0 bottom-0 h-1.5 cursor-ns-resize" : "inset-y-0 right-0 w-1.5 cursor-ew-resize", !block && !long && "hidden")} style={{ background: "currentColor" }} />
      )}
    </Link>
  );
}
