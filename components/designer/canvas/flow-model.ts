/** The process as React Flow wants it. Everything that knows the library's nodes and edges is in this folder. */
import { MarkerType, Position, type Edge, type Node } from "@xyflow/react";
import type { ElementChange } from "../../../runtime/workflow/compare/compare";
import type { Problem } from "../../../runtime/workflow/check/problem";
import type { Flow, ProcessDefinition, ProcessNode } from "../../../runtime/workflow/definition/types";
import { around, drawingOf, isClosed, nodesHere, type Box, type Point } from "../../../runtime/workflow/edit/drawing";
import { definitionOf, sizeOf } from "../../../runtime/workflow/edit/elements";
import { bandsOf, LANE } from "../../../runtime/workflow/edit/lanes";
import { routeMessage } from "../../../runtime/workflow/layout/route";
import type { NodeRole } from "../../../runtime/workflow/nodes/node-type";
import { placeLabels, type FlowLabel, type Label, type Places, type Worded, type WordedWay } from "./labels";
import { distanceTo, route } from "./route";

export interface StepData extends Record<string, unknown> {
  readonly node: ProcessNode;
  readonly problem: "error" | "warning" | undefined;
  readonly box: Box;
  /** Its inside is on a page of its own. */
  readonly closed: boolean;
  /** Where its words stand, when not in it. */
  readonly label: Label | undefined;
  /** Tokens of the simulator that stand here. */
  readonly tokens: number;
  readonly visited: boolean;
  /** Since the version compared with. */
  readonly changed: Change | undefined;
  /** How long it takes, as measured. */
  readonly heat: Heat | undefined;
}

export type Change = ElementChange["change"];

export type StepNode = Node<StepData, "step">;

export interface FlowData extends Record<string, unknown> {
  readonly flow: Flow;
  readonly isDefault: boolean;
  readonly isMessage: boolean;
  readonly problem: "error" | "warning" | undefined;
  readonly bends: readonly Point[] | undefined;
  readonly fromBox: Box;
  readonly fromRole: NodeRole;
  readonly toBox: Box;
  readonly toRole: NodeRole;
  readonly taken: boolean;
  readonly changed: Change | undefined;
  /** How much went this way, as measured. */
  readonly heat: FlowHeat | undefined;
  /** Where its words stand, while both ends stand where the process says. */
  readonly wordsAt: FlowLabel | undefined;
}

export type FlowEdge = Edge<FlowData, "flow">;

/** `level`: 0 (cool) … 4 (hot). `title`: all of the figures in words. `late`: it takes longer than its norm. */
export interface Heat {
  readonly level: number;
  readonly text: string;
  readonly title: string;
  readonly bottleneck: boolean;
  readonly late: boolean;
}

/** `share`: 0 … 1, of the way most went. */
export interface FlowHeat {
  readonly share: number;
  readonly text: string;
}

/** What the simulator, a comparison or measured times say about the drawing. */
export interface Marks {
  readonly heat?: ReadonlyMap<string, Heat>;
  readonly flowHeat?: ReadonlyMap<string, FlowHeat>;
  readonly tokens: ReadonlyMap<string, number>;
  readonly visited: ReadonlySet<string>;
  readonly changes?: ReadonlyMap<string, Change>;
}

export const boxOfNode = (definition: ProcessDefinition, node: ProcessNode): Box => drawingOf(definition).shapes.get(node.id) ?? around({ x: 0, y: 0 }, sizeOf(node.type));
export const levelOf = (problems: readonly Problem[] | undefined): "error" | "warning" | undefined => (problems === undefined ? undefined : problems.some(({ severity }) => severity === "error") ? "error" : "warning");

