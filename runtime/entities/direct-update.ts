/**
 * A *direct update* is the common edit - plain values of a record without conditional rules - as one statement: rights, version,
 * change, journal and answer. It writes only where every decision of `updateRecord` would be yes and would need nothing from
 * JavaScript; wherever it writes nothing (no such row, no right, stale, a value missing), the caller goes the long way, which says why.
 */
import { sql } from "kysely";
import { actorId } from "../kernel/principal";
import { fieldStorage } from "../fields/server";
import { fieldType } from "../fields/index";
import type { Sql } from "../fields/storage";
import { computationOf, isComputed, relationOf, storageOf } from "../fields/traits";
import type { EntityModel, FieldModel } from "../model/types";
import type { EntityAccess, WriteVariant } from "../permissions/access";
import { knownStatement, statementCache } from "../queries/cache";
import { bindingsOf, readingOf } from "../queries/caller";
import { rowRuleSql } from "../queries/row-rule";
import { readable, Source, tableOf, type Reading } from "../queries/scope";
import { conjunction, valueSlot } from "../queries/statement";
import { textOf } from "./answer";
import { operandEnv, scopeOf, type Draft } from "./draft";
import { parseInput, type Values } from "./input";
import { journalInsert, journalValues } from "./journal";
import { checkRules } from "./rules";
import { explainUnique } from "./unique";
import { columnsOf, JOURNAL_VALUES, rowOf, slots, withAnswer, type CompiledWrite } from "./write-sql";
import type { SaveContext } from "./save";

/** The record after the change as its writer may see it; undefined = nothing was written, ask `updateRecord`. */
export async function updateDirectly(save: SaveContext, entityName: string, id: string, body: Record<string, unknown>, { version = body["version"], paths }: { version?: unknown; paths?: readonly string[] } = {}): Promise<Record<string, unknown> | undefined> {
  const { model, ctx, db } = save;
  const reading = readingOf(model, ctx.principal);
  const access = reading.access(entityName);
  const { entity } = access;
  if (!statementCache(model, `direct;${entity.name}`, () => ({ possible: isPlain(entity) })).possible) return undefined;
  if (version !== undefined && !(Number.isSafeInteger(version) && Math.abs(Number(version)) < 2 ** 31)) return undefined;
  const names = Object.keys(body).filter((name) => name !== "version" && body[name] !== undefined);
  const versioned = version !== undefined;
  const key = `direct;${entity.name};${reading.key};${versioned};${names.join()};${paths ? textOf(paths) : "*"}`;
  const plan = knownStatement<Plan>(model, key) ?? keepPlan(key, reading, access, names, versioned, paths);
  if (!plan) return undefined;
  const parsed = parseInput(access, body, plan.writable);
  if (parsed.issues.length > 0 || breaksRules(save, entity, plan, parsed.values)) return undefined;
  const actor = actorId(ctx.principal);
  const stamps: Values = { updatedAt: ctx.now.toISOString(), updatedBy: actor && ctx.principal.kind !== "portal" ? { id: actor } : null };
  const values = [...journalValues(ctx, "update", null), id, version ?? null, ...rowOf(plan.written, { ...parsed.values, ...stamps })];
  try {
    const [row] = await db.query(plan.compiled.statement.bind(bindingsOf(ctx, values)));
    return row && plan.compiled.read(row, ctx);
  } catch (error) {
    throw explainUnique(error, entity);
  }
}

/** What the same fields of the same entity have in common, whatever their values. */
interface Plan {
  readonly compiled: CompiledWrite;
  readonly writable: ReadonlySet<string>;
  /** The entity with the given fields alone. */
  readonly judged: EntityModel;
  /** In the order of the statement's values. */
  readonly written: readonly FieldModel[];
}

/** Undefined where one of the names is no field that can be written like this; that is not kept, as names may be anything. */
function keepPlan(key: string, reading: Reading, access: EntityAccess, names: readonly string[], versioned: boolean, paths?: readonly string[]): Plan | undefined {
  const { entity } = access;
  const fields = names.map((name) => entity.fieldByName.get(name));
  if (fields.length === 0 || !fields.every((field): field is FieldModel => field !== undefined && isDirect(field))) return undefined;
  const variants = access.updates.filter((variant) => fields.every((field) => variant.fields.has(field.name)));
  if (variants.length === 0) return undefined;
  const make = (): Plan => ({ compiled: compile(reading, access, fields, variants, versioned, paths), writable: variants[0]!.fields, judged: { ...entity, fields }, written: [...fields, ...stampsOf(entity)] });
  return statementCache(reading.model, key, make);
}

const stampsOf = (entity: EntityModel): FieldModel[] => ["updatedAt", "updatedBy"].flatMap((name) => entity.fieldByName.get(name) ?? []);

