/** Days as people of a time zone count them. */

/** Making one costs a hundred times what it takes to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day a moment falls on in a zone ("Europe/Kyiv"), as "2026-01-31". @throws RangeError for a zone there is not. */
export function dayIn(moment: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })));
  return format.format(moment);
}
