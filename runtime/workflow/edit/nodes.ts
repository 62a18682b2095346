/** Commands about nodes. Each takes a process and gives the changed one; what cannot be done gives the same object back. */
import type { ProcessDefinition, ProcessNode, Trigger } from "../definition/types";
import type { NodeType } from "../nodes/options";
import { triggerDefinitions } from "../triggers/index";
import type { Position, TriggerDefinition } from "../triggers/trigger-type";
import type { TriggerType } from "../triggers/options";
import { around, centerOf, contains, drawingOf, homeOf, isClosed, redraw, type Box, type Point } from "./drawing";
import { definitionOf, freeId, mapped, nodeById, patched, sizeOf, withContents } from "./elements";
import { assignLanes, bendsOf, fitLanes } from "./lanes";

export interface NewNode {
  readonly type: NodeType;
  readonly label?: string;
  readonly triggers?: readonly Trigger[];
  /** Boundary events: the activity. */
  readonly attachedTo?: string;
  readonly interrupting?: boolean;
}

/** Adds a node with its middle at a point; it belongs to the lane and the sub-process it stands in. */
export function addNode(definition: ProcessDefinition, given: NewNode, at: Point): readonly [ProcessDefinition, string] {
  const id = freeId(definition, given.type);
  const host = given.attachedTo === undefined ? undefined : nodeById(definition, given.attachedTo);
  const inside = host ? host.inside : containerAt(definition, at, new Set());
  const place = host ?? (inside === undefined ? undefined : nodeById(definition, inside));
  const node = { id, ...given, ...(place?.pool !== undefined ? { pool: place.pool } : definition.pools && { pool: poolAt(definition, at) }), ...(inside !== undefined && { inside }), ...(host?.lane !== undefined && { lane: host.lane }) } as ProcessNode;
  const drawn = redraw({ ...definition, nodes: [...definition.nodes, node] }, { shapes: new Map([[id, around(at, sizeOf(given.type))]]) });
  return [fitLanes(host ? drawn : assignLanes(drawn, [id])), id];
}

/** The innermost open sub-process whose frame holds the point; else the one the page shows. */
function containerAt(definition: ProcessDefinition, at: Point, except: ReadonlySet<string>): string | undefined {
  const { shapes } = drawingOf(definition);
  const frames = definition.nodes.filter((node) => definitionOf(node.type).holds && !except.has(node.id) && shapes.has(node.id) && contains(shapes.get(node.id)!, at) && !isClosed(definition, node));
  const area = (node: ProcessNode): number => shapes.get(node.id)!.width * shapes.get(node.id)!.height;
  return frames.sort((a, b) => area(a) - area(b))[0]?.id ?? homeOf(definition).inside;
}

function poolAt(definition: ProcessDefinition, at: Point): string {
  const { shapes } = drawingOf(definition);
  return definition.pools!.find((pool) => shapes.has(pool.id) && contains(shapes.get(pool.id)!, at))?.id ?? homeOf(definition).pool ?? definition.pools![0]!.id;
}

/** Moves nodes, with what lies in them and sits on them; lane and sub-process follow from where they come to stand. */
export function moveNodes(definition: ProcessDefinition, ids: readonly string[], by: Point): ProcessDefinition {
  const [x, y] = [Math.round(by.x), Math.round(by.y)];
  const moved = withContents(definition, ids.filter((id) => nodeById(definition, id)));
  if (moved.size === 0 || (x === 0 && y === 0)) return definition;
  const { shapes, edges } = drawingOf(definition);
  const places = new Map<string, Box>();
  for (const id of moved) if (shapes.has(id)) places.set(id, { ...shapes.get(id)!, x: shapes.get(id)!.x + x, y: shapes.get(id)!.y + y });
  // Bends between two moved nodes move, too; others are lost.
  const bends = new Map<string, readonly Point[] | null>(bendsOf(definition, [...places.keys()]).edges);
  for (const flow of definition.flows) {
    if (moved.has(flow.from) && moved.has(flow.to) && edges.has(flow.id)) bends.set(flow.id, edges.get(flow.id)!.map((point) => ({ x: point.x + x, y: point.y + y })));
  }
  return fitLanes(assignLanes(rehome(redraw(definition, { shapes: places, edges: bends }), ids, moved), ids));
}

/** Nodes dropped into a sub-process, or out of it, belong there; only those no flow or border ties to where they were. */
function rehome(definition: ProcessDefinition, ids: readonly string[], moved: ReadonlySet<string>): ProcessDefinition {
  const { shapes } = drawingOf(definition);
  const free = (node: ProcessNode): boolean => ids.includes(node.id) && node.attachedTo === undefined && shapes.has(node.id) && !definition.flows.some((flow) => (flow.from === node.id && !moved.has(flow.to)) || (flow.to === node.id && !moved.has(flow.from)));
  const nodes = mapped(definition.nodes, (node): ProcessNode => {
    if (!free(node)) return node;
    const inside = containerAt(definition, centerOf(shapes.get(node.id)!), moved);
    return inside === node.inside || (node.inside !== undefined && moved.has(node.inside)) ? node : patched(node, { inside, ...(inside !== undefined && { lane: undefined }) });
  });
  return nodes === definition.nodes ? definition : { ...definition, nodes };
}

