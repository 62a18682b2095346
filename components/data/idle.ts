"use client";
import { useSyncExternalStore } from "react";

/** At most so long after a page has come (ms): a machine that is never idle still gets its news. */
const LATEST_MS = 1500;

let idle = false;
const waiting = new Set<() => void>();

function begin(): void {
  const now = () => {
    idle = true;
    for (const run of waiting) run();
    waiting.clear();
  };
  if (typeof requestIdleCallback === "function") requestIdleCallback(now, { timeout: LATEST_MS });
  else setTimeout(now, 200);
}

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
