/** Kinds of jobs: what is done after the step that asked for it. */
import type { Json, Values } from "../workflow/definition/types";
import type { ProcessEvent } from "../workflow/engine/events";

export interface JobPayloads {
  /** Something happens to an instance. */
  readonly event: { readonly event: ProcessEvent };
  /** What an instance had still to hear when its transaction was long enough; together, so that others have their turn in between. */
  readonly events: { readonly events: readonly ProcessEvent[] };
  readonly message: { readonly name: string; readonly key?: Json; readonly payload: Values; readonly to?: readonly string[]; readonly processes?: readonly string[] };
  readonly signal: { readonly name: string; readonly payload: Values; readonly from?: string; readonly processes?: readonly string[] };
  /** Of `instance`: its call activity begins a process. */
  readonly child: { readonly token: number; readonly process: string; readonly binding: { readonly kind: "latest" | "sameRevision" | "version"; readonly version?: number }; readonly variables: Values; readonly key?: Json };
  /** Of `instance`: what its activity had called is called off. */
  readonly cancelChild: { readonly token: number };
  readonly start: { readonly process: string; readonly variables: Values; readonly startedBy: string | null; readonly generation: number };
  /** Of `instance`: people are told of a step, as its card says. */
  readonly notice: { readonly token: number; readonly node: string; readonly notification: string };
  readonly webhook: { readonly token: number; readonly url: string; readonly method: string; readonly body?: Json; readonly as?: string };
  /** A document that was written by a step, to be kept and hung on a record; `entity` is its name. */
  readonly document: { readonly token: number; readonly document: { readonly name: string; readonly mediaType: string; readonly text: string }; readonly entity: string; readonly record: string; readonly field?: string; readonly as?: string };
}

export type JobKind = keyof JobPayloads;
export type JobPayload = { [K in JobKind]: { readonly kind: K } & JobPayloads[K] }[JobKind];