/** Gives nodes these places, without asking what they stand in (auto layout, align). */
export function placeNodes(definition: ProcessDefinition, places: ReadonlyMap<string, Box>): ProcessDefinition {
  const moved = [...places.keys()];
  return fitLanes(assignLanes(redraw(definition, { shapes: places, ...bendsOf(definition, moved) }), moved));
}

export function resizeNode(definition: ProcessDefinition, id: string, bounds: Box): ProcessDefinition {
  if (!nodeById(definition, id)) return definition;
  const place = { x: Math.round(bounds.x), y: Math.round(bounds.y), width: Math.max(20, Math.round(bounds.width)), height: Math.max(20, Math.round(bounds.height)) };
  return fitLanes(redraw(definition, { shapes: new Map([[id, place]]), ...bendsOf(definition, [id]) }));
}

/** Changes properties of a node; undefined takes one away. Its id and type stay. */
export function setNode(definition: ProcessDefinition, id: string, change: Readonly<Record<string, unknown>>): ProcessDefinition {
  return { ...definition, nodes: definition.nodes.map((node) => (node.id === id ? (patched(node as object, change) as ProcessNode) : node)) };
}

/** Changes one option; an empty set of options is not stored. */
export function setOption(definition: ProcessDefinition, id: string, key: string, value: unknown): ProcessDefinition {
  const node = nodeById(definition, id);
  if (!node) return definition;
  const options = patched((node.options ?? {}) as Record<string, unknown>, { [key]: value });
  return setNode(definition, id, { options: Object.keys(options).length > 0 ? options : undefined });
}

/** Another type, keeping words, place and everything the new type knows, too. Flows it cannot have go. */
export function changeType(definition: ProcessDefinition, id: string, type: NodeType): ProcessDefinition {
  const node = nodeById(definition, id);
  if (!node || node.type === type) return definition;
  const { role, holds } = definitionOf(type);
  if (!holds && definition.nodes.some((other) => other.inside === id)) return definition;
  if ((role === "boundary") !== (node.attachedTo !== undefined)) return definition;
  const activity = role === "activity";
  const chooses = activity || role === "gateway";
  const event = !chooses;
  const triggers = event ? (node.triggers ?? []).filter((trigger) => positionsOf(trigger.type).includes(role as Position)) : [];
  const next = patched({ ...node, type } as ProcessNode, {
    options: optionsKept(node, type), triggers: triggers.length > 0 ? triggers : undefined,
    ...(!chooses && { default: undefined }), ...(!activity && { loop: undefined, inputs: undefined, outputs: undefined, forCompensation: undefined }), ...(!event && { parallelMultiple: undefined, interrupting: undefined }),
    ...(!holds && { variables: undefined }),
  });
  const cut = definition.flows.filter((flow) => (flow.from === id && role === "end") || (flow.to === id && role === "start")).map((flow) => flow.id);
  const { shapes } = drawingOf(definition);
  const bounds = shapes.get(id);
  const keeps = bounds === undefined || sizeOf(type).width === sizeOf(node.type).width;
  const gone = new Set(cut);
  const changed: ProcessDefinition = {
    ...definition, flows: definition.flows.filter((flow) => !gone.has(flow.id)),
    nodes: definition.nodes.map((one): ProcessNode => (one.id === id ? next : one.default !== undefined && gone.has(one.default) ? patched(one, { default: undefined }) : one)),
  };
  return redraw(changed, { shapes: keeps ? new Map() : new Map([[id, around(centerOf(bounds), sizeOf(type))]]), edges: new Map([...cut.map((flow) => [flow, null] as const), ...(keeps ? [] : bendsOf(changed, [id]).edges)]) });
}

/** Tasks of people keep who, until when, notifications and files; a step done outside is confirmed then. */
function optionsKept({ type: before, options }: ProcessNode, type: NodeType): Readonly<Record<string, unknown>> | undefined {
  const tasks: readonly NodeType[] = ["userTask", "manualTask"];
  if (!options || !tasks.includes(before) || !tasks.includes(type)) return undefined;
  const kept = Object.entries(options).filter(([key]) => ["responsible", "due", "notifications", "attachments"].includes(key));
  return kept.length > 0 ? { ...(type === "manualTask" && { confirm: true }), ...Object.fromEntries(kept) } : undefined;
}

export const positionsOf = (type: TriggerType): readonly Position[] => (triggerDefinitions[type] as unknown as TriggerDefinition<TriggerType>).positions;

