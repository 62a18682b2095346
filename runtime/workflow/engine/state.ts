/**
 * State of one instance: plain JSON, the whole truth between two calls of advance(). All ids come from one counter.
 *
 * - *token*: one thread of control at one node. A token lives for one visit of a node; its id is the id of that visit and of the
 *   work it stands for (task, service call, child).
 * - *frame*: a running scope: the process, the body of a sub-process, a repetition, one of its rounds, or an undoing. Frames
 *   have variables; a name is looked up from the inside out. `holder` is the token (of the frame outside) that waits for it.
 * - *wait*: something outside the instance may happen here: timer, message, signal, or a condition coming true.
 * - *undo*: a finished activity that can be undone, with the variables it ended with.
 */
import type { Json, Values } from "../definition/types";

export type InstanceStatus = "running" | "completed" | "terminated" | "failed" | "cancelled";

export interface ProcessState {
  readonly version: 1;
  /** The pool that runs. */
  pool: string;
  status: InstanceStatus;
  /** Next id. */
  next: number;
  /** Steps since something came from outside; see PROCESS_LIMITS.automaticSteps. */
  steps: number;
  tokens: Record<number, Token>;
  frames: Record<number, Frame>;
  waits: Record<number, Wait>;
  /** How the instance ended, when by an error nobody caught. */
  error?: ErrorValue;
}

/** ready: about to enter its node · active: its node is at work · leaving: done, about to go on · joined: waits for others at a gateway · failed: stopped by an incident. */
export type TokenStatus = "ready" | "active" | "leaving" | "joined" | "failed";

export interface Token {
  readonly id: number;
  frame: number;
  node: string;
  status: TokenStatus;
  /** The flow it came by. */
  via?: string;
  /** One round of a repeated activity; the token outside holds the repetition. */
  round?: true;
  /** What the work brought, until the token leaves. */
  result?: Values;
  /** What to try again after an incident. */
  retry?: "ready" | "leaving" | "active";
  incident?: Incident;
}

export interface Incident {
  readonly code: string;
  readonly message: string;
}

export type FrameKind = "process" | "body" | "loop" | "round" | "undo";

export interface Frame {
  readonly id: number;
  readonly kind: FrameKind;
  /** Node it belongs to; "" for the process. */
  readonly node: string;
  /** 0: nobody waits for it. */
  readonly holder: number;
  /** 0: the process. */
  readonly parent: number;
  variables: Record<string, Json>;
  /** Finished activities that can be undone, oldest first. */
  undo?: Undo[];
  loop?: LoopState;
  /** kind "undo": what is still to be undone, last first. */
  queue?: Undo[];
  /** Complex gateways that have fired: flows whose token was taken. */
  fired?: Record<string, string[]>;
  /** Ad-hoc sub-process: activities begun. */
  begun?: string[];
}

export interface LoopState {
  total: number;
  started: number;
  done: number;
  items?: readonly Json[];
  collected?: Json[];
}

export interface Undo {
  readonly node: string;
  readonly variables: Values;
  readonly inner?: readonly Undo[];
}

export interface Wait {
  readonly id: number;
  readonly kind: "timer" | "message" | "signal" | "condition";
  /** The catching node. */
  readonly node: string;
  /** Which of its triggers. */
  readonly trigger: number;
  /** The waiting token or the one whose border is watched; 0 for starts of event sub-processes. */
  readonly token: number;
  readonly frame: number;
  readonly name?: string;
  readonly key?: Json;
  due?: string;
  /** Timers that repeat: ISO duration, and how often still (-1: for ever). */
  every?: string;
  left?: number;
  /** Conditions: the last answer. */
  was?: boolean;
  /** One of several triggers that must all happen, and it has. */
  met?: true;
}

export interface ErrorValue {
  readonly code: string;
  readonly message?: string;
  readonly data?: Json;
}
