/**
 * Decisions about merges, remembered beside the documents they are about: `local/merge/<pack>.jsonl`, a line each. They are part of
 * the revision, so going back takes them back too. A decision counts again only for the very same question (id and digest).
 */
import type { Choice } from "../model/merge";
import { LOCAL_PACK } from "../model/source";
import type { UpgradeConflict } from "./upgrade";
import type { Files } from "./tree";

interface Decision {
  readonly id: string;
  readonly digest: string;
  readonly choice: Choice;
}

const fileOf = (pack: string): string => `${LOCAL_PACK}/merge/${pack}.jsonl`;
const keyOf = ({ id, digest }: Pick<Decision, "id" | "digest">): string => `${id} ${digest}`;

function read(files: Files, pack: string): Decision[] {
  return (files.get(fileOf(pack)) ?? "").split("\n").filter(Boolean).map((line) => JSON.parse(line) as Decision); // written by us alone
}

/** What was decided about this very question before. */
export function rememberedChoices(files: Files, packs: readonly string[]): (conflict: Pick<Decision, "id" | "digest">) => Choice | undefined {
  const known = new Map(packs.flatMap((pack) => read(files, pack)).map((decision) => [keyOf(decision), decision.choice]));
  return (conflict) => known.get(keyOf(conflict));
}

/** Files that remember the decided ones of these conflicts. */
export function rememberChoices(files: Files, conflicts: readonly UpgradeConflict[]): Files {
  const next = new Map(files);
  for (const pack of new Set(conflicts.map(({ file }) => file.split("/")[0]!))) {
    const mine = conflicts.filter(({ file, choice }) => choice !== undefined && file.startsWith(`${pack}/`)).map(({ id, digest, choice }): Decision => ({ id, digest, choice: choice! }));
    const all = new Map([...read(next, pack), ...mine].map((decision) => [keyOf(decision), decision]));
    if (all.size > 0) next.set(fileOf(pack), [...all.values()].map((decision) => `${JSON.stringify(decision)}\n`).join(""));
  }
  return next;
}
