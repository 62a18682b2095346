/**
 * Settling: after the changes of a transaction, every computed value that depends on them is made again, in the same transaction,
 * from the records outwards until nothing changes. A holder is locked before its rollups are read, so that two transactions that
 * change its children at once each see the other's rows (a plain `update … = (select sum …)` would lose one of them).
 */
import { sql } from "kysely";
import { AppError } from "../kernel/errors";
import { fieldStorage } from "../fields/server";
import { fieldType } from "../fields/index";
import { computationOf } from "../fields/traits";
import { systemPrincipal } from "../kernel/principal";
import type { Ctx } from "../kernel/context";
import type { Condition } from "../expressions/condition";
import type { EntityModel, FieldModel } from "../model/types";
import { bindingsOf, readingOf } from "../queries/caller";
import { conditionSql, ruleOperand } from "../queries/condition-sql";
import { nestedSome } from "../queries/some";
import { Source, type Reading } from "../queries/scope";
import { statementOf, valueSlot, type Statement } from "../queries/statement";
import { statementCache } from "../queries/cache";
import type { Sql } from "../fields/storage";
import { computeFormulas, followReferences, type Draft } from "./draft";
import { dependenciesOf, rollupsOf, type FormulaEdge, type RollupEdge } from "./dependencies";
import type { Values } from "./input";
import { changesOf, journalValues } from "./journal";
import { compileUpdate, rowOf, storedFields } from "./write-sql";
import type { SaveContext } from "./save";

/** One record that changed: null before = new, null after = gone. */
export interface Touched {
  readonly entity: EntityModel;
  readonly id: string;
  readonly before: Values | null;
  readonly after: Values | null;
}

/** Published in docs/limits.md: holders computed again inside one transaction. */
export const SETTLE_LIMIT = 20_000;

export async function settle(save: SaveContext, touched: readonly Touched[]): Promise<void> {
  const system: SaveContext = { ...save, ctx: { ...save.ctx, principal: systemPrincipal("rollup") } };
  let queue = touched;
  let work = 0;
  for (let round = 0; queue.length && round < 20; round++) {
    const holders = await holdersOf(system, queue);
    const next: Touched[] = [];
    for (const [key, entity] of [...holders].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (++work > SETTLE_LIMIT) throw new AppError("limit:exceeded", `More than ${SETTLE_LIMIT.toLocaleString("en")} computed records depend on this change.`, { remedy: "Change fewer records at once; nothing was saved." });
      const changed = await recompute(system, save.ctx, entity, key.slice(key.indexOf("/") + 1));
      if (changed) next.push(changed);
    }
    queue = next;
  }
}

/** True when a change of this entity may reach others. */
export function hasDependents(save: Pick<SaveContext, "model">, entity: EntityModel): boolean {
  const { rollupsOver, formulasOver } = dependenciesOf(save.model);
  return (rollupsOver.get(entity.name)?.length ?? 0) > 0 || (formulasOver.get(entity.name)?.length ?? 0) > 0;
}

async function holdersOf(save: SaveContext, touched: readonly Touched[]): Promise<Map<string, EntityModel>> {
  const { rollupsOver, formulasOver } = dependenciesOf(save.model);
  const holders = new Map<string, EntityModel>();
  for (const change of touched) {
    for (const edge of rollupsOver.get(change.entity.name) ?? [])
      if (affects(change, edge.reads)) for (const side of [change.before, change.after]) {
        const id = (side?.[edge.back.name] as { id?: string } | null | undefined)?.id;
        if (id) holders.set(`${edge.owner.name}/${id}`, edge.owner);
      }
    for (const edge of formulasOver.get(change.entity.name) ?? [])
      if (change.before && change.after && affects(change, edge.reads)) for (const id of await readersOf(save, edge, change.id)) holders.set(`${edge.owner.name}/${id}`, edge.owner);
  }
  return holders;
}

function affects({ entity, before, after }: Touched, reads: ReadonlySet<string>): boolean {
  if (!before || !after) return true;
  return [...reads].some((name) => {
    const field = entity.fieldByName.get(name);
    return !field || !fieldType(field.type).equals((before[name] ?? null) as never, (after[name] ?? null) as never);
  });
}

