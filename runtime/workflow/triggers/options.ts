/** The closed list of triggers and what each may be told. */
import type { Formula, Text } from "../definition/types";

export interface TriggerOptions {
  /** One of the three. Literals are ISO 8601: "2026-01-31T09:00:00", "PT2H", "R3/PT10M". */
  timer: { readonly date?: Text; readonly duration?: Text; readonly cycle?: Text };
  /** `key` picks the instance among those that wait for the message. `webhook`: waits for a call of its own web address instead. */
  message: { readonly message?: Text; readonly key?: Formula; readonly webhook?: boolean };
  signal: { readonly signal?: Text };
  /** Without a code: any error. */
  error: { readonly error?: string };
  escalation: { readonly escalation?: string };
  /** `activity` left out: all finished activities of the scope, last first. */
  compensation: { readonly activity?: string; readonly wait?: boolean };
  conditional: { readonly condition?: Formula };
  link: { readonly link?: string };
  cancel: object;
  terminate: object;
}

export type TriggerType = keyof TriggerOptions;
export type TriggerOf<T extends TriggerType> = { readonly id: string; readonly type: T } & TriggerOptions[T];
