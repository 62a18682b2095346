/**
 * Many rows of one entity, saved together: the line items of a record. Rights, rules, formulas and the journal are those of a
 * single save (save.ts); only the statements are shared, so that their number does not grow with the rows. Inside a transaction.
 */
import { sql } from "kysely";
import type { Issue } from "../kernel/errors";
import { actorId } from "../kernel/principal";
import type { Sql } from "../fields/storage";
import type { EntityModel, FieldModel } from "../model/types";
import { askAllRules } from "../queries/ask";
import { statementCache } from "../queries/cache";
import { bindingsOf, readingOf } from "../queries/caller";
import { tableOf, type Reading } from "../queries/scope";
import { statementOf, type Statement } from "../queries/statement";
import { demandApprovals, leaveStages } from "./approvals";
import { followAll, type Draft } from "./draft";
import { refuseIssues } from "./input";
import { changesOf, journalInsert, journalValues } from "./journal";
import { changedDraft, complete, differs, judgeCreate, mayEverCreate, newDraft, noRecord, prefixed, refuseStale, refuseVariants, type SaveContext, type Saved, type SaveOptions } from "./save";
import { explainUnique } from "./unique";
import { columnsOf, JOURNAL_VALUES, rowOf, slots, storedFields } from "./write-sql";

export interface NewRow {
  readonly body: unknown;
  readonly options: SaveOptions;
}

export interface ChangedRow extends NewRow {
  readonly id: string;
  readonly body: Record<string, unknown>;
  readonly version: number | undefined;
}

/** Values of one writing statement; PostgreSQL takes 65,535. */
const AT_ONCE = 10_000;

type Drafted = ReturnType<typeof newDraft>;

/** Inserts rows, in the order given. Every issue of every row is told at once. */
export async function createAll(save: SaveContext, entityName: string, rows: readonly NewRow[]): Promise<Saved[]> {
  if (rows.length === 0) return [];
  const reading = readingOf(save.model, save.ctx.principal);
  const access = reading.access(entityName);
  mayEverCreate(access);
  const drafted = rows.map(({ body, options }) => newDraft(save, access, body, options));
  await completeAll(save, reading, rows, drafted, access.rows.create);
  const later = drafted.filter(({ draft }, i) => judgeCreate(save, access, draft, rows[i]!.options));
  await writeAll(save, access.entity, drafted.map(({ draft }) => draft), undefined);
  const answers = await askAllRules(save.db, reading, access.entity, later.map(({ draft }) => draft.values["id"] as string), access.creates.map((variant) => variant.rule), bindingsOf(save.ctx, []));
  for (const { draft } of later) refuseVariants(access, draft, access.creates.filter((_, i) => answers.get(draft.values["id"] as string)?.[i]), rows[drafted.findIndex((one) => one.draft === draft)]!.options);
  return drafted.map(savedOf);
}

/** Updates rows by id. They are locked first, so that none can change between the judgement and the write. */
export async function updateAll(save: SaveContext, entityName: string, rows: readonly ChangedRow[]): Promise<Saved[]> {
  if (rows.length === 0) return [];
  const reading = readingOf(save.model, save.ctx.principal);
  const access = reading.access(entityName);
  const found = await save.queries.read(save, entityName, rows.map(({ id }) => id), { trusted: true, trash: "without", lock: true, questions: access.updates.map((variant) => variant.rule) });
  const byId = new Map(found.map((one) => [one.record["id"] as string, one]));
  const drafted: Drafted[] = [];
  for (const { id, body, version, options } of rows) {
    const present = byId.get(id);
    if (!present) throw noRecord();
    drafted.push(changedDraft(save, access, present.record, present.answers, body, options));
    await refuseStale(save, entityName, id, present.record, version);
  }
  await completeAll(save, reading, rows, drafted, []);
  const changed = new Set(drafted.flatMap(({ draft }) => changedFields(draft)));
  const written = drafted.map(({ draft }) => draft).filter((draft) => draft.given.size > 0 || changedFields(draft).length > 0);
  for (const [i, { draft }] of drafted.entries()) await demandApprovals(save.db, access.entity, rows[i]!.id, draft.before!, draft.values, rows[i]!.options.pointer);
  for (const draft of written) touchRecord(save, draft);
  await writeAll(save, access.entity, written, [...changed, ...["version", "updatedAt", "updatedBy"].flatMap((name) => access.entity.fieldByName.get(name) ?? [])]);
  for (const { values, before } of written) await leaveStages(save.db, access.entity, values["id"] as string, before!, values, save.ctx.now);
  return drafted.map(savedOf);
}

