/**
 * Create and update. Both are recipes over a draft: read the rights, parse, complete, judge, write, follow up. Nothing is written
 * before every decision is made. Entities without computed neighbours are written by one statement; the others in a transaction.
 */
import { AppError, type Issue } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import { actorId } from "../kernel/principal";
import { newId } from "../kernel/ids";
import { evaluateCondition, walkCondition, type Condition } from "../expressions";
import type { Queryable } from "../db/transaction";
import { fieldType } from "../fields/index";
import { isAcyclic, storageOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import type { EntityAccess, WriteVariant } from "../permissions/access";
import { isUnlimited } from "../permissions/scopes";
import { statementCache } from "../queries/cache";
import { bindingsOf, readingOf } from "../queries/caller";
import type { Queries } from "../queries";
import type { Reading } from "../queries/scope";
import { demandApprovals, leaveStages, stagesSkipped } from "./approvals";
import { computeFormulas, fetchThrough, fillDefaults, fillSystem, followReferences, operandEnv, scopeOf, wantedReferences, type Draft } from "./draft";
import { parseInput, refuseIssues, type ParsedInput, type Values } from "./input";
import { changesOf, journalValues, type JournalVerb } from "./journal";
import { checkRules } from "./rules";
import { asStored, writingLanguage } from "./translations";
import { explainUnique } from "./unique";
import { compileInsert, compileUpdate, rowOf, storedFields, type CompiledWrite } from "./write-sql";
import { askRules } from "../queries/ask";

/** Where a save happens: a model, a caller and a connection (the pool or one transaction). */
export interface SaveContext {
  readonly model: AppModel;
  readonly ctx: Ctx;
  readonly db: Queryable;
  readonly queries: Queries;
}

export interface Saved {
  readonly id: string;
  /** Record as the caller may see it. */
  readonly record: Record<string, unknown>;
  readonly before: Values | null;
  readonly after: Values;
  readonly children: ReadonlyMap<string, readonly Record<string, unknown>[]>;
  /** What the caller gave, parsed. */
  readonly given: Values;
}

export const forbidden = (entity: EntityModel, verb: string): AppError =>
  new AppError("right:missing", `You may not ${verb} this ${entity.name}.`, { remedy: "Ask an administrator for the right, or the owner to share the record." });

export const noRecord = (): AppError => new AppError("record:notFound", "There is no such record, or you may not see it.", { remedy: "Check the id; the record may have been deleted." });

/** Inserts one record. `options.reserved` are values the runtime itself gives (parent of a line, numbers). */
export async function createRecord(save: SaveContext, entityName: string, body: unknown, options: SaveOptions = {}): Promise<Saved> {
  const { model, ctx, db } = save;
  const reading = readingOf(model, ctx.principal);
  const access = reading.access(entityName);
  const { entity } = access;
  mayEverCreate(access);
  const bindings = bindingsOf(ctx, []);
  const { draft, parsed } = newDraft(save, access, body, options);
  const wanted = wantedReferences(model, draft, access.rows.create);
  const follow = () => followReferences(db, reading, draft, bindings, wanted);
  // Where nothing is read through the references, the insert itself can judge them; it is asked first and the lookup only says what is wrong.
  const direct = wanted.every(({ paths }) => paths.length === 0);
  const refuse = (references: readonly Issue[], rules: readonly Issue[]) => refuseIssues(prefixed([...parsed.issues, ...references, ...rules], parsed.issues, options.pointer));
  const references = direct ? [] : await follow();
  const rules = complete(save, draft, options);
  if (parsed.issues.length + references.length + rules.length > 0) refuse(direct ? await follow() : references, rules);
  const askLater = judgeCreate(save, access, draft, options);
  const insert = (targets: readonly FieldModel[]) => {
    const compiled = statementCache<CompiledWrite>(model, `insert;${entity.name};${reading.key};${options.silent ?? false};${targets.map((field) => field.name).join()};${options.paths?.join() ?? "*"}`, () => compileInsert(reading, entity, { silent: options.silent, paths: options.paths, targets }));
    return write(save, entity, compiled, "create", null, draft.values, rowOf(storedFields(entity), draft.values));
  };
  let record = await insert(direct ? wanted.map(({ field }) => field).filter((field) => draft.given.has(field.name)) : []);
  if (!record) {
    refuse(await follow(), []);
    record = await insert([]); // what it points at came into being, or into sight, in between
  }
  const id = draft.values["id"] as string;
  if (askLater) await judgeWritten(db, reading, access, draft, id, bindings);
  return { id, record: record!, before: null, after: draft.values, children: parsed.children, given: parsed.values };
}

/** @throws AppError entity:notFound, right:missing for who creates no record of the entity at all. */
export function mayEverCreate(access: EntityAccess): void {
  if (access.rows.create.length === 0) throw access.rows.read.length ? forbidden(access.entity, "create") : new AppError("entity:notFound", `There is no entity "${access.entity.name}".`);
}

interface Drafted {
  readonly draft: Draft;
  readonly parsed: ParsedInput;
}

/** A new record as far as it can be made without the database: what was given, system values, defaults. */
export function newDraft(save: SaveContext, access: EntityAccess, body: unknown, options: SaveOptions): Drafted {
  const writable = new Set(access.creates.flatMap((variant) => [...variant.fields]));
  const parsed = given(save, null, parseInput(access, body, writable, options.pointer), access.entity, options);
  const draft = draftOf(access.entity, null, { ...options.computed, ...parsed.values, ...options.reserved }, parsed, options);
  fillSystem(draft, save.ctx, newId(save.ctx.now.getTime()));
  fillDefaults(save.model, draft, save.ctx, operandEnv(save.ctx, bindingsOf(save.ctx, [])));
  return { draft, parsed };
}

/** A change of a record; `answers` say which of the caller's variants hold for it. @throws AppError right:missing. */
export function changedDraft(save: SaveContext, access: EntityAccess, before: Values, answers: readonly boolean[], body: unknown, options: SaveOptions): Drafted {
  const allowed = access.updates.filter((_, i) => answers[i]);
  if (allowed.length === 0) throw forbidden(access.entity, "update");
  const parsed = given(save, before, parseInput(access, body, new Set(allowed.flatMap((variant) => [...variant.fields])), options.pointer), access.entity, options);
  return { draft: draftOf(access.entity, before, { ...before, ...parsed.values, ...options.reserved }, parsed, options), parsed };
}

const draftOf = (entity: EntityModel, before: Values | null, values: Values, parsed: ParsedInput, { reserved = {} }: SaveOptions): Draft =>
  ({ entity, before, values, given: new Set([...Object.keys(parsed.values), ...parsed.children.keys(), ...Object.keys(reserved)]), targets: new Map(), children: parsed.children });

/** The rest of a draft once its references are followed: fetched values, formulas, and what its rules say. */
export function complete({ model, ctx }: SaveContext, draft: Draft, options: SaveOptions): Issue[] {
  fetchThrough(draft);
  computeFormulas(model, draft, ctx);
  // Rows of children fields are no values of the record, but rules ask whether there are some.
  const after = { ...draft.values, ...Object.fromEntries(draft.children) };
  const skipped = draft.before === null && ctx.principal.kind !== "system" ? stagesSkipped(draft.entity, draft.values) : [];
  return [...skipped, ...checkRules({ entity: draft.entity, before: draft.before, after, given: draft.given, scope: scopeOf(model, draft, operandEnv(ctx, bindingsOf(ctx, []))), language: ctx.language, byRule: options.byRule })];
}

/** Input with texts put under the language they are in. */
const given = (save: SaveContext, before: Values | null, parsed: ParsedInput, entity: EntityModel, { byRule }: SaveOptions): ParsedInput =>
  ({ ...parsed, values: asStored(entity, parsed.values, before, writingLanguage(save, byRule)) });

export interface SaveOptions {
  /** Prefix of issue pointers, for rows inside another body. */
  readonly pointer?: string;
  /** Values the runtime gives itself; not checked against field rights. */
  readonly reserved?: Values;
  /** Computed values of a new record: counters, rollups over nothing yet. */
  readonly computed?: Values;
  /** What the journal calls it. */
  readonly verb?: JournalVerb;
  /** Written by a rule (action, seed), not by a person: read-only fields may be set. */
  readonly byRule?: boolean;
  /** Nobody looks at `Saved.record` (bulk loads): it holds the id alone. */
  readonly silent?: boolean;
  /** Members of `Saved.record`, checked by `answerShape`; every readable field when left out. */
  readonly paths?: readonly string[];
}

/** Updates one record; `body.version` (or `version`) says which state the caller has seen. */
export async function updateRecord(save: SaveContext, entityName: string, id: string, body: Record<string, unknown>, options: SaveOptions & { version?: number } = {}): Promise<Saved> {
  for (let attempt = 1; ; attempt++) {
    const saved = await tryUpdate(save, entityName, id, body, options);
    if (saved) return saved;
    // Somebody else was faster between our read and our write; a caller who named no version means "whatever it is now".
    if (attempt === 8) throw new AppError("conflict:version", "The record is being changed by others right now.", { remedy: "Read it again and repeat the change." });
  }
}

async function tryUpdate(save: SaveContext, entityName: string, id: string, body: Record<string, unknown>, options: SaveOptions & { version?: number }): Promise<Saved | undefined> {
  const { model, ctx, db, queries } = save;
  const reading = readingOf(model, ctx.principal);
  const access = reading.access(entityName);
  const [found] = await queries.read(save, entityName, [id], { trusted: true, trash: "without", lock: false, questions: access.updates.map((variant) => variant.rule) });
  if (!found) throw noRecord();
  const { draft, parsed } = changedDraft(save, access, found.record, found.answers, body, options);
  await refuseStale(save, entityName, id, found.record, options.version ?? (body["version"] as number | undefined));
  const references = await followReferences(db, reading, draft, bindingsOf(ctx, []));
  refuseIssues(prefixed([...parsed.issues, ...references, ...complete(save, draft, options)], parsed.issues, options.pointer));
  return finishUpdate(save, reading, draft, id, parsed.values, options);
}

async function finishUpdate(save: SaveContext, reading: Reading, draft: Draft, id: string, given: Values, options: SaveOptions): Promise<Saved | undefined> {
  const { model, ctx } = save;
  const { entity, before } = draft;
  const changed = storedFields(entity).filter((field) => !field.system || draft.given.has(field.name)).filter((field) => differs(field, before!, draft.values));
  if (changed.length === 0 && draft.given.size === 0) return { id, record: await currentRecord(save, entity.name, id, options.paths), before, after: draft.values, children: draft.children, given };
  await demandApprovals(save.db, entity, id, before!, draft.values, options.pointer);
  const actor = actorId(ctx.principal);
  Object.assign(draft.values, { updatedAt: ctx.now.toISOString(), updatedBy: actor && ctx.principal.kind !== "portal" ? { id: actor } : null, version: Number(before!["version"]) + 1 });
  const columns = [...changed, ...["updatedAt", "updatedBy"].flatMap((name) => entity.fieldByName.get(name) ?? [])];
  const compiled = statementCache<CompiledWrite>(model, `update;${entity.name};${reading.key};${options.silent ?? false};${columns.map((field) => field.name).join()};${options.paths?.join() ?? "*"}`, () => compileUpdate(reading, entity, columns, { silent: options.silent, paths: options.paths }));
  const record = await write(save, entity, compiled, options.verb ?? "update", before, draft.values, [id, before!["version"], ...rowOf(columns, draft.values)]);
  if (record) await leaveStages(save.db, entity, id, before!, draft.values, ctx.now);
  return record && { id, record, before, after: draft.values, children: draft.children, given };
}

export const differs = (field: FieldModel, before: Values, after: Values): boolean => !fieldType(field.type).equals((before[field.name] ?? null) as never, (after[field.name] ?? null) as never);

async function write(save: SaveContext, entity: EntityModel, compiled: CompiledWrite, verb: JournalVerb, before: Values | null, after: Values, row: readonly unknown[]): Promise<Record<string, unknown> | undefined> {
  const values = [...journalValues(save.ctx, verb, changesOf(entity, before, after)), ...row];
  try {
    const [written] = await save.db.query(compiled.statement.bind(bindingsOf(save.ctx, values)));
    return written && compiled.read(written, save.ctx);
  } catch (error) {
    throw explainUnique(error, entity);
  }
}

export async function currentRecord(save: SaveContext, entityName: string, id: string, paths?: readonly string[]): Promise<Record<string, unknown>> {
  const [found] = await save.queries.read(save, entityName, [id], { paths, trusted: false, trash: "without", lock: false, questions: [] });
  if (!found) throw noRecord();
  return found.record;
}

export async function refuseStale(save: SaveContext, entityName: string, id: string, before: Values, version: unknown): Promise<void> {
  if (version === undefined) return;
  if (!Number.isSafeInteger(version)) throw new AppError("input:invalid", "The version must be a whole number.", { issues: [{ pointer: "/version", code: "type", message: "The version must be a whole number.", remedy: "Send the version you read." }] });
  if (version === before["version"]) return;
  throw new AppError("conflict:version", "Somebody changed this record after you read it.", {
    remedy: "Compare with current, then send your change again with its version.",
    details: { current: await currentRecord(save, entityName, id) },
    issues: [{ pointer: "/version", code: "stale", message: `You sent version ${String(version)}, the record has version ${String(before["version"])}.` }],
  });
}

/** May this draft be created? True when a rule needs the database (sharing, record roles, child rows) and must be asked after the insert. */
export function judgeCreate({ model, ctx }: SaveContext, access: EntityAccess, draft: Draft, options: SaveOptions): boolean {
  if (access.rows.create.some(needsDatabase)) return true;
  const scope = scopeOf(model, draft, operandEnv(ctx, bindingsOf(ctx, [])));
  refuseVariants(access, draft, access.creates.filter((variant) => holds(variant, scope)), options);
  return false;
}

const holds = (variant: WriteVariant, scope: ReturnType<typeof scopeOf>): boolean => variant.rule.some((condition) => isUnlimited(condition) || evaluateCondition(condition, scope));

function needsDatabase(condition: Condition): boolean {
  let needs = false;
  walkCondition(condition, (node) => (needs ||= "some" in node || node.field.includes("$") || node.field.split(".").length > 2));
  return needs;
}

async function judgeWritten(db: Queryable, reading: Reading, access: EntityAccess, draft: Draft, id: string, bindings: ReturnType<typeof bindingsOf>): Promise<void> {
  const answers = await askRules(db, reading, access.entity, id, access.creates.map((variant) => variant.rule), bindings);
  refuseVariants(access, draft, access.creates.filter((_, i) => answers[i]), {});
}

export function refuseVariants(access: EntityAccess, draft: Draft, allowed: readonly WriteVariant[], options: SaveOptions): void {
  if (allowed.length === 0) throw forbidden(access.entity, "create");
  const refused = [...draft.given].filter((name) => !(options.reserved && name in options.reserved) && !allowed.some((variant) => variant.fields.has(name)));
  refuseIssues(refused.map((name) => ({ pointer: `${options.pointer ?? ""}/${name}`, code: "readOnly", message: `"${name}" cannot be written by you.`, remedy: "Leave it out." })));
}

/** Parse issues carry their prefix already; the others get it here. */
export function prefixed(issues: readonly Issue[], parsed: readonly Issue[], pointer = ""): Issue[] {
  return issues.map((issue) => (parsed.includes(issue) ? issue : { ...issue, pointer: pointer + issue.pointer }));
}

const created = new WeakMap<EntityAccess, boolean>();

function createsNeedDatabase(access: EntityAccess): boolean {
  let needs = created.get(access);
  if (needs === undefined) created.set(access, (needs = access.rows.create.some(needsDatabase)));
  return needs;
}

/** True when saving this entity touches more than its own row, so that a transaction is needed. */
export function needsTransaction(access: EntityAccess, given: Iterable<string>): boolean {
  const { entity } = access;
  if (createsNeedDatabase(access) || entity.approvals.length > 0) return true;
  for (const name of given) {
    const field = entity.fieldByName.get(name);
    if (field && (storageOf(field) !== "columns" || fieldType(field.type).traits?.files || isAcyclic(field))) return true;
  }
  return false;
}
