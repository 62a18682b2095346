/**
 * Queries: the reading half of the gateway. A *query* is what a caller asks; it is compiled under his *reading* (roles, rules, masks)
 * into statements that are kept per revision and shape. Nothing outside `queries/` and `entities/` touches record tables.
 */
import { AppError } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import type { Queryable } from "../db/transaction";
import type { Condition } from "../expressions/condition";
import type { AppModel, EntityModel, SortItem } from "../model/types";
import { compileAggregate, type CompiledAggregate, type GroupKey, type Measure } from "./aggregate";
import { bindingsOf, readingOf } from "./caller";
import { compileCount, compileEstimate, estimatedRows } from "./count";
import type { CursorSeal } from "./cursor";
import { prepareFilter, type PreparedFilter } from "./filter";
import { compileList, type CompiledList, type ListShape } from "./list";
import { defaultPaths } from "./projection";
import { compileRead, type CompiledRead, type ReadShape } from "./read";
import { Source, type Reading } from "./scope";
import { likePattern } from "./search";
import type { Bindings, Statement } from "./statement";
import { statementCache } from "./cache";

export type CountMode = "exact" | "estimate" | "none";

export interface ListQuery {
  /** Paths such as "name", "organisation.city"; undefined = every readable field. */
  readonly fields?: readonly string[];
  readonly filter?: Condition;
  readonly q?: string;
  readonly sort?: readonly SortItem[];
  readonly limit?: number;
  readonly cursor?: string;
  readonly count?: CountMode;
  readonly trash?: boolean;
}

export interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly nextCursor: string | null;
  readonly total: number | null;
}

export const QUERY_LIMITS = { limit: 200, fields: 100, sort: 5, search: 200, groups: 3, measures: 10, aggregateRows: 1000 } as const;

export interface QueryDeps {
  readonly seal: CursorSeal;
}

/** What each query needs: the model of the request, who asks, and a connection. */
export interface QueryContext {
  readonly model: AppModel;
  readonly ctx: Ctx;
  readonly db: Queryable;
}

const run = async (db: Queryable, statement: Statement, bindings: Bindings): Promise<unknown[][]> => db.query(statement.bind(bindings));

/** The entity as the caller sees it. @throws AppError entity:notFound also when he may read none of it. */
export function readableEntity(reading: Reading, name: string): EntityModel {
  const access = reading.access(name);
  if (access.rows.read.length === 0) throw new AppError("entity:notFound", `There is no entity "${name.slice(0, 60)}".`, { remedy: "See GET /api/v1/model for the entities you may use." });
  return access.entity;
}

