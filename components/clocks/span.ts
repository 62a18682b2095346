/** Spans of time for people: the two greatest parts. */
export type SpanUnit = "day" | "hour" | "minute" | "second";

const SIZES: readonly (readonly [SpanUnit, number])[] = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1000]];

/** `longest`: the greatest unit that is used; working time has no days of 24 hours. */
export function spanParts(ms: number, longest: SpanUnit = "day"): readonly (readonly [number, SpanUnit])[] {
  const units = SIZES.slice(SIZES.findIndex(([unit]) => unit === longest));
  const first = units.findIndex(([, size]) => ms >= size);
  if (first < 0) return [[0, ms > 0 ? "second" : "minute"]];
  const [unit, size] = units[first]!;
  const next = units[first + 1];
  const count = Math.floor(ms / size);
  const rest = next ? Math.floor((ms - count * size) / next[1]) : 0;
  return rest > 0 && unit !== "second" && next![0] !== "second" ? [[count, unit], [rest, next![0]]] : [[count, unit]];
}
