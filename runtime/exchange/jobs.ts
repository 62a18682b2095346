/**
 * Jobs: imports as rows of metaloom.jobs. A *job* is waiting, running, done, failed (could not go on), cancelled or undone; a
 * *lease* is the right of one worker to go on with it, for a minute, with a token that every step checks.
 */
import { sql } from "kysely";
import type { Database, Queryable } from "../db/pool";
import { AppError } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import { newId } from "../kernel/ids";
import { actorId, type Principal } from "../kernel/principal";
import type { RowIssue } from "./import-row";
import type { ImportPlan } from "./plan";

export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled" | "undone";

/** Whose rights the job uses, read anew for each batch. */
export interface JobActor {
  readonly userId: string;
  readonly keyId?: string;
}

export interface JobInput {
  readonly entity: { readonly id: string; readonly name: string };
  readonly file: { readonly id: string; readonly name: string; readonly size: number };
  readonly plan: ImportPlan;
  readonly actor: JobActor;
  readonly total: number;
  /** Undoing was asked for. */
  readonly undo?: boolean;
}

export interface Progress {
  /** Last line that is done. */
  readonly line: number;
  readonly done: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly undone: number;
  /** Records that an undo left alone. */
  readonly kept: number;
}

export const NO_PROGRESS: Progress = { line: 0, done: 0, created: 0, updated: 0, failed: 0, undone: 0, kept: 0 };

