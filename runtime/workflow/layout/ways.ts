/**
 * Ways of flows around the steps of a drawing laid out by us. What the layout leaves free makes them short to find, however large the drawing is:
 *
 * - *gutter*: the strip between two columns, where nothing stands; flows go up and down in it.
 * - *corridor*: the strip along the upper edge of each lane (and along the lower edge of all), where nothing stands; flows go along in it.
 *
 * No sequence flow crosses a step, save flows that no process may have: out of one sub-process or pool into another, or into a border event.
 */
import type { Box, Point } from "../definition/types";
import type { Column, Group, Held } from "./group";

/** Distances in pixels; gutters and corridors hold several flows beside each other. */
const STEP = 12;
const TURN = 30;
const GUTTER = { first: 8, apart: 6, tracks: 3 } as const;
const CORRIDOR = { first: 8, apart: 7, tracks: 4 } as const;
const CORNER = { first: 0, apart: 1, tracks: Infinity } as const;
const LOWEST = { first: 6, apart: 6, tracks: 2 } as const;
/** So many columns further nobody looks whether the straight way is free. */
const FAR = 12;
/** So near to a step nothing passes. */
const MARGIN = 4;

/** One end of a flow: `column` is that of the step, or of the activity whose border it is on. */
interface End {
  readonly box: Box;
  readonly column: number;
}

/** The side a flow begins at; “any”: it may leave upwards and downwards, too, as from the corners of a gateway. */
type Side = "right" | "below" | "any";

/** Where the nodes of one pool or sub-process stand, in absolute places. */
export class Area {
  private readonly used = new Map<string, number>();
  private readonly corridors: readonly number[];

  constructor(private readonly group: Group, private readonly x: number, private readonly y: number) {
    this.corridors = [...group.bands.values()].map(({ top }) => top + y);
  }

  columnOf = (id: string): number | undefined => this.group.columnOf.get(id);

  /** To the left side of a step. */
  way(from: End & { readonly side: Side }, to: End): readonly Point[] {
    const end = { x: to.box.x, y: to.box.y + to.box.height / 2 };
    const out = from.side === "below" ? [{ x: from.box.x + from.box.width / 2, y: from.box.y + from.box.height }, { x: from.box.x + from.box.width / 2, y: from.box.y + from.box.height + STEP }] : [{ x: from.box.x + from.box.width, y: from.box.y + from.box.height / 2 }];
    const { y } = out.at(-1)!;
    const between = [from.column + 1, to.column - 1] as const;
    if (from.side === "any" && to.column > from.column && y !== end.y && this.isClear(end.y, ...between) && this.reaches(from, end.y) && this.isFirst(from, end.y > y)) {
      const x = from.box.x + from.box.width / 2;
      return [{ x, y: end.y > y ? from.box.y + from.box.height : from.box.y }, { x, y: end.y }, end];
    }
    if (to.column > from.column && this.isClear(y, ...between)) return y === end.y ? [...out, end] : upDown(out, this.left(to.column) - TURN, end);
    if (to.column > from.column && this.isClear(end.y, ...between)) return upDown(out, this.right(from.column) + TURN, end);
    const [near, along, far] = [this.behind(from.column), this.corridor(y, end.y), this.before(to.column)];
    return [...out, { x: near, y }, { x: near, y: along }, { x: far, y: along }, { x: far, y: end.y }, end];
  }

  /** Is nothing in the column over (under) this place? */
  isOutermost(column: number, box: Box, up: boolean): boolean {
    const { held } = this.group.columns[column]!;
    const middle = box.y + box.height / 2 - this.y;
    return up ? held[0]!.bottom >= middle : held.at(-1)!.top <= middle;
  }

  /** Can one go up or down to this height without leaving the column, and turn there? */
  private reaches({ box, column }: End, y: number): boolean {
    if (y > box.y - STEP && y < box.y + box.height + STEP) return false;
    const { held } = this.group.columns[column]!;
    const own = indexAt(held, box.y + box.height / 2 - this.y);
    return y < box.y ? (held[own - 1]?.bottom ?? -Infinity) + MARGIN < y - this.y : (held[own + 1]?.top ?? Infinity) - MARGIN > y - this.y;
  }

  /** One flow leaves at a corner, so that its words are nobody else's. */
  private isFirst = ({ box }: End, down: boolean): boolean => this.track(`corner ${box.x} ${box.y} ${down}`, CORNER) === 0;

  /** A place in the gutter right of a column. */
  behind = (column: number): number => this.right(column) + this.track(`gutter ${column + 1}`, GUTTER);
  private before = (column: number): number => this.left(column) - this.track(`gutter ${column}`, GUTTER);
  private left = (column: number): number => this.group.columns[column]!.left + this.x;
  private right = (column: number): number => this.group.columns[column]!.right + this.x;

  /** Can one go along at this height, past all columns from one to another? */
  private isClear(y: number, first: number, last: number): boolean {
    if (last - first >= FAR) return false;
    return this.group.columns.slice(first, last + 1).every((column) => !standsAt(column, y - this.y));
  }

  /** A place in the corridor that costs the least way up and down. */
  private corridor(from: number, to: number): number {
    const lowest = this.y + this.group.height;
    const cost = (y: number): number => Math.abs(y - from) + Math.abs(y - to);
    const best = this.corridors.reduce((one, other) => (cost(other) < cost(one) ? other : one), lowest);
    return best === lowest ? lowest - this.track("lowest", LOWEST) : best + this.track(`corridor ${best}`, CORRIDOR);
  }

  /** Flows in one strip take places in turn. */
  private track(strip: string, { first, apart, tracks }: { readonly first: number; readonly apart: number; readonly tracks: number }): number {
    const count = this.used.get(strip) ?? 0;
    this.used.set(strip, count + 1);
    return first + (count % tracks) * apart;
  }
}

const upDown = (out: readonly Point[], x: number, end: Point): readonly Point[] => [...out, { x, y: out.at(-1)!.y }, { x, y: end.y }, end];

/** Does something in the column stand at this height, or hardly beside it? */
function standsAt({ held }: Column, y: number): boolean {
  const next = held[indexAt(held, y)];
  return next !== undefined && next.top - MARGIN <= y;
}

/** The first that does not stand above; by halves, as they stand in order. */
function indexAt(held: readonly Held[], y: number): number {
  let [low, high] = [0, held.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (held[middle]!.bottom + MARGIN < y) low = middle + 1;
    else high = middle;
  }
  return low;
}
