/**
 * Lines between the cards of an entity diagram, and where their words stand. Pure.
 *
 * - *line*: a curve from the right edge of the card that points to the left edge of the one it points at. Lines between the same two
 *   cards fan out, and one that leads back, to its own card or one further left, runs beneath them.
 */
import type { Relation } from "./diagram";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

type Curve = readonly [Point, Point, Point, Point];

export interface Line {
  readonly id: string;
  /** Path of SVG. */
  readonly path: string;
  readonly words: string;
  /** Middle of the words. */
  readonly at: Point;
}

/** Of words of 11 pixels. */
const LETTER = 6.2;
const WORDS = { pad: 8, height: 18 } as const;
const FAN = 28;
const LEAST_BEND = 60;
const BENEATH = 56;
/** Places on the line in the order one likes to read words there. */
const ALONG = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8];

/** How far a line is bent aside to find room, the least first; and what a bend has to be worth. */
const ASIDE = [0, 24, -24, 48, -48, 80, -80, 120, -120, 170, -170, 230, -230, 300, -300];
const COST = { covered: 10, hidden: 12 } as const;
const SAMPLES = 16;

const wordsOf = ({ label, many }: Relation): string => (many ? `${label} (n)` : label);

/** Lines between cards whose boxes are known, with their words where neither cards nor other words stand, as far as there is room. */
export function linesOf(relations: readonly Relation[], boxes: ReadonlyMap<string, Box>): readonly Line[] {
  const cards = [...boxes.values()];
  const taken: Box[] = [];
  return relations.flatMap((relation): Line[] => {
    const [from, to] = [boxes.get(relation.from), boxes.get(relation.to)];
    if (!from || !to) return [];
    const alike = relations.filter((other) => other.from === relation.from && other.to === relation.to);
    const place = alike.indexOf(relation);
    const words = wordsOf(relation);
    const width = words.length * LETTER + WORDS.pad;
    const behind = cards.filter((card) => card !== from && card !== to);
    let best: { readonly curve: Curve; readonly at: Point; readonly cost: number } | undefined;
    for (const aside of ASIDE) {
      const curve = to.x < from.x + from.width ? beneath(from, to, place * FAN + Math.abs(aside)) : bend(from, to, (place - (alike.length - 1) / 2) * FAN + aside);
      const { at, covered } = freePlace(curve, width, cards, taken);
      const cost = covered * COST.covered + hidden(curve, behind) * COST.hidden + Math.abs(aside);
      if (!best || cost < best.cost) best = { curve, at, cost };
    }
    const { curve, at } = best!;
    taken.push(around(at, width));
    return [{ id: relation.id, path: pathOf(curve), words, at }];
  });
}

function bend(from: Box, to: Box, aside: number): Curve {
  const [start, end] = [{ x: from.x + from.width, y: from.y + from.height / 2 }, { x: to.x, y: to.y + to.height / 2 }];
  const reach = Math.max(LEAST_BEND, Math.abs(end.x - start.x) / 2);
  return [start, { x: start.x + reach, y: start.y + aside * 1.4 }, { x: end.x - reach, y: end.y + aside * 1.4 }, end];
}

function beneath(from: Box, to: Box, lower: number): Curve {
  const [start, end] = [{ x: from.x + from.width, y: from.y + from.height / 2 }, { x: to.x, y: to.y + to.height / 2 }];
  const below = Math.max(from.y + from.height, to.y + to.height) + BENEATH + lower;
  // A curve goes three quarters of the way to where it is drawn to.
  const y = (below - (start.y + end.y) / 8) / 0.75;
  return [start, { x: start.x + LEAST_BEND * 2, y }, { x: end.x - LEAST_BEND * 2, y }, end];
}

const pathOf = ([a, b, c, d]: Curve): string => `M${a.x},${a.y} C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`;

function pointAt([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t;
  const mix = (p: number, q: number, r: number, u: number): number => s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * u;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

const around = ({ x, y }: Point, width: number): Box => ({ x: x - width / 2, y: y - WORDS.height / 2, width, height: WORDS.height });

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** How many of some points of the curve lie behind cards. */
function hidden(curve: Curve, cards: readonly Box[]): number {
  let count = 0;
  for (let step = 1; step < SAMPLES; step++) {
    const { x, y } = pointAt(curve, step / SAMPLES);
    if (cards.some((card) => x > card.x && x < card.x + card.width && y > card.y && y < card.y + card.height)) count++;
  }
  return count;
}

/** The first place on the curve where words of this width cover nothing; where there is none, the one that covers least. */
function freePlace(curve: Curve, width: number, cards: readonly Box[], taken: readonly Box[]): { readonly at: Point; readonly covered: number } {
  let best: { readonly at: Point; readonly covered: number } | undefined;
  for (const t of ALONG) {
    const at = pointAt(curve, t);
    const box = around(at, width);
    let covered = 0;
    for (const card of cards) covered += overlap(box, card);
    for (const other of taken) covered += overlap(box, other);
    if (!best || covered < best.covered) best = { at, covered };
    if (covered === 0) break;
  }
  return best!;
}
