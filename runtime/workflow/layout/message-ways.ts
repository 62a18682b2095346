/** Ways of messages from pool to pool around the steps: out of a step at the side that is free, through gutters, and along between the pools. */
import type { Box, Point } from "../definition/types";
import type { Area } from "./ways";

const STEP = 12;
/** Between two pools several messages run beside each other. */
const BETWEEN = { first: 16, apart: 9, tracks: 4 } as const;

/** A node where it stands; `frame`: the sub-process around it. */
export interface Place {
  readonly box: Box;
  readonly area: Area;
  readonly column: number;
  readonly frame: string | undefined;
  /** Border events hang under it; or it is one. */
  readonly isHost: boolean;
  readonly isBorder: boolean;
}

/** The drawing as messages need it; pools from top to bottom. */
export interface Plan {
  readonly pools: readonly Box[];
  poolOf(id: string): number | undefined;
  placeOf(id: string): Place | undefined;
}

export class MessageWays {
  private count = 0;

  constructor(private readonly plan: Plan) {}

  /** Undefined when an end is not drawn, or both are in one pool. */
  way(from: string, to: string): readonly Point[] | undefined {
    const [start, end] = [this.plan.poolOf(from), this.plan.poolOf(to)];
    if (start === undefined || end === undefined || start === end) return undefined;
    const [out, back] = [this.leave(from, start > end), this.leave(to, end > start)];
    const [a, b] = [out?.at(-1)?.x, back?.at(-1)?.x];
    const [near, far] = [this.beside(start, end), this.beside(end, start)];
    const outside = Math.abs(start - end) === 1 ? undefined : Math.max(...this.plan.pools.map(({ x, width }) => x + width)) + STEP + this.track();
    // A pool as a whole is met where the other end leads straight to it.
    const middle = (at: number): number => this.plan.pools[at]!.x + this.plan.pools[at]!.width / 2;
    const [x, toX] = [a ?? (outside === undefined ? b : undefined) ?? middle(start), b ?? (outside === undefined ? a : undefined) ?? middle(end)];
    const ends = [out ?? [{ x, y: this.edge(start, start > end) }], [...(back ?? [{ x: toX, y: this.edge(end, end > start) }])].reverse()] as const;
    const across = outside === undefined ? [{ x, y: near }, { x: toX, y: near }] : [{ x, y: near }, { x: outside, y: near }, { x: outside, y: far }, { x: toX, y: far }];
    return plain([...ends[0], ...across, ...ends[1]]);
  }

  /** From a node, and out of the sub-processes around it, to where nothing of its pool is in the way any more; undefined for a pool. */
  private leave(id: string, up: boolean): readonly Point[] | undefined {
    const places = this.around(id);
    if (!places[0]) return undefined;
    // Neither through the events on a lower border, nor from such an event through its step.
    const sides = places.map(({ isHost, isBorder }) => (up || isHost) && !isBorder);
    let x = places[0].box.x + places[0].box.width / 2;
    return places.flatMap(({ box, area, column }, at) => {
      const [over, onward] = [sides[at]!, sides[at + 1] ?? up];
      const edge = { x, y: over ? box.y : box.y + box.height };
      if (over === onward && area.isOutermost(column, box, onward)) return [edge];
      const y = over ? edge.y - STEP : edge.y + STEP;
      x = area.behind(column);
      return [edge, { x: edge.x, y }, { x, y }];
    });
  }

  /** The place of a node, and those of the sub-processes around it, from the inside out. */
  private around(id: string): readonly Place[] {
    const places: Place[] = [];
    for (let place = this.plan.placeOf(id); place && places.length < 50; place = place.frame === undefined ? undefined : this.plan.placeOf(place.frame)) places.push(place);
    return places;
  }

  private edge(pool: number, up: boolean): number {
    const { y, height } = this.plan.pools[pool]!;
    return up ? y : y + height;
  }

  /** A height beside the pool, on the side of the other one. */
  private beside(pool: number, other: number): number {
    const by = this.track();
    return other > pool ? this.edge(pool, false) + by : this.edge(pool, true) - by;
  }

  private track(): number {
    return BETWEEN.first + (this.count++ % BETWEEN.tracks) * BETWEEN.apart;
  }
}

/** Without points that lie on the way between their neighbours. */
function plain(points: readonly Point[]): readonly Point[] {
  return points.reduce<Point[]>((kept, point) => {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last && last.x === point.x && last.y === point.y) return kept;
    const inLine = before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    return inLine ? [...kept.slice(0, -1), point] : [...kept, point];
  }, []);
}
