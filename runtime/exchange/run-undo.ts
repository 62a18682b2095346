/**
 * Takes an import back: new records go to the trash, changed ones get their values of before. A record that somebody changed after
 * the import is left alone and listed; nothing of other people's work is lost. The last line goes first.
 */
import { sql } from "kysely";
import type { Queryable, Tx } from "../db/pool";
import { isRepeatable } from "../db/failures";
import type { Values } from "../entities/input";
import { isAppError, type Issue } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import type { AppModel } from "../model/types";
import { advance, type Lease, type Progress } from "./jobs";
import { contextOf, entityOf, LeaseLost, type ImportDeps } from "./run-import";

interface Done {
  line: number; record_id: string; outcome: "created" | "updated"; before: Values | null;
}

/** True when everything is taken back, false when `stopped` says so between two batches. @throws LeaseLost. */
export async function runUndo(deps: ImportDeps, lease: Lease, stopped: () => boolean): Promise<boolean> {
  let progress = lease.job.progress;
  for (;;) {
    const ctx = await contextOf(deps, lease, undoId(lease));
    const model = deps.model();
    const { rest, next } = await deps.db.transaction((tx) => undoBatch(deps, lease, model, ctx, tx, progress));
    progress = next;
    if (!rest) return true;
    if (stopped()) return false;
  }
}

const undoId = (lease: Lease): string => `${lease.job.id}:undo`;

async function undoBatch(deps: ImportDeps, lease: Lease, model: AppModel, ctx: Ctx, tx: Tx, progress: Progress): Promise<{ rest: boolean; next: Progress }> {
  const { batch } = lease.job.input.plan;
  const rows = await tx.run<Done>(sql`select line, record_id, outcome, before from metaloom.import_rows where job_id = ${lease.job.id}::uuid and outcome in ('created', 'updated') order by line desc limit ${batch}`);
  let [undone, kept] = [0, 0];
  for (const row of rows) {
    const issues = await undoRow(deps, lease, { model, ctx, tx }, row);
    if (issues) kept++;
    else undone++;
    await tx.run(sql`update metaloom.import_rows set outcome = ${issues ? "kept" : "undone"}, issues = ${issues ? JSON.stringify(issues) : null}::jsonb where job_id = ${lease.job.id}::uuid and line = ${row.line}`);
  }
  const next: Progress = { ...progress, undone: progress.undone + undone, kept: progress.kept + kept };
  if (!(await advance(tx, lease, next))) throw new LeaseLost();
  return { rest: rows.length === batch, next };
}

/** Undefined when done, else why the record was left alone. */
async function undoRow({ records }: ImportDeps, lease: Lease, call: { model: AppModel; ctx: Ctx; tx: Tx }, row: Done): Promise<Issue[] | undefined> {
  const entity = entityOf(call.model, lease);
  if (await changedSince(call.tx, lease, row.record_id)) return [{ pointer: "", code: "changedSince", message: "Somebody changed the record after the import; it was left as it is.", remedy: "Look at its history and change it by hand." }];
  try {
    await call.tx.savepoint(async () => {
      if (row.outcome === "created") await records.remove(call, entity.name, row.record_id);
      else await records.together(call, (unit) => records.updateIn(unit, entity.name, row.record_id, row.before ?? {}));
    });
    return undefined;
  } catch (error) {
    if (isRepeatable(error) || !isAppError(error) || error.status >= 500) throw error;
    return error.issues.length ? [...error.issues] : [{ pointer: "", code: error.code, message: error.message, remedy: error.remedy }];
  }
}

/** Did anybody but this job write the record since? Computed values that followed a change elsewhere do not count. */
async function changedSince(db: Queryable, lease: Lease, recordId: string): Promise<boolean> {
  const own = [lease.job.id, undoId(lease)];
  const rows = await db.run(sql`
    select 1 from metaloom.journal where record_id = ${recordId}::uuid and verb in ('update', 'delete', 'restore', 'merge', 'purge') and not (request_id = any(${own}::text[]))
      and seq > (select max(seq) from metaloom.journal where record_id = ${recordId}::uuid and request_id = ${lease.job.id}) limit 1`);
  return rows.length > 0;
}