/** No field of the entity needs more than its own column to be judged. */
function isPlain(entity: EntityModel): boolean {
  return !entity.system && entity.recordTypes.length === 0 && entity.fields.every((field) => {
    const judged = field.requiredWhen ?? field.visibleWhen ?? field.readOnlyWhen ?? field.fetchFrom ?? field.recordTypes;
    const made = computationOf(field) === "formula" && storageOf(field) === "columns";
    return judged === undefined && field.invalidWhen.length === 0 && !made && !(field.required && !isComputed(field) && !isAlone(field));
  });
}

/** Lies in its own column, and whether it is empty can be asked there; texts in several languages lie in two. */
const isAlone = (field: FieldModel): boolean => storageOf(field) === "columns" && field.baseLanguage === undefined && field.translates === undefined && "isEmpty" in fieldStorage(field.type).operators;

/** Rules of the given fields; those of the others are conditions of the statement. */
function breaksRules({ model, ctx }: SaveContext, entity: EntityModel, { judged }: Plan, values: Values): boolean {
  const draft: Draft = { entity, before: null, values, given: new Set(judged.fields.map((field) => field.name)), targets: new Map(), children: new Map() };
  return checkRules({ entity: judged, before: null, after: values, given: draft.given, scope: scopeOf(model, draft, operandEnv(ctx, bindingsOf(ctx, []))), language: ctx.language }).length > 0;
}

/** A value that is written as it is sent, and whose change PostgreSQL can put into the journal. */
function isDirect(field: FieldModel): boolean {
  const type = fieldType(field.type);
  if (field.system || isComputed(field) || relationOf(field) || type.traits?.files || type.traits?.writeOnly || !isAlone(field)) return false;
  return !field.readOnly && !field.setOnce && (!field.audited || fieldStorage(field.type).asJson !== undefined);
}

/** Values: 6 of the journal (and one unused), id, version, then the row. */
function compile(reading: Reading, access: EntityAccess, fields: readonly FieldModel[], variants: readonly WriteVariant[], versioned: boolean, paths?: readonly string[]): CompiledWrite {
  const { entity } = access;
  const audited = fields.filter((field) => field.audited);
  // The row before the change is wanted for the journal only; the version proves that it is the one that is changed.
  const before = audited.length ? "b" : "u";
  const id = sql`${valueSlot(JOURNAL_VALUES)}::uuid`;
  const parts: Sql[] = [sql`u.id = ${id}`, ...(audited.length ? [sql`b.id = ${id}`, sql`b.version = u.version`] : [])];
  if (versioned) parts.push(sql`${sql.ref(`${before}.version`)} = ${valueSlot(JOURNAL_VALUES + 1)}::int`);
  parts.push(sql`${sql.ref(`${before}.deleted_at`)} is null`, ...readable(reading, entity, before));
  // Where reading asks the same as writing, one of them is enough.
  const sameAsReading = variants.some(({ rule }) => JSON.stringify(rule) === JSON.stringify(access.rows.read));
  if (!sameAsReading) parts.push(sql`(${sql.join(variants.map((variant) => rowRuleSql(reading, entity, before, variant.rule)), sql` or `)})`);
  const source = new Source(reading, entity, before, true);
  for (const field of entity.fields) if (field.required && !isComputed(field) && !fields.includes(field)) {
    const { cols, storage } = source.resolve(field.name);
    parts.push(sql`not coalesce(${storage.operators["isEmpty"]!.sql(cols, sql`null`, field.options)}, false)`);
  }
  const columns = columnsOf([...fields, ...stampsOf(entity)]);
  const sets = [...columns.map((column, i) => sql`${sql.ref(column)} = ${valueSlot(JOURNAL_VALUES + 2 + i)}`), sql`version = u.version + 1`];
  const changes = audited.map((field) => changeOf(field, source, new Source(reading, entity, "u", true)));
  const kept = changes.length ? sql`, nullif(${sql.join(changes, sql` || `)}, '{}'::jsonb) as "$changes"` : sql``;
  const write = sql`update ${tableOf(entity)} as u set ${sql.join(sets)}${audited.length ? sql` from ${tableOf(entity)} as b` : sql``} where ${conjunction(parts)} returning u.*${kept}`;
  const journal = journalInsert(entity, sql.ref("w"), [...slots(0, JOURNAL_VALUES - 1), changes.length ? sql.ref("w.$changes") : sql`null`]);
  return withAnswer(reading, entity, write, paths, journal);
}

/** `{"<field id>": {"from": …, "to": …}}` when the value differs, else `{}`. */
function changeOf(field: FieldModel, before: Source, after: Source): Sql {
  const json = fieldStorage(field.type).asJson!;
  const [from, to] = [json(before.resolve(field.name).cols), json(after.resolve(field.name).cols)];
  return sql`case when ${from} is distinct from ${to} then jsonb_build_object(${field.id}::text, jsonb_build_object('from', ${from}, 'to', ${to})) else '{}'::jsonb end`;
}