const savedOf = ({ draft, parsed }: Drafted): Saved => {
  const id = draft.values["id"] as string;
  return { id, record: { id }, before: draft.before, after: draft.values, children: parsed.children, given: parsed.values };
};

async function completeAll(save: SaveContext, reading: Reading, rows: readonly NewRow[], drafted: readonly Drafted[], extra: Parameters<typeof followAll>[4]): Promise<void> {
  const references = await followAll(save.db, reading, drafted.map(({ draft }) => draft), bindingsOf(save.ctx, []), extra);
  refuseIssues(drafted.flatMap(({ draft, parsed }, i): Issue[] => prefixed([...parsed.issues, ...references[i]!, ...complete(save, draft, rows[i]!.options)], parsed.issues, rows[i]!.options.pointer)));
}

const changedFields = (draft: Draft): FieldModel[] => storedFields(draft.entity).filter((field) => (!field.system || draft.given.has(field.name)) && differs(field, draft.before!, draft.values));

function touchRecord({ ctx }: SaveContext, { values, before }: Draft): void {
  const actor = actorId(ctx.principal);
  Object.assign(values, { updatedAt: ctx.now.toISOString(), updatedBy: actor && ctx.principal.kind !== "portal" ? { id: actor } : null, version: Number(before!["version"]) + 1 });
}

/** Inserts the drafts, or, with `changed`, writes these fields of rows that are there. */
async function writeAll(save: SaveContext, entity: EntityModel, drafts: readonly Draft[], changed: readonly FieldModel[] | undefined): Promise<void> {
  const verb = changed ? "update" : "create";
  const fields = storedFields(entity);
  const size = Math.max(1, Math.floor(AT_ONCE / columnsOf(fields).length));
  for (let at = 0; at < drafts.length; at += size) {
    const part = drafts.slice(at, at + size);
    const statement = statementCache<Statement>(save.model, `${verb}All;${entity.name};${part.length};${changed?.map((field) => field.name).join() ?? ""}`, () => compileAll(entity, part.length, changed));
    const changes: Record<string, unknown> = {};
    for (const { before, values } of part) {
      const change = changesOf(entity, before, values);
      if (change) changes[values["id"] as string] = change;
    }
    const values = [...journalValues(save.ctx, verb, changes), ...part.flatMap(({ values: row }) => rowOf(fields, row))];
    try {
      await save.db.query(statement.bind(bindingsOf(save.ctx, values)));
    } catch (error) {
      throw explainUnique(error, entity);
    }
  }
}

/**
 * Values: 7 of the journal (its changes by id), then the rows. An update is an insert whose ids are all there already: so the values
 * take the types of their columns without being told. The rows are locked, hence it can neither insert nor overwrite a newer state.
 */
function compileAll(entity: EntityModel, count: number, changed: readonly FieldModel[] | undefined): Statement {
  const columns = columnsOf(storedFields(entity));
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const rows = sql.join(Array.from({ length: count }, (_, i) => sql`(${sql.join(slots(JOURNAL_VALUES + i * columns.length, columns.length))})`));
  const insert = sql`insert into ${tableOf(entity)} as u (${names}) values ${rows}`;
  const sets = changed && columnsOf(changed).map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  const write = sets ? sql`${insert} on conflict (id) do update set ${sql.join(sets)} returning u.*` : sql`${insert} returning u.*`;
  const journal = slots(0, JOURNAL_VALUES);
  const changes: Sql = sql`(${journal.at(-1)!}::jsonb -> w.id::text)`;
  return statementOf(sql`with w as (${write}), j as (${journalInsert(entity, sql.ref("w"), [...journal.slice(0, -1), changes])}) select count(*) from w`);
}

