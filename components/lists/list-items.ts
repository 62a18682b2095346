/** What a list draws, line by line: rows, and with groups their headers and what leads to the rest of a group. */
import type { RecordData } from "../data/records";
import type { Group, GroupedRows } from "./use-groups";

export type ListItem =
  | { readonly kind: "row"; readonly key: string; readonly row: RecordData }
  | { readonly kind: "group"; readonly key: string; readonly group: Group }
  /** Rows of a group that are not loaded here. */
  | { readonly kind: "rest"; readonly key: string; readonly group: Group; readonly count: number }
  /** Rows that are on their way. */
  | { readonly kind: "wait"; readonly key: string };

/** Lines that stand for rows on their way, so that scrolling does not end at them. */
const WAITING = 8;

const linesOf = new WeakMap<readonly RecordData[], readonly ListItem[]>();

/** Lines of the pages that are loaded. Those of a page are made once: one page more costs no more after a hundred thousand rows. */
export function plainItems(pages: readonly (readonly RecordData[])[], hasMore: boolean): readonly ListItem[] {
  const lines = pages.map((rows) => {
    const known = linesOf.get(rows) ?? rows.map((row): ListItem => ({ kind: "row", key: row.id, row }));
    linesOf.set(rows, known);
    return known;
  });
  return [...lines, hasMore ? waiting("more", WAITING) : []].flat();
}

export function groupedItems({ groups, rowsOf }: Pick<GroupedRows, "groups" | "rowsOf">): readonly ListItem[] {
  return groups.flatMap((group): ListItem[] => {
    const head: ListItem = { kind: "group", key: `group ${group.key}`, group };
    if (!group.open) return [head];
    const rows = rowsOf(group);
    if (rows.length === 0 && group.count > 0) return [head, ...waiting(`group ${group.key}`, Math.min(group.count, 3))];
    const rest = group.count - rows.length;
    return [head, ...rows.map((row): ListItem => ({ kind: "row", key: `${group.key} ${row.id}`, row })), ...(rest > 0 ? [{ kind: "rest", key: `rest ${group.key}`, group, count: rest } as const] : [])];
  });
}

const waiting = (of: string, count: number): ListItem[] => Array.from({ length: count }, (_, index) => ({ kind: "wait", key: `${of} wait ${index}` }));

/** Rows between two lines, both included, for a selection with Shift. */
export function rowsBetween(items: readonly ListItem[], from: number, to: number): readonly RecordData[] {
  return items.slice(Math.min(from, to), Math.max(from, to) + 1).flatMap((item) => (item.kind === "row" ? [item.row] : []));
}
