/** Days and moments as people read them in a cell. Building a formatter costs more than using it a hundred times, so they are kept. */

const kept = new Map<string, Intl.DateTimeFormat>();

/** English names the month, because 1/2 is read in two ways; the other languages write 31.01.2026 as people there do, in half the room. */
function formatOf(language: string, timeZone: string, hasTime: boolean): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${hasTime}`;
  let format = kept.get(key);
  if (!format) {
    const day: Intl.DateTimeFormatOptions = language.startsWith("en") ? { day: "numeric", month: "short", year: "numeric" } : { day: "2-digit", month: "2-digit", year: "numeric" };
    // "9:05 AM", but "09:05".
    const hour = new Intl.DateTimeFormat(language, { hour: "numeric" }).resolvedOptions().hour12 ? "numeric" : "2-digit";
    format = new Intl.DateTimeFormat(language, { ...day, ...(hasTime ? { hour, minute: "2-digit" } : {}), timeZone });
    kept.set(key, format);
  }
  return format;
}

/** Node and browsers do not agree on the kind of space before "AM"; what the server drew has to be what the browser draws. */
const plainSpaces = (text: string): string => text.replaceAll("\u202f", " ");

/** A calendar day ("2026-01-31") in words. */
export const dayWords = (day: string, language: string): string => formatOf(language, "UTC", false).format(new Date(`${day}T00:00:00Z`));

/** A moment (ISO, UTC) in words, in a zone, to the minute. */
export const momentWords = (moment: string, language: string, timeZone: string): string => plainSpaces(formatOf(language, timeZone, true).format(new Date(moment)));
