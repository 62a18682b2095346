/**
 * One publish: files of the next revision → one transaction with DDL, backfill, contents, revision, head and event → the new model.
 * Compare-and-swap: whoever built on a revision that is no longer the head is told what changed meanwhile.
 */
import { sql } from "kysely";
import { applySteps } from "../db/ddl/apply";
import type { Database, Tx } from "../db/pool";
import { lockName } from "../db/schema-pair";
import { sys } from "../db/schemas";
import type { Queryable } from "../db/transaction";
import { actorId, AppError, type Ctx, type Issue } from "../kernel";
import { isComputed, storageOf } from "../fields/traits";
import { parseJson } from "../model/json";
import type { Problem } from "../model/problem";
import type { AppModel, EntityModel } from "../model/types";
import type { DocumentAddress } from "./changes";
import { compareTrees } from "./compare";
import { invalid, loadFiles, revisionChannel, type LiveModel, type ModelLoader } from "./live";
import { mendViews } from "./mend-views";
import { planSchema, stepsToConfirm, viewSteps } from "./plan";
import { readFiles, readHead, readTree, writePacks, writeRevision, type Head } from "./store";
import { digestOf, packFolder, placeOf, treeOf, type Files } from "./tree";
import type { StepView } from "../db/ddl/steps";

/** Callbacks into the gateway, which lies above this folder. They run inside the transaction; what they throw undoes everything. */
/** Terms that go by a working calendar which would be another. */
export interface TermMove {
  readonly calendar: string;
  readonly clocks: number;
  readonly terms: number;
}

export interface PublishHooks {
  /** Completes rows that exist with computed defaults and numbers of fields that came (or came back), by ids. */
  backfill?(tx: Tx, model: AppModel, added: readonly { readonly entityId: string; readonly fieldId: string }[]): Promise<void>;
  /** What would move with another working calendar, by calendar. */
  moves?(before: AppModel, after: AppModel): Promise<readonly TermMove[]>;
  /** What only data tells of changed documents, for instance people they name who are not there; never more than a warning. */
  notes?(model: AppModel, changes: readonly DocumentAddress[]): Promise<readonly Problem[]>;
  /** Computes stored formulas and rollups that are new or changed; `entities` are names. */
  recompute?(tx: Tx, model: AppModel, entities: readonly string[]): Promise<void>;
  /** Writes the seed documents of packs just installed or upgraded, in the order of `packs`. */
  seed?(tx: Tx, model: AppModel, packs: readonly string[], options: SeedOptions): Promise<void>;
}

export interface SeedOptions {
  /** Seeds marked as demo data too. */
  readonly demo: boolean;
  /** The model before an upgrade of packs that were there; absent = they are installed. */
  readonly before?: AppModel;
}

export interface PublishDeps {
  readonly database: Database;
  readonly live: LiveModel;
  readonly load: ModelLoader;
  readonly hooks?: PublishHooks;
}

/** Who publishes; kept with the revision and in the event log. */
export interface Author {
  readonly id: string | null;
  readonly kind: Ctx["principal"]["kind"];
  readonly requestId?: string;
}

export function authorOf(ctx: Ctx): Author {
  return { id: actorId(ctx.principal), kind: ctx.principal.kind, requestId: ctx.requestId };
}

export interface CommitInput {
  /** The revision the author saw; absent = the head, whatever it is. */
  readonly baseRevision?: number;
  /** Files of the head, and its number → files of the next revision. @throws AppError */
  readonly edit: (files: Files, revision: number) => Files | Promise<Files>;
  readonly summary: string;
  readonly author: Author;
  readonly confirmDestructive?: boolean;
  /** Ids of entities whose tables are given up for ever; `dropDoomed` drops them afterwards. */
  readonly doomed?: readonly string[];
  /** A return to a former revision. */
  readonly goingBack?: boolean;
  /** Packs whose seeds are written. */
  readonly seed?: { readonly demo: boolean; readonly packs: readonly string[]; readonly upgrade?: boolean };
  /** Runs inside the transaction before the commit, e.g. to forget the draft. */
  readonly also?: (tx: Tx) => Promise<unknown>;
}

export interface Published {
  readonly revision: number;
  /** False when the documents were as asked already. */
  readonly changed: boolean;
  readonly steps: readonly StepView[];
  readonly warnings: readonly Problem[];
}

export interface Candidate {
  readonly head: Head;
  readonly files: Files;
  readonly result: ReturnType<typeof loadFiles>;
}

/** Documents and model of the next revision. @throws AppError conflict:revision, and what `edit` throws. */
export async function prepare(deps: Pick<PublishDeps, "database" | "load">, input: Pick<CommitInput, "baseRevision" | "edit">): Promise<Candidate> {
  const head = await readHead(deps.database);
  if (input.baseRevision !== undefined && input.baseRevision !== head.revision) throw await conflict(deps.database, input.baseRevision, head);
  const files = await input.edit(await readFiles(deps.database, head.tree), head.revision);
  return { head, files, result: loadFiles(deps.load, head.revision + 1, files) };
}

/**
 * Publishes, all or nothing.
 * @throws AppError metadata:invalid (documents or data), metadata:destructive (needs a yes), conflict:revision (somebody was faster)
 */
export async function commit(deps: PublishDeps, input: CommitInput): Promise<Published> {
  const { head, files, result } = await prepare(deps, input);
  if (!result.ok) throw invalid("The documents have problems", result.problems);
  const { model } = result;
  if (digestOf(treeOf(files)) === digestOf(head.tree)) {
    if (input.also) await deps.database.transaction(input.also);
    return { revision: head.revision, changed: false, steps: [], warnings: result.warnings };
  }
  const steps = await deps.database.transaction((tx) => write(tx, deps, input, head, files, model), { statementTimeoutMs: 0 });
  deps.live.take(model);
  return { revision: model.revision, changed: true, steps, warnings: result.warnings };
}

