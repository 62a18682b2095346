/**
 * Looks at the live database before a plan is carried out: how many rows and values each step concerns, and whether something
 * there contradicts it. Reads only.
 */
import { sql } from "kysely";
import type { Issue } from "../../kernel";
import { app } from "../schemas";
import type { Queryable } from "../transaction";
import type { ChangeOf, PlanOptions } from "./draft";
import { SYSTEM_COLUMNS, type FieldState, type IndexShape, type SchemaState, type TableState } from "./shape";
import { reduce } from "./state";
import type { Measured, Step } from "./steps";

export interface MeasuredPlan {
  readonly steps: readonly Step[];
  /** State when these steps are done. */
  readonly after: SchemaState;
  readonly problems: readonly Issue[];
}

/** What the database really holds in schema `app`. */
interface Present {
  readonly relations: ReadonlySet<string>;
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Counts, and settles conversions: one that turns out to lose nothing leaves no old columns behind. `steps` lead from `before` to `after`. */
export async function measureSteps(database: Queryable, steps: readonly Step[], before: SchemaState, after: SchemaState, options: PlanOptions): Promise<MeasuredPlan> {
  if (steps.length === 0) return { steps, after, problems: [] };
  const present = await inspect(database);
  const problems = strangers(present, steps, before, after);
  if (problems.length > 0) return { steps, after, problems };
  const measured: Step[] = [];
  for (const step of steps) {
    measured.push(settled({ ...step, ...(await measure(database, step, before, options.changeOf)) }));
    const problem = await duplicates(database, step, before, after);
    if (problem) problems.push(problem);
  }
  return { steps: measured, after: measured.reduce((state, step) => reduce(state, step, options.now), before), problems };
}

/** Keeps others from writing to the tables that will be converted, so that the counts still hold when the steps are carried out. */
export async function lockConverted(tx: Queryable, steps: readonly Step[], before: SchemaState): Promise<void> {
  const converted = new Set(steps.filter((step) => step.do === "convertField").map((step) => step.entityId));
  for (const table of before.filter((candidate) => converted.has(candidate.entityId))) await tx.run(sql`lock table ${app(table.table)} in access exclusive mode`);
}

function settled(step: Step): Step {
  if (step.do !== "convertField" || !step.mayLose || step.values !== 0) return step;
  const { entityId, table, field, rows, values } = step;
  const isSameForm = step.from.type === field.type && step.from.columns.length === field.columns.length && step.from.columns.every((column, i) => column.type === field.columns[i]!.type);
  // Narrower options that every value fulfils: there is nothing to convert.
  return isSameForm ? { do: "describeField", entityId, table, field, rows, values } : { ...step, mayLose: false };
}

async function inspect(database: Queryable): Promise<Present> {
  const rows = await database.run<{ relation: string; columns: string[] }>(sql`
    select c.relname as relation, coalesce(array_agg(a.attname::text) filter (where a.attnum > 0 and not a.attisdropped), '{}') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_attribute a on a.attrelid = c.oid
    where n.nspname = ${database.schemas.records} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') group by c.relname`);
  return { relations: new Set(rows.map((row) => row.relation)), columns: new Map(rows.map((row) => [row.relation, new Set(row.columns)])) };
}

const columnsOf = (table: TableState): readonly string[] => table.fields.flatMap((field) => field.columns.map((column) => column.name));
const namesOf = (table: TableState): readonly string[] => [table.table, ...table.links.map((link) => link.table)];

/** Tables and columns that somebody else made under a name we need, and ours that somebody else removed. */
function strangers(present: Present, steps: readonly Step[], before: SchemaState, after: SchemaState): Issue[] {
  const touched = new Set(steps.map((step) => step.entityId));
  const owned = new Set(before.flatMap(namesOf));
  const problems: Issue[] = [];
  const say = (entityId: string, code: string, message: string, remedy: string) => problems.push({ pointer: `/entities/${entityId}`, code, message, remedy });
  for (const table of after.filter((candidate) => touched.has(candidate.entityId))) {
    for (const name of namesOf(table)) {
      if (present.relations.has(name) && !owned.has(name)) say(table.entityId, "foreignTable", `There is already a table app.${name} that Metaloom did not make.`, "Rename or move that table, or choose another name.");
    }
  }
  for (const table of before.filter((candidate) => touched.has(candidate.entityId))) {
    const real = present.columns.get(table.table);
    if (!real) {
      say(table.entityId, "missingTable", `The table app.${table.table} is gone from the database though Metaloom did not remove it.`, "Restore it from a backup.");
      continue;
    }
    for (const name of columnsOf(table)) if (!real.has(name)) say(table.entityId, "missingColumn", `The column ${name} of table app.${table.table} is gone though Metaloom did not remove it.`, "Restore it from a backup.");
    const ours = new Set([...SYSTEM_COLUMNS.map((column) => column.name), ...columnsOf(table)]);
    const wanted = after.find((candidate) => candidate.entityId === table.entityId);
    for (const name of wanted ? columnsOf(wanted) : []) {
      if (real.has(name) && !ours.has(name)) say(table.entityId, "foreignColumn", `Table app.${table.table} already has a column ${name} that Metaloom did not make.`, "Rename that column, or choose another name for the field.");
    }
  }
  return problems;
}

async function measure(database: Queryable, step: Step, before: SchemaState, changeOf: ChangeOf): Promise<Measured> {
  const table = before.find((candidate) => candidate.entityId === step.entityId);
  if (!table) return { rows: 0 };
  switch (step.do) {
    case "hideTable": case "purgeTable": case "doomTable": {
      const rows = await count(database, table.table);
      return { rows, values: rows };
    }
    case "addField":
      return step.field.fill === undefined ? {} : { rows: await count(database, table.table) };
    case "hideField":
      return fieldValues(database, table, table.fields.find((field) => field.id === step.field.id && field.hiddenAt === undefined));
    case "purgeField":
      return fieldValues(database, table, step.field);
    case "convertField":
      return lostValues(database, table, step, changeOf);
    case "retypeField": case "addForeignKey": case "createIndex":
      return { rows: await count(database, table.table) };
    case "hideLink": case "purgeLink": case "doomLink":
      return { values: await count(database, step.link.table) };
    default:
      return {};
  }
}

async function count(database: Queryable, table: string, where = sql`true`): Promise<number> {
  const [row] = await database.run<{ n: number }>(sql`select count(*) as n from ${app(table)} where ${where}`);
  return row!.n;
}

const filled = (field: FieldState) => sql`num_nonnulls(${sql.join(field.columns.map((column) => sql.id(column.name)))}) > 0`;

async function fieldValues(database: Queryable, table: TableState, field: FieldState | undefined): Promise<Measured> {
  return field ? { rows: await count(database, table.table), values: await count(database, table.table, filled(field)) } : {};
}

/** Values that do not come through a conversion: rows the storage's check names; where it has only words for it, every value. */
async function lostValues(database: Queryable, table: TableState, step: Extract<Step, { do: "convertField" }>, changeOf: ChangeOf): Promise<Measured> {
  const field = table.fields.find((candidate) => candidate.id === step.field.id && candidate.hiddenAt === undefined);
  if (!field) return {};
  const rows = await count(database, table.table);
  const change = changeOf(field, step.field, field.columns.map((column) => column.name));
  if (change.kind !== "rewrite" || !step.mayLose) return { rows, values: 0 };
  return { rows, values: await count(database, table.table, change.check ? sql`${filled(field)} and (${change.check})` : filled(field)) };
}

/** A unique rule over columns that already hold equal values. */
async function duplicates(database: Queryable, step: Step, before: SchemaState, after: SchemaState): Promise<Issue | undefined> {
  if (step.do !== "createIndex" || !step.index.unique) return undefined;
  const table = before.find((candidate) => candidate.entityId === step.entityId);
  const columns = table && oldColumns(step.index, table, after.find((candidate) => candidate.entityId === step.entityId)!);
  if (!table || !columns) return undefined;
  const keys = columns.map((name) => sql.id(name));
  const [row] = await database.run<{ n: number }>(sql`select count(*) as n from (select 1 from ${app(table.table)} where deleted_at is null and num_nulls(${sql.join(keys)}) = 0 group by ${sql.join(keys)} having count(*) > 1) as d`);
  if (row!.n === 0) return undefined;
  return {
    pointer: `/entities/${step.entityId}`, code: "duplicates",
    message: `${row!.n} ${row!.n === 1 ? "value occurs" : "values occur"} more than once in ${columns.join(", ")} of table ${table.table}, so they cannot be unique.`,
    remedy: "Make the values different or remove the duplicates, then publish again.",
  };
}

/** Columns of the index as they are called now; undefined when one of them is new, or will be converted. */
function oldColumns(index: IndexShape, before: TableState, after: TableState): readonly string[] | undefined {
  const names = index.columns.map((name) => {
    if (SYSTEM_COLUMNS.some((column) => column.name === name)) return name;
    const field = after.fields.find((candidate) => candidate.hiddenAt === undefined && candidate.columns.some((column) => column.name === name));
    const column = field?.columns.find((candidate) => candidate.name === name);
    return before.fields.find((candidate) => candidate.id === field?.id && candidate.hiddenAt === undefined)?.columns.find((candidate) => candidate.suffix === column?.suffix && candidate.type === column?.type)?.name;
  });
  return names.every((name) => name !== undefined) ? names : undefined;
}
