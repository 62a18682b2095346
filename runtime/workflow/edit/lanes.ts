/** Lanes as bands under the nodes: one over the other, as wide as the drawing. A node belongs to the band its middle stands in. */
import type { Lane, ProcessDefinition, ProcessNode } from "../definition/types";
import { centerOf, drawingOf, homeOf, isElsewhere, redraw, type Box, type Point } from "./drawing";
import { freeId, mapped, patched, poolOf, withContents } from "./elements";

export const LANE = { header: 32, height: 160, least: 90, width: 900, margin: 30 } as const;

export interface Band extends Box {
  readonly lane: Lane;
  /** It goes from top to bottom. */
  readonly upright: boolean;
}

/** Lanes of this page that stand in no sub-process. */
const lanesHere = (definition: ProcessDefinition): readonly Lane[] => (definition.lanes ?? []).filter((lane) => lane.inside === undefined && !isElsewhere(definition, lane.id));
/** Lanes that stack: those at the top of their pool. Parts of lanes and lanes of sub-processes keep the place their file gave them. */
const stacked = (definition: ProcessDefinition, pool: string): readonly Lane[] => lanesHere(definition).filter((lane) => lane.parent === undefined && poolOf(definition, lane) === pool);
const poolsWithLanes = (definition: ProcessDefinition): readonly string[] => [...new Set(lanesHere(definition).map((lane) => poolOf(definition, lane)))];

/** Bands of all pools, from top to bottom, or from left to right. */
export function bandsOf(definition: ProcessDefinition): readonly Band[] {
  const { shapes } = drawingOf(definition);
  return (definition.lanes ?? []).flatMap((lane) => {
    const bounds = shapes.get(lane.id);
    return bounds ? [{ lane, x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, upright: bounds.horizontal === false }] : [];
  });
}

/** Do the lanes of the pool stand beside each other, from top to bottom? Some tools draw them so, and they stay so. */
const isUpright = (definition: ProcessDefinition, pool: string): boolean => {
  const { shapes } = drawingOf(definition);
  return shapes.get(pool)?.horizontal === false || stacked(definition, pool).some((lane) => shapes.get(lane.id)?.horizontal === false);
};

/** Upright lanes are reckoned as if the drawing lay on its side. */
const turned = ({ x, y, width, height }: Box): Box => ({ x: y, y: x, width: height, height: width });
const same = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

/** The lane at a point of a pool; the nearest one when it is beside all; undefined without lanes. */
function laneAt(definition: ProcessDefinition, pool: string, at: Point): string | undefined {
  const parents = new Set((definition.lanes ?? []).map((lane) => lane.parent));
  const bands = bandsOf(definition).filter(({ lane }) => lane.inside === undefined && !parents.has(lane.id) && poolOf(definition, lane) === pool);
  const distance = (band: Band): number => (band.upright ? outside(at.x, band.x, band.width) : outside(at.y, band.y, band.height));
  return [...bands].sort((a, b) => distance(a) - distance(b))[0]?.lane.id;
}

const outside = (at: number, from: number, length: number): number => Math.max(0, from - at, at - from - length);

/** Puts the lanes of a pool under each other (upright ones: beside each other) in the order and heights given; their nodes move with them. */
function stack(definition: ProcessDefinition, pool: string, heights: ReadonlyMap<string, number> = new Map()): ProcessDefinition {
  const lanes = stacked(definition, pool);
  const { shapes } = drawingOf(definition);
  const turn = isUpright(definition, pool) ? turned : same;
  const box = (id: string): readonly Box[] => (shapes.has(id) ? [turn(shapes.get(id)!)] : []);
  const known = lanes.flatMap((lane) => box(lane.id));
  const nodes = definition.nodes.filter((node) => poolOf(definition, node) === pool).flatMap((node) => box(node.id));
  const left = known.length > 0 ? Math.min(...known.map(({ x }) => x)) : Math.min(0, ...nodes.map(({ x }) => x - LANE.header - LANE.margin));
  const right = Math.max(left + LANE.width, ...known.map(({ x, width }) => x + width), ...nodes.map(({ x, width }) => x + width + LANE.margin));
  const top = known.length > 0 ? Math.min(...known.map(({ y }) => y)) : Math.min(0, ...nodes.map(({ y }) => y - LANE.margin));
  const places = new Map<string, Box>();
  let y = top;
  for (const lane of lanes) {
    const [old] = box(lane.id);
    const height = Math.max(LANE.least, heights.get(lane.id) ?? old?.height ?? LANE.height);
    places.set(lane.id, turn({ x: left, y, width: right - left, height }));
    if (old && old.y !== y) for (const [id, bounds] of shiftedNodes(definition, lane.id, turn({ x: 0, y: y - old.y, width: 0, height: 0 }))) places.set(id, bounds);
    y += height;
  }
  const [frame] = box(pool);
  if (frame) places.set(pool, turn({ x: Math.min(frame.x, left - LANE.header), y: top, width: right - Math.min(frame.x, left - LANE.header), height: y - top }));
  return upright(redraw(definition, { shapes: places, ...bendsOf(definition, [...places.keys()]) }), turn === turned ? lanes : []);
}

