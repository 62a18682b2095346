/** Lining nodes up. */
import type { ProcessDefinition } from "../definition/types";
import { drawingOf, type Box } from "./drawing";
import { placeNodes } from "./nodes";

export type Alignment = "left" | "center" | "right" | "top" | "middle" | "bottom" | "spreadX" | "spreadY";

export function alignNodes(definition: ProcessDefinition, ids: readonly string[], how: Alignment): ProcessDefinition {
  const { shapes } = drawingOf(definition);
  const nodes = ids.filter((id) => definition.nodes.some((node) => node.id === id && node.attachedTo === undefined)).flatMap((id) => (shapes.has(id) ? [[id, shapes.get(id)!] as const] : []));
  if (nodes.length < 2) return definition;
  return placeNodes(definition, how === "spreadX" || how === "spreadY" ? spread(nodes, how === "spreadX") : lined(nodes, how));
}

type Placed = readonly (readonly [string, Box])[];

function lined(nodes: Placed, how: Alignment): ReadonlyMap<string, Box> {
  const all = nodes.map(([, bounds]) => bounds);
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...all.map(({ x, width }) => x + width)), Math.max(...all.map(({ y, height }) => y + height))];
  const place = (bounds: Box): Box => {
    switch (how) {
      case "left": return { ...bounds, x: left };
      case "right": return { ...bounds, x: right - bounds.width };
      case "center": return { ...bounds, x: Math.round((left + right - bounds.width) / 2) };
      case "top": return { ...bounds, y: top };
      case "bottom": return { ...bounds, y: bottom - bounds.height };
      default: return { ...bounds, y: Math.round((top + bottom - bounds.height) / 2) };
    }
  };
  return new Map(nodes.map(([id, bounds]) => [id, place(bounds)]));
}

/** The same distance between all, the outer two staying. */
function spread(nodes: Placed, horizontal: boolean): ReadonlyMap<string, Box> {
  const [at, size] = horizontal ? (["x", "width"] as const) : (["y", "height"] as const);
  const order = [...nodes].sort((a, b) => a[1][at] - b[1][at]);
  const [first, last] = [order[0]![1], order[order.length - 1]![1]];
  const taken = order.reduce((sum, [, bounds]) => sum + bounds[size], 0);
  const gap = (last[at] + last[size] - first[at] - taken) / (order.length - 1);
  let next = first[at];
  return new Map(order.map(([id, bounds]) => {
    const place = { ...bounds, [at]: Math.round(next) };
    next += bounds[size] + gap;
    return [id, place];
  }));
}