/** Frames before what they hold, as the library asks; of the same objects as before where nothing changed. */
export function toNodes(definition: ProcessDefinition, problems: ReadonlyMap<string, readonly Problem[]>, marks: Marks, before: ReadonlyMap<string, StepNode>, labels = labelsOf(definition).elements): StepNode[] {
  const nodes = nodesHere(definition);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = (node: ProcessNode): ProcessNode | undefined => byId.get(node.attachedTo ?? node.inside ?? "");
  const depth = (node: ProcessNode): number => {
    let level = 0;
    for (let at = parentOf(node); at && level < 20; at = parentOf(at)) level++;
    return level;
  };
  const order = nodes.map((node) => ({ node, level: depth(node) })).sort((a, b) => a.level - b.level);
  return order.map(({ node, level }) => {
    const parent = parentOf(node);
    const box = boxOfNode(definition, node);
    const data: StepData = { node, box, closed: isClosed(definition, node), label: labels.get(node.id), problem: levelOf(problems.get(node.id)), tokens: marks.tokens.get(node.id) ?? 0, visited: marks.visited.has(node.id), changed: marks.changes?.get(node.id), heat: marks.heat?.get(node.id) };
    const frame = parent && boxOfNode(definition, parent);
    const old = before.get(node.id);
    // What is being dragged stays with the pointer.
    const position = old?.dragging ? old.position : frame ? { x: box.x - frame.x, y: box.y - frame.y } : { x: box.x, y: box.y };
    if (old && sameData(old.data, data) && old.parentId === parent?.id && old.position.x === position.x && old.position.y === position.y) return old;
    return {
      // Said beforehand, so that nothing is measured when a step comes into sight.
      measured: { width: box.width, height: box.height }, id: node.id, type: "step", position, width: box.width, height: box.height, zIndex: level * 2 + (node.attachedTo === undefined ? 0 : 1), selected: old?.selected ?? false, ...(old?.dragging && { dragging: true }),
      ...(parent && { parentId: parent.id }), data,
      handles: [
        { id: null, type: "source", position: Position.Right, x: box.width - 5, y: box.height / 2 - 5, width: 10, height: 10 },
        { id: null, type: "target", position: Position.Left, x: -5, y: box.height / 2 - 5, width: 10, height: 10 },
      ],
      connectable: definitionOf(node.type).role !== "end",
    } satisfies StepNode;
  });
}

const sameData = (a: StepData, b: StepData): boolean => a.node === b.node && a.closed === b.closed && a.problem === b.problem && a.tokens === b.tokens && a.visited === b.visited && a.changed === b.changed && a.heat === b.heat && a.box.x === b.box.x && a.box.y === b.box.y && a.box.width === b.box.width && a.box.height === b.box.height && sameLabel(a.label, b.label);
const sameLabel = (a: Label | undefined, b: Label | undefined): boolean => a === b || (a !== undefined && b !== undefined && a.x === b.x && a.y === b.y && a.align === b.align && a.grows === b.grows);

/** Places of words beside events and gateways, and on flows. */
export function labelsOf(definition: ProcessDefinition): Places {
  const nodes = nodesHere(definition);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const { shapes, edges } = drawingOf(definition);
  const end = (node: ProcessNode) => ({ box: boxOfNode(definition, node), role: definitionOf(node.type).role });
  const notes = (definition.artifacts ?? []).flatMap(({ id, type }) => (type === "annotation" ? (shapes.get(id) ?? []) : []));
  const ways = [...definition.flows, ...(definition.messageFlows ?? [])].flatMap((flow): WordedWay[] => {
    const [from, to] = [byId.get(flow.from), byId.get(flow.to)];
    return from && to ? [{ id: flow.id, way: edges.get(flow.id) ?? route(end(from), end(to)), words: wordsOf(flow) }] : [];
  });
  const boxes = new Map(nodes.map((node) => [node.id, boxOfNode(definition, node)]));
  const worded = nodes.flatMap((node): Worded[] => {
    const { role } = definitionOf(node.type);
    return role === "activity" || !node.label ? [] : [{ id: node.id, box: boxes.get(node.id)!, words: node.label, over: role === "gateway" }];
  });
  // Nor do they stand on the names of lanes.
  const headings = bandsOf(definition).map(({ x, y, width, height, upright }) => (upright ? { x, y, width, height: LANE.header } : { x, y, width: LANE.header, height }));
  return placeLabels(worded, [...boxes.values(), ...headings], ways, notes);
}

/** What is written on a flow. */
export const wordsOf = (flow: Pick<Flow, "label" | "condition">): string | undefined => flow.label || flow.condition;

