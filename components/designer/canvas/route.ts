/** Ways of flows on the drawing: right angles, from the side that looks at the other end. */
import { centerOf, type Box, type Point } from "../../../runtime/workflow/edit/drawing";
import type { NodeRole } from "../../../runtime/workflow/nodes/node-type";

export interface End {
  readonly box: Box;
  readonly role: NodeRole;
}

export function route(from: End, to: End): readonly Point[] {
  const [s, t] = [centerOf(from.box), centerOf(to.box)];
  const [sBottom, tBottom] = [from.box.y + from.box.height, to.box.y + to.box.height];
  const sRight = from.box.x + from.box.width;
  const level = Math.abs(s.y - t.y) < 3;
  const below = t.y > s.y;
  if (from.role === "boundary" && t.x > s.x) return [{ x: s.x, y: sBottom }, { x: s.x, y: Math.max(t.y, sBottom) }, { x: to.box.x, y: Math.max(t.y, sBottom) }];
  if (to.box.x >= sRight + 8) {
    if (level) return [{ x: sRight, y: s.y }, { x: to.box.x, y: t.y }];
    if (from.role === "gateway") return [{ x: s.x, y: below ? sBottom : from.box.y }, { x: s.x, y: t.y }, { x: to.box.x, y: t.y }];
    if (to.role === "gateway") return [{ x: sRight, y: s.y }, { x: t.x, y: s.y }, { x: t.x, y: below ? to.box.y : tBottom }];
    const x = Math.max(sRight + (to.box.x - sRight) / 2, to.box.x - 30);
    return [{ x: sRight, y: s.y }, { x, y: s.y }, { x, y: t.y }, { x: to.box.x, y: t.y }];
  }
  if (to.box.y >= sBottom + 8 || tBottom <= from.box.y - 8) {
    const [out, back] = below ? [sBottom, to.box.y] : [from.box.y, tBottom];
    if (Math.abs(s.x - t.x) < 3) return [{ x: s.x, y: out }, { x: t.x, y: back }];
    const y = (out + back) / 2;
    return [{ x: s.x, y: out }, { x: s.x, y }, { x: t.x, y }, { x: t.x, y: back }];
  }
  const y = Math.max(sBottom, tBottom) + 24;
  return [{ x: s.x, y: sBottom }, { x: s.x, y }, { x: t.x, y }, { x: t.x, y: tBottom }];
}

const RADIUS = 8;

/** The way as an SVG path with round corners. */
export function pathOf(points: readonly Point[]): string {
  return points.map((point, at) => {
    if (at === 0) return `M${point.x},${point.y}`;
    const next = points[at + 1];
    if (!next) return `L${point.x},${point.y}`;
    const [a, b] = [towards(point, points[at - 1]!), towards(point, next)];
    return `L${a.x},${a.y}Q${point.x},${point.y} ${b.x},${b.y}`;
  }).join("");
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const by = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: Math.round((from.x + (to.x - from.x) * by) * 10) / 10, y: Math.round((from.y + (to.y - from.y) * by) * 10) / 10 };
}

/** Where the words of a flow stand: above the middle of its longest level part, or beside an upright one. */
export function middleOf(points: readonly Point[]): Point & { readonly upright: boolean } {
  let best = { length: -1, x: points[0]?.x ?? 0, y: points[0]?.y ?? 0, upright: false };
  points.slice(1).forEach((point, at) => {
    const before = points[at]!;
    const upright = Math.abs(point.y - before.y) > Math.abs(point.x - before.x);
    const length = upright ? Math.abs(point.y - before.y) * 0.8 : Math.abs(point.x - before.x);
    if (length > best.length) best = { length, x: (point.x + before.x) / 2, y: (point.y + before.y) / 2, upright };
  });
  return best;
}

/** The mark of the default way: a stroke across its beginning. */
export function slash([a, b]: readonly Point[]): string {
  const length = Math.hypot(b!.x - a!.x, b!.y - a!.y) || 1;
  const [x, y] = [a!.x + ((b!.x - a!.x) / length) * 10, a!.y + ((b!.y - a!.y) / length) * 10];
  return `M${x - 4},${y + 4}L${x + 4},${y - 4}`;
}

/** How far a point is from a way. */
export function distanceTo(points: readonly Point[], { x, y }: Point): number {
  return Math.min(...points.slice(1).map((b, at) => {
    const a = points[at]!;
    const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length));
    return Math.hypot(x - a.x - along * (b.x - a.x), y - a.y - along * (b.y - a.y));
  }));
}
