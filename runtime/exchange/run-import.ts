/**
 * Runs an import batch by batch. A batch is one transaction: its records, what was done to each line, and how far the job has come.
 * So after a kill the job goes on behind the last batch that was committed, and no line is done twice.
 */
import { sql } from "kysely";
import type { Database, Tx } from "../db/pool";
import { isRepeatable, sqlState } from "../db/failures";
import type { Records } from "../entities/records";
import type { Files } from "../files/files";
import { AppError, isAppError, type Issue } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import { actingBy, type Principal } from "../kernel/principal";
import { entityById } from "../model/accessors";
import type { AppModel, EntityModel } from "../model/types";
import type { Queries } from "../queries";
import { readingOf } from "../queries/caller";
import { cellText } from "./convert";
import { importRow, type RowContext, type RowIssue, type RowOutcome } from "./import-row";
import { advance, type JobActor, type Lease, type Progress } from "./jobs";
import type { Target } from "./mapping";
import { resolveTargets } from "./plan";
import { readTable } from "./read";
import { lookUpNames, type ReferenceCache } from "./references";
import { jobSource } from "./source";
import type { Row } from "./table";

/** Who somebody is at this moment; undefined when he may not act any more. */
export type ActAs = (actor: JobActor & { readonly place: string }) => Promise<{ readonly principal: Principal; readonly language: string; readonly timeZone: string } | undefined>;

export interface ImportDeps {
  readonly db: Database;
  readonly records: Records;
  readonly queries: Queries;
  readonly files: Files;
  readonly model: () => AppModel;
  readonly actAs: ActAs;
}

/** The job is not this worker's any more. */
export class LeaseLost extends Error {}

/** Ends the transaction of a dry run without keeping anything. */
class DryRun extends Error {
  constructor(readonly outcomes: readonly RowOutcome[]) {
    super("dry run");
  }
}

/** The context of a batch: the person as he is now. @throws AppError right:missing when he may not act any more. */
export async function contextOf(deps: ImportDeps, lease: Lease, requestId = lease.job.id): Promise<Ctx> {
  const who = await deps.actAs({ ...lease.job.input.actor, place: lease.job.id });
  if (!who) throw new AppError("right:missing", "The person or key that began the import may not act any more.", { remedy: "Start it again as somebody else." });
  return { principal: who.principal, channel: "import", now: new Date(), timeZone: who.timeZone, language: who.language, requestId };
}

/** The entity of a job in the present revision. @throws AppError entity:notFound. */
export function entityOf(model: AppModel, lease: Lease): EntityModel {
  const { id, name } = lease.job.input.entity;
  const entity = entityById(model, id);
  if (!entity) throw new AppError("entity:notFound", `There is no entity "${name}" any more.`);
  return entity;
}

/** Goes on from where the job stands. True when every row is done, false when `stopped` says so between two batches. @throws LeaseLost. */
export async function runImport(deps: ImportDeps, lease: Lease, stopped: () => boolean): Promise<boolean> {
  const { plan, file } = lease.job.input;
  const table = await readTable(jobSource(deps, file), plan);
  const pace: Pace = { cache: new Map(), careful: false };
  let progress = lease.job.progress;
  let batch: Row[] = [];
  for await (const row of table.rows()) {
    if (row.line <= progress.line) continue;
    batch.push(row);
    if (batch.length < plan.batch) continue;
    progress = await runBatch(deps, lease, batch, progress, pace);
    batch = [];
    if (stopped()) return false;
  }
  if (batch.length) await runBatch(deps, lease, batch, progress, pace);
  return true;
}

