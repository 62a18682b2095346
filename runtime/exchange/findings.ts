/** Findings of an import, row by row with all cells of the file, for the grid in which they are looked at. */
import type { Database } from "../db/pool";
import { cellText } from "./convert";
import type { ErrorRow, Job } from "./jobs";
import { errorRows } from "./jobs";
import { readTable } from "./read";
import type { Source } from "./table";

export interface Findings {
  readonly columns: readonly string[];
  /** Field each column fills, null = left out. */
  readonly targets: readonly (string | null)[];
  readonly items: readonly (ErrorRow & { readonly cells: readonly string[] })[];
}

/** The first rows with something wrong. Cells are empty when the file is not kept any more. */
export async function findingsOf(db: Database, source: Source, { id, input: { plan } }: Job, limit: number): Promise<Findings> {
  const rows: ErrorRow[] = [];
  for await (const row of errorRows(db, id)) if (rows.push(row) >= limit) break;
  const cells = await cellsOf(source, plan, new Set(rows.map((row) => row.line)));
  return { columns: plan.columns, targets: plan.targets, items: rows.map((row) => ({ ...row, cells: cells.get(row.line) ?? [] })) };
}

async function cellsOf(source: Source, plan: Job["input"]["plan"], lines: ReadonlySet<number>): Promise<Map<number, readonly string[]>> {
  const found = new Map<number, readonly string[]>();
  if (lines.size === 0) return found;
  try {
    for await (const row of (await readTable(source, plan)).rows()) {
      if (lines.has(row.line)) found.set(row.line, plan.columns.map((_, i) => cellText(row.cells[i] ?? null).slice(0, 200)));
      if (found.size === lines.size) break;
    }
  } catch {
    // A file that was tidied away, or breaks off later on: what was found is shown without its neighbours.
  }
  return found;
}
