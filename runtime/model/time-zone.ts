/** Is it the name of a time zone that this platform knows? */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    // The only way to ask is to try.
    return false;
  }
}
