/** Spans of time as people write them, in the languages of the product: "2 days" → P2D, "4 ч 30 мин" → PT4H30M. */
const UNITS: readonly (readonly [letter: "W" | "D" | "H" | "M", words: RegExp])[] = [
  ["W", /^(w|wk|weeks?|нед(ел[яиюь])?|тиж(д(ень|ні|нів))?|hafta)$/u],
  ["D", /^(d|days?|д|дн|день|дня|дней|дні|днів|доб[аиу]|діб|g|gün)$/u],
  ["H", /^(h|hrs?|hours?|ч|час(а|ов)?|г|год|годин[аиу]?|sa|saat)$/u],
  ["M", /^(m|mins?|minutes?|м|мин(ут[аыу]?)?|хв|хвилин[аиу]?|dk|dakika)$/u],
];

/** In ISO 8601, or undefined where it is written otherwise (or already so). Each unit at most once, the longer before the shorter. */
export function spokenTime(text: string): string | undefined {
  const words = text.trim().toLowerCase().replace(/[,.]/g, " ").replace(/(\d)(?=\p{L})/gu, "$1 ").split(/\s+/);
  const pairs = Array.from({ length: Math.ceil(words.length / 2) }, (_, at) => ({ count: words[2 * at]!, unit: UNITS.findIndex(([, names]) => names.test(words[2 * at + 1] ?? "")) }));
  if (pairs.some(({ count, unit }, at) => !/^\d{1,6}$/.test(count) || unit <= (pairs[at - 1]?.unit ?? -1))) return undefined;
  const said = (from: number, to: number): string => pairs.filter(({ unit }) => unit >= from && unit <= to).map(({ count, unit }) => `${count}${UNITS[unit]![0]}`).join("");
  const clock = said(2, 3);
  return `P${said(0, 1)}${clock && `T${clock}`}`;
}
