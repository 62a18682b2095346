/** Link tables of many-to-many fields: hidden, renamed, brought back, made. Part of the planner. */
import type { Draft } from "./draft";
import { hiddenName, targetKey, type LinkShape, type LinkState, type Shape, type TableShape, type TableState } from "./shape";
import type { Rename } from "./steps";

const active = (table: TableState): readonly LinkState[] => table.links.filter((link) => link.hiddenAt === undefined);
const sameLink = (a: LinkShape, b: LinkShape): boolean => a.fieldId === b.fieldId && targetKey(a.target) === targetKey(b.target);

/** Pairs of a dropped field, or of one that now points elsewhere. */
function hide(draft: Draft, shape: Shape): void {
  for (const wanted of shape) {
    const table = draft.find(wanted.entityId);
    if (!table) continue;
    for (const link of active(table)) {
      if (wanted.links.some((candidate) => sameLink(candidate, link))) continue;
      draft.emit({ do: "hideLink", entityId: table.entityId, table: table.table, link, to: hiddenName(link.table, draft.tableNames()) });
    }
  }
}

function twinOf(table: TableState, wanted: LinkShape): LinkState | undefined {
  const twins = table.links.filter((link) => sameLink(link, wanted));
  return twins.find((link) => link.hiddenAt === undefined) ?? [...twins].sort((a, b) => a.hiddenAt!.localeCompare(b.hiddenAt!)).at(-1);
}

/** Present or hidden link tables of the wanted fields, with the names they should have. */
function renames(table: TableState, wanted: TableShape): readonly Rename[] {
  return wanted.links.flatMap((link) => {
    const twin = twinOf(table, link);
    return twin ? [{ from: twin.table, to: link.table }] : [];
  });
}

function rename(draft: Draft, from: string, to: string): void {
  const table = draft.state.find((candidate) => candidate.links.some((link) => link.table === from))!;
  const link = table.links.find((candidate) => candidate.table === from)!;
  draft.emit({ do: link.hiddenAt === undefined ? "renameLink" : "restoreLink", entityId: table.entityId, table: table.table, link, to });
}

function create(draft: Draft, shape: Shape): void {
  for (const wanted of shape) {
    for (const link of wanted.links) {
      if (twinOf(draft.table(wanted.entityId), link)) continue;
      draft.emit({ do: "createLink", entityId: wanted.entityId, table: wanted.table, link, targetTable: draft.targetTable(link.target) });
    }
  }
}

export const planLinks = { hide, renames, rename, create };