/** A lane added among upright ones is drawn as they are. */
function upright(definition: ProcessDefinition, lanes: readonly Lane[]): ProcessDefinition {
  const [page, ...rest] = definition.di ?? [];
  const flat = new Set(lanes.map(({ id }) => id).filter((id) => drawingOf(definition).shapes.get(id)?.horizontal !== false));
  if (!page || flat.size === 0) return definition;
  return { ...definition, di: [{ ...page, shapes: page.shapes.map((shape) => (flat.has(shape.element) ? { ...shape, horizontal: false } : shape)) }, ...rest] };
}

function shiftedNodes(definition: ProcessDefinition, lane: string, by: Point): readonly (readonly [string, Box])[] {
  const { shapes } = drawingOf(definition);
  const parts = new Set([lane, ...(definition.lanes ?? []).filter((one) => one.parent === lane).map((one) => one.id)]);
  const moved = withContents(definition, definition.nodes.filter((node) => node.lane !== undefined && parts.has(node.lane)).map((node) => node.id));
  return [...moved, ...parts].filter((id) => id !== lane).flatMap((id) => {
    const bounds = shapes.get(id);
    return bounds ? [[id, { ...bounds, x: bounds.x + by.x, y: bounds.y + by.y }] as const] : [];
  });
}

/** Flows that touch something moved are routed anew. */
export function bendsOf(definition: ProcessDefinition, moved: readonly string[]): { readonly edges: ReadonlyMap<string, null> } {
  const ids = new Set(moved);
  return { edges: new Map([...definition.flows, ...(definition.messageFlows ?? [])].filter((flow) => ids.has(flow.from) || ids.has(flow.to)).map((flow) => [flow.id, null])) };
}

/** Lanes, and frames of pools without lanes, are wide and high enough for what stands in them. */
export function fitLanes(given: ProcessDefinition): ProcessDefinition {
  const definition = fitFrames(given);
  return poolsWithLanes(definition).reduce((now, pool) => {
    const { shapes } = drawingOf(now);
    const turn = isUpright(now, pool) ? turned : same;
    const heights = new Map<string, number>();
    for (const lane of stacked(now, pool)) {
      const band = shapes.has(lane.id) ? turn(shapes.get(lane.id)!) : undefined;
      const held = now.nodes.filter((node) => node.lane === lane.id && node.inside === undefined).flatMap((node) => (shapes.has(node.id) ? [turn(shapes.get(node.id)!)] : []));
      if (band && held.length > 0) heights.set(lane.id, Math.max(band.height, ...held.map(({ y, height }) => y + height + 15 - band.y)));
    }
    return stack(now, pool, heights);
  }, definition);
}

function fitFrames(definition: ProcessDefinition): ProcessDefinition {
  const { shapes } = drawingOf(definition);
  const laned = new Set(poolsWithLanes(definition));
  const places = new Map((definition.pools ?? []).filter(({ id }) => shapes.has(id) && !laned.has(id)).map(({ id }) => {
    const frame = shapes.get(id)!;
    const held = definition.nodes.filter((node) => poolOf(definition, node) === id).flatMap((node) => shapes.get(node.id) ?? []);
    const [x, y] = [Math.min(frame.x, ...held.map((box) => box.x - LANE.margin)), Math.min(frame.y, ...held.map((box) => box.y - LANE.margin))];
    return [id, { x, y, width: Math.max(frame.x + frame.width, ...held.map((box) => box.x + box.width + LANE.margin)) - x, height: Math.max(frame.y + frame.height, ...held.map((box) => box.y + box.height + LANE.margin)) - y }] as const;
  }));
  return redraw(definition, { shapes: places });
}

/** Nodes at the top of a pool get the lane they stand in. */
export function assignLanes(definition: ProcessDefinition, ids: Iterable<string>): ProcessDefinition {
  if (!definition.lanes?.length) return definition;
  const { shapes } = drawingOf(definition);
  const asked = new Set(ids);
  const nodes = mapped(definition.nodes, (node): ProcessNode => {
    const bounds = shapes.get(node.id);
    if (!asked.has(node.id) || node.inside !== undefined || !bounds) return node;
    const lane = laneAt(definition, poolOf(definition, node), centerOf(bounds));
    const stays = lane === node.lane || (lane === undefined && isElsewhere(definition, node.lane!));
    return stays ? node : patched(node, { lane });
  });
  return nodes === definition.nodes ? definition : { ...definition, nodes };
}

