/**
 * Run: an instance under way. Holds the draft of the new state and the effects of the event at hand; thrown away when a step fails.
 * The indexes (queue, population, joined) are made of the state and never stored.
 */
import type { Json, Values } from "../definition/types";
import type { CalendarNamed } from "./calendars";
import type { CompiledNode, CompiledProcess } from "./compiled";
import type { Effect, JournalEvent } from "./effects";
import type { Frame, ProcessState, Token } from "./state";

export interface Run {
  readonly process: CompiledProcess;
  readonly state: ProcessState;
  readonly now: Date;
  /** Working calendars by name. */
  readonly calendars: CalendarNamed;
  /** Of the event at hand. */
  effects: Effect[];
  /** Tokens to move, in the order they became ready. */
  readonly queue: number[];
  /** Those that throw for everybody to hear. */
  readonly late: number[];
  /** Frame → tokens and frames directly inside. */
  readonly population: Map<number, number>;
  /** Tokens that wait for others at a gateway, and some that did. */
  readonly joined: Set<number>;
  /** Frames that lost something in this step; those with nobody inside have ended. */
  readonly touched: Set<number>;
  /** Conditions must be asked again. */
  changed: boolean;
  /** Work was handed out that may be done at once: late tokens wait for it. */
  handedOut: boolean;
  /** Late tokens were held back during the event before. */
  held: boolean;
  step: number;
}

export function openRun(process: CompiledProcess, state: ProcessState, now: Date, calendars: CalendarNamed): Run {
  const run: Run = {
    process, state: copyState(state), now, calendars, effects: [], queue: [], late: [], population: new Map(), joined: new Set(), touched: new Set(), changed: false, handedOut: false, held: false, step: 0,
  };
  for (const frame of Object.values(run.state.frames)) {
    if (frame.parent) count(run, frame.parent, 1);
  }
  for (const token of Object.values(run.state.tokens)) {
    count(run, token.frame, 1);
    enqueue(run, token);
    if (token.status === "joined") run.joined.add(token.id);
  }
  return run;
}

/** Ready for the next event. Tokens that could move and were left are looked for again, as openRun does; `hold`: late ones stay where they are. */
export function nextEvent(run: Run, hold: boolean): void {
  const left = run.held || run.queue.length + run.late.length > 0;
  run.queue.length = 0;
  run.late.length = 0;
  if (left) for (const token of Object.values(run.state.tokens)) enqueue(run, token);
  run.held = hold && run.late.length > 0;
  if (hold) run.late.length = 0;
  run.touched.clear();
  Object.assign(run, { effects: [], step: 0, changed: false, handedOut: false });
}

/** Everything advance() changes in place is copied; values of variables are never changed and stay shared. */
function copyState(state: ProcessState): ProcessState {
  const copy: ProcessState = { ...state, tokens: {}, frames: {}, waits: {} };
  for (const token of Object.values(state.tokens)) copy.tokens[token.id] = { ...token };
  for (const wait of Object.values(state.waits)) copy.waits[wait.id] = { ...wait };
  for (const frame of Object.values(state.frames)) {
    copy.frames[frame.id] = {
      ...frame, variables: { ...frame.variables },
      ...(frame.undo && { undo: [...frame.undo] }), ...(frame.queue && { queue: [...frame.queue] }), ...(frame.begun && { begun: [...frame.begun] }),
      ...(frame.loop && { loop: { ...frame.loop, ...(frame.loop.collected && { collected: [...frame.loop.collected] }) } }),
      ...(frame.fired && { fired: Object.fromEntries(Object.entries(frame.fired).map(([node, flows]) => [node, [...flows]])) }),
    };
  }
  return copy;
}

export const newId = (run: Run): number => run.state.next++;

export function count(run: Run, frame: number, by: 1 | -1): void {
  run.population.set(frame, (run.population.get(frame) ?? 0) + by);
  if (by < 0) run.touched.add(frame);
}

export function enqueue(run: Run, token: Token): void {
  if (token.status === "leaving") run.queue.push(token.id);
  else if (token.status === "ready") (nodeOf(run, token.node).behaviour.late?.(nodeOf(run, token.node)) && !token.round ? run.late : run.queue).push(token.id);
}

export function effect(run: Run, made: Effect): void {
  run.effects.push(made);
}

export function journal(run: Run, event: JournalEvent, at: { readonly id: number; readonly node: string; readonly frame: number }, detail?: Json): void {
  run.effects.push({ type: "journal", event, node: at.node, token: at.id, frame: at.frame, ...(detail !== undefined && { detail }) });
}

/** Throws for ids that do not exist: a state that names them belongs to another definition. */
export function nodeOf(run: Run, id: string): CompiledNode {
  const node = run.process.nodes.get(id);
  if (!node) throw new Error(`The process has no node “${id}”.`);
  return node;
}

export function frameOf(run: Run, id: number): Frame {
  const frame = run.state.frames[id];
  if (!frame) throw new Error(`The instance has no frame ${id}.`);
  return frame;
}

/** The frame of the process, the first of all; undefined before the start and after the end. */
export const rootFrame = ({ frames }: ProcessState): Frame | undefined => (frames[1]?.parent === 0 ? frames[1] : Object.values(frames).find(({ parent }) => parent === 0));

export const isOver = (run: Run): boolean => run.state.status !== "running";

export const NOTHING: Values = Object.freeze({});
