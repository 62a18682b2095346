/** What may happen to an instance: the input of advance(). `token` and `wait` are ids of the state. */
import type { Json, Values } from "../definition/types";
import type { ErrorValue } from "./state";

export type ProcessEvent =
  /** The first event. `node` is left out for a plain start; otherwise the start event (or catching node) that was triggered. */
  | { readonly type: "start"; readonly pool?: string; readonly node?: string; readonly variables?: Values; readonly payload?: Values }
  /** A task, service call, script or decision is done. */
  | { readonly type: "done"; readonly token: number; readonly variables?: Values }
  /** The work ended with a business error (BPMN error). */
  | { readonly type: "error"; readonly token: number; readonly error: ErrorValue }
  /** The work raises an escalation and goes on. */
  | { readonly type: "escalation"; readonly token: number; readonly code: string; readonly data?: Json }
  /** The work failed for a technical reason and was tried often enough. */
  | { readonly type: "failure"; readonly token: number; readonly message: string; readonly code?: string }
  | { readonly type: "message"; readonly wait: number; readonly payload?: Values }
  | { readonly type: "signal"; readonly name: string; readonly payload?: Values }
  | { readonly type: "timer"; readonly wait: number }
  | { readonly type: "childEnded"; readonly token: number; readonly outcome: "completed" | "terminated" | "failed" | "cancelled"; readonly variables?: Values; readonly error?: ErrorValue }
  /** Variables changed from outside (the record did); conditions are asked again. */
  | { readonly type: "variables"; readonly values: Values; readonly frame?: number }
  /** Begin an activity of an ad-hoc sub-process. */
  | { readonly type: "begin"; readonly frame: number; readonly node: string }
  /** Try again what stopped with an incident. */
  | { readonly type: "retry"; readonly token: number }
  /** Operators: put a token at another node of the same scope. */
  | { readonly type: "move"; readonly token: number; readonly to: string }
  | { readonly type: "cancel" }
  /** Answer to the effect `continue`. */
  | { readonly type: "continue" };
