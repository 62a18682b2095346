/** Lines between shapes: along the axes, flows from left to right, messages from pool to pool. */
import type { Box, Point } from "../definition/types";

const middle = ({ y, height }: Box): number => y + height / 2;
const centre = ({ x, width }: Box): number => x + width / 2;
const right = ({ x, width }: Box): number => x + width;
const bottom = ({ y, height }: Box): number => y + height;
const STEP = 20;

/** `border`: the flow begins at an event on the border of an activity, so downwards. */
export function routeFlow(from: Box, to: Box, border: boolean): readonly Point[] {
  const end = { x: to.x, y: middle(to) };
  if (border) {
    const start = { x: centre(from), y: bottom(from) };
    if (end.x > start.x + STEP && end.y > start.y + STEP / 2) return [start, { x: start.x, y: end.y }, end];
    const turn = to.x - STEP;
    return [start, { x: start.x, y: start.y + STEP }, { x: turn, y: start.y + STEP }, { x: turn, y: end.y }, end];
  }
  const start = { x: right(from), y: middle(from) };
  if (end.x >= start.x + STEP) {
    if (start.y === end.y) return [start, end];
    const turn = end.x - Math.min(30, (end.x - start.x) / 2);
    return [start, { x: turn, y: start.y }, { x: turn, y: end.y }, end];
  }
  // Backwards: below both.
  const under = Math.max(bottom(from), bottom(to)) + STEP;
  return [{ x: centre(from), y: bottom(from) }, { x: centre(from), y: under }, { x: centre(to), y: under }, { x: centre(to), y: bottom(to) }];
}

/** A message: out of the side that faces the partner. */
export function routeMessage(from: Box, to: Box): readonly Point[] {
  const down = middle(from) < middle(to);
  const [start, end] = [{ x: centre(from), y: down ? bottom(from) : from.y }, { x: centre(to), y: down ? to.y : bottom(to) }];
  // Pools are wide: a message to a whole pool goes straight.
  const wide = (box: Box): boolean => box.width > 300;
  if (wide(to) && start.x > to.x && start.x < right(to)) return [start, { x: start.x, y: end.y }];
  if (wide(from) && end.x > from.x && end.x < right(from)) return [{ x: end.x, y: start.y }, end];
  if (start.x === end.x) return [start, end];
  const turn = (start.y + end.y) / 2;
  return [start, { x: start.x, y: turn }, { x: end.x, y: turn }, end];
}

export const routeStraight = (from: Box, to: Box): readonly Point[] => [{ x: centre(from), y: middle(from) }, { x: centre(to), y: middle(to) }];
