import { sql } from "kysely";
import type { EntityModel } from "../model/types";
import { baseParts, branchesOf, type ListShape } from "./list";
import { Source, type Reading } from "./scope";
import { conjunction, statementOf, type Statement } from "./statement";

/** Exact count under the same rule and filters as the list; branches are counted apart, each by its own index. */
export function compileCount(reading: Reading, entity: EntityModel, shape: Pick<ListShape, "filters" | "search" | "trash">, trusted = false): Statement {
  const source = new Source(reading, entity, "t", trusted);
  const parts = baseParts(source, shape);
  const counts = branchesOf(source, reading.access(entity.name).rows.read, shape.search === undefined).map((branch) => sql`(select count(*) from ${source.from()} where ${conjunction([branch, ...parts])})`);
  return statementOf(sql`select (${sql.join(counts, sql` + `)})::int8`);
}

/** Row estimate of the planner for the same question: no table is read. */
export function compileEstimate(reading: Reading, entity: EntityModel, shape: Pick<ListShape, "filters" | "search" | "trash">, trusted = false): Statement {
  const source = new Source(reading, entity, "t", trusted);
  const parts = baseParts(source, shape);
  const branches = branchesOf(source, reading.access(entity.name).rows.read, false);
  return statementOf(sql`explain (format json) select 1 from ${source.from()} where ${conjunction([...branches, ...parts])}`);
}

/** Rows out of the answer of `compileEstimate`. */
export function estimatedRows(rows: readonly (readonly unknown[])[]): number {
  const plan = rows[0]?.[0] as [{ Plan: { "Plan Rows": number } }] | undefined;
  return Math.round(plan?.[0].Plan["Plan Rows"] ?? 0);
}