async function runBatch(deps: ImportDeps, lease: Lease, rows: readonly Row[], progress: Progress, pace: Pace): Promise<Progress> {
  const who = await contextOf(deps, lease);
  const model = deps.model();
  const entity = entityOf(model, lease);
  const ctx: Ctx = { ...who, principal: actingBy(who.principal, "import", entity.name) };
  const reading = readingOf(model, ctx.principal);
  if (!reading.access(entity.name).canImport) throw new AppError("right:missing", `You may not import records of ${entity.name} any more.`);
  const { plan } = lease.job.input;
  const targets = resolveTargets(reading, entity.name, plan);
  const step = (careful: boolean) => async (tx: Tx): Promise<Progress> => {
    const find = await lookUpNames(deps.queries, { model, ctx, db: tx }, targets, rows, pace.cache);
    const context: RowContext = { records: deps.records, queries: deps.queries, model, ctx, tx, entity, plan, targets, find };
    const outcomes: RowOutcome[] = [];
    for (const row of rows) outcomes.push(explained(await attempt(context, row, careful), row, targets, plan.columns));
    pace.careful = outcomes.some((outcome) => outcome.outcome === "failed");
    if (plan.dryRun) throw new DryRun(outcomes);
    return note(tx, lease, progress, rows, outcomes);
  };
  try {
    return await deps.db.transaction(step(pace.careful)).catch((error: unknown) => {
      if (error instanceof RowFailed) return deps.db.transaction(step(true));
      throw error;
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
    return deps.db.transaction((tx) => note(tx, lease, progress, rows, error.outcomes));
  }
}

/** What one batch leaves to the next. */
interface Pace {
  readonly cache: ReferenceCache;
  /**
   * Rows get a savepoint each, so that one that fails undoes only itself. Two round trips a row: while rows are good, a batch goes
   * without them, and is done once more with them when a row fails after all.
   */
  careful: boolean;
}

/** A row failed in a batch without savepoints. */
class RowFailed extends Error {}

/** One row; what goes wrong with it undoes only this row, or, without a savepoint, ends the batch. @throws RowFailed. */
async function attempt(context: RowContext, row: Row, careful: boolean): Promise<RowOutcome> {
  const work = async (): Promise<RowOutcome> => ({ line: row.line, ...(await importRow(context, row)) });
  try {
    return await (careful ? context.tx.savepoint(work) : work());
  } catch (error) {
    const issues = rowIssues(error);
    if (!issues) throw error;
    if (!careful) throw new RowFailed();
    return { line: row.line, outcome: "failed", issues };
  }
}

/** The findings of an error that is the row's fault; undefined when it is the job's. */
function rowIssues(error: unknown): readonly Issue[] | undefined {
  if (isRepeatable(error)) return undefined;
  if (isAppError(error) && error.status < 500) return error.issues.length ? error.issues : [{ pointer: "", code: error.code, message: error.message, remedy: error.remedy }];
  // A value the database refuses: out of its range, against a constraint.
  return /^2[23]/.test(sqlState(error)) ? [{ pointer: "", code: "refused", message: "The database does not take these values.", remedy: "Look for values that are too large or too long." }] : undefined;
}

/** Adds column and text of the file to each issue. */
function explained(outcome: RowOutcome, row: Row, targets: readonly (Target | null)[], columns: readonly string[]): RowOutcome {
  if (!outcome.issues) return outcome;
  const issues = outcome.issues.map((issue: Issue): RowIssue => {
    const [, name, inside] = issue.pointer.split("/");
    const fits = targets.flatMap((target, at) => (target !== null && (target.field?.name ?? target.path) === name ? [at] : []));
    const index = fits.find((at) => inside !== undefined && targets[at]!.part === inside) ?? fits[0] ?? -1;
    return index < 0 ? issue : { ...issue, column: columns[index], value: cellText(row.cells[index] ?? null).slice(0, 200) };
  });
  return { ...outcome, issues };
}

async function note(tx: Tx, lease: Lease, progress: Progress, rows: readonly Row[], outcomes: readonly RowOutcome[]): Promise<Progress> {
  const { dryRun } = lease.job.input.plan;
  // A dry run's records are gone; the list of what would be done stays short.
  const kept = dryRun ? outcomes.filter((outcome) => outcome.outcome === "failed") : outcomes;
  const records = kept.map(({ line, outcome, id, before, issues }) => ({ line, outcome, record_id: dryRun ? null : id ?? null, before: before ?? null, issues: issues ?? null }));
  await tx.run(sql`insert into metaloom.import_rows (job_id, line, record_id, outcome, before, issues) select ${lease.job.id}::uuid, r.line, r.record_id, r.outcome, r.before, r.issues from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(line int, record_id uuid, outcome text, before jsonb, issues jsonb)`);
  const count = (kind: RowOutcome["outcome"]) => outcomes.filter((outcome) => outcome.outcome === kind).length;
  const next: Progress = { ...progress, line: rows.at(-1)!.line, done: progress.done + rows.length, created: progress.created + count("created"), updated: progress.updated + count("updated"), failed: progress.failed + count("failed") };
  if (!(await advance(tx, lease, next))) throw new LeaseLost();
  return next;
}
