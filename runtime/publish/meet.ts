/**
 * Two authors, one document: what one wants to publish, begun from an older revision, meets what the other published since. Pure.
 * Each document is merged property by property (model/merge.ts): what only one of them changed is taken, what both changed the same way is
 * no question, and the rest is asked, never decided in silence.
 */
import { AppError, type Issue } from "../kernel";
import { mergeDocuments, type Choice, type Conflict } from "../model/merge";
import { sameJson, type JsonObject } from "../model/patch";
import { viewDocument, type DocumentChange } from "./changes";
import type { Files } from "./tree";

/** What both changed differently: `ours` is the author's, `theirs` what is published. */
export interface MeetingConflict extends Conflict {
  /** "<kind> <name> <path>", by which it is decided. */
  readonly id: string;
  readonly choice?: Choice;
}

/** A document that somebody published meanwhile and that is to be published here. */
export interface Meeting {
  readonly kind: string;
  readonly name: string;
  readonly conflicts: readonly MeetingConflict[];
  /** Paths of what is taken over from the published document. */
  readonly taken: readonly string[];
}

export interface Met {
  readonly changes: readonly DocumentChange[];
  readonly meetings: readonly Meeting[];
}

/** A document as it was published, where it is not what the author sent. */
export interface MergedDocument {
  readonly kind: string;
  readonly name: string;
  /** null = it is gone. */
  readonly document: JsonObject | null;
}

/** What the author's screen has to show from now on. */
export function mergedOf({ changes, meetings }: Met): readonly MergedDocument[] {
  return meetings.map(({ kind, name, conflicts }) => {
    const change = changes.find((one) => one.kind === kind && one.name === name);
    // The author gave way to the other: what is published stands.
    return { kind, name, document: change ? change.document : ((conflicts[0]?.theirs ?? null) as JsonObject | null) };
  });
}

/** Choices by id of the conflict. */
export type Decisions = Readonly<Record<string, Choice>>;

const WHOLE: readonly Choice[] = ["mine", "theirs"];

/** The changes as they are to be published on top of `head`, for an author who began from `base`. Open conflicts keep the author's side. */
export function meetChanges(base: Files, head: Files, changes: readonly DocumentChange[], decisions: Decisions = {}): Met {
  const met = changes.map((change) => meet(change, documentIn(base, change), documentIn(head, change), decisions));
  return { changes: met.flatMap(({ change }) => change ?? []), meetings: met.flatMap(({ meeting }) => meeting ?? []) };
}

/** @throws AppError conflict:revision with every question that nobody has answered. */
export function refuseOpen(meetings: readonly Meeting[], revision: number): void {
  const open = meetings.flatMap(({ conflicts }) => conflicts).filter(({ choice }) => choice === undefined);
  if (open.length === 0) return;
  throw new AppError("conflict:revision", `Somebody published revision ${revision} meanwhile and changed the same ${open.length === 1 ? "thing" : `${open.length} things`} differently.`, {
    remedy: `Choose for each: send "decisions": { "<id>": "mine" or "theirs" }.`,
    details: { revision, conflicts: meetings.flatMap(({ conflicts }) => conflicts), taken: meetings.flatMap(({ kind, name, taken }) => taken.map((path) => `${kind} ${name} ${path}`)) },
    issues: open.map(({ id, kind }): Issue => ({ pointer: "/decisions", code: "changedMeanwhile", message: `${id} was ${kind === "removedThere" ? "removed" : "changed"} meanwhile.`, remedy: `Send "decisions": { ${JSON.stringify(id)}: "mine" } to keep yours.` })),
  });
}

interface One {
  readonly change?: DocumentChange;
  readonly meeting?: Meeting;
}

function meet(change: DocumentChange, base: JsonObject | undefined, theirs: JsonObject | undefined, decisions: Decisions): One {
  const ours = change.document;
  if (same(base, theirs) || same(ours ?? undefined, theirs)) return ours === null && !theirs ? {} : { change };
  const { kind, name } = change;
  const idOf = (path: string): string => `${kind} ${name} ${path}`;
  const decided = (path: string): { readonly choice?: Choice } => {
    const choice = decisions[idOf(path)];
    return choice ? { choice } : {};
  };
  if (ours === null || !theirs) {
    const conflict: MeetingConflict = { id: idOf(""), path: "", kind: ours === null ? "removedHere" : "removedThere", choices: WHOLE, ...decided(""), ...(base && { base }), ...(theirs && { theirs }), ...(ours && { ours }) };
    return { ...(conflict.choice === "theirs" ? {} : { change }), meeting: { kind, name, conflicts: [conflict], taken: [] } };
  }
  const { document, conflicts, taken } = mergeDocuments(base ?? {}, theirs, ours, ({ path }) => decisions[idOf(path)]);
  return { change: { ...change, document }, meeting: { kind, name, taken, conflicts: conflicts.map((one) => ({ ...one, id: idOf(one.path), ...decided(one.path) })) } };
}

const same = (a: JsonObject | undefined, b: JsonObject | undefined): boolean => (a === undefined || b === undefined ? a === b : sameJson(a, b));

/** As it counts in these files; undefined when there is none. */
function documentIn(files: Files, { kind, name, pack }: DocumentChange): JsonObject | undefined {
  try {
    return viewDocument(files, { kind, name, pack }).document;
  } catch (error) {
    if (error instanceof AppError && error.code === "resource:notFound") return undefined;
    throw error;
  }
}
