/** Conditional events: they happen when their condition becomes true, and again only after it was false in between. */
import type { Trigger } from "../definition/types";
import type { StepFailure } from "./compiled";
import { endEmptyFrames } from "./ended";
import { evaluateCondition } from "./evaluate";
import { catchWait } from "./listen";
import { effect, nodeOf, NOTHING, type Run } from "./run";
import type { Wait } from "./state";
import { visibleVariables } from "./variables";

/** Asks all conditions that are waited for, if variables changed. True when one happened. */
export function askConditions(run: Run, failures: ReadonlyMap<number, StepFailure>): boolean {
  if (!run.changed) return false;
  for (const wait of Object.values(run.state.waits)) {
    if (wait.kind !== "condition" || !run.state.waits[wait.id]) continue;
    run.step += 1;
    const failure = failures.get(run.step);
    if (failure) {
      tellOnce(run, wait, failure);
      continue;
    }
    const before = wait.was === true;
    wait.was = evaluateCondition(run, wait.frame, conditionOf(run, wait));
    if (!wait.was || before) continue;
    catchWait(run, wait, NOTHING);
    endEmptyFrames(run);
    return true;
  }
  run.changed = false;
  return false;
}

function conditionOf(run: Run, wait: Wait): string {
  const trigger = nodeOf(run, wait.node).def.triggers![wait.trigger]! as Extract<Trigger, { type: "conditional" }>;
  return trigger.condition ?? "false";
}

/** A condition that fails is an incident of its event, and is asked again when variables change. */
function tellOnce(run: Run, wait: Wait, failure: StepFailure): void {
  effect(run, { type: "incident", token: wait.token, node: wait.node, code: failure.code, message: failure.message, ...(failure.remedy && { remedy: failure.remedy }), variables: visibleVariables(run, wait.frame) });
}