export function toEdges(definition: ProcessDefinition, problems: ReadonlyMap<string, readonly Problem[]>, selection: ReadonlySet<string>, { visited: taken, changes, flowHeat }: Marks, before: ReadonlyMap<string, FlowEdge>, words: Places["flows"] = labelsOf(definition).flows): FlowEdge[] {
  const byId = new Map(nodesHere(definition).map((node) => [node.id, node]));
  const { edges } = drawingOf(definition);
  const make = (flow: Flow, isMessage: boolean): FlowEdge[] => {
    const [from, to] = [byId.get(flow.from), byId.get(flow.to)];
    if (!from || !to) return [];
    const problem = levelOf(problems.get(flow.id));
    const data: FlowData = {
      flow, isMessage, isDefault: from.default === flow.id, problem, bends: edges.get(flow.id), taken: taken.has(flow.id), changed: changes?.get(flow.id), heat: flowHeat?.get(flow.id), wordsAt: words.get(flow.id),
      fromBox: boxOfNode(definition, from), fromRole: definitionOf(from.type).role, toBox: boxOfNode(definition, to), toRole: definitionOf(to.type).role,
    };
    const selected = selection.has(flow.id);
    const old = before.get(flow.id);
    if (old && old.selected === selected && (Object.keys(data) as (keyof FlowData)[]).every((key) => old.data![key] === data[key] || (key === "wordsAt" && samePoint(old.data!.wordsAt, data.wordsAt)))) return [old];
    return [{ id: flow.id, type: "flow", source: flow.from, target: flow.to, selected, data, markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18, markerUnits: "userSpaceOnUse", color: flowColor(selected, data) }, interactionWidth: 16, ariaLabel: `${from.label ?? from.id} → ${to.label ?? to.id}` }];
  };
  return [...definition.flows.flatMap((flow) => make(flow, false)), ...(definition.messageFlows ?? []).flatMap((flow) => make(flow, true))];
}

const samePoint = (a: FlowLabel | undefined, b: FlowLabel | undefined): boolean => a !== undefined && b !== undefined && a.x === b.x && a.y === b.y && a.upright === b.upright;

const CHANGE_COLORS: Readonly<Record<Change, string>> = { added: "var(--success-ink)", removed: "var(--danger-ink)", changed: "var(--warning-ink)", moved: "var(--ink-3)" };

export const flowColor = (selected: boolean, { problem, taken, changed }: Pick<FlowData, "problem" | "taken" | "changed">): string =>
  selected ? "var(--accent)" : changed ? CHANGE_COLORS[changed] : problem === "error" ? "var(--danger)" : taken ? "var(--success-ink)" : "var(--ink-3)";

/** Everything drawn: steps, lanes, pools and comments. */
export function drawnBounds(definition: ProcessDefinition): Box | undefined {
  const boxes = [...nodesHere(definition).map((node) => boxOfNode(definition, node)), ...[...(definition.lanes ?? []), ...(definition.pools ?? []), ...(definition.artifacts ?? [])].flatMap(({ id }) => drawingOf(definition).shapes.get(id) ?? [])];
  if (boxes.length === 0) return undefined;
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}

/** Bends of a flow as drawn. */
export function wayOf(definition: ProcessDefinition, flow: Pick<Flow, "id" | "from" | "to">): readonly Point[] {
  const [from, to] = [flow.from, flow.to].map((id) => nodesHere(definition).find((node) => node.id === id));
  if (!from || !to) return partnerWay(definition, flow);
  return drawingOf(definition).edges.get(flow.id) ?? route({ box: boxOfNode(definition, from), role: definitionOf(from.type).role }, { box: boxOfNode(definition, to), role: definitionOf(to.type).role });
}

/** Of a message to or from a pool as a whole. */
function partnerWay(definition: ProcessDefinition, { id, from, to }: Pick<Flow, "id" | "from" | "to">): readonly Point[] {
  const { shapes, edges } = drawingOf(definition);
  const [start, end] = [shapes.get(from), shapes.get(to)];
  return start && end ? (edges.get(id) ?? routeMessage(start, end)) : [];
}

/** Messages to and from pools as a whole; those between steps are edges. */
export function partnerMessages(definition: ProcessDefinition): readonly { readonly id: string; readonly label: string | undefined; readonly way: readonly Point[] }[] {
  const pools = new Set((definition.pools ?? []).map(({ id }) => id));
  return (definition.messageFlows ?? []).filter(({ from, to }) => pools.has(from) || pools.has(to)).map((flow) => ({ id: flow.id, label: flow.label, way: partnerWay(definition, flow) })).filter(({ way }) => way.length > 1);
}

/** The flow at a point, for dropping something onto it. */
export function flowAt(definition: ProcessDefinition, point: Point, except?: string): string | undefined {
  const here = new Set(nodesHere(definition).map(({ id }) => id));
  const isHere = ({ from, to }: Flow): boolean => here.has(from) && here.has(to);
  const near = definition.flows.filter((flow) => flow.from !== except && flow.to !== except && isHere(flow)).map((flow) => ({ id: flow.id, distance: distanceTo(wayOf(definition, flow), point) })).sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance < 14 ? near.id : undefined;
}

/** The smallest node at a point. */
export function nodeAt(definition: ProcessDefinition, { x, y }: Point): ProcessNode | undefined {
  const hit = nodesHere(definition).map((node) => ({ node, box: boxOfNode(definition, node) })).filter(({ box }) => x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height);
  return hit.sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height)[0]?.node;
}