export interface Job {
  readonly id: string;
  readonly state: JobState;
  readonly owner: string | null;
  readonly input: JobInput;
  readonly progress: Progress;
  readonly result: { readonly error?: { readonly code: string; readonly message: string } } | null;
  readonly attempts: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

interface Row {
  id: string; state: JobState; owner_id: string | null; input: JobInput; progress: Partial<Progress>; result: Job["result"]; attempts: number; created_at: string; finished_at: string | null;
}

const COLUMNS = sql`id, state, owner_id, input, progress, result, attempts, created_at, finished_at`;

const jobOf = (row: Row): Job => ({ id: row.id, state: row.state, owner: row.owner_id, input: row.input, progress: { ...NO_PROGRESS, ...row.progress }, result: row.result, attempts: row.attempts, createdAt: row.created_at, finishedAt: row.finished_at });

export interface JobView {
  readonly id: string;
  readonly kind: "import";
  readonly state: JobState;
  readonly undoing: boolean;
  readonly entity: string;
  readonly file: { readonly id: string; readonly name: string; readonly size: number };
  readonly options: Pick<ImportPlan, "mode" | "key" | "dryRun" | "batch" | "emptyCells"> & { readonly mapping: Readonly<Record<string, string | null>> };
  readonly progress: { readonly total: number } & Omit<Progress, "line">;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** A job as its owner sees it. */
export function jobView({ id, state, input, progress: { line: _line, ...progress }, result, createdAt, finishedAt }: Job): JobView {
  const { mode, key, dryRun, batch, emptyCells, columns, targets } = input.plan;
  return {
    id, kind: "import", state, undoing: input.undo === true && state !== "undone", entity: input.entity.name, file: { id: input.file.id, name: input.file.name, size: input.file.size },
    options: { mode, key, dryRun, batch, emptyCells, mapping: Object.fromEntries(columns.map((column, i) => [column, targets[i] ?? null])) },
    progress: { total: input.total, ...progress }, error: result?.error ?? null, createdAt, finishedAt,
  };
}

const noJob = (): AppError => new AppError("resource:notFound", "There is no such job, or it is not yours.", { remedy: "See GET /api/v1/jobs." });

export function actorOf(principal: Principal): JobActor {
  if (principal.kind === "staff") return { userId: principal.userId };
  if (principal.kind === "apiKey") return { userId: principal.userId, keyId: principal.keyId };
  throw new AppError("right:missing", "Only people and their keys may import.");
}

export async function insertJob(db: Queryable, input: JobInput): Promise<string> {
  const id = newId();
  await db.run(sql`insert into metaloom.jobs (id, kind, owner_id, input) values (${id}::uuid, 'import', ${input.actor.userId}::uuid, ${JSON.stringify(input)}::jsonb)`);
  return id;
}

/** One's own jobs, the newest first. */
export async function listJobs(db: Queryable, principal: Principal, limit: number): Promise<Job[]> {
  return (await db.run<Row>(sql`select ${COLUMNS} from metaloom.jobs where kind = 'import' and owner_id = ${actorId(principal)}::uuid order by created_at desc, id desc limit ${limit}`)).map(jobOf);
}

/** How somebody mapped his last file of an entity, by columns. */
export async function lastPlan(db: Queryable, principal: Principal, entityId: string): Promise<Pick<JobView["options"], "mapping" | "mode" | "key"> | null> {
  const [row] = await db.run<Row>(sql`select ${COLUMNS} from metaloom.jobs where kind = 'import' and owner_id = ${actorId(principal)}::uuid and input->'entity'->>'id' = ${entityId} order by created_at desc, id desc limit 1`);
  if (!row) return null;
  const { mapping, mode, key } = jobView(jobOf(row)).options;
  return { mapping, mode, key };
}

/** @throws AppError resource:notFound also for a job of somebody else. */
export async function loadJob(db: Queryable, principal: Principal, id: string): Promise<Job> {
  const [row] = await db.run<Row>(sql`select ${COLUMNS} from metaloom.jobs where id = ${id}::uuid and kind = 'import' and owner_id = ${actorId(principal)}::uuid`);
  if (!row) throw noJob();
  return jobOf(row);
}

/** A running batch notices at its end and is rolled back; what earlier batches saved stays. */
export async function cancelJob(db: Queryable, principal: Principal, id: string): Promise<Job> {
  const job = await loadJob(db, principal, id);
  const changed = await db.change(sql`update metaloom.jobs set state = 'cancelled', lease_token = null, leased_until = null, finished_at = now() where id = ${id}::uuid and state in ('waiting', 'running')`);
  if (changed === 0) throw new AppError("state:wrong", `The job is ${job.state} and cannot be cancelled.`, { remedy: "An import that has ended can be undone." });
  return loadJob(db, principal, id);
}

/** Asks the worker to take back what the import did. */
export async function askUndo(db: Queryable, ctx: Ctx, id: string): Promise<Job> {
  const job = await loadJob(db, ctx.principal, id);
  const input = JSON.stringify({ ...job.input, undo: true, actor: actorOf(ctx.principal) });
  const open = !job.input.plan.dryRun && ["done", "failed", "cancelled"].includes(job.state);
  const changed = open ? await db.change(sql`update metaloom.jobs set state = 'waiting', input = ${input}::jsonb, result = null, attempts = 0, finished_at = null where id = ${id}::uuid and state = ${job.state}`) : 0;
  if (changed === 0) throw new AppError("state:wrong", job.input.plan.dryRun ? "A dry run changed nothing, so there is nothing to undo." : `The job is ${job.state} and cannot be undone now.`, { remedy: "Wait until it has ended, or cancel it first." });
  return loadJob(db, ctx.principal, id);
}

export interface ErrorRow {
  readonly line: number;
  readonly outcome: string;
  readonly issues: readonly RowIssue[];
}

/** Findings of a job in order of lines, page by page. */
export async function* errorRows(db: Database, id: string): AsyncGenerator<ErrorRow> {
  for (let after = -1; ; ) {
    const rows = await db.run<ErrorRow>(sql`select line, outcome, issues from metaloom.import_rows where job_id = ${id}::uuid and issues is not null and line > ${after} order by line limit 500`);
    yield* rows;
    if (rows.length < 500) return;
    after = rows.at(-1)!.line;
  }
}

export interface Lease {
  readonly job: Job;
  readonly token: string;
}

const LEASE_S = 60;

/** The oldest job nobody works at. */
export async function takeJob(db: Queryable, token: string): Promise<Lease | undefined> {
  const [row] = await db.run<Row>(sql`
    update metaloom.jobs set state = 'running', lease_token = ${token}::uuid, leased_until = now() + ${LEASE_S}::int * interval '1 second', attempts = attempts + 1
    where id = (select id from metaloom.jobs where kind = 'import' and state in ('waiting', 'running') and (leased_until is null or leased_until < now()) order by created_at, id limit 1 for update skip locked)
    returning ${COLUMNS}`);
  return row && { job: jobOf(row), token };
}

/** Notes progress and prolongs the lease. False when the job was cancelled or another worker took over: then nothing may be kept. */
export async function advance(db: Queryable, { job, token }: Lease, progress: Progress): Promise<boolean> {
  return (await db.change(sql`update metaloom.jobs set progress = ${JSON.stringify(progress)}::jsonb, attempts = 0, leased_until = now() + ${LEASE_S}::int * interval '1 second' where id = ${job.id}::uuid and state = 'running' and lease_token = ${token}::uuid`)) > 0;
}

export async function finishJob(db: Queryable, { job, token }: Lease, state: JobState, error?: { code: string; message: string }): Promise<void> {
  await db.change(sql`update metaloom.jobs set state = ${state}, lease_token = null, leased_until = null, finished_at = now(), result = ${error ? JSON.stringify({ error }) : null}::jsonb where id = ${job.id}::uuid and state = 'running' and lease_token = ${token}::uuid`);
}

/** Gives the job back; another worker, or this one later, goes on after the pause. */
export async function releaseJob(db: Queryable, { job, token }: Lease, pauseSeconds = 0): Promise<void> {
  await db.change(sql`update metaloom.jobs set lease_token = null, leased_until = now() + ${pauseSeconds}::int * interval '1 second' where id = ${job.id}::uuid and state = 'running' and lease_token = ${token}::uuid`);
}
