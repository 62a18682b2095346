/**
 * Writing statements: the row, its journal entry and the answer with all titles in one statement, so that a save costs one round
 * trip and is atomic without a transaction (performance.md, finding 5).
 */
import { sql } from "kysely";
import { fieldStorage } from "../fields/server";
import type { Sql } from "../fields/storage";
import { storageOf } from "../fields/traits";
import type { EntityModel, FieldModel } from "../model/types";
import type { RowReader } from "../queries/output";
import { defaultPaths, outputsOf, rowReader } from "../queries/projection";
import { readable, Source, tableOf, type Reading } from "../queries/scope";
import { conjunction, statementOf, valueSlot, type Statement } from "../queries/statement";
import type { Values } from "./input";
import { journalInsert } from "./journal";
import { targetEntity } from "./lookup";

/** Number of journal values, which come first among the values of a writing statement. */
export const JOURNAL_VALUES = 7;

export interface CompiledWrite {
  readonly statement: Statement;
  /** Record as the writer may see it; undefined when he may not see the row any more. */
  readonly read: RowReader;
}

export const storedFields = (entity: EntityModel): FieldModel[] => entity.fields.filter((field) => storageOf(field) === "columns");

/** Driver values of the stored fields, in the order of the statements' columns. */
export function rowOf(fields: readonly FieldModel[], values: Values): unknown[] {
  return fields.flatMap((field) => fieldStorage(field.type).toRow((values[field.name] ?? null) as never, field.options));
}

export const columnsOf = (fields: readonly FieldModel[]): string[] => fields.flatMap((field) => fieldStorage(field.type).columns(field.options).map(({ suffix }) => field.column + suffix));

export const slots = (from: number, count: number): Sql[] => Array.from({ length: count }, (_, i) => valueSlot(from + i));

export interface WriteOptions {
  /** Nobody reads the answer: it is the id alone, which spares the joins for its titles (bulk loads, computed values). */
  readonly silent?: boolean;
  /** What the answer has in it; every readable field when left out. */
  readonly paths?: readonly string[];
}

/** Values: 7 of the journal, then `rowOf(storedFields)`. No row comes back when the writer may not see what one of the `targets` points at. */
export function compileInsert(reading: Reading, entity: EntityModel, options: WriteOptions & { readonly targets?: readonly FieldModel[] } = {}): CompiledWrite {
  const columns = columnsOf(storedFields(entity));
  const values = sql.join(slots(JOURNAL_VALUES, columns.length));
  const found = (options.targets ?? []).map((field) => foundSql(reading, targetEntity(reading.model, field), valueSlot(JOURNAL_VALUES + columns.indexOf(field.column))));
  const row = found.length ? sql`select ${values} where ${conjunction(found)}` : sql`values (${values})`;
  const write = sql`insert into ${tableOf(entity)} (${sql.join(columns.map((column) => sql.ref(column)))}) ${row} returning *`;
  return options.silent ? withoutAnswer(entity, write) : withAnswer(reading, entity, write, options.paths);
}

/** Values: 7 of the journal, id, version, then `rowOf(changed)`. No row comes back when the version is stale. */
export function compileUpdate(reading: Reading, entity: EntityModel, changed: readonly FieldModel[], options: WriteOptions & { keepVersion?: boolean } = {}): CompiledWrite {
  const columns = columnsOf(changed);
  const sets = columns.map((column, i) => sql`${sql.ref(column)} = ${valueSlot(JOURNAL_VALUES + 2 + i)}`);
  // A computed value that follows a change elsewhere is no edit of the record: forms that are open stay valid.
  if (!options.keepVersion) sets.push(sql`version = u.version + 1`);
  const write = sql`update ${tableOf(entity)} as u set ${sql.join(sets)} where u.id = ${valueSlot(JOURNAL_VALUES)}::uuid and u.version = ${valueSlot(JOURNAL_VALUES + 1)}::int${options.keepVersion ? sql`` : sql` and u.deleted_at is null`} returning u.*`;
  return options.silent ? withoutAnswer(entity, write) : withAnswer(reading, entity, write, options.paths);
}

/** Is there such a record, and may the reader see it? */
function foundSql(reading: Reading, entity: EntityModel, id: Sql): Sql {
  const parts = [sql`r.id = ${id}::uuid`, ...(entity.system ? [] : [sql`r.deleted_at is null`]), ...readable(reading, entity, "r")];
  return sql`exists (select 1 from ${tableOf(entity)} as r where ${conjunction(parts)})`;
}

const journalOf = (entity: EntityModel): Sql => journalInsert(entity, sql.ref("w"), slots(0, JOURNAL_VALUES));

function withoutAnswer(entity: EntityModel, write: Sql): CompiledWrite {
  const fragment = sql`with w as (${write}), j as (${journalOf(entity)}) select w.id from w`;
  return { statement: statementOf(fragment), read: (row) => ({ id: row[0] }) };
}

/** A write, its journal entries (from the rows "w") and the rows as the reader may see them. */
export function withAnswer(reading: Reading, entity: EntityModel, write: Sql, paths?: readonly string[], journal = journalOf(entity)): CompiledWrite {
  const source = new Source(reading, entity, "t", false);
  const outputs = outputsOf(source, paths ?? defaultPaths(source));
  const columns = outputs.flatMap((output) => output.columns);
  const fragment = sql`with w as (${write}), j as (${journal}) select ${sql.join(columns)} from ${source.from(sql.ref("w"))}`;
  return { statement: statementOf(fragment), read: rowReader(outputs) };
}
