/**
 * Performs steps inside a transaction. The only place where text becomes SQL without being bound: PostgreSQL takes no parameters
 * in DDL, so column types (a closed set, checked again here) and defaults (quoted by Kysely) are written out.
 */
import { sql, type RawBuilder } from "kysely";
import { AppError } from "../../kernel";
import type { Sql } from "../../fields/storage";
import { sqlState } from "../failures";
import { app, sys } from "../schemas";
import type { Tx } from "../transaction";
import { writeState } from "./registry";
import { objectName, SYSTEM_COLUMNS, type ColumnShape, type FieldShape, type IndexShape, type SchemaState } from "./shape";
import { stepText, type ConvertField, type Rename, type Step } from "./steps";

const TYPE = /^[a-z][a-z0-9 ]*(\(\d+(,\d+)?\))?( with(out)? time zone)?(\[\])?$/;

/** @throws Error for a type that is not of the form a storage may name. */
function typeSql(type: string): Sql {
  if (!TYPE.test(type)) throw new Error(`"${type}" is not a column type.`);
  return sql.raw(type);
}

/** Runs the steps in order, then notes the new state in the registry. @throws AppError metadata:invalid when the data does not fit. */
export async function applySteps(tx: Tx, steps: readonly Step[], after: SchemaState): Promise<void> {
  for (const step of steps) {
    for (const statement of statementsOf(step)) await perform(tx, step, statement);
  }
  await writeState(tx, after, new Set(steps.map((step) => step.entityId)));
}

async function perform(tx: Tx, step: Step, statement: Sql): Promise<void> {
  try {
    await tx.run(statement);
  } catch (error) {
    throw dataError(step, error) ?? error;
  }
}

/** Data that contradicts the step, found only when it was tried. */
function dataError(step: Step, error: unknown): AppError | undefined {
  const say = (message: string, remedy: string): AppError => new AppError("metadata:invalid", message, { remedy, cause: error, issues: [{ pointer: `/entities/${step.entityId}`, code: "data", message, remedy }] });
  switch (sqlState(error)) {
    case "23505": return say(`Records of table ${step.table} have equal values where each must be different: ${stepText(step)}.`, "Make the values different, then publish again.");
    case "23503": return say(`Records of table ${step.table} point at records that do not exist: ${stepText(step)}.`, "Empty those references, then publish again.");
    case "22P02": case "22003": case "22001": case "22007": case "22008":
      return say(`Values of table ${step.table} do not fit the new type: ${stepText(step)}.`, "Mend the values, then publish again.");
    default: return undefined;
  }
}

/** SQL of one step; several statements at most four. */
export function statementsOf(step: Step): readonly Sql[] {
  const table = app(step.table);
  switch (step.do) {
    case "createTable": return [createTable(step.entityId, table, step.fields)];
    case "renameTable": case "hideTable": case "restoreTable": return [sql`alter table ${table} rename to ${sql.id(step.to)}`];
    case "purgeTable": return [sql`drop table ${table}`];
    case "doomTable": return doom(step.table, step.to);
    case "addField": return addField(table, step.field);
    case "renameField": case "hideField": case "restoreField": return renameColumns(table, step.renames);
    case "describeField": return [];
    case "retypeField": return [sql`alter table ${table} ${sql.join(step.columns.map(({ name, type }) => sql`alter column ${sql.id(name)} type ${typeSql(type)} using ${sql.id(name)}::${typeSql(type)}`))}`];
    case "convertField": return convertField(table, step);
    case "purgeField": return [dropColumns(table, step.field.columns.map((column) => column.name))];
    case "createLink": return createLink(table, step);
    case "renameLink": case "hideLink": case "restoreLink": return [sql`alter table ${app(step.link.table)} rename to ${sql.id(step.to)}`];
    case "purgeLink": return [sql`drop table ${app(step.link.table)}`];
    case "doomLink": return doom(step.link.table, step.to);
    case "createIndex": return [createIndex(table, step.index)];
    case "dropIndex": return [sql`drop index ${app(step.index.name)}`];
    case "addForeignKey": return addForeignKey(table, step);
    case "dropForeignKey": return [sql`alter table ${table} drop constraint ${sql.id(step.foreignKey.name)}`];
  }
}

const doom = (table: string, to: string): readonly Sql[] => [sql`alter table ${app(table)} rename to ${sql.id(to)}`, sql`insert into ${sys("doomed_tables")} (table_name) values (${to})`];

