/** Carries out what plan.ts found possible: the state of the instance in terms of the other version. */
import type { ProcessDefinition } from "../definition/types";
import { NO_CALENDARS, type CalendarNamed } from "../engine/calendars";
import { compileProcess } from "../engine/compile";
import type { Effect } from "../engine/effects";
import { listenTo } from "../engine/listen";
import { openRun, type Run } from "../engine/run";
import type { Frame, ProcessState, Token, Undo, Wait } from "../engine/state";
import { declared } from "../engine/variables";
import { dropWait } from "../engine/waits";
import { wayOf, type Choices, type MigrationPlan } from "./plan";

interface Migrated {
  readonly state: ProcessState;
  /** Waits that begin and end. */
  readonly effects: readonly Effect[];
  /** Tokens whose work begins anew: an event `move` for each, after the state is kept. */
  readonly moves: readonly { readonly token: number; readonly to: string }[];
}

/** @throws Error for a plan that is not `ok`. */
export function migrate(before: ProcessDefinition, after: ProcessDefinition, state: ProcessState, plan: MigrationPlan, choices: Choices, now: Date, calendars: CalendarNamed = NO_CALENDARS): Migrated {
  if (!plan.ok) throw new Error("The plan has problems.");
  const [old, next] = [compileProcess(before), compileProcess(after)];
  const to = new Map(plan.places.flatMap(({ node, to: target, how }) => (target === null || how === "dropped" ? [] : [[node, target] as const])));
  const anew = new Set(plan.places.filter(({ how, tokens }) => how === "anew" && tokens > 0).map(({ node }) => node));
  const tokens = Object.fromEntries(Object.values(state.tokens).map((token): [number, Token] => {
    const target = next.nodes.get(to.get(token.node)!)!;
    const via = token.via === undefined ? undefined : wayOf(old, next, token.via, target, choices);
    const { via: _via, ...rest } = token;
    return [token.id, { ...rest, node: target.id, ...(via !== undefined && { via }) }];
  }));
  const undone = (list: readonly Undo[]): Undo[] => list.flatMap((one) => (to.has(one.node) ? [{ ...one, node: to.get(one.node)!, ...(one.inner && { inner: undone(one.inner) }) }] : []));
  const frames = Object.fromEntries(Object.values(state.frames).map((frame): [number, Frame] => {
    const node = frame.node === "" ? "" : to.get(frame.node)!;
    const variables = frame.kind === "process" || frame.kind === "body" ? { ...declared(next.containers.get(node || state.pool)?.variables ?? []), ...frame.variables } : frame.variables;
    return [frame.id, { ...frame, node, variables, ...(frame.undo && { undo: undone(frame.undo) }), ...(frame.queue && { queue: undone(frame.queue) }) }];
  }));
  const run = openRun(next, { ...state, tokens, frames }, now, calendars);
  for (const wait of Object.values(run.state.waits)) moveWait(run, wait, to.get(wait.node));
  for (const token of Object.values(run.state.tokens)) if (token.status === "active" && !anew.has(state.tokens[token.id]!.node)) listenAnew(run, token);
  for (const frame of Object.values(run.state.frames)) listenInside(run, frame);
  const moves = Object.values(state.tokens).filter(({ node }) => anew.has(node)).map((token) => ({ token: token.id, to: to.get(token.node)! }));
  return { state: run.state, effects: run.effects, moves };
}

/** A wait goes on when its trigger is still of its kind; else it ends, and what takes its place begins below. */
function moveWait(run: Run, wait: Wait, node: string | undefined): void {
  const target = node === undefined ? undefined : run.process.nodes.get(node);
  const trigger = target?.def.triggers?.[wait.trigger];
  const kinds = { timer: "timer", message: "message", signal: "signal", condition: "conditional" } as const;
  const fits = target && (target.def.triggers === undefined ? target.def.type === "receiveTask" : trigger?.type === kinds[wait.kind]);
  if (!fits) return dropWait(run, wait);
  run.state.waits[wait.id] = { ...wait, node: target.id };
  if (target.id !== wait.node) run.effects.push({ type: "wait", wait: wait.id, kind: wait.kind, node: target.id, token: wait.token, ...(wait.name !== undefined && { name: wait.name }), ...(wait.key !== undefined && { key: wait.key }), ...(wait.due !== undefined && { due: wait.due }) });
}

/** Borders that are new at a step under way, and events that wait for something else now. */
function listenAnew(run: Run, token: Token): void {
  const node = run.process.nodes.get(token.node)!;
  const heard = new Set(Object.values(run.state.waits).filter((wait) => wait.token === token.id).map((wait) => wait.node));
  const round = token.round === true;
  for (const border of node.boundary) if (!round && !heard.has(border.id)) listenTo(run, border, { token: token.id, frame: token.frame });
  if (node.def.type === "intermediateCatchEvent" && !heard.has(node.id)) listenTo(run, node, { token: token.id, frame: token.frame });
}

function listenInside(run: Run, frame: Frame): void {
  if (frame.kind !== "process" && frame.kind !== "body") return;
  const heard = new Set(Object.values(run.state.waits).filter((wait) => wait.frame === frame.id && wait.token === 0).map((wait) => wait.node));
  const contents = run.process.containers.get(frame.node === "" ? run.state.pool : frame.node);
  for (const sub of contents?.eventSubs ?? []) for (const start of sub.contents!.triggered) if (!heard.has(start.id) && !Object.values(run.state.frames).some((inner) => inner.node === sub.id && inner.parent === frame.id)) listenTo(run, start, { token: 0, frame: frame.id });
}
