/**
 * Relations of points and ranges (Allen's interval algebra). A *point* is any value with an order.
 */
import { FeelRange, compare, type FeelValue } from "../values";
import { parseTemporal } from "../temporal";
import { define } from "./builtin";

/** One end of a range; `value` undefined is open: before everything (low) or after everything (high). */
interface Edge {
  readonly value: FeelValue | undefined;
  readonly included: boolean;
  readonly infinity: -1 | 1;
}

const low = (r: FeelRange): Edge => ({ value: r.low, included: r.lowIncluded, infinity: -1 });
const high = (r: FeelRange): Edge => ({ value: r.high, included: r.highIncluded, infinity: 1 });
const point = (value: FeelValue): Edge => ({ value, included: true, infinity: 1 });

function order(a: Edge, b: Edge): number {
  if (a.value === undefined || b.value === undefined) {
    return (a.value === undefined ? a.infinity : 0) - (b.value === undefined ? b.infinity : 0);
  }
  return compare(a.value, b.value) ?? NaN;
}

const less = (a: Edge, b: Edge): boolean => order(a, b) < 0;
const same = (a: Edge, b: Edge): boolean => order(a, b) === 0;
const lessOr = (a: Edge, b: Edge, whenSame: boolean): boolean => less(a, b) || (same(a, b) && whenSame);

type Point = FeelValue;
type Relation = {
  readonly points?: (a: Edge, b: Edge) => boolean;
  readonly pointRange?: (a: Edge, b: FeelRange) => boolean;
  readonly rangePoint?: (a: FeelRange, b: Edge) => boolean;
  readonly ranges?: (a: FeelRange, b: FeelRange) => boolean;
};

/** All values have one order; otherwise the relation is null. */
function comparable(...values: FeelValue[]): boolean {
  const known = values.flatMap((value) => (value instanceof FeelRange ? [value.low, value.high] : [value])).filter((value) => value !== undefined);
  return known.every((value) => value !== null && compare(value, known[0]!) !== null);
}

function relate(relation: Relation, a: Point, b: Point): boolean | null {
  if (!comparable(a, b)) return null;
  if (a instanceof FeelRange) return (b instanceof FeelRange ? relation.ranges?.(a, b) : relation.rangePoint?.(a, point(b))) ?? null;
  return (b instanceof FeelRange ? relation.pointRange?.(point(a), b) : relation.points?.(point(a), point(b))) ?? null;
}

const before: Relation = {
  points: less,
  pointRange: (p, r) => lessOr(p, low(r), !r.lowIncluded),
  rangePoint: (r, p) => lessOr(high(r), p, !r.highIncluded),
  ranges: (a, b) => lessOr(high(a), low(b), !(a.highIncluded && b.lowIncluded)),
};
const meets: Relation = { ranges: (a, b) => a.highIncluded && b.lowIncluded && same(high(a), low(b)) };
const overlaps: Relation = {
  ranges: (a, b) => lessOr(low(b), high(a), a.highIncluded && b.lowIncluded) && lessOr(low(a), high(b), a.lowIncluded && b.highIncluded),
};
const overlapsBefore: Relation = {
  ranges: (a, b) => lessOr(low(a), low(b), a.lowIncluded && !b.lowIncluded) && lessOr(low(b), high(a), a.highIncluded && b.lowIncluded) &&
    lessOr(high(a), high(b), !a.highIncluded || b.highIncluded),
};
const finishes: Relation = {
  pointRange: (p, r) => r.highIncluded && same(p, high(r)),
  ranges: (a, b) => a.highIncluded === b.highIncluded && same(high(a), high(b)) && lessOr(low(b), low(a), !a.lowIncluded || b.lowIncluded),
};
const includes: Relation = {
  rangePoint: (r, p) => lessOr(low(r), p, r.lowIncluded) && lessOr(p, high(r), r.highIncluded),
  ranges: (a, b) => lessOr(low(a), low(b), a.lowIncluded || !b.lowIncluded) && lessOr(high(b), high(a), a.highIncluded || !b.highIncluded),
};
const starts: Relation = {
  pointRange: (p, r) => r.lowIncluded && same(p, low(r)),
  ranges: (a, b) => a.lowIncluded === b.lowIncluded && same(low(a), low(b)) && lessOr(high(a), high(b), !a.highIncluded || b.highIncluded),
};
const coincides: Relation = {
  points: same,
  ranges: (a, b) => same(low(a), low(b)) && same(high(a), high(b)) && a.lowIncluded === b.lowIncluded && a.highIncluded === b.highIncluded,
};

