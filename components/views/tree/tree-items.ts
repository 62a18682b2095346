/**
 * A tree as the lines on the screen. Pure.
 *
 * - *branch*: the children of one record as far as they are loaded; that of the top has the key "".
 * - *line*: a record with its level (1 is the top), or what stands below an open record until its children are there.
 */
import type { RecordData } from "../../data/records";

export interface Branch {
  readonly rows: readonly RecordData[];
  readonly hasMore: boolean;
  readonly isPending: boolean;
}

export type Line =
  | { readonly kind: "row"; readonly row: RecordData; readonly level: number; readonly parent: string; readonly isOpen: boolean; readonly children: number }
  | { readonly kind: "pending" | "more"; readonly level: number; readonly parent: string };

export function linesOf(branches: ReadonlyMap<string, Branch>, open: ReadonlySet<string>, counts: ReadonlyMap<string, number>, parent = "", level = 1, above: readonly string[] = []): Line[] {
  const branch = branches.get(parent);
  if (!branch) return [];
  const lines = branch.rows.flatMap((row): Line[] => {
    const children = counts.get(row.id) ?? 0;
    // A record met again on its own way down is shown, but not entered: data older than the rule may run in a circle.
    const isOpen = open.has(row.id) && children > 0 && !above.includes(row.id);
    return [{ kind: "row", row, level, parent, isOpen, children }, ...(isOpen ? linesOf(branches, open, counts, row.id, level + 1, [...above, row.id]) : [])];
  });
  if (branch.isPending) return [...lines, { kind: "pending", level, parent }];
  return branch.hasMore ? [...lines, { kind: "more", level, parent }] : lines;
}

/** The record itself and everything shown below it: where it cannot be put. */
export function withBelow(lines: readonly Line[], id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const line of lines) if (line.kind === "row" && found.has(line.parent)) found.add(line.row.id);
  return found;
}
