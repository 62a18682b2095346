/**
 * Where the words of round elements (events, gateways) stand: beside the element, and where no flow runs and nothing else stands.
 *
 * - *side*: the corner or edge of the element the words keep to; the first that is free, in the order one likes to read them.
 */
import type { Box, Point } from "../../../runtime/workflow/edit/drawing";
import { middleOf } from "./route";

/** Words of 12 pixels height, as wide as `WIDTH` before they go on in the next line. */
export const WIDTH = 128;
const LINE = 16;
const LETTER = 6.2;
const GAP = 4;

export interface Worded {
  readonly id: string;
  readonly box: Box;
  readonly words: string;
  /** Over the element when nothing is in the way, as with gateways; else under it. */
  readonly over: boolean;
}

export interface Label {
  /** What the words take in, reckoned from the corner of the element. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly align: "left" | "center" | "right";
  /** They grow upwards from their lower edge, or downwards from their upper one. */
  readonly grows: "up" | "down";
}

/** What a place costs by what is in it: to be crossed is worse than to stand a little unusually. */
const COST = { flow: 100, box: 120, words: 90 } as const;

export interface WordedWay {
  readonly id: string;
  readonly way: readonly Point[];
  readonly words: string | undefined;
}

/** Where the words of a flow stand: over the point, or right of it beside an upright part. */
export interface FlowLabel extends Point {
  readonly upright: boolean;
}

export interface Places {
  readonly elements: ReadonlyMap<string, Label>;
  readonly flows: ReadonlyMap<string, FlowLabel>;
}

/** `boxes`: steps the words must not cover; `ways`: flows with what is written on them; `taken`: other words on the drawing. */
export function placeLabels(worded: readonly Worded[], boxes: readonly Box[], ways: readonly WordedWay[], taken: readonly Box[] = []): Places {
  const lines = new Cells<readonly [Point, Point, string]>();
  for (const { id, way } of ways) way.slice(1).forEach((to, at) => lines.add([way[at]!, to, id], boundsOf(way[at]!, to)));
  const solid = new Cells<Box>();
  for (const box of boxes) solid.add(box, box);
  const words = new Cells<Box>();
  for (const box of taken) words.add(box, box);
  const flows = new Map<string, FlowLabel>();
  for (const { id, way, words: text } of ways) {
    if (!text || way.length < 2) continue;
    const width = Math.min(160, text.length * 6);
    const cost = (label: FlowLabel): number => {
      const place = boxOfWords(label, width);
      return COST.flow * lines.at(place).filter(([from, to, of]) => of !== id && crosses(place, from, to)).length + COST.box * solid.at(place).filter((one) => meet(place, one) && !holds(one, place)).length + COST.words * words.at(place).filter((one) => meet(place, one)).length;
    };
    const best = cheapest(along(way), cost);
    flows.set(id, best);
    words.add(boxOfWords(best, width), boxOfWords(best, width));
  }
  const places = new Map<string, Label>();
  for (const { id, box, words: text, over } of worded) {
    const cost = (label: Label): number => {
      const place = { x: box.x + label.x, y: box.y + label.y, width: label.width, height: label.height };
      return COST.flow * lines.at(place).filter(([from, to]) => crosses(place, from, to)).length + COST.box * solid.at(place).filter((one) => one !== box && meet(place, one) && !holds(one, box)).length + COST.words * words.at(place).filter((one) => meet(place, one)).length;
    };
    const best = cheapest(sides(box, sizeOf(text), over), cost);
    places.set(id, best);
    const place = { x: box.x + best.x, y: box.y + best.y, width: best.width, height: best.height };
    words.add(place, place);
  }
  return { elements: places, flows };
}

const boxOfWords = ({ x, y, upright }: FlowLabel, width: number): Box => (upright ? { x: x + 4, y: y - LINE / 2, width, height: LINE } : { x: x - width / 2, y: y - LINE - 2, width, height: LINE });

/** Points of a way where words can stand, the middle of its longest part first. */
function along(way: readonly Point[]): readonly FlowLabel[] {
  const { x, y, upright } = middleOf(way);
  const parts = way.slice(1).map((to, at) => ({ from: way[at]!, to })).sort((a, b) => length(b) - length(a));
  return [{ x, y, upright }, ...parts.flatMap(({ from, to }) => [0.5, 0.25, 0.75].map((share) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, upright: Math.abs(to.y - from.y) > Math.abs(to.x - from.x) })))];
}

const length = ({ from, to }: { readonly from: Point; readonly to: Point }): number => Math.hypot(to.x - from.x, to.y - from.y);