const define2 = (signature: string, summary: string, example: [string, string], relation: Relation, swapped = false) =>
  define("Range", `${signature} -> boolean`, summary, example, ([a, b]) => (swapped ? relate(relation, b!, a!) : relate(relation, a!, b!)));

/** A bound of `range("[1..3]")`: number, quoted text, or a date, time or duration. */
function parseBound(text: string): FeelValue | undefined {
  const bound = text.trim();
  if (bound === "") return undefined;
  if (/^-?(\d+\.?\d*|\.\d+)$/.test(bound)) return Number(bound);
  const quoted = /^"([^"\\]*)"$/.exec(bound);
  if (quoted !== null) return quoted[1]!;
  return parseTemporal(/^@"([^"]*)"$/.exec(bound)?.[1] ?? bound);
}

function parseRange(text: string): FeelRange | null {
  const found = /^([[(\]])(.*)\.\.(.*)([\])[])$/s.exec(text.trim());
  if (found === null) return null;
  const [from, to] = [parseBound(found[2]!), parseBound(found[3]!)];
  if (from === null || to === null || (from === undefined && to === undefined)) return null;
  if (from !== undefined && to !== undefined && !((compare(from, to) ?? 1) <= 0)) return null;
  return new FeelRange(from, to, found[1] === "[" && from !== undefined, found[4] === "]" && to !== undefined);
}

export const rangeFunctions = [
  define("Conversion", "range(from: text) -> range", "A range from its text.", ['range("[1..3]")', "[1..3]"], ([text]) => parseRange(text as string)),
  define2("before(a: point, b: point)", "Does the first end before the second begins?", ["before([1..5), [5..9])", "true"], before),
  define2("after(a: point, b: point)", "Does the first begin after the second ends?", ["after(9, [1..5])", "true"], before, true),
  define2("meets(range1: range, range2: range)", "Does the first end exactly where the second begins?", ["meets([1..5], [5..9])", "true"], meets),
  define2("met by(range1: range, range2: range)", "Does the first begin exactly where the second ends?", ["met by([5..9], [1..5])", "true"], meets, true),
  define2("overlaps(range1: range, range2: range)", "Have both a common part?", ["overlaps([1..5], [3..9])", "true"], overlaps),
  define2("overlaps before(range1: range, range2: range)", "Does the first overlap the second and begin before it?", ["overlaps before([1..5], [3..9])", "true"], overlapsBefore),
  define2("overlaps after(range1: range, range2: range)", "Does the first overlap the second and end after it?", ["overlaps after([3..9], [1..5])", "true"], overlapsBefore, true),
  define2("finishes(point: point, range: range)", "Does the first end where the second ends, and begin inside it?", ["finishes([5..10], [1..10])", "true"], finishes),
  define2("finished by(range: range, point: point)", "The reverse of finishes.", ["finished by([1..10], 10)", "true"], finishes, true),
  define2("includes(range: range, point: point)", "Is the second inside the first?", ["includes([1..10], 5)", "true"], includes),
  define2("during(point: point, range: range)", "Is the first inside the second?", ["during([4..6], [1..10])", "true"], includes, true),
  define2("starts(point: point, range: range)", "Does the first begin where the second begins, and end inside it?", ["starts(1, [1..10])", "true"], starts),
  define2("started by(range: range, point: point)", "The reverse of starts.", ["started by([1..10], [1..5])", "true"], starts, true),
  define2("coincides(a: point, b: point)", "Are both the same?", ["coincides([1..5], [1..5])", "true"], coincides),
];