export function createQueries(deps: QueryDeps) {
  return {
    /** A page of records; `limit` at most 200. @throws AppError query:invalid for unknown fields, operators, cursors. */
    async list(query: QueryContext, entityName: string, input: ListQuery): Promise<Page> {
      const { model, ctx, db } = query;
      const reading = readingOf(model, ctx.principal);
      const entity = readableEntity(reading, entityName);
      const values: unknown[] = [];
      const bindings = bindingsOf(ctx, values);
      const limit = Math.min(input.limit ?? 50, QUERY_LIMITS.limit);
      const filters = input.filter ? [prepareFilter(reading, entity, input.filter, bindings, values)] : [];
      const search = input.q?.trim() ? values.push(likePattern(input.q.trim())) - 1 : undefined;
      const counted = values.length;
      const sort = input.sort?.length ? input.sort : defaultSort(reading, entity);
      const paths = input.fields ?? defaultPathsOf(model, reading, entity);
      const trash = input.trash ?? false;
      const base = `${entity.name};${reading.key};${filters.map((f) => f.shape).join("&")};${search ?? ""};${trash}`;
      const order = sort.map((item) => `${item.field} ${item.direction}`).join();
      const page: ListShape = { paths, sort, filters, search, trash, limit: values.push(limit + 1) - 1, after: openCursor(deps.seal, `${base};${order}`, input.cursor, values) };
      const key = `list;${base};${order};${paths.join()};${page.after?.nulls.join("") ?? ""}`;
      const compiled = statementCache<CompiledList>(model, key, () => compileList(reading, entity, page));
      const listing = run(db, compiled.statement, bindings);
      const total = await countOf(query, reading, entity, { filters, search, trash }, base, { ...bindings, values: values.slice(0, counted) }, input.count ?? "none", listing);
      const rows = await listing;
      const more = rows.length > limit;
      const kept = more ? rows.slice(0, limit) : rows;
      return { items: kept.map((row) => compiled.read(row, ctx)), nextCursor: more ? deps.seal.seal(`${base};${order}`, compiled.keys(kept.at(-1)!)) : null, total };
    },

    /** Groups and measures over the readable records. */
    async aggregate(query: QueryContext, entityName: string, input: { groupBy: readonly GroupKey[]; measures: readonly Measure[]; filter?: Condition; q?: string; limit?: number; largest?: boolean }): Promise<Record<string, unknown>[]> {
      const { model, ctx, db } = query;
      const reading = readingOf(model, ctx.principal);
      const entity = readableEntity(reading, entityName);
      const values: unknown[] = [];
      const bindings = bindingsOf(ctx, values);
      const filters = input.filter ? [prepareFilter(reading, entity, input.filter, bindings, values)] : [];
      const search = input.q?.trim() ? values.push(likePattern(input.q.trim())) - 1 : undefined;
      const zoned = input.groupBy.some((group) => group.by);
      const shape = { groupBy: input.groupBy, measures: input.measures, largest: input.largest ?? false, filters, search, trash: false, timeZone: zoned ? values.push(ctx.timeZone) - 1 : -1, limit: values.push(Math.min(input.limit ?? QUERY_LIMITS.aggregateRows, QUERY_LIMITS.aggregateRows)) - 1 };
      const key = `aggregate;${entity.name};${reading.key};${filters.map((f) => f.shape).join("&")};${search ?? ""};${JSON.stringify([input.groupBy, input.measures, shape.largest])}`;
      const compiled = statementCache<CompiledAggregate>(model, key, () => compileAggregate(reading, entity, shape));
      return (await run(db, compiled.statement, bindings)).map((row) => compiled.read(row));
    },

    /** Records by id with answers to `questions`; rows the caller may not see are absent. */
    async read(query: QueryContext, entityName: string, ids: readonly string[], shape: Omit<ReadShape, "paths"> & { paths?: readonly string[] }): Promise<{ record: Record<string, unknown>; answers: boolean[] }[]> {
      const { model, ctx, db } = query;
      const reading = readingOf(model, ctx.principal);
      const entity = readableEntity(reading, entityName);
      const paths = shape.paths ?? (shape.trusted ? defaultPaths(new Source(reading, entity, "t", true)) : defaultPathsOf(model, reading, entity));
      const one = ids.length === 1;
      const key = `read;${one};${entity.name};${reading.key};${shape.trusted};${shape.trash};${shape.lock};${JSON.stringify(shape.questions)};${paths.join()}`;
      const compiled = statementCache<CompiledRead>(model, key, () => compileRead(reading, entity, { ...shape, paths, one }));
      const rows = await run(db, compiled.statement, bindingsOf(ctx, [one ? ids[0] : ids]));
      return rows.map((row) => ({ record: compiled.read(row, ctx), answers: compiled.answers(row) }));
    },
  };
}

export type Queries = ReturnType<typeof createQueries>;

async function countOf({ model, db }: QueryContext, reading: Reading, entity: EntityModel, shape: { filters: readonly PreparedFilter[]; search?: number; trash: boolean }, base: string, bindings: Bindings, mode: CountMode, listing: Promise<unknown>): Promise<number | null> {
  if (mode === "none") return null;
  const compile = mode === "exact" ? compileCount : compileEstimate;
  const statement = statementCache<Statement>(model, `${mode};${base}`, () => compile(reading, entity, shape));
  // Both statements are under way together; when one fails the other must not be left unheard.
  const [, rows] = await Promise.all([listing, run(db, statement, bindings)]);
  return mode === "exact" ? Number(rows[0]?.[0] ?? 0) : estimatedRows(rows);
}

/** The entity's own order as far as the reader knows its fields; ids grow with time, so they stand in for the rest. */
function defaultSort(reading: Reading, entity: EntityModel): readonly SortItem[] {
  const wanted: readonly SortItem[] = entity.defaultSort.length ? entity.defaultSort : [{ field: "createdAt", direction: "desc" }];
  const fields = reading.access(entity.name).fields;
  const known = wanted.filter(({ field }) => entity.fieldByName.has(field) && fields.get(field)?.read === "full");
  return known.length ? known : [{ field: "id", direction: "desc" }];
}

function defaultPathsOf(model: AppModel, reading: Reading, entity: EntityModel): readonly string[] {
  return statementCache(model, `paths;${entity.name};${reading.key}`, () => defaultPaths(new Source(reading, entity, "t", false)));
}

function openCursor(seal: CursorSeal, shape: string, cursor: string | undefined, values: unknown[]): ListShape["after"] {
  if (cursor === undefined) return undefined;
  const keys = seal.open(shape, cursor);
  return { positions: keys.map((key) => values.push(key) - 1), nulls: keys.map((key) => key === null) };
}
