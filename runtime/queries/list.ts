/**
 * List pages: one statement brings a page with all titles. A row rule with several alternatives is split into disjoint branches,
 * each an ordered index scan, merged by `union all` (performance.md, finding 3: an "or" costs half the speed). Text search and
 * deep sorts read once with the alternatives or-ed, which measured faster there.
 */
import { sql } from "kysely";
import type { Sql } from "../fields/storage";
import { relationOf } from "../fields/traits";
import type { EntityModel, SortItem } from "../model/types";
import { isUnlimited, type RowRule } from "../permissions/scopes";
import { AppError } from "../kernel/errors";
import { filterSql, type PreparedFilter } from "./filter";
import type { RowReader } from "./output";
import { outputsOf, rowReader } from "./projection";
import { ruleConditionSql } from "./row-rule";
import { located, Source, tableOf, type Reading, type Resolved } from "./scope";
import { searchSql } from "./search";
import { conjunction, statementOf, valueSlot, type Statement } from "./statement";

export interface ListShape {
  readonly paths: readonly string[];
  readonly sort: readonly SortItem[];
  readonly filters: readonly PreparedFilter[];
  /** Position of the search text among the values. */
  readonly search?: number;
  /** Positions of the cursor's keys, row id last; which of them are null. */
  readonly after?: { readonly positions: readonly number[]; readonly nulls: readonly boolean[] };
  /** Position of the row limit. */
  readonly limit: number;
  readonly trash: boolean;
}

export interface CompiledList {
  readonly statement: Statement;
  readonly read: RowReader;
  /** Sort keys of a row as text, id last: what a cursor is made of. */
  keys(row: readonly unknown[]): (string | null)[];
}

/** Condition parts every query of a source has: in or out of the trash, filters, search. */
export function baseParts(source: Source, shape: Pick<ListShape, "filters" | "search" | "trash">): Sql[] {
  const deleted = sql.ref(`${source.alias}.deleted_at`);
  const parts: Sql[] = [shape.trash ? sql`${deleted} is not null` : sql`${deleted} is null`];
  for (const filter of shape.filters) parts.push(filterSql(source, filter));
  if (shape.search !== undefined) parts.push(searchSql(source, shape.search));
  return parts;
}

/** Alternatives of the row rule, made disjoint: b1, b2 and not b1, … */
export function branchesOf(source: Source, rule: RowRule, split: boolean): Sql[] {
  if (source.trusted || rule.some(isUnlimited)) return [sql`true`];
  const parts = rule.map((condition) => ruleConditionSql(source.reading, source.entity, source.alias, condition));
  if (parts.length === 0) return [sql`false`];
  if (!split || parts.length > 4) return [sql`(${sql.join(parts, sql` or `)})`];
  return parts.map((part, i) => (i === 0 ? part : sql`(${part} and not coalesce(${sql.join(parts.slice(0, i), sql` or `)}, false))`));
}

export function compileList(reading: Reading, entity: EntityModel, shape: ListShape, trusted = false): CompiledList {
  const source = new Source(reading, entity, "t", trusted);
  const inner = new Source(reading, entity, "t", trusted);
  const rule = reading.access(entity.name).rows.read;
  const parts = baseParts(inner, shape);
  const innerKeys = sortKeysOf(inner, shape.sort);
  if (shape.after) parts.push(afterSql(innerKeys, shape.after));
  const order = orderSql(innerKeys);
  const branches = branchesOf(inner, rule, shape.search === undefined).map(
    (branch) => sql`(select ${sql.ref("t.id")} as id, ${sql.join(innerKeys.map((key, i) => sql`${key.sql} as ${sql.ref(`k${i}`)}`))} from ${inner.from()} where ${conjunction([branch, ...parts])} order by ${order} limit ${valueSlot(shape.limit)}::int)`,
  );
  const outputs = located("/fields", () => outputsOf(source, shape.paths));
  const page = branches.length === 1 ? branches[0]! : sql`(${sql.join(branches, sql` union all `)} order by ${pageOrder(innerKeys)} limit ${valueSlot(shape.limit)}::int)`;
  const columns = [...outputs.flatMap((output) => output.columns), ...innerKeys.map((_, i) => sql`${sql.ref(`page.k${i}`)}::text`)];
  const fragment = sql`select ${sql.join(columns)} from ${page} as page join ${tableOf(entity)} as t on t.id = page.id${source.joined()} order by ${pageOrder(innerKeys, "page")}`;
  const first = outputs.reduce((sum, output) => sum + output.columns.length, 0);
  return { statement: statementOf(fragment), read: rowReader(outputs), keys: (row) => row.slice(first, first + innerKeys.length) as (string | null)[] };
}

interface SortKey {
  readonly sql: Sql;
  readonly descending: boolean;
}

/** Keys of an order, the row id last so that the order is total. Sorting by a reference means by its title. */
function sortKeysOf(source: Source, sort: readonly SortItem[]): SortKey[] {
  const keys = sort.flatMap(({ field, direction }) => keysOf(source, field, located("/sort", () => source.resolve(field))).map((key) => ({ sql: key, descending: direction === "desc" })));
  const last = sort.at(-1)?.direction === "desc";
  return [...keys, { sql: sql.ref(`${source.alias}.id`), descending: last }];
}

function keysOf(source: Source, path: string, resolved: Resolved): readonly Sql[] {
  if (resolved.masked || !resolved.type.sortable || resolved.cols.length === 0)
    throw new AppError("query:invalid", `"${path}" cannot be sorted by.`, { remedy: "Sort by another field.", issues: [{ pointer: "/sort", code: "notSortable", message: `"${path}" cannot be sorted by.` }] });
  return relationOf(resolved.field) === "one" ? [source.title(path, resolved)] : resolved.storage.orderBy(resolved.cols);
}

const orderSql = (keys: readonly SortKey[]): Sql => sql.join(keys.map((key) => sql`${key.sql} ${key.descending ? sql`desc` : sql`asc`}`));
const pageOrder = (keys: readonly SortKey[], alias?: string): Sql => sql.join(keys.map((key, i) => sql`${sql.ref(alias ? `${alias}.k${i}` : `k${i}`)} ${key.descending ? sql`desc` : sql`asc`}`));

/** Rows after the cursor in an order where, as PostgreSQL has it, empty values come last ascending and first descending. */
function afterSql(keys: readonly SortKey[], after: NonNullable<ListShape["after"]>): Sql {
  const build = (i: number): Sql => {
    const key = keys[i]!;
    const value = valueSlot(after.positions[i]!);
    const beyond = after.nulls[i]
      ? key.descending ? sql`${key.sql} is not null` : sql`false`
      : key.descending ? sql`${key.sql} < ${value}` : sql`(${key.sql} > ${value} or ${key.sql} is null)`;
    if (i === keys.length - 1) return beyond;
    const equal = after.nulls[i] ? sql`${key.sql} is null` : sql`${key.sql} = ${value}`;
    return sql`(${beyond} or (${equal} and ${build(i + 1)}))`;
  };
  return build(0);
}