/** A new lane at the bottom. The first one takes in everything there is. Pages of sub-processes have the lanes of their file only. */
export function addLane(definition: ProcessDefinition, label: string, pool = homeOf(definition).pool ?? poolOf(definition, {})): ProcessDefinition {
  if (homeOf(definition).inside !== undefined) return definition;
  const id = freeId(definition, "lane");
  const first = stacked(definition, pool).length === 0;
  const lane: Lane = { id, label, ...(definition.pools && { pool }) };
  const nodes = first ? definition.nodes.map((node): ProcessNode => (node.inside === undefined && node.lane === undefined && poolOf(definition, node) === pool ? { ...node, lane: id } : node)) : definition.nodes;
  return fitLanes(stack({ ...definition, lanes: [...(definition.lanes ?? []), lane], nodes }, pool));
}

export function setLane(definition: ProcessDefinition, id: string, change: Partial<Omit<Lane, "id">>): ProcessDefinition {
  return { ...definition, lanes: (definition.lanes ?? []).map((lane) => (lane.id === id ? patched(lane, change) : lane)) };
}

/** One place up (-1) or down (1) among its neighbours, with what stands in it. */
export function moveLane(definition: ProcessDefinition, id: string, by: -1 | 1): ProcessDefinition {
  const lanes = [...(definition.lanes ?? [])];
  const lane = lanes.find((one) => one.id === id);
  if (!lane) return definition;
  const pool = poolOf(definition, lane);
  const order = stacked(definition, pool);
  const other = order[order.findIndex((one) => one.id === id) + by];
  if (!other) return definition;
  const [from, to] = [lanes.indexOf(lane), lanes.indexOf(other)];
  lanes[from] = other;
  lanes[to] = lane;
  return stack({ ...definition, lanes }, pool);
}

/** To where its middle comes to stand (its height, of upright lanes how far to the right): behind every neighbour whose middle is before. */
export function laneTo(definition: ProcessDefinition, id: string, middle: number): ProcessDefinition {
  const lane = definition.lanes?.find((one) => one.id === id);
  if (!lane) return definition;
  const order = stacked(definition, poolOf(definition, lane));
  const { shapes } = drawingOf(definition);
  const turn = isUpright(definition, poolOf(definition, lane)) ? turned : same;
  const above = order.filter((one) => one.id !== id && shapes.has(one.id) && centerOf(turn(shapes.get(one.id)!)).y < middle).length;
  const by = above - order.findIndex((one) => one.id === id);
  return Array.from({ length: Math.abs(by) }).reduce<ProcessDefinition>((now) => moveLane(now, id, by < 0 ? -1 : 1), definition);
}

/** Another height; of an upright lane, another width. */
export function resizeLane(definition: ProcessDefinition, id: string, height: number): ProcessDefinition {
  const lane = definition.lanes?.find((one) => one.id === id);
  return lane ? fitLanes(stack(definition, poolOf(definition, lane), new Map([[id, Math.round(height)]]))) : definition;
}

/** What stood in the lane comes into its neighbour. */
export function removeLane(definition: ProcessDefinition, id: string): ProcessDefinition {
  const lane = definition.lanes?.find((one) => one.id === id);
  if (!lane) return definition;
  const pool = poolOf(definition, lane);
  const order = stacked(definition, pool);
  const at = order.findIndex((one) => one.id === id);
  const heir = lane.parent ?? (order[at - 1] ?? order[at + 1])?.id;
  const { shapes } = drawingOf(definition);
  const [gone, kept] = [shapes.get(id), heir === undefined ? undefined : shapes.get(heir)];
  const lanes = definition.lanes!.filter((one) => one.id !== id).map((one) => (one.parent === id ? patched(one, { parent: lane.parent }) : one));
  const nodes = definition.nodes.map((node): ProcessNode => (node.lane === id ? patched(node, { lane: heir }) : node));
  const without = redraw(patched({ ...definition, nodes, lanes }, { lanes: lanes.length > 0 ? lanes : undefined }), { shapes: new Map([[id, null]]) });
  if (heir === undefined || lane.parent !== undefined || lane.inside !== undefined || !gone || !kept) return without;
  // The heir takes the place of both, so that nothing has to move.
  const turn = isUpright(definition, pool) ? turned : same;
  const [mine, theirs] = [turn(kept), turn(gone)];
  const top = redraw(without, { shapes: new Map([[heir, turn({ ...mine, y: Math.min(mine.y, theirs.y), height: mine.height + theirs.height })]]) });
  return stack(top, pool);
}
