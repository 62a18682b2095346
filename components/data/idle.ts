"use client";
import { useSyncExternalStore } from "react";

/** At most so long after a page has come (ms): a machine that is never idle still gets its news. */
const LATEST_MS = 1500;
/** The first moments belong to the person: a click then meets a page that does nothing else. */
const CALM_MS = 300;

let idle = false;
const waiting = new Set<() => void>();

const soon = (run: () => void): void => {
  if (typeof requestIdleCallback === "function") requestIdleCallback(run, { timeout: LATEST_MS });
  else setTimeout(run, 50);
};

/** One after the other, so that none of them holds up what the person does. */
function next(): void {
  idle = true;
  const [run] = waiting;
  if (!run) return;
  waiting.delete(run);
  run();
  soon(next);
}

const begin = (): void => soon(() => setTimeout(() => soon(next), CALM_MS));

/** Runs once the page has become usable: at once later on. What it begins with is never urgent. Returns how to call it off. */
export function whenIdle(run: () => void): () => void {
  if (idle) {
    run();
    return () => undefined;
  }
  if (waiting.size === 0) begin();
  waiting.add(run);
  return () => void waiting.delete(run);
}

/** False while the first page comes to life, true from then on. For questions whose answers nobody waits for. */
export const useIdle = (): boolean => useSyncExternalStore(whenIdle, () => idle, () => false);
