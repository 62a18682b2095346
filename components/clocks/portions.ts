/** Which rows of a list are asked about together. Pure. */

/** Lines of a list whose clocks are asked for at once; scrolling within them asks nothing new. */
const LINES = 50;

/** The portions that the lines from `first` up to `end` touch, as one text: "0-1". It changes only when another portion comes into sight. */
export const portionsTouched = (first: number, end: number): string => `${Math.floor(Math.max(0, first) / LINES)}-${Math.floor(Math.max(0, end - 1) / LINES)}`;

/** Records of these portions; `ids` are those of all lines, undefined for a line that is none. */
export function idsInPortions(ids: readonly (string | undefined)[], touched: string): readonly (readonly string[])[] {
  const [from = 0, to = 0] = touched.split("-").map(Number);
  const portions = Array.from({ length: to - from + 1 }, (_, at) => ids.slice((from + at) * LINES, (from + at + 1) * LINES));
  return portions.map((portion) => portion.filter((id) => id !== undefined)).filter((portion) => portion.length > 0);
}