/** Ids of records whose path leads to the changed one. */
async function readersOf(save: SaveContext, edge: FormulaEdge, id: string): Promise<string[]> {
  const reading = readingOf(save.model, save.ctx.principal);
  const statement = statementCache<Statement>(save.model, `readers;${edge.owner.name};${edge.path.join(".")}`, () => {
    const source = new Source(reading, edge.owner, "t", true);
    const target = source.resolve(edge.path.join("."));
    return statementOf(sql`select t.id from ${source.from()} where ${target.cols[0]} = ${valueSlot(0)}::uuid and t.deleted_at is null limit ${SETTLE_LIMIT + 1}::int`);
  });
  return (await save.db.query(statement.bind(bindingsOf(save.ctx, [id])))).map(([key]) => key as string);
}

/** Makes all computed values of one record again; gives the change when there was one. */
export async function recompute(save: SaveContext, original: Ctx, entity: EntityModel, id: string): Promise<Touched | undefined> {
  const [found] = await save.queries.read(save, entity.name, [id], { trusted: true, trash: "with", lock: true, questions: [] });
  if (!found) return undefined;
  const before = found.record;
  const values: Values = { ...before, ...(await rollupValues(save, entity, id)) };
  const draft: Draft = { entity, before, values, given: new Set(), targets: new Map(), children: new Map() };
  await followReferences(save.db, readingOf(save.model, save.ctx.principal), draft, bindingsOf(save.ctx, []));
  computeFormulas(save.model, draft, original);
  const changed = storedFields(entity).filter((field) => computationOf(field) && !fieldType(field.type).equals((before[field.name] ?? null) as never, (values[field.name] ?? null) as never));
  if (changed.length === 0) return undefined;
  const compiled = statementCache(save.model, `recompute;${entity.name};${changed.map((field) => field.name).join()}`, () => compileUpdate(readingOf(save.model, save.ctx.principal), entity, changed, { keepVersion: true, silent: true }));
  await save.db.query(compiled.statement.bind(bindingsOf(save.ctx, [...journalValues(original, "recompute", changesOf(entity, before, values)), id, before["version"], ...rowOf(changed, values)])));
  return { entity, id, before, after: values };
}

/** Present results of the rollups of a record, by field name. */
async function rollupValues(save: SaveContext, entity: EntityModel, id: string): Promise<Values> {
  const edges = rollupsOf(save.model, entity);
  if (edges.length === 0) return {};
  const reading = readingOf(save.model, save.ctx.principal);
  const statement = statementCache<Statement>(save.model, `rollups;${entity.name}`, () => statementOf(sql`select ${sql.join(edges.map((edge) => rollupSql(reading, edge)))}`));
  const [row] = await save.db.query(statement.bind(bindingsOf(save.ctx, [id])));
  return Object.fromEntries(edges.map((edge, i) => [edge.field.name, fieldStorage(edge.field.type).fromRow([row![i]], edge.field.options)]));
}

/** `(select sum(field) from child where back = id and …)`; value 0 is the holder's id. */
export function rollupSql(reading: Reading, edge: RollupEdge, id: Sql = sql`${valueSlot(0)}::uuid`): Sql {
  const source = new Source(reading, edge.child, "c", true);
  const { function: fn, field, where } = edge.field.options as { function: string; field?: string; where?: Condition };
  const parts = [sql`${sql.ref(`c.${edge.back.column}`)} = ${id}`, sql`c.deleted_at is null`];
  if (where) parts.push(conditionSql(where, { resolve: (path) => source.resolve(path), operand: ruleOperand, some: (name, inner) => nestedSome(reading, edge.child, "c", name, inner, true) }));
  const column = field ? source.resolve(field).cols[0]! : sql`1`;
  const type = fieldStorage(edge.field.type).columns(edge.field.options)[0]!.type;
  return sql`(select ${cast(measure(fn, column), type)} from ${source.from()} where ${sql.join(parts, sql` and `)})`;
}

const cast = (value: Sql, type: string): Sql => (type.startsWith("numeric") ? sql`(${value})::numeric` : type === "bigint" || type === "int8" ? sql`(${value})::int8` : type === "integer" || type === "int4" ? sql`(${value})::int4` : value);

function measure(fn: string, column: Sql): Sql {
  switch (fn) {
    case "count":
      return sql`count(*)`;
    case "sum":
      return sql`coalesce(sum(${column}), 0)`;
    case "min":
      return sql`min(${column})`;
    case "max":
      return sql`max(${column})`;
    default:
      return sql`avg(${column})`;
  }
}

/** Results over no rows, for new records. */
export function emptyRollups(entity: EntityModel): Values {
  const zero = (field: FieldModel) => (["count", "sum"].includes(String(field.options["function"])) ? 0 : null);
  return Object.fromEntries(entity.fields.filter((field) => computationOf(field) === "rollup").map((field) => [field.name, zero(field)]));
}

