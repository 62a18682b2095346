/**
 * Days as a calendar shows them. A *day* is "2026-01-31", as the wall of the person's zone has it. Pure.
 *
 * - *span*: month, week, day or agenda; with the day it stands on it is the part of the address called `at` ("week:2026-01-31").
 */
import { addDays } from "../../fields/kinds/date-text";

export const SPANS = ["month", "week", "day", "agenda"] as const;
export type Span = (typeof SPANS)[number];

export interface Period {
  readonly span: Span;
  readonly day: string;
}

const AGENDA_DAYS = 30;

export function readPeriod(at: string | undefined, today: string): Period {
  const [, span, day] = /^([a-z]+):(\d{4}-\d{2}-\d{2})$/.exec(at ?? "") ?? [];
  const real = day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : today;
  return { span: SPANS.find((one) => one === span) ?? "month", day: real };
}

export const writePeriod = ({ span, day }: Period): string => `${span}:${day}`;

/** Monday = 1 … Sunday = 7. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** First day of the week; `first` is the weekday weeks begin with. */
export const weekStart = (day: string, first: number): string => addDays(day, -((weekdayOf(day) - first + 7) % 7));

export const daysFrom = (day: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => addDays(day, index));

/** Whole weeks that cover a month. */
export function monthWeeks(day: string, first: number): readonly (readonly string[])[] {
  const from = weekStart(`${day.slice(0, 7)}-01`, first);
  const next = addMonths(`${day.slice(0, 7)}-01`, 1);
  const weeks = Math.ceil(daysBetween(from, next) / 7);
  return Array.from({ length: weeks }, (_, index) => daysFrom(addDays(from, index * 7), 7));
}

export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** The same day of another month, or its last one: ("2026-01-31", 1) → "2026-02-28". */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Days the period shows: from the first, up to the day after the last. */
export function rangeOf({ span, day }: Period, first: number): { readonly from: string; readonly to: string } {
  if (span === "month") {
    const weeks = monthWeeks(day, first);
    return { from: weeks[0]![0]!, to: addDays(weeks.at(-1)!.at(-1)!, 1) };
  }
  const from = span === "week" ? weekStart(day, first) : day;
  return { from, to: addDays(from, span === "week" ? 7 : span === "day" ? 1 : AGENDA_DAYS) };
}

/** The period before (-1) or after (1). */
export function stepPeriod({ span, day }: Period, by: 1 | -1): Period {
  return { span, day: span === "month" ? addMonths(`${day.slice(0, 7)}-01`, by) : addDays(day, by * { week: 7, day: 1, agenda: AGENDA_DAYS }[span]) };
}

/** Monday = 1 … Sunday = 7: the first day of a week where the language is spoken. */
export function firstWeekday(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?(): { firstDay: number }; weekInfo?: { firstDay: number } };
  return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
}
