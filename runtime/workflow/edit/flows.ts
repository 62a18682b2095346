/** Commands about flows. */
import type { Flow, MessageFlow, ProcessDefinition, ProcessNode } from "../definition/types";
import { around, centerOf, drawingOf, redraw, type Point } from "./drawing";
import { containerOf, definitionOf, flowById, freeId, nodeById, outOf, patched, poolOf } from "./elements";
import { assignLanes, bendsOf, fitLanes } from "./lanes";
import { addNode, type NewNode } from "./nodes";

/** Why two nodes cannot be joined; undefined when they can. */
export type Refusal = "same" | "joined" | "toStart" | "fromEnd" | "crosses" | "apart";

export function refusal(definition: ProcessDefinition, from: string, to: string): Refusal | undefined {
  const [source, target] = [nodeById(definition, from), nodeById(definition, to)];
  if (!source || !target || from === to) return "same";
  if (poolOf(definition, source) !== poolOf(definition, target)) return definition.messageFlows?.some((flow) => flow.from === from && flow.to === to) ? "joined" : undefined;
  const [start, end] = [definitionOf(source.type), definitionOf(target.type)];
  if (end.role === "start" || end.role === "boundary") return "toStart";
  if (start.role === "end") return "fromEnd";
  if (start.holds === "event" || end.holds === "event" || source.forCompensation || target.forCompensation) return "apart";
  if (containerOf(definition, source) !== containerOf(definition, target)) return "crosses";
  return definition.flows.some((flow) => flow.from === from && flow.to === to) ? "joined" : undefined;
}

/** Joins two nodes: by a flow, or by a message when they are in different pools. */
export function connect(definition: ProcessDefinition, from: string, to: string): readonly [ProcessDefinition, string | undefined] {
  if (refusal(definition, from, to)) return [definition, undefined];
  const id = freeId(definition, `${from}-${to}`.slice(0, 190));
  const [source, target] = [nodeById(definition, from)!, nodeById(definition, to)!];
  if (poolOf(definition, source) === poolOf(definition, target)) return [{ ...definition, flows: [...definition.flows, { id, from, to }] }, id];
  const message: MessageFlow = { id, from, to };
  return [{ ...definition, messageFlows: [...(definition.messageFlows ?? []), message] }, id];
}

/** Lets a flow begin or end elsewhere; its condition stays, and it stays the default only of the node it still comes from. */
export function reconnect(definition: ProcessDefinition, id: string, ends: { readonly from?: string; readonly to?: string }): ProcessDefinition {
  const flow = flowById(definition, id);
  if (!flow) return definition;
  const next = { ...flow, ...ends };
  if (refusal({ ...definition, flows: definition.flows.filter((one) => one.id !== id) }, next.from, next.to)) return definition;
  const nodes = next.from === flow.from ? definition.nodes : definition.nodes.map((node): ProcessNode => (node.default === id ? patched(node, { default: undefined }) : node));
  return redraw({ ...definition, nodes, flows: definition.flows.map((one) => (one.id === id ? next : one)) }, { edges: new Map([[id, null]]) });
}

export function setFlow(definition: ProcessDefinition, id: string, change: { readonly [K in keyof Flow]?: Flow[K] | undefined }): ProcessDefinition {
  return { ...definition, flows: definition.flows.map((flow) => (flow.id === id ? patched(flow, change) : flow)) };
}

/** The way taken when no condition holds: it needs none itself. `on` false unmarks it. */
export function setDefault(definition: ProcessDefinition, id: string, on = true): ProcessDefinition {
  const flow = flowById(definition, id);
  if (!flow) return definition;
  const nodes = definition.nodes.map((node): ProcessNode => (node.id === flow.from ? patched(node, { default: on ? id : undefined }) : node));
  return { ...(on ? setFlow(definition, id, { condition: undefined }) : definition), nodes };
}

/** Asked one place earlier (-1) or later (1) among the flows of its node. */
export function moveFlow(definition: ProcessDefinition, id: string, by: -1 | 1): ProcessDefinition {
  const flow = flowById(definition, id);
  if (!flow) return definition;
  const beside = outOf(definition, flow.from);
  const other = beside[beside.findIndex((one) => one.id === id) + by];
  if (!other) return definition;
  return { ...definition, flows: definition.flows.map((one) => (one.id === id ? other : one.id === other.id ? flow : one)) };
}

