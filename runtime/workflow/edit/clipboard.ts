/** Copy and paste, within a process and from one to another. */
import type { Flow, ProcessDefinition, ProcessNode } from "../definition/types";
import { around, drawingOf, redraw, type Box, type Point } from "./drawing";
import { freeId, idsOf, patched, sizeOf, withContents } from "./elements";
import { assignLanes, fitLanes } from "./lanes";

/** What was copied: nodes with the flows among them and their places. */
export interface Clip {
  readonly kind: "metaloom.process";
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly Flow[];
  readonly shapes: readonly (readonly [string, Box])[];
}

export function copyNodes(definition: ProcessDefinition, ids: Iterable<string>): Clip | undefined {
  const all = withContents(definition, ids);
  const nodes = definition.nodes.filter((node) => all.has(node.id) && (node.attachedTo === undefined || all.has(node.attachedTo)));
  if (nodes.length === 0) return undefined;
  const inner = new Set(nodes.map((node) => node.id));
  const { shapes } = drawingOf(definition);
  const flows = definition.flows.filter((flow) => inner.has(flow.from) && inner.has(flow.to));
  return { kind: "metaloom.process", nodes, flows, shapes: nodes.map((node) => [node.id, shapes.get(node.id) ?? around({ x: 0, y: 0 }, sizeOf(node.type))]) };
}

/** A clip from text of the clipboard; undefined when it is something else. */
export function readClip(text: string): Clip | undefined {
  try {
    const clip = JSON.parse(text) as Partial<Clip>;
    return clip.kind === "metaloom.process" && Array.isArray(clip.nodes) && Array.isArray(clip.flows) && Array.isArray(clip.shapes) ? (clip as Clip) : undefined;
  } catch {
    return undefined;
  }
}

/** Pastes with new ids, `by` away from where it was copied; the lanes are those it comes to stand in. */
export function pasteClip(definition: ProcessDefinition, clip: Clip, by: Point): readonly [ProcessDefinition, readonly string[]] {
  const names = renamed(definition, clip);
  const name = (id: string | undefined): string | undefined => (id === undefined ? undefined : names.get(id));
  const pool = definition.pools?.[0]?.id;
  const nodes = clip.nodes.map((node): ProcessNode => patched(node, {
    id: names.get(node.id)!, inside: name(node.inside), attachedTo: name(node.attachedTo), handler: name(node.handler), default: name(node.default), pool, lane: undefined,
    ...(node.triggers && { triggers: node.triggers.map((trigger) => (trigger.type === "compensation" ? patched(trigger, { activity: name(trigger.activity) }) : trigger)) }),
  }));
  const flows = clip.flows.map((flow): Flow => ({ ...flow, id: names.get(flow.id)!, from: names.get(flow.from)!, to: names.get(flow.to)! }));
  const shapes = new Map(clip.shapes.flatMap(([id, bounds]) => (names.has(id) ? [[names.get(id)!, { ...bounds, x: Math.round(bounds.x + by.x), y: Math.round(bounds.y + by.y) }] as const] : [])));
  const drawn = redraw({ ...definition, nodes: [...definition.nodes, ...nodes], flows: [...definition.flows, ...flows] }, { shapes });
  const ids = nodes.map((node) => node.id);
  return [fitLanes(assignLanes(drawn, ids)), ids];
}

function renamed(definition: ProcessDefinition, clip: Clip): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let now = definition;
  const taken = idsOf(definition);
  for (const { id } of [...clip.nodes, ...clip.flows]) {
    const fresh = taken.has(id) ? freeId(now, id.replace(/\d+$/, "") || id) : freeId(now, id);
    names.set(id, fresh);
    now = { ...now, artifacts: [...(now.artifacts ?? []), { id: fresh, type: "other" }] };
  }
  return names;
}
