/**
 * Compensation: finished activities are noted in their scope, and undone last first when somebody throws compensation there.
 * Undoing is a frame with a queue: one note after another, a handler, an event sub-process for compensation, or what a
 * finished sub-process noted inside, in turn.
 */
import type { Values } from "../definition/types";
import type { CompiledNode } from "./compiled";
import { startEventSub } from "./event-sub";
import { bodyOf, closeFrame, openFrame } from "./frames";
import { frameOf, journal, nodeOf, type Run } from "./run";
import type { Frame, Token, Undo } from "./state";
import { addToken, finish } from "./tokens";

/** Notes a finished activity when it can be undone. */
export function noteUndo(run: Run, token: Token, node: CompiledNode, variables: Values, inner: readonly Undo[] | undefined): void {
  if (node.def.forCompensation || (!node.handler && !inner?.length && !undoingSub(node))) return;
  const scope = bodyOf(run, token.frame);
  const seen = token.round ? { ...frameOf(run, token.frame).variables, ...variables } : variables;
  (scope.undo ??= []).push({ node: node.id, variables: seen, ...(inner?.length && { inner }) });
}

/** The start of the event sub-process that undoes a finished sub-process as a whole. */
const undoingSub = (node: CompiledNode): CompiledNode | undefined =>
  node.contents?.eventSubs.flatMap((sub) => sub.contents!.triggered).find((start) => start.def.triggers?.some((trigger) => trigger.type === "compensation"));

/**
 * Undoes one activity, or all of the thrower's scope. True when the token waits for it: leave() of its node is called in the end.
 */
export function compensate(run: Run, token: Token, activity: string | undefined, waits: boolean): boolean {
  const scope = scopeOfThrower(run, token);
  const notes = activity === undefined ? takeNotes(scope, () => true) : notesOf(run, scope, activity);
  if (notes.length === 0) return false;
  const frame = openFrame(run, "undo", token.node, waits ? token.id : 0, scope.id);
  frame.queue = notes.reverse();
  if (waits) token.status = "active";
  nextUndo(run, frame);
  return waits;
}

/** An event sub-process undoes the scope it lies in, not itself. */
function scopeOfThrower(run: Run, token: Token): Frame {
  let scope = bodyOf(run, token.frame);
  while (scope.kind === "body" && nodeOf(run, scope.node).container.eventSubs.includes(nodeOf(run, scope.node))) scope = frameOf(run, scope.parent);
  return scope;
}

function notesOf(run: Run, scope: Frame, activity: string): Undo[] {
  for (let at: Frame | undefined = scope; at; at = run.state.frames[at.parent]) {
    const notes = takeNotes(at, (note) => note.node === activity);
    if (notes.length > 0) return notes;
  }
  return [];
}

function takeNotes(scope: Frame, which: (note: Undo) => boolean): Undo[] {
  const notes = (scope.undo ?? []).filter(which);
  const rest = (scope.undo ?? []).filter((note) => !which(note));
  if (rest.length > 0) scope.undo = rest;
  else delete scope.undo;
  return notes;
}

/** The frame is empty: undo the next note, or end. */
export function nextUndo(run: Run, frame: Frame): void {
  const note = frame.queue?.shift();
  if (note) return undo(run, frame, note);
  const holder = run.state.tokens[frame.holder];
  closeFrame(run, frame);
  if (holder) finish(run, holder);
}

function undo(run: Run, frame: Frame, note: Undo): void {
  const node = nodeOf(run, note.node);
  journal(run, "undone", { id: frame.holder, node: note.node, frame: frame.id });
  if (node.handler) {
    frame.variables = { ...note.variables };
    addToken(run, frame.id, node.handler.id);
    return;
  }
  const inner = openFrame(run, "undo", node.id, 0, frame.id, { ...note.variables });
  const sub = undoingSub(node);
  if (sub) {
    inner.undo = [...(note.inner ?? [])];
    startEventSub(run, sub, inner, {}, false);
    return;
  }
  inner.queue = [...(note.inner ?? [])].reverse();
  nextUndo(run, inner);
}
