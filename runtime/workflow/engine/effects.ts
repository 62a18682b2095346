/**
 * What the hands have to do: the output of advance(), in order. Effects of one call and the new state are stored in one
 * transaction. The idempotency key of an effect is instance : token : kind, since a token id is used once.
 */
import type { Json, Text, Values } from "../definition/types";
import type { NodeOptions } from "../nodes/options";
import type { ErrorValue, InstanceStatus } from "./state";

export type Effect =
  | { readonly type: "createTask"; readonly token: number; readonly node: string; readonly options: NodeOptions["userTask"] | NodeOptions["manualTask"]; readonly lane?: string; readonly input: Values }
  | { readonly type: "callService"; readonly token: number; readonly node: string; readonly options: NodeOptions["serviceTask"]; readonly input: Values }
  | { readonly type: "runScript"; readonly token: number; readonly node: string; readonly options: NodeOptions["scriptTask"]; readonly input: Values }
  | { readonly type: "decide"; readonly token: number; readonly node: string; readonly options: NodeOptions["businessRuleTask"]; readonly input: Values }
  /** `to`: where the drawing's message flow leads (node or pool), when there is one. */
  | { readonly type: "sendMessage"; readonly token: number; readonly node: string; readonly name: string; readonly key?: Json; readonly payload: Values; readonly to?: readonly string[] }
  /** For other instances; waits of this one have been served already. */
  | { readonly type: "signal"; readonly name: string; readonly payload: Values }
  | { readonly type: "startChild"; readonly token: number; readonly node: string; readonly process: string; readonly binding: NodeOptions["callActivity"]["binding"] & object; readonly variables: Values; readonly key?: Json }
  /** Takes back createTask, callService, runScript, decide and startChild of this token. */
  | { readonly type: "cancelWork"; readonly token: number; readonly node: string }
  | { readonly type: "wait"; readonly wait: number; readonly kind: "timer" | "message" | "signal" | "condition"; readonly node: string; readonly token: number; readonly name?: string; readonly key?: Json; readonly due?: string; readonly spec?: { readonly date?: Text; readonly duration?: Text; readonly cycle?: Text } }
  | { readonly type: "cancelWait"; readonly wait: number }
  /** To the parent instance. */
  | { readonly type: "raise"; readonly code: string; readonly data?: Json }
  | { readonly type: "incident"; readonly token: number; readonly node: string; readonly code: string; readonly message: string; readonly remedy?: string; readonly variables: Values }
  | { readonly type: "incidentSolved"; readonly token: number; readonly node: string }
  | { readonly type: "journal"; readonly event: JournalEvent; readonly node: string; readonly token: number; readonly frame: number; readonly detail?: Json }
  | { readonly type: "endInstance"; readonly status: Exclude<InstanceStatus, "running">; readonly variables: Values; readonly error?: ErrorValue }
  /** There is more to do: call advance() again with `continue`, after the effects before this one. */
  | { readonly type: "continue" }
  /** The event did not fit the state (work done twice, wait gone); nothing was changed. */
  | { readonly type: "refused"; readonly code: "gone" | "ended" | "notStarted" | "started" | "wrong"; readonly message: string };

export type JournalEvent = "started" | "entered" | "left" | "caught" | "thrown" | "cancelled" | "undone" | "changed" | "incident" | "retried" | "moved" | "ended";
