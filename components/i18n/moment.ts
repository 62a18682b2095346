"use client";
import { useLocale } from "./provider";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone })));
  return format;
}

/** Writes moments (ISO 8601) as day and time in the person's language and zone; "—" for none. */
export function useMoment(): (iso: string | null | undefined) => string {
  const { language, timeZone } = useLocale();
  return (iso) => (iso ? formatOf(language, timeZone).format(new Date(iso)) : "—");
}
