/** Imports as the API and the command line see them: preview, start, and the worker that does them. */
import { randomUUID } from "node:crypto";
import type { Queryable } from "../db/pool";
import { AppError, isAppError } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import { actingBy } from "../kernel/principal";
import type { AppModel } from "../model/types";
import { readableEntity } from "../queries";
import { readingOf } from "../queries/caller";
import type { Reading } from "../queries/scope";
import { fileProblem, type Cell, type Table } from "./table";
import { cellText } from "./convert";
import { actorOf, finishJob, insertJob, lastPlan, loadJob, releaseJob, takeJob, type Job, type Lease } from "./jobs";
import { EXCHANGE_LIMITS } from "./limits";
import { suggestMapping, writableFields, type Suggestion } from "./mapping";
import { suggestByValues } from "./by-values";
import { targetChoices, type TargetChoice } from "./choices";
import { findingsOf, type Findings } from "./findings";
import { makePlan, type ImportOptions } from "./plan";
import { readTable } from "./read";
import { LeaseLost, runImport, type ImportDeps } from "./run-import";
import { runUndo } from "./run-undo";
import { jobSource, keepForJob, tidyJobFiles } from "./source";
import { guessType, type GuessedType } from "./guess";

export interface ImportCall {
  readonly model: AppModel;
  readonly ctx: Ctx;
}

/** A staged file. */
export interface ImportFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

export interface Preview {
  /** For options.file of the import itself. */
  readonly file: string;
  readonly format: Table["format"];
  readonly encoding?: string;
  readonly separator?: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: GuessedType; readonly suggestion: string | null; readonly exact: boolean; readonly examples: readonly string[] }[];
  readonly first: readonly (readonly string[])[];
  /** What columns may fill. */
  readonly targets: readonly TargetChoice[];
  /** How this person mapped the last file of this entity; null the first time. */
  readonly last: { readonly mapping: Readonly<Record<string, string | null>>; readonly mode: string; readonly key: readonly string[] } | null;
}

/** Tries in a row without a batch getting done. */
const ATTEMPTS = 6;
const PAUSES_S = [1, 5, 15, 60, 120];

export type Imports = ReturnType<typeof createImports>;

export interface ImportWorkerOptions {
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  /** How often to look for jobs of other processes; 1,000 ms. */
  readonly everyMs?: number;
}

