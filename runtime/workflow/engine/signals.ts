/** Signals: heard by everybody who waits at that moment, kept for nobody. */
import type { Values } from "../definition/types";
import { catchWait } from "./listen";
import { effect, isOver, type Run } from "./run";

export function throwSignal(run: Run, name: string, payload: Values): void {
  effect(run, { type: "signal", name, payload });
  hearSignal(run, name, payload);
}

export function hearSignal(run: Run, name: string, payload: Values): void {
  const listeners = Object.values(run.state.waits).filter((wait) => wait.kind === "signal" && wait.name === name);
  for (const wait of listeners) {
    if (!isOver(run) && run.state.waits[wait.id]) catchWait(run, wait, payload);
  }
}
