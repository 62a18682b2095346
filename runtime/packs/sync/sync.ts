/**
 * A pack in a folder and the same pack on a running instance, brought together. Pure.
 *
 * - *base*: the files as they were when both agreed last (at the last pull or push); *theirs*: on the instance now; *ours*: in the folder.
 * - What only one side changed is taken from it. Documents both changed are merged by node and property; what both changed
 *   differently is a conflict, asked about and never decided in silence.
 */
import { parseJson } from "../../model/json";
import { mergeDocuments, type Choice, type Conflict } from "../../model/merge";
import { isObject, type JsonObject } from "../../model/patch";
import { retext } from "../../model/retext";
import { kindOf } from "../../model/source";
import type { Files } from "../../publish";

export interface SyncConflict extends Omit<Conflict, "base" | "theirs" | "ours"> {
  readonly file: string;
  readonly theirs?: unknown;
  readonly ours?: unknown;
}

export interface Synced {
  /** Files as they should lie in the folder; conflicts keep the folder's side. */
  readonly files: Files;
  readonly conflicts: readonly SyncConflict[];
}

export interface FileChange {
  readonly file: string;
  readonly change: "added" | "changed" | "removed";
}

/** Which files say something else, in the order of their paths. */
export function changesOf(before: Files, after: Files): readonly FileChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((file): FileChange[] => {
    if (before.get(file) === after.get(file)) return [];
    return [{ file, change: !before.has(file) ? "added" : !after.has(file) ? "removed" : "changed" }];
  });
}

/** `prefer` decides what would be a conflict. */
export function mergeFolders(base: Files, theirs: Files, ours: Files, prefer?: "mine" | "theirs"): Synced {
  const files = new Map<string, string>();
  const conflicts: SyncConflict[] = [];
  for (const file of [...new Set([...theirs.keys(), ...ours.keys()])].sort()) {
    const [before, there, here] = [base.get(file), theirs.get(file), ours.get(file)];
    const merged = there === here || there === before ? { text: here } : here === before ? { text: there } : mergeFile(file, before, there, here, prefer);
    if (merged.text !== undefined) files.set(file, merged.text);
    if ("conflicts" in merged) conflicts.push(...merged.conflicts);
  }
  return { files, conflicts };
}

function mergeFile(file: string, before: string | undefined, there: string | undefined, here: string | undefined, prefer: "mine" | "theirs" | undefined): { text: string | undefined; conflicts: readonly SyncConflict[] } {
  const kind = kindOf(file);
  const [theirs, ours] = [documentOf(there), documentOf(here)];
  if (kind === undefined || !theirs || !ours) {
    const choices: readonly Choice[] = ["mine", "theirs"];
    const conflict: SyncConflict = { file, path: "", kind: here === undefined ? "removedHere" : there === undefined ? "removedThere" : "value", choices };
    return { text: prefer === "theirs" ? there : here, conflicts: prefer ? [] : [conflict] };
  }
  const merged = mergeDocuments(documentOf(before) ?? {}, theirs, ours, () => prefer);
  return { text: retext(kind, here, merged.document), conflicts: prefer ? [] : merged.conflicts.map(({ base: _base, ...conflict }) => ({ file, ...conflict })) };
}

function documentOf(text: string | undefined): JsonObject | undefined {
  const json = text === undefined ? undefined : parseJson(text);
  return json?.ok && isObject(json.value) ? json.value : undefined;
}
