/**
 * The way back. A process is never changed in place, so the inverse of a command is the process before it; unchanged parts are
 * shared, and a hundred steps cost little more than one.
 */
import type { ProcessDefinition } from "../definition/types";

/** Steps one can go back. */
const STEPS = 200;

export interface History {
  readonly past: readonly ProcessDefinition[];
  readonly now: ProcessDefinition;
  readonly future: readonly ProcessDefinition[];
  /** Changes with the same key, one right after another, are one step: typing a word is not undone letter by letter. */
  readonly key?: string;
}

export const openHistory = (now: ProcessDefinition): History => ({ past: [], now, future: [] });

/** A command that changes nothing is no step. */
export function changed(history: History, next: ProcessDefinition, key?: string): History {
  if (next === history.now) return history;
  const joined = key !== undefined && key === history.key && history.past.length > 0;
  return { past: joined ? history.past : [...history.past.slice(1 - STEPS), history.now], now: next, future: [], ...(key !== undefined && { key }) };
}

export function undone({ past, now, future }: History): History {
  const before = past[past.length - 1];
  return before ? { past: past.slice(0, -1), now: before, future: [now, ...future] } : { past, now, future };
}

export function redone({ past, now, future }: History): History {
  const [next, ...rest] = future;
  return next ? { past: [...past, now], now: next, future: rest } : { past, now, future };
}
