/** What hangs on an entity or one of its fields: documents that name it, records, saved views and processes under way. */
import { sql, type RawBuilder } from "kysely";
import { readState } from "../db/ddl/registry";
import { app, sys } from "../db/schemas";
import type { Queryable } from "../db/transaction";
import { AppError } from "../kernel";
import type { AppModel } from "../model/types";
import type { Mention } from "./mend";

export interface Impact {
  readonly mentions: readonly Mention[];
  /** Records of the entity that are not in the trash. */
  readonly rows: number;
  /** Records whose field holds something; absent for fields without a column. */
  readonly values?: number;
  /** Views people saved that show or filter by it. */
  readonly views: number;
  /** Processes under way, started by a process that names it or is about records of the entity. */
  readonly instances: number;
}

export async function measureImpact(db: Queryable, model: AppModel, entityName: string, fieldName: string | undefined, mentions: readonly Mention[]): Promise<Impact> {
  const entity = model.entities.get(entityName);
  if (!entity) throw new AppError("resource:notFound", `There is no entity "${entityName}".`, { remedy: "Name an entity that is published." });
  const field = fieldName === undefined ? undefined : entity.fieldByName.get(fieldName);
  const count = async (query: RawBuilder<{ n: number }>): Promise<number> => (await db.run(query))[0]?.n ?? 0;
  const table = entity.system ? sys(entity.table) : app(entity.table);
  const columns = field && (await readState(db)).find(({ entityId }) => entityId === entity.id)?.fields.find(({ id }) => id === field.id)?.columns.map(({ name }) => sql.id(name));
  return {
    mentions, rows: await count(sql`select count(*)::int as n from ${table} where deleted_at is null`),
    ...(columns && columns.length > 0 ? { values: await count(sql`select count(*)::int as n from ${table} where num_nonnulls(${sql.join(columns)}) > 0`) } : {}),
    views: await count(sql`select count(*)::int as n from ${sys("views")} where entity_id = ${entity.id}${fieldName === undefined ? sql`` : sql` and position(${`"field": "${fieldName}"`} in document::text) > 0`}`),
    instances: await countInstances(db, model, mentions),
  };
}

/** They go on by the version they began with, and find what is called otherwise under both names. */
export async function countInstances(db: Queryable, model: AppModel, mentions: readonly Mention[]): Promise<number> {
  const named = [...new Set(mentions.filter(({ kind }) => kind === "process").map(({ name }) => name))];
  const ids = model.parts.process.filter(({ name }) => named.includes(name)).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const [row] = await db.run<{ n: number }>(sql`select count(*)::int as n from ${sys("process_instances")} where status = 'running' and process = any(${ids}::text[])`);
  return row?.n ?? 0;
}
