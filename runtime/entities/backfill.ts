/**
 * Backfill: rows that were there before a field came get what the gateway would have given them - the computed default of an
 * obligatory field, the next number of a counter, in the order in which the records were made. Inside the publish that added it,
 * before formulas are computed. Rows are completed, not edited: version and journal stay as they are. The trash is completed too.
 */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Condition } from "../expressions/condition";
import { operandKey, resolveOperand } from "../expressions/operand";
import { fieldStorage } from "../fields/server";
import { period, renderNumber, type Reset } from "../fields/autonumber/number";
import { fieldType } from "../fields/index";
import { computationOf, storageOf } from "../fields/traits";
import { entityById } from "../model/accessors";
import type { EntityModel, FieldModel } from "../model/types";
import { formulaOf } from "../queries/formulas";
import { bindingsOf } from "../queries/caller";
import { tableOf } from "../queries/scope";
import { operandEnv } from "./draft";
import { publishSave, type PublishWork } from "./recompute-all";
import type { SaveContext } from "./save";
import { rowOf } from "./write-sql";

/** A field that came with the publish. */
export interface NewField {
  readonly entityId: string;
  readonly fieldId: string;
}

const AT_ONCE = 500;

export async function backfill(work: PublishWork, added: readonly NewField[]): Promise<void> {
  const save = publishSave(work);
  for (const { entityId, fieldId } of added) {
    const entity = entityById(work.model, entityId);
    const field = entity?.fields.find((candidate) => candidate.id === fieldId);
    if (!entity || !field || entity.system || storageOf(field) !== "columns") continue;
    if (computationOf(field) === "counter") await number(save, entity, field);
    else if (field.required && isComputedDefault(field.default)) await giveDefault(save, entity, field);
  }
}

/** Literals came with the column (db/ddl); what is left are formulas and operands such as { "now": … }. */
const isComputedDefault = (value: unknown): value is object => value !== null && typeof value === "object" && ("formula" in value || operandKey(value as never) !== undefined);

interface Old {
  id: string; created_at: string;
}

/** Rows without the value, oldest first, in parts. */
async function* rowsWithout(save: SaveContext, entity: EntityModel, field: FieldModel): AsyncGenerator<Old[]> {
  const [column] = fieldStorage(field.type).columns(field.options);
  const empty = sql.ref(`t.${field.column}${column!.suffix}`);
  let after: Old = { id: "00000000-0000-0000-0000-000000000000", created_at: "-infinity" };
  for (;;) {
    const rows = await save.db.run<Old>(sql`select t.id, t.created_at::text from ${tableOf(entity)} as t where ${empty} is null and (t.created_at, t.id) > (${after.created_at}::timestamptz, ${after.id}::uuid) order by t.created_at, t.id limit ${AT_ONCE}`);
    if (rows.length) yield rows;
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)!;
  }
}

async function number(save: SaveContext, entity: EntityModel, field: FieldModel): Promise<void> {
  const { format, reset, start = 1 } = field.options as { format: string; reset?: Reset; start?: number };
  const last = new Map((await save.db.run<{ period: string; value: number }>(sql`select period, value from ${sys("counters")} where entity_id = ${entity.id} and field_id = ${field.id} for update`)).map((row) => [row.period, row.value]));
  for await (const rows of rowsWithout(save, entity, field)) {
    const numbers = rows.map(({ created_at }) => {
      const made = new Date(created_at);
      const key = period(format, made, reset, save.ctx.timeZone);
      const next = (last.get(key) ?? start - 1) + 1;
      last.set(key, next);
      return renderNumber(format, next, made, save.ctx.timeZone);
    });
    await save.db.run(sql`update ${tableOf(entity)} as t set ${sql.id(field.column)} = v.number from unnest(${rows.map((row) => row.id)}::uuid[], ${numbers}::text[]) as v(id, number) where t.id = v.id`);
  }
  for (const [key, value] of last)
    await save.db.run(sql`insert into ${sys("counters")} (entity_id, field_id, period, value) values (${entity.id}, ${field.id}, ${key}, ${value}) on conflict (entity_id, field_id, period) do update set value = excluded.value`);
}

/** Rows that get equal values are written together: most defaults do not depend on the record. */
async function giveDefault(save: SaveContext, entity: EntityModel, field: FieldModel): Promise<void> {
  for await (const rows of rowsWithout(save, entity, field)) {
    const groups = new Map<string, { row: readonly unknown[]; ids: string[] }>();
    for (const { id, row } of await defaultsOf(save, entity, field, rows.map((old) => old.id))) {
      const key = JSON.stringify(row);
      const group = groups.get(key) ?? { row, ids: [] };
      group.ids.push(id);
      groups.set(key, group);
    }
    for (const { row, ids } of groups.values()) {
      const columns = fieldStorage(field.type).columns(field.options);
      const sets = columns.map(({ suffix }, i) => sql`${sql.id(field.column + suffix)} = ${row[i]}`);
      await save.db.run(sql`update ${tableOf(entity)} set ${sql.join(sets)} where id = any(${ids}::uuid[])`);
    }
  }
}

/** Column values of the default, record by record; a record for which it gives nothing is left out. */
async function defaultsOf(save: SaveContext, entity: EntityModel, field: FieldModel, ids: readonly string[]): Promise<{ id: string; row: readonly unknown[] }[]> {
  const given = field.default as Condition | { readonly formula: string };
  const formula = "formula" in given && typeof given.formula === "string" ? formulaOf(save.model, entity, given.formula) : undefined;
  const env = operandEnv(save.ctx, bindingsOf(save.ctx, []));
  const paths = ["id", ...(formula?.references.map((path) => path.join(".")) ?? [])];
  const records = await save.queries.read(save, entity.name, ids, { paths: [...new Set(paths)], trusted: true, trash: "with", lock: false, questions: [] });
  return records.flatMap(({ record }) => {
    const value = formula ? formula.run({ values: record, below: (path) => record[path] ?? null }, save.ctx) : resolveOperand(field.default as never, env);
    const parsed = fieldType(field.type).parse(value ?? null, field.options);
    return parsed.ok && !fieldType(field.type).isEmpty(parsed.value as never) ? [{ id: record["id"] as string, row: rowOf([field], { [field.name]: parsed.value }) }] : [];
  });
}

