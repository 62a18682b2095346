/**
 * Lookup: one statement that brings what a save must know of the records it points at - do they exist, may the caller see them,
 * their titles, and the values that rules, formulas and fetchFrom read through them.
 */
import { sql } from "kysely";
import type { Queryable } from "../db/transaction";
import type { Sql } from "../fields/storage";
import { targetsOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { statementCache } from "../queries/cache";
import { readable, Source, tableOf, type Reading } from "../queries/scope";
import type { FormulaMoment } from "../queries/formulas";
import type { Output } from "../queries/output";
import { outputsOf, rowReader } from "../queries/projection";
import { conjunction, statementOf, valueSlot, type Bindings, type Statement } from "../queries/statement";

export interface Target {
  readonly found: boolean;
  /** May the caller see it? */
  readonly visible: boolean;
  readonly title: string | null;
  /** Trusted values below the reference: "discount", "owner.name". */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Wanted {
  readonly field: FieldModel;
  readonly id: string;
  /** Paths below the reference that are needed. */
  readonly paths: readonly string[];
}

interface Compiled {
  readonly statement: Statement;
  read(row: readonly unknown[], moment: FormulaMoment): Target[];
}

/** Targets of references, keyed by field name. */
export async function lookUp(db: Queryable, reading: Reading, wanted: readonly Wanted[], bindings: Omit<Bindings, "values">): Promise<Map<string, Target>> {
  if (wanted.length === 0) return new Map();
  const key = `lookup;${reading.key};${wanted.map(({ field, paths }) => `${field.entity}.${field.name}(${paths.join()})`).join(";")}`;
  const compiled = statementCache<Compiled>(reading.model, key, () => compileLookup(reading, wanted));
  const [row] = await db.query(compiled.statement.bind({ ...bindings, values: wanted.map(({ id }) => id) }));
  const targets = compiled.read(row!, bindings);
  return new Map(wanted.map(({ field }, i) => [field.name, targets[i]!]));
}

/** What a reference to nothing brings. */
export const NO_TARGET: Target = { found: false, visible: false, title: null, values: {} };

/** Targets of one reference field of many records, by id; those that are not there are absent. */
export async function lookUpAll(db: Queryable, reading: Reading, field: FieldModel, paths: readonly string[], ids: readonly string[], bindings: Omit<Bindings, "values">): Promise<Map<string, Target>> {
  const compiled = statementCache<{ statement: Statement; read(row: readonly unknown[], moment: FormulaMoment): Target }>(reading.model, `lookupAll;${reading.key};${field.entity}.${field.name}(${paths.join()})`, () => {
    const { entity, source, columns, read } = partOf(reading, field, paths, "r", 0);
    const rows = [sql`r.id = any(${valueSlot(0)}::uuid[])`, ...(entity.system ? [] : [sql`r.deleted_at is null`])];
    return { statement: statementOf(sql`select ${sql.join(columns)} from ${source.from()} where ${conjunction(rows)}`), read };
  });
  const rows = await db.query(compiled.statement.bind({ ...bindings, values: [ids] }));
  return new Map(rows.map((row) => [row[0] as string, compiled.read(row, bindings)]));
}

/** One target under an alias: its id, whether the caller may see it, its title and the values below it, from column `start` on. */
function partOf(reading: Reading, field: FieldModel, paths: readonly string[], alias: string, start: number) {
  const entity = targetEntity(reading.model, field);
  const source = new Source(reading, entity, alias, true);
  const outputs: Output[] = outputsOf(source, paths);
  const titles = new Source(reading, entity, alias, false);
  const columns = [sql`${sql.ref(`${alias}.id`)}`, sql`(${conjunction(readable(reading, entity, alias))})`, titles.titleOf(entity, alias), ...outputs.flatMap((output) => output.columns)];
  const values = rowReader(outputs, start + 3);
  const read = (row: readonly unknown[], moment: FormulaMoment): Target => ({ found: row[start] !== null, visible: row[start] !== null && row[start + 1] === true, title: (row[start + 2] as string | null) ?? null, values: values(row, moment) });
  return { entity, source, columns, read };
}

function compileLookup(reading: Reading, wanted: readonly Wanted[]): Compiled {
  const columns: Sql[] = [];
  const parts: Sql[] = [];
  const readers: ((row: readonly unknown[], moment: FormulaMoment) => Target)[] = [];
  wanted.forEach(({ field, paths }, i) => {
    const alias = `r${i}`;
    const { entity, source, columns: own, read } = partOf(reading, field, paths, alias, columns.length);
    columns.push(...own);
    const on = [sql`${sql.ref(`${alias}.id`)} = ${valueSlot(i)}::uuid`, ...(entity.system ? [] : [sql`${sql.ref(`${alias}.deleted_at`)} is null`])];
    parts.push(sql`left join ${tableOf(entity)} as ${sql.ref(alias)} on ${sql.join(on, sql` and `)}${source.joined()}`);
    readers.push(read);
  });
  return { statement: statementOf(sql`select ${sql.join(columns)} from (values (1)) as one(x) ${sql.join(parts, sql` `)}`), read: (row, moment) => readers.map((read) => read(row, moment)) };
}

export function targetEntity(model: AppModel, field: FieldModel): EntityModel {
  const entity = model.entities.get(targetsOf(field)[0] ?? "");
  if (!entity) throw new Error(`${field.entity}.${field.name} points at no entity of the model.`);
  return entity;
}