async function write(tx: Tx, deps: PublishDeps, input: CommitInput, head: Head, files: Files, model: AppModel): Promise<readonly StepView[]> {
  await lock(tx);
  const now = await readHead(tx);
  if (now.revision !== head.revision) throw await conflict(tx, head.revision, now);
  const plan = await planSchema(tx, model, { lock: true, doomed: new Set(input.doomed) });
  if (plan.problems.length > 0) throw refused(plan.problems);
  if (input.confirmDestructive !== true) confirmed(viewSteps(stepsToConfirm(plan.steps, input.goingBack === true)));
  const steps = viewSteps(plan.steps);
  await applySteps(tx, plan.steps, plan.after);
  await writeRevision(tx, { revision: model.revision, parent: head.revision, files, summary: input.summary, plan: steps, authorId: input.author.id });
  await writePacks(tx, packsOf(files), model.revision);
  await deps.hooks?.backfill?.(tx, model, plan.steps.flatMap((step) => (step.do === "addField" || step.do === "restoreField" ? [{ entityId: step.entityId, fieldId: step.field.id }] : [])));
  await deps.hooks?.recompute?.(tx, model, changedFormulas(deps.live.current(), model));
  await mendViews(tx, deps.live.current(), model);
  if (input.seed) await deps.hooks?.seed?.(tx, model, input.seed.packs, { demo: input.seed.demo, ...(input.seed.upgrade ? { before: deps.live.current() } : {}) });
  await input.also?.(tx);
  await logEvent(tx, "metadata.published", input.author, `revision ${model.revision}`, { revision: model.revision, summary: input.summary, steps: steps.map((step) => step.text) });
  await tx.run(sql`select pg_notify(${revisionChannel(tx.schemas)}, ${String(model.revision)})`);
  return steps;
}

/** One publish at a time in the whole workspace; the next one waits, then sees the new head. */
export async function lock(tx: Tx): Promise<void> {
  await tx.run(sql`set local lock_timeout = '60s'`);
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${lockName(tx.schemas, "publish")}, 0))`);
  // Back to a short wait: while DDL waits for a long reader, everybody else waits behind it.
  await tx.run(sql`set local lock_timeout = '5s'`);
}

export async function logEvent(tx: Tx, kind: string, author: Author, subject: string, details: object): Promise<void> {
  await tx.run(sql`insert into ${sys("event_log")} (kind, actor_kind, actor_id, subject, request_id, details)
    values (${kind}, ${author.kind}, ${author.id}::uuid, ${subject}, ${author.requestId ?? null}, ${JSON.stringify(details)}::jsonb)`);
}

async function conflict(database: Queryable, base: number, head: Head): Promise<AppError> {
  const tree = await readTree(database, base);
  const changed = tree ? compareTrees(tree, head.tree).map(({ file, change }) => ({ file, change })) : [];
  const what = changed.length === 0 ? "" : ` Changed meanwhile: ${changed.slice(0, 5).map((entry) => entry.file).join(", ")}${changed.length > 5 ? ` and ${changed.length - 5} more` : ""}.`;
  return new AppError("conflict:revision", `You began from revision ${base}, but the published one is ${head.revision}.${what}`, {
    remedy: "Look at what changed, then publish again from the newest revision.",
    details: { baseRevision: base, revision: head.revision, changed },
    issues: changed.slice(0, 50).map(({ file, change }) => ({ pointer: "", code: "changedMeanwhile", message: `${file} was ${change}.` })),
  });
}

export function refused(problems: readonly Issue[]): AppError {
  return new AppError("metadata:invalid", problems[0]!.message, { remedy: problems[0]!.remedy, issues: problems });
}

/** @throws AppError metadata:destructive with every step that needs a yes. */
export function confirmed(steps: readonly StepView[]): void {
  if (steps.length === 0) return;
  throw new AppError("metadata:destructive", `This change takes data away from people: ${steps.map((step) => step.text).join("; ")}.`, {
    remedy: `Check what is lost, then send "confirmDestructive": true.`,
    details: { destructive: steps },
    issues: steps.map((step) => ({ pointer: `/entities/${step.entity}`, code: "destructive", message: `${step.text[0]!.toUpperCase()}${step.text.slice(1)}.` })),
  });
}

/** Rows of metaloom.packs that these files stand for. The loader has checked every pack.json. */
function packsOf(files: Files): { name: string; version: string; digest: string; manifest: Record<string, unknown> }[] {
  const tree = treeOf(files);
  return [...files].flatMap(([path, text]) => {
    const place = placeOf(path);
    const json = place?.path === "pack.json" ? parseJson(text) : undefined;
    if (!place || !json?.ok) return [];
    const manifest = json.value as Record<string, unknown>;
    return [{ name: place.pack, version: String(manifest["version"]), digest: digestOf(tree, packFolder(place.pack)), manifest }];
  });
}

/** Names of entities with a stored formula or rollup that was not there, or said something else. */
function changedFormulas(before: AppModel, after: AppModel): readonly string[] {
  const stored = (entity: EntityModel | undefined): ReadonlyMap<string, string> =>
    new Map(entity?.fields.filter((field) => !field.system && isComputed(field) && storageOf(field) === "columns").map((field) => [field.id, JSON.stringify([field.type, field.options])]));
  const byId = new Map([...before.entities.values()].map((entity) => [entity.id, entity]));
  return [...after.entities.values()].filter((entity) => {
    const old = stored(byId.get(entity.id));
    return [...stored(entity)].some(([id, text]) => old.get(id) !== text);
  }).map((entity) => entity.name);
}
