/**
 * Listening: what a catching node waits for, on behalf of whom; and what happens when it is answered.
 * Errors, escalations, cancels and compensations are not waited for: whoever throws looks for who catches (throwing.ts).
 */
import type { Values } from "../definition/types";
import type { TriggerType } from "../triggers/options";
import type { TriggerBehaviour } from "../triggers/trigger-type";
import type { CompiledNode } from "./compiled";
import { journal, nodeOf, type Run } from "./run";
import type { Wait } from "./state";

export interface Listener {
  /** The token that waits or whose border is watched; 0 for starts of event sub-processes. */
  readonly token: number;
  /** Where formulas of the trigger are evaluated. */
  readonly frame: number;
}

export function listenTo(run: Run, node: CompiledNode, listener: Listener): void {
  node.def.triggers?.forEach((trigger, index) => {
    const behaviour = run.process.triggers[trigger.type] as TriggerBehaviour<TriggerType>;
    behaviour.listen?.(run, trigger, { ...listener, node: node.id, trigger: index });
  });
}

/** The wait is answered: the catching node acts, once all its triggers have happened if it wants them all. */
export function catchWait(run: Run, wait: Wait, payload: Values): void {
  const node = nodeOf(run, wait.node);
  if (node.def.parallelMultiple) {
    wait.met = true;
    const siblings = Object.values(run.state.waits).filter((other) => other.node === wait.node && other.token === wait.token && other.frame === wait.frame);
    if (siblings.some((other) => !other.met)) return;
    for (const other of siblings) delete other.met;
  }
  journal(run, "caught", { id: wait.token, node: wait.node, frame: wait.frame }, wait.name ?? wait.kind);
  node.behaviour.caught?.(run, wait, node, payload);
}