const column = ({ name, type }: ColumnShape): Sql => sql`${sql.id(name)} ${typeSql(type)}`;

function createTable(entityId: string, table: Sql, fields: readonly FieldShape[]): Sql {
  // The key gets a name by id: one by table name could be in the way of a later table of that name.
  const key = sql.id(objectName([entityId], "primaryKey"));
  const system = SYSTEM_COLUMNS.map(({ name, definition }) => sql`${sql.id(name)} ${sql.raw(definition)}`);
  return sql`create table ${table} (${sql.join([...system, ...fields.flatMap((field) => field.columns.map(column)), sql`constraint ${key} primary key (id)`])})`;
}

const isScalar = (value: unknown): value is string | number | boolean | null => value === null || ["string", "number", "boolean"].includes(typeof value);

/** A default given with the column costs nothing, however many rows there are; it is taken off at once, since the gateway gives defaults. */
function addField(table: Sql, field: FieldShape): readonly Sql[] {
  const fill = field.fill;
  const add = (values?: readonly (string | number | boolean | null)[]): Sql =>
    sql`alter table ${table} ${sql.join(field.columns.map((c, i) => (values ? sql`add column ${column(c)} default ${sql.lit(values[i])}` : sql`add column ${column(c)}`)))}`;
  if (fill === undefined) return [add()];
  if (fill.every(isScalar)) return [add(fill), sql`alter table ${table} ${sql.join(field.columns.map((c) => sql`alter column ${sql.id(c.name)} drop default`))}`];
  return [add(), sql`update ${table} set ${sql.join(field.columns.map((c, i) => sql`${sql.id(c.name)} = ${fill[i]}`))}`];
}

function renameColumns(table: Sql, renames: readonly Rename[]): readonly Sql[] {
  return renames.map(({ from, to }) => sql`alter table ${table} rename column ${sql.id(from)} to ${sql.id(to)}`);
}

function dropColumns(table: Sql, names: readonly string[]): Sql {
  return sql`alter table ${table} ${sql.join(names.map((name) => sql`drop column ${sql.id(name)}`))}`;
}

function convertField(table: Sql, step: ConvertField): readonly Sql[] {
  const old = step.renames.map((rename) => rename.to);
  const set = step.field.columns.map((c, i) => sql`${sql.id(c.name)} = ${step.using[i]!}`);
  return [
    ...renameColumns(table, step.renames),
    sql`alter table ${table} ${sql.join(step.field.columns.map((c) => sql`add column ${column(c)}`))}`,
    sql`update ${table} set ${sql.join(set)} where num_nonnulls(${sql.join(old.map((name) => sql.id(name)))}) > 0`,
    ...(step.mayLose ? [] : [dropColumns(table, old)]),
  ];
}

function createLink(source: Sql, step: Extract<Step, { do: "createLink" }>): readonly Sql[] {
  const link = app(step.link.table);
  const target = step.link.target.schema === "app" ? app(step.targetTable) : sys(step.targetTable);
  return [
    sql`create table ${link} (source_id uuid not null references ${source} on delete cascade, target_id uuid not null references ${target} on delete cascade, position integer not null default 0, primary key (source_id, target_id))`,
    sql`create index on ${link} (target_id)`,
  ];
}

function createIndex(table: Sql, index: IndexShape): RawBuilder<unknown> {
  const columns = index.columns.map((name) => (index.method === "trigram" ? sql`${sql.id(name)} gin_trgm_ops` : sql.id(name)));
  return sql`create ${index.unique ? sql`unique ` : sql``}index ${sql.id(index.name)} on ${table} using ${index.method === "trigram" ? sql`gin` : sql`btree`} (${sql.join(columns)})${index.live ? sql` where deleted_at is null` : sql``}`;
}

/** A column that comes back may point at records purged meanwhile; those references are emptied first. */
function addForeignKey(table: Sql, step: Extract<Step, { do: "addForeignKey" }>): readonly Sql[] {
  const { name, column: columnName, target } = step.foreignKey;
  const to = target.schema === "app" ? app(step.targetTable) : sys(step.targetTable);
  const key = sql.id(columnName);
  const clean = sql`update ${table} as t set ${key} = null where t.${key} is not null and not exists (select 1 from ${to} as o where o.id = t.${key})`;
  const add = sql`alter table ${table} add constraint ${sql.id(name)} foreign key (${key}) references ${to} (id) deferrable initially immediate`;
  return step.clean ? [clean, add] : [add];
}
