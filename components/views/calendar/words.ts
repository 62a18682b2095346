import type { Period } from "./dates";
import type { Entry } from "./entries";

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** "January 2026", "12–18 January 2026": what a period is called. */
export function periodTitle({ span, day }: Period, from: string, to: string, language: string): string {
  if (span === "month") return new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(at(day));
  if (span === "day") return new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" }).format(at(day));
  const last = new Date(at(to).getTime() - 86_400_000);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).formatRange(at(from), last);
}

/** "31 January, 10:00–11:30". */
export function entryWhen({ day, lastDay, from, to, long }: Entry, language: string): string {
  const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  const clock = (minutes: number): string => time.format(minutes * 60_000);
  if (long) return day === lastDay ? date.format(at(day)) : date.formatRange(at(day), at(lastDay));
  return `${date.format(at(day))}, ${clock(from)}–${clock(to)}`;
}
