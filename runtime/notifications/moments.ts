/** Moments in time zones: where a day and a time of day are a moment, and which day a moment is. */
export interface LocalTime {
  /** "2026-01-31" */
  readonly day: string;
  /** "HH:MM" */
  readonly time: string;
}

export function localTime(moment: Date, timeZone: string): LocalTime {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(moment).map(({ type, value }) => [type, value]));
  return { day: `${parts["year"]}-${parts["month"]}-${parts["day"]}`, time: `${parts["hour"]}:${parts["minute"]}` };
}

/** The moment a clock in the zone shows this; a time the clock skips is the moment as much later. */
export function momentOf({ day, time }: LocalTime, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const shift = (at: number): number => {
    const local = localTime(new Date(at), timeZone);
    return Date.parse(`${local.day}T${local.time}:00Z`) - at;
  };
  const first = wanted - shift(wanted);
  return new Date(wanted - shift(first));
}

export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The next moment after `after` at which the clock shows the time. */
export function nextAt(time: string, timeZone: string, after: Date): Date {
  const { day } = localTime(after, timeZone);
  const today = momentOf({ day, time }, timeZone);
  return today > after ? today : momentOf({ day: addDays(day, 1), time }, timeZone);
}

export type Period = "day" | "week" | "month" | "year";

/** The same time of day a period later; the 31st becomes the last of a shorter month. */
export function addPeriod(moment: Date, period: Period, timeZone: string): Date {
  const { day, time } = localTime(moment, timeZone);
  if (period === "day" || period === "week") return momentOf({ day: addDays(day, period === "day" ? 1 : 7), time }, timeZone);
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const [y, m] = period === "year" ? [year + 1, month] : [year + Math.floor(month / 12), (month % 12) + 1];
  const last = new Date(Date.UTC(y, m, 0)).getUTCDate();
  return momentOf({ day: `${y}-${String(m).padStart(2, "0")}-${String(Math.min(date, last)).padStart(2, "0")}`, time }, timeZone);
}

/** Milliseconds of an offset of days, hours and minutes: "-P1DT2H". */
export function offsetMs(text: string): number {
  const [, sign, days, hours, minutes] = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text) ?? [];
  const ms = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === "-" ? -ms : ms;
}

/** True when the clock shows a time between the two; a night may lie between them. */
export const isBetween = (time: string, from: string, to: string): boolean => (from <= to ? time >= from && time < to : time >= from || time < to);