/** The first of the cheapest. */
function cheapest<L>(labels: readonly L[], cost: (label: L) => number): L {
  let best = labels[0] as L;
  let least = Infinity;
  for (const label of labels) {
    const asked = cost(label);
    if (asked < least) [best, least] = [label, asked];
    if (least === 0) break;
  }
  return best;
}

/** What words take in, broken into lines at spaces; the lines about equally long, as the browser balances them. */
export function sizeOf(words: string): { readonly width: number; readonly height: number } {
  let best = broken(words, WIDTH);
  for (let most = WIDTH - 8; most >= 48; most -= 8) {
    const narrower = broken(words, most);
    if (narrower.height > best.height || narrower.width > most) break;
    best = narrower;
  }
  return best;
}

function broken(words: string, most: number): { readonly width: number; readonly height: number } {
  let [rows, row, widest] = [1, 0, 0];
  for (const word of words.split(/\s+/)) {
    const long = word.length * LETTER;
    const next = row === 0 ? long : row + LETTER + long;
    if (next > most && row > 0) [rows, row] = [rows + 1, long];
    else row = next;
    widest = Math.max(widest, Math.min(row, WIDTH));
  }
  return { width: Math.ceil(widest), height: rows * LINE };
}

/** Places around the element: over and under its middle, then beside its middle line, then beside it. */
function sides({ width: w, height: h }: Box, { width, height }: { readonly width: number; readonly height: number }, over: boolean): readonly Label[] {
  const up = { y: -GAP - height, height, width, grows: "up" as const };
  const down = { y: h + GAP, height, width, grows: "down" as const };
  const middle: readonly Label[] = [{ ...up, x: (w - width) / 2, align: "center" }, { ...down, x: (w - width) / 2, align: "center" }];
  // Beside a line out of the middle; a round element leaves room at its corners.
  const [right, left] = [w / 2 + GAP + 2, w / 2 - GAP - 2 - width];
  const [upper, lower] = [{ ...up, y: up.y + GAP + 2 }, { ...down, y: down.y - GAP - 2 }];
  const corners: readonly Label[] = [{ ...upper, x: right, align: "left" }, { ...upper, x: left, align: "right" }, { ...lower, x: right, align: "left" }, { ...lower, x: left, align: "right" }];
  const beside: readonly Label[] = [{ x: w + GAP, y: (h - height) / 2, width, height, align: "left", grows: "down" }, { x: -GAP - width, y: (h - height) / 2, width, height, align: "right", grows: "down" }];
  const further: readonly Label[] = [{ ...up, x: (w - width) / 2, y: up.y - 24, align: "center" }, { ...down, x: (w - width) / 2, y: down.y + 24, align: "center" }];
  return over ? [middle[0]!, ...corners.slice(0, 2), middle[1]!, ...corners.slice(2), ...beside, ...further] : [middle[1]!, ...corners.slice(2), middle[0]!, ...corners.slice(0, 2), ...beside, ...further];
}

const meet = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
/** A frame is no hindrance to what lies in it, nor the activity to the event on its border. */
const holds = (frame: Box, { x, y, width, height }: Box): boolean => frame.width > 200 && x >= frame.x && y >= frame.y && x + width <= frame.x + frame.width && y + height <= frame.y + frame.height;
const boundsOf = (a: Point, b: Point): Box => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });

/** Does the line run through the box? Its part within each pair of sides is cut out, and something must be left. */
function crosses({ x, y, width, height }: Box, from: Point, to: Point): boolean {
  let [begin, end] = [0, 1];
  for (const [start, way, low, high] of [[from.x, to.x - from.x, x, x + width], [from.y, to.y - from.y, y, y + height]] as const) {
    if (way === 0) {
      if (start <= low || start >= high) return false;
      continue;
    }
    const [a, b] = [(low - start) / way, (high - start) / way];
    begin = Math.max(begin, Math.min(a, b));
    end = Math.min(end, Math.max(a, b));
  }
  return begin < end;
}

const CELL = 160;

/** Things by the squares of the plane they touch, so that only what is near is looked at. */
class Cells<T> {
  private readonly cells = new Map<string, T[]>();

  add(thing: T, box: Box): void {
    for (const key of keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(thing);
      else this.cells.set(key, [thing]);
    }
  }

  at(box: Box): readonly T[] {
    return [...new Set(keys(box).flatMap((key) => this.cells.get(key) ?? []))];
  }
}

function keys({ x, y, width, height }: Box): readonly string[] {
  const found: string[] = [];
  for (let column = Math.floor(x / CELL); column <= Math.floor((x + width) / CELL); column++) for (let row = Math.floor(y / CELL); row <= Math.floor((y + height) / CELL); row++) found.push(`${column} ${row}`);
  return found;
}
