/** Waits: begun and ended, with the effects that tell the hands. */
import type { Effect } from "./effects";
import { effect, newId, type Run } from "./run";
import type { Wait } from "./state";

type Spec = Extract<Effect, { type: "wait" }>["spec"];

export function addWait(run: Run, wait: Omit<Wait, "id">, spec?: Spec): Wait {
  const made: Wait = { id: newId(run), ...wait };
  run.state.waits[made.id] = made;
  if (wait.kind === "condition") run.changed = true;
  tell(run, made, spec);
  return made;
}

/** Says (again) what is waited for; a repeated timer has a new time. */
export function tell(run: Run, wait: Wait, spec?: Spec): void {
  effect(run, {
    type: "wait", wait: wait.id, kind: wait.kind, node: wait.node, token: wait.token,
    ...(wait.name !== undefined && { name: wait.name }), ...(wait.key !== undefined && { key: wait.key }), ...(wait.due !== undefined && { due: wait.due }), ...(spec && { spec }),
  });
}

export function cancelWaits(run: Run, which: (wait: Wait) => boolean): void {
  for (const wait of Object.values(run.state.waits)) {
    if (which(wait)) dropWait(run, wait);
  }
}

export function dropWait(run: Run, wait: Wait): void {
  delete run.state.waits[wait.id];
  effect(run, { type: "cancelWait", wait: wait.id });
}
