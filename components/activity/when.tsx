"use client";
import { useSyncExternalStore } from "react";
import { useLocale } from "../i18n/provider";

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [["minute", 60], ["hour", 3600], ["day", 86_400]];
const LATELY_S = 6 * 86_400;

/** "3 hours ago"; after six days the date. */
export function whenText(at: Date, now: Date, language: string, timeZone: string): string {
  const seconds = Math.max(0, (now.getTime() - at.getTime()) / 1000);
  if (seconds > LATELY_S) return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone }).format(at);
  const [unit, size] = STEPS.findLast(([, step]) => seconds >= step) ?? (["second", 1] as const);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "long" });
  return unit === "second" ? relative.format(0, "second") : relative.format(-Math.floor(seconds / size), unit);
}

let minute = Math.floor(Date.now() / 60_000);
const everyMinute = (notify: () => void): (() => void) => {
  const timer = setInterval(() => {
    minute = Math.floor(Date.now() / 60_000);
    notify();
  }, 60_000);
  return () => clearInterval(timer);
};

/** A time as people say it; the exact one when pointed at. */
export function When({ at }: { at: string }) {
  const { language, timeZone } = useLocale();
  useSyncExternalStore(everyMinute, () => minute, () => minute);
  const date = new Date(at);
  const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short", timeZone }).format(date);
  return (
    <time dateTime={at} title={exact} className="text-xs whitespace-nowrap text-ink-3">
      {whenText(date, new Date(), language, timeZone)}
    </time>
  );
}
