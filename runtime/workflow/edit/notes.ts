/**
 * Comments on the drawing: texts people leave for each other, beside a step or on their own. They are text annotations of BPMN,
 * so every other tool shows them, too; nothing of them is run.
 */
import type { Artifact, ProcessDefinition } from "../definition/types";
import { centerOf, drawingOf, homeOf, overlaps, redraw, type Box, type Point } from "./drawing";
import { freeId, nodeById, patched } from "./elements";

const NOTE = { width: 150, height: 50 };

export const notesOf = (definition: ProcessDefinition, node: string): readonly Artifact[] => {
  const tied = new Set((definition.artifacts ?? []).filter(({ type, from, to }) => type === "association" && (from === node || to === node)).flatMap(({ from, to }) => [from, to]));
  return (definition.artifacts ?? []).filter(({ id, type }) => type === "annotation" && tied.has(id));
};

/** A new comment: above the step it is about, else with its middle at the point. */
export function addNote(definition: ProcessDefinition, label: string, about: string | undefined, at: Point = { x: 100, y: 100 }): readonly [ProcessDefinition, string] {
  const node = about === undefined ? undefined : nodeById(definition, about);
  const id = freeId(definition, "note");
  const home = homeOf(definition);
  const [pool, inside] = [node?.pool ?? home.pool, node ? node.inside : home.inside];
  const place = { ...(pool !== undefined && { pool }), ...(inside !== undefined && { inside }) };
  const note: Artifact = { id, type: "annotation", label, ...place };
  const withNote = { ...definition, artifacts: [...(definition.artifacts ?? []), note] };
  const tied: ProcessDefinition = node ? { ...withNote, artifacts: [...withNote.artifacts, { id: freeId(withNote, "association"), type: "association", ...place, from: node.id, to: id }] } : withNote;
  return [redraw(tied, { shapes: new Map([[id, freePlace(definition, node?.id, at, label)]]) }), id];
}

/** Above the step and the tools that stand over it, and higher while something is there. */
function freePlace(definition: ProcessDefinition, node: string | undefined, at: Point, label: string): Box {
  const { shapes } = drawingOf(definition);
  const host = node === undefined ? undefined : shapes.get(node);
  const size = { width: NOTE.width, height: heightFor(label) };
  const from = host ? { x: centerOf(host).x + 10, y: host.y - 60 - size.height } : { x: at.x - size.width / 2, y: at.y - size.height / 2 };
  const taken = [...definition.nodes, ...(definition.artifacts ?? [])].flatMap(({ id }) => shapes.get(id) ?? []);
  let box = { ...size, x: Math.round(from.x), y: Math.round(from.y) };
  for (let tries = 0; tries < 30 && taken.some((other) => overlaps(box, other, 4)); tries++) box = { ...box, y: box.y - 20 };
  return box;
}

/** About 22 letters to a line of 16 pixels. */
const heightFor = (label: string): number => Math.max(NOTE.height, label.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / 22)), 0) * 16 + 12);

export function setNote(definition: ProcessDefinition, id: string, label: string): ProcessDefinition {
  const artifacts = definition.artifacts?.map((one) => (one.id === id ? patched(one, { label }) : one));
  const box = drawingOf(definition).shapes.get(id);
  const next = { ...definition, ...(artifacts && { artifacts }) };
  return box ? redraw(next, { shapes: new Map([[id, { ...box, height: Math.max(box.height, heightFor(label)) }]]) }) : next;
}

/** Moves texts and other drawn things that are no steps; their lines are drawn anew. */
export function moveArtifacts(definition: ProcessDefinition, ids: readonly string[], by: Point): ProcessDefinition {
  const { shapes } = drawingOf(definition);
  const moved = (definition.artifacts ?? []).filter(({ id }) => ids.includes(id) && shapes.has(id)).map(({ id }) => id);
  const [x, y] = [Math.round(by.x), Math.round(by.y)];
  if (moved.length === 0 || (x === 0 && y === 0)) return definition;
  const lines = (definition.artifacts ?? []).filter(({ from, to }) => moved.includes(from ?? "") || moved.includes(to ?? "")).map(({ id }) => id);
  return redraw(definition, { shapes: new Map(moved.map((id) => [id, { ...shapes.get(id)!, x: shapes.get(id)!.x + x, y: shapes.get(id)!.y + y }])), edges: new Map(lines.map((id) => [id, null])) });
}
