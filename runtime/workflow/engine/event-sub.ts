/** Event sub-processes: started by a trigger inside a scope, beside it or instead of the rest of it. */
import type { Values } from "../definition/types";
import type { CompiledNode } from "./compiled";
import { emptyFrame, openBody } from "./frames";
import { journal, type Run } from "./run";
import type { Frame } from "./state";
import { addToken } from "./tokens";
import { cancelWaits } from "./waits";

/** Starts the event sub-process of a triggered start event in a scope. `interrupts`: everything else in the scope ends, and no other may start. */
export function startEventSub(run: Run, start: CompiledNode, scope: Frame, payload: Values, interrupts = start.def.interrupting !== false): void {
  const sub = start.container.owner!;
  if (interrupts) {
    cancelWaits(run, (wait) => wait.token === 0 && wait.frame === scope.id);
    emptyFrame(run, scope);
  }
  const holder = addToken(run, scope.id, sub.id, "active");
  journal(run, "entered", holder);
  const body = openBody(run, sub.contents!, holder, {}, []);
  addToken(run, body.id, start.id, "leaving", { result: payload });
}
