/** What the hands of the engine do when a step decides by a table (effect `decide`). */
import type { Values } from "../definition/types";
import { compileDecision, type CompiledDecision } from "./compile";
import { decide, type Moment } from "./decide";
import type { DecisionDefinition } from "./decision";

/** `failure` is a sentence for the incident. */
export type DecisionWork = { readonly variables: Values } | { readonly failure: string };

/** Definitions are immutable, so each is compiled once. */
const compiled = new WeakMap<DecisionDefinition, CompiledDecision | string>();

/** `decision`: the one the step names, or undefined when there is none of that name. The outputs become variables of the process. */
export function performDecision(decision: DecisionDefinition | undefined, input: Values, moment: Moment): DecisionWork {
  if (!decision) return { failure: "There is no decision of the name the step asks for." };
  let ready = compiled.get(decision);
  if (ready === undefined) {
    const made = compileDecision(decision);
    compiled.set(decision, (ready = made.ok ? made.decision : made.faults[0]!.message));
  }
  if (typeof ready === "string") return { failure: ready };
  const answer = decide(ready, input, moment);
  return answer.ok ? { variables: answer.result.variables } : { failure: [answer.message, answer.remedy].filter(Boolean).join(" ") };
}