export function createImports(deps: ImportDeps, { log = () => undefined, everyMs = 1000 }: ImportWorkerOptions = {}) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<boolean> | undefined;
  let stopping = false;

  /** Rights first: a file is not read for somebody who may not import. @throws AppError entity:notFound, right:missing. */
  function allow({ model, ctx }: ImportCall, entityName: string) {
    const reading = readingOf(model, actingBy(ctx.principal, "import", entityName));
    const entity = readableEntity(reading, entityName);
    if (!reading.access(entityName).canImport) throw new AppError("right:missing", `You may not import records of ${entityName}.`, { remedy: "Ask an administrator for the right." });
    if (entity.system) throw new AppError("right:missing", `Records of ${entityName} are not imported.`, { remedy: "Use the routes for users, teams and units." });
    return { reading, entity };
  }

  async function work(lease: Lease): Promise<void> {
    try {
      const undo = lease.job.input.undo === true;
      const finished = undo ? await runUndo(deps, lease, () => stopping) : await runImport(deps, lease, () => stopping);
      if (finished) await finishJob(deps.db, lease, undo ? "undone" : "done");
      else await releaseJob(deps.db, lease);
    } catch (error) {
      await fail(lease, error);
    }
  }

  async function fail(lease: Lease, error: unknown): Promise<void> {
    if (error instanceof LeaseLost) return;
    const expected = isAppError(error) && error.status < 500;
    const details = { job: lease.job.id, error: error instanceof Error ? error.message.slice(0, 500) : "unknown" };
    if (!expected && lease.job.attempts < ATTEMPTS) {
      log("warn", "import interrupted", details);
      // Nothing is lost when even this cannot be said: the lease runs out by itself.
      await releaseJob(deps.db, lease, PAUSES_S[lease.job.attempts - 1] ?? 120).catch(() => undefined);
      return;
    }
    log(expected ? "info" : "error", "import failed", details);
    await finishJob(deps.db, lease, "failed", expected ? { code: error.code, message: error.message } : { code: "internal", message: "Something went wrong on our side; what was imported so far is kept." });
  }

  const pass = async (): Promise<boolean> => {
    const lease = await takeJob(deps.db, randomUUID());
    if (lease) await work(lease);
    return lease !== undefined;
  };
  const runOnce = (): Promise<boolean> => (running ??= pass().finally(() => (running = undefined)));
  const loop = async (): Promise<void> => {
    let found = false;
    try {
      found = await runOnce();
    } catch (error) {
      log("error", "jobs not readable", { error: error instanceof Error ? error.message : "unknown" });
    }
    if (!stopping && timer !== undefined) timer = setTimeout(() => void loop(), found ? 0 : everyMs);
  };

  return {
    /** @throws AppError right:missing, entity:notFound. Asked before a file is taken in. */
    allow: (call: ImportCall, entityName: string): void => void allow(call, entityName),

    /** What a file holds and how its columns could be mapped. @throws AppError input:invalid about the file. */
    async preview(call: ImportCall, entityName: string, file: ImportFile, options: ImportOptions): Promise<Preview> {
      const { reading, entity } = allow(call, entityName);
      const table = await readTable(jobSource(deps, file), options);
      const { rows, first, sample } = await survey(table);
      const suggestions = suggestAll(reading, entityName, table.columns, sample, call.ctx.language);
      const columns = table.columns.map((name, i) => {
        const cells = sample.map((row) => row[i] ?? null);
        return { name, type: guessType(cells), suggestion: suggestions[i]!.path, exact: suggestions[i]!.exact, examples: cells.map(cellText).filter((text) => text !== "").slice(0, 3) };
      });
      return {
        file: file.id, format: table.format, encoding: table.encoding, separator: table.separator, rows, columns, first: first.map((row) => table.columns.map((_, i) => cellText(row[i] ?? null).slice(0, 200))),
        targets: targetChoices(reading, entityName, call.ctx.language), last: await lastPlan(deps.db, call.ctx.principal, entity.id),
      };
    },

    /** The first rows of a job with something wrong, with their cells. @throws AppError resource:notFound. */
    async findings(ctx: Ctx, id: string, limit: number): Promise<Findings> {
      const job = await loadJob(deps.db, ctx.principal, id);
      return findingsOf(deps.db, jobSource(deps, job.input.file), job, limit);
    },

    /** Reads the whole file once, so that what is wrong with it is said now, and leaves the job to the worker. @throws AppError input:invalid, right:missing. */
    async start(call: ImportCall, entityName: string, file: ImportFile, options: ImportOptions): Promise<Job> {
      const { reading, entity } = allow(call, entityName);
      const table = await readTable(jobSource(deps, file), options);
      const plan = makePlan(reading, entityName, table, options, call.ctx.language);
      const { rows: total } = await survey(table);
      const actor = actorOf(call.ctx.principal);
      const id = await deps.db.transaction(async (tx: Queryable) => {
        const job = await insertJob(tx, { entity: { id: entity.id, name: entity.name }, file: { id: file.id, name: file.name, size: file.size }, plan, actor, total });
        await keepForJob(tx, file.id, job);
        return job;
      });
      if (timer !== undefined) this.wake();
      return loadJob(deps.db, call.ctx.principal, id);
    },

    /** Looks for a job now instead of at the next turn; nothing happens while no worker runs here. */
    wake(): void {
      if (timer === undefined || running !== undefined) return;
      clearTimeout(timer);
      timer = setTimeout(() => void loop(), 0);
    },
    /** Does one job, if there is one. True when there was. */
    runOnce,
    startWorker(): void {
      stopping = false;
      timer ??= setTimeout(() => void loop(), 0);
    },
    /** Waits for the batch under way; another worker goes on with the rest. */
    async stopWorker(): Promise<void> {
      stopping = true;
      clearTimeout(timer);
      timer = undefined;
      await running?.catch(() => undefined); // reported by the loop
    },
    tidy: (now: Date): Promise<void> => tidyJobFiles(deps.db, now),
  };
}

/** By headings first; what they leave open, by values. */
function suggestAll(reading: Reading, entityName: string, columns: readonly string[], sample: readonly (readonly Cell[])[], language: string): Suggestion[] {
  const named = suggestMapping(reading, entityName, columns, language);
  const taken = new Set(named.map(({ path }) => path?.split(".")[0]));
  const open = writableFields(reading, entityName).filter((field) => !taken.has(field.name) && !field.system);
  const filled = columns.map((_, i) => (named[i]!.path !== null ? [] : sample.map((row) => cellText(row[i] ?? null).trim()).filter((text) => text !== "")));
  return suggestByValues(open, filled).map((path, i) => (path === null ? named[i]! : { path, exact: false }));
}

/** Reads a table to its end: how many rows, and the first of them. @throws AppError when there are none, too many, or broken ones. */
async function survey(table: Table): Promise<{ rows: number; first: readonly (readonly Cell[])[]; sample: readonly (readonly Cell[])[] }> {
  const sample: (readonly Cell[])[] = [];
  let rows = 0;
  for await (const { cells } of table.rows()) {
    rows++;
    if (sample.length < 100) sample.push(cells);
  }
  if (rows === 0) throw fileProblem("noRows", "The file has names of columns but no rows below them.", "Put at least one row into it.");
  return { rows, sample, first: sample.slice(0, EXCHANGE_LIMITS.previewRows) };
}

