/** What a card of a task-like step says beside who, until when and what to do: who is told, and which files go with it. */
import type { Responsible } from "./types";

/** created: the step begins · dueSoon: `before` its term · overdue: its term is over · completed: it is done. */
export type StepMoment = "created" | "dueSoon" | "overdue" | "completed";

/** performer: who has (still) to do the step, or did it · performerSuperior: whoever holds the position above them. */
export interface StepRecipient {
  readonly kind: Responsible["kind"] | "performer" | "performerSuperior";
  readonly value?: string;
}

/** Somebody is told of the step. Performers are told of a new task anyway, with a letter they can decide by. */
export interface StepNotification {
  readonly id: string;
  readonly on: StepMoment;
  /** ISO duration in working time, for dueSoon; a day when left out. */
  readonly before?: string;
  readonly to?: readonly StepRecipient[];
  /** Unless a person chooses otherwise; left out: bell and letter at once. */
  readonly channels?: { readonly internal?: "now" | "off"; readonly email?: "now" | "digest" | "off" };
  /** A sentence more. */
  readonly text?: string;
}

/** Files shown with a task, which its performer can add to. */
export interface StepAttachment {
  readonly id: string;
  readonly label: string;
  /** Name of a field of the record that holds files; left out: what is given becomes a file of the record. */
  readonly field?: string;
  /** The task cannot be finished without one. */
  readonly required?: boolean;
  /** Names of decisions; required for these only. */
  readonly decisions?: readonly string[];
}

/** What both kinds of tasks of people may say. */
export interface StepCardOptions {
  readonly notifications?: readonly StepNotification[];
  readonly attachments?: readonly StepAttachment[];
}

export const STEP_MOMENTS = ["created", "dueSoon", "overdue", "completed"] as const satisfies readonly StepMoment[];
/** Kinds of recipients that take no value. */
export const VALUELESS_RECIPIENTS: ReadonlySet<StepRecipient["kind"]> = new Set(["starter", "performer", "performerSuperior"]);
/** Those that mean the record, or whoever started the process, without one. */
const FALLING_BACK: ReadonlySet<StepRecipient["kind"]> = new Set(["unitHead", "superior"]);
/** Nobody can be found, because it is not said by what. */
export const lacksValue = ({ kind, value }: StepRecipient): boolean => value === undefined && !VALUELESS_RECIPIENTS.has(kind) && !FALLING_BACK.has(kind);
/** Is this whoever has to do the step, or stands above them, and nobody named by the card itself? */
export const isPerformerKind = (kind: StepRecipient["kind"]): kind is Exclude<StepRecipient["kind"], Responsible["kind"]> => kind === "performer" || kind === "performerSuperior";
/** How long before its term people are told of a step, when it is not said. */
export const SOON = "P1D";

/** Is this attachment needed for a decision? */
export const isNeeded = ({ required, decisions }: StepAttachment, decision: string | undefined): boolean => required === true && (!decisions?.length || (decision !== undefined && decisions.includes(decision)));
