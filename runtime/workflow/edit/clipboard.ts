/** Copy and paste, within a process and from one to another. */
import type { Artifact, Flow, ProcessDefinition, ProcessNode } from "../definition/types";
import { around, drawingOf, homeOf, redraw, type Box, type Point } from "./drawing";
import { freeId, idsOf, patched, sizeOf, withContents } from "./elements";
import { assignLanes, fitLanes } from "./lanes";

/** What was copied: nodes with the flows among them, the comments that hang on them, and their places. */
export interface Clip {
  readonly kind: "metaloom.process";
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly Flow[];
  /** Comments and the lines that tie them; left out when there are none. */
  readonly artifacts?: readonly Artifact[];
  readonly shapes: readonly (readonly [string, Box])[];
}

export function copyNodes(definition: ProcessDefinition, ids: Iterable<string>): Clip | undefined {
  const all = withContents(definition, ids);
  const nodes = definition.nodes.filter((node) => all.has(node.id) && (node.attachedTo === undefined || all.has(node.attachedTo)));
  if (nodes.length === 0) return undefined;
  const inner = new Set(nodes.map((node) => node.id));
  const { shapes } = drawingOf(definition);
  const flows = definition.flows.filter((flow) => inner.has(flow.from) && inner.has(flow.to));
  const artifacts = commentsOn(definition, inner);
  const places = nodes.map((node) => [node.id, shapes.get(node.id) ?? around({ x: 0, y: 0 }, sizeOf(node.type))] as const);
  return { kind: "metaloom.process", nodes, flows, ...(artifacts.length > 0 && { artifacts }), shapes: [...places, ...artifacts.flatMap(({ id }) => (shapes.has(id) ? [[id, shapes.get(id)!] as const] : []))] };
}

/** Comments tied to one of the nodes, with those of their lines that lead there. */
function commentsOn({ artifacts = [] }: ProcessDefinition, nodes: ReadonlySet<string>): readonly Artifact[] {
  const notes = new Set(artifacts.filter(({ type }) => type === "annotation").map(({ id }) => id));
  const ties = artifacts.filter(({ type, from = "", to = "" }) => type === "association" && ((notes.has(from) && nodes.has(to)) || (nodes.has(from) && notes.has(to))));
  const held = new Set(ties.flatMap(({ id, from, to }) => [id, from, to]));
  return artifacts.filter(({ id }) => held.has(id));
}

/** A clip from text of the clipboard; undefined when it is something else. */
export function readClip(text: string): Clip | undefined {
  try {
    const clip = JSON.parse(text) as Partial<Clip>;
    return clip.kind === "metaloom.process" && Array.isArray(clip.nodes) && Array.isArray(clip.flows) && Array.isArray(clip.shapes) && (clip.artifacts === undefined || Array.isArray(clip.artifacts)) ? (clip as Clip) : undefined;
  } catch {
    return undefined;
  }
}

/** Pastes with new ids, `by` away from where it was copied; the lanes are those it comes to stand in. */
export function pasteClip(definition: ProcessDefinition, clip: Clip, by: Point): readonly [ProcessDefinition, readonly string[]] {
  const names = renamed(definition, clip);
  const name = (id: string | undefined): string | undefined => (id === undefined ? undefined : names.get(id));
  const home = homeOf(definition);
  const place = (inside: string | undefined) => ({ inside: name(inside) ?? home.inside, pool: home.pool });
  const nodes = clip.nodes.map((node): ProcessNode => patched(node, {
    id: names.get(node.id)!, ...place(node.inside), attachedTo: name(node.attachedTo), handler: name(node.handler), default: name(node.default), lane: undefined,
    ...(node.triggers && { triggers: node.triggers.map((trigger) => (trigger.type === "compensation" ? patched(trigger, { activity: name(trigger.activity) }) : trigger)) }),
  }));
  const flows = clip.flows.map((flow): Flow => ({ ...flow, id: names.get(flow.id)!, from: names.get(flow.from)!, to: names.get(flow.to)! }));
  const artifacts = (clip.artifacts ?? []).map((one): Artifact => patched(one, { id: names.get(one.id)!, ...place(one.inside), from: name(one.from), to: name(one.to) }));
  const shapes = new Map(clip.shapes.flatMap(([id, bounds]) => (names.has(id) ? [[names.get(id)!, { ...bounds, x: Math.round(bounds.x + by.x), y: Math.round(bounds.y + by.y) }] as const] : [])));
  const drawn = redraw({ ...definition, nodes: [...definition.nodes, ...nodes], flows: [...definition.flows, ...flows], ...(artifacts.length > 0 && { artifacts: [...(definition.artifacts ?? []), ...artifacts] }) }, { shapes });
  const ids = nodes.map((node) => node.id);
  return [fitLanes(assignLanes(drawn, ids)), ids];
}

function renamed(definition: ProcessDefinition, clip: Clip): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let now = definition;
  const taken = idsOf(definition);
  for (const { id } of [...clip.nodes, ...clip.flows, ...(clip.artifacts ?? [])]) {
    const fresh = taken.has(id) ? freeId(now, id.replace(/\d+$/, "") || id) : freeId(now, id);
    names.set(id, fresh);
    now = { ...now, artifacts: [...(now.artifacts ?? []), { id: fresh, type: "other" }] };
  }
  return names;
}