/** Takes flows away, and what spoke of them. */
export function removeFlows(definition: ProcessDefinition, ids: ReadonlySet<string>): ProcessDefinition {
  const gone = [...definition.flows, ...(definition.messageFlows ?? [])].filter((flow) => ids.has(flow.id));
  if (gone.length === 0) return definition;
  const messageFlows = definition.messageFlows?.filter((flow) => !ids.has(flow.id));
  const next = patched(definition, {
    flows: definition.flows.filter((flow) => !ids.has(flow.id)), messageFlows: messageFlows?.length ? messageFlows : undefined,
    nodes: definition.nodes.map((node): ProcessNode => (node.default !== undefined && ids.has(node.default) ? patched(node, { default: undefined }) : node)),
  });
  return redraw(next, { edges: new Map([...ids].map((id) => [id, null])) });
}

/** Can a node of this kind stand in the middle of a way? */
export const isPassable = (type: ProcessNode["type"]): boolean => !["start", "end", "boundary"].includes(definitionOf(type).role) && definitionOf(type).holds !== "event";

/** Puts a node into a flow: what led to the end of the flow leads to it, and it goes on there. */
export function splitFlow(definition: ProcessDefinition, id: string, given: NewNode, at?: Point): readonly [ProcessDefinition, string | undefined] {
  const flow = flowById(definition, id);
  if (!flow || !isPassable(given.type)) return [definition, undefined];
  const [added, node] = addNode(definition, given, at ?? middle(definition, flow));
  return [threadNode(inContainer(added, node, flow.from), node, id), node];
}

/** Puts a node that is there already, and joined to nothing, into a flow. */
export function threadNode(definition: ProcessDefinition, node: string, id: string): ProcessDefinition {
  const flow = flowById(definition, id);
  const inner = nodeById(definition, node);
  if (!flow || !inner || !isPassable(inner.type) || definition.flows.some((one) => one.from === node || one.to === node)) return definition;
  const onward: Flow = { id: freeId(definition, `${node}-${flow.to}`.slice(0, 190)), from: node, to: flow.to };
  const flows = definition.flows.flatMap((one) => (one.id === id ? [{ ...one, to: node }, onward] : [one]));
  return redraw({ ...definition, flows }, { edges: new Map([[id, null]]) });
}

/** A node in a flow lies where the flow does, whatever stands below it. */
function inContainer(definition: ProcessDefinition, id: string, beside: string): ProcessDefinition {
  const model = nodeById(definition, beside)!;
  const node = nodeById(definition, id)!;
  if (containerOf(definition, model) === containerOf(definition, node)) return definition;
  const next = patched(node, { inside: model.inside, pool: model.pool, lane: model.lane });
  return { ...definition, nodes: definition.nodes.map((one) => (one.id === id ? next : one)) };
}

function middle(definition: ProcessDefinition, flow: Flow): Point {
  const { shapes } = drawingOf(definition);
  const [from, to] = [shapes.get(flow.from), shapes.get(flow.to)];
  if (!from || !to) return { x: 0, y: 0 };
  const [a, b] = [centerOf(from), centerOf(to)];
  return { x: (from.x + from.width + to.x) / 2, y: Math.abs(a.y - b.y) < 30 ? a.y : b.y };
}

/** Moves a node to another lane: into its band, at the same x (of an upright one, the same y). */
export function toLane(definition: ProcessDefinition, id: string, lane: string | undefined): ProcessDefinition {
  const node = nodeById(definition, id);
  if (!node || node.lane === lane) return definition;
  const next: ProcessDefinition = { ...definition, nodes: definition.nodes.map((one) => (one.id === id ? patched(one, { lane }) : one)) };
  const { shapes } = drawingOf(definition);
  const [bounds, band] = [shapes.get(id), lane === undefined ? undefined : shapes.get(lane)];
  if (!bounds || !band) return next;
  const [here, there] = [centerOf(bounds), centerOf(band)];
  const place = around(band.horizontal === false ? { x: there.x, y: here.y } : { x: here.x, y: there.y }, bounds);
  return fitLanes(assignLanes(redraw(next, { shapes: new Map([[id, place]]), ...bendsOf(next, [id]) }), [id]));
}
