import type { KeyboardCoordinateGetter } from "@dnd-kit/core";

const STEP = 40;

/** Where a card carried by keyboard goes: left and right to the next place that can be dropped on, up and down to the next lane. */
export const coordinates: KeyboardCoordinateGetter = (event, { currentCoordinates, context: { collisionRect, droppableRects, droppableContainers } }) => {
  const side = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.code];
  if (!side || !collisionRect) return undefined;
  event.preventDefault();
  const [dx = 0, dy = 0] = side;
  const middle = { x: collisionRect.left + collisionRect.width / 2, y: collisionRect.top + STEP };
  const places = droppableContainers.getEnabled().flatMap(({ id }) => droppableRects.get(id) ?? []);
  const ahead = places.filter((rect) => {
    const sameLine = dx !== 0 ? rect.top <= middle.y && rect.bottom >= middle.y : rect.left <= middle.x && rect.right >= middle.x;
    return sameLine && (dx > 0 ? rect.left > middle.x : dx < 0 ? rect.right < middle.x : dy > 0 ? rect.top > middle.y : rect.bottom < middle.y);
  });
  const distance = (rect: { left: number; top: number }): number => Math.abs(rect.left - middle.x) * Math.abs(dx) + Math.abs(rect.top - middle.y) * Math.abs(dy);
  const [next] = ahead.sort((a, b) => distance(a) - distance(b));
  if (!next) return undefined;
  return dx !== 0 ? { x: next.left + (next.width - collisionRect.width) / 2, y: currentCoordinates.y } : { x: currentCoordinates.x, y: next.top };
};
