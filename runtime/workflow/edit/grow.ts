/** Commands that grow a process where it is: a step after a step, another branch. Used by the context pad and by the step cards. */
import type { Flow, ProcessDefinition } from "../definition/types";
import { around, centerOf, drawingOf, overlaps, redraw, type Box, type Point } from "./drawing";
import { containerOf, definitionOf, flowById, nodeById, outOf, sizeOf, withContents } from "./elements";
import { connect, isPassable, splitFlow } from "./flows";
import { bendsOf, fitLanes } from "./lanes";
import { addNode, type NewNode } from "./nodes";

const GAP = 80;

/**
 * A new step after a step. In the one way on from it, if there is one and the step fits between; from a gateway, or where nothing
 * follows yet, as a new way. What stands in its place moves aside.
 */
export function appendAfter(definition: ProcessDefinition, after: string, given: NewNode, lane?: string): readonly [ProcessDefinition, string | undefined] {
  const source = nodeById(definition, after);
  const { role } = definitionOf(given.type);
  if (!source || definitionOf(source.type).role === "end" || role === "start" || role === "boundary" || definitionOf(given.type).holds === "event") return [definition, undefined];
  const onward = outOf(definition, after);
  const between = onward.length === 1 && definitionOf(source.type).role !== "gateway" && isPassable(given.type);
  const room = between ? makeRoom(definition, onward[0]!, sizeOf(given.type).width) : definition;
  const at = place(room, after, given, lane);
  if (between) return splitFlow(room, onward[0]!.id, given, at);
  const [added, id] = addNode(room, given, at);
  const homed = containerOf(added, nodeById(added, id)!) === containerOf(added, nodeById(added, after)!);
  return homed ? [connect(added, after, id)[0], id] : [definition, undefined];
}

/** A step dropped onto a flow. Where it does not fit between both ends, the rest makes way. */
export function dropOnFlow(definition: ProcessDefinition, id: string, given: NewNode, at: Point): readonly [ProcessDefinition, string | undefined] {
  const flow = flowById(definition, id);
  if (!flow || !isPassable(given.type)) return [definition, undefined];
  const { width } = sizeOf(given.type);
  const room = makeRoom(definition, flow, width);
  const source = drawingOf(definition).shapes.get(flow.from);
  return splitFlow(room, id, given, room === definition || !source ? at : { x: source.x + source.width + GAP + width / 2, y: at.y });
}

/** Everything right of a node makes way for one more, when what follows stands too near. */
function makeRoom(definition: ProcessDefinition, { from: after, to }: Flow, width: number): ProcessDefinition {
  const { shapes } = drawingOf(definition);
  const [source, next] = [shapes.get(after), shapes.get(to)];
  if (!source || !next) return definition;
  const edge = source.x + source.width;
  const by = edge + GAP + width + GAP - next.x;
  if (by <= 0 || next.x < edge) return definition;
  const inside = nodeById(definition, after)!.inside;
  const right = definition.nodes.filter((node) => node.inside === inside && node.attachedTo === undefined && shapes.has(node.id) && shapes.get(node.id)!.x >= edge);
  const moved = withContents(definition, right.map((node) => node.id));
  const places = new Map([...moved].filter((id) => shapes.has(id)).map((id) => [id, { ...shapes.get(id)!, x: shapes.get(id)!.x + by }] as const));
  if (inside !== undefined && shapes.has(inside)) places.set(inside, { ...shapes.get(inside)!, width: shapes.get(inside)!.width + by });
  return fitLanes(redraw(definition, { shapes: places, ...bendsOf(definition, [...places.keys()]) }));
}

/** Right of the node, at its height or in the lane asked for, and further down where something stands already. */
function place(definition: ProcessDefinition, after: string, given: NewNode, lane: string | undefined): Point {
  const { shapes } = drawingOf(definition);
  const source = shapes.get(after) ?? { x: 0, y: 0, ...sizeOf("task") };
  const size = sizeOf(given.type);
  const band = lane === undefined ? undefined : shapes.get(lane);
  const border = nodeById(definition, after)?.attachedTo !== undefined;
  const wanted: Box = around({ x: source.x + source.width + GAP + size.width / 2, y: band ? centerOf(band).y : centerOf(source).y + (border ? 70 : 0) }, size);
  const inside = nodeById(definition, after)?.inside;
  const others = definition.nodes.filter((node) => node.inside === inside && node.id !== after).flatMap((node) => shapes.get(node.id) ?? []);
  return centerOf(freeSpot(wanted, others));
}

/** The place itself, or the first free one below it. */
export function freeSpot(wanted: Box, others: readonly Box[]): Box {
  let spot = wanted;
  for (let hit = others.find((one) => overlaps(spot, one, 15)); hit; hit = others.find((one) => overlaps(spot, one, 15))) spot = { ...spot, y: hit.y + hit.height + 30 };
  return spot;
}
