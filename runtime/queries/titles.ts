import { sql } from "kysely";
import { statementCache } from "./cache";
import { bindingsOf, readingOf } from "./caller";
import type { QueryContext } from "./index";
import { readable, Source } from "./scope";
import { conjunction, statementOf, valueSlot, type Statement } from "./statement";

/** Titles by id of the living records the caller may see, as lists show them; null where he does not see the title. Others are absent. */
export async function titlesOf({ model, ctx, db }: QueryContext, entityName: string, ids: readonly string[]): Promise<Map<string, string | null>> {
  const reading = readingOf(model, ctx.principal);
  if (ids.length === 0 || !model.entities.has(entityName) || reading.access(entityName).rows.read.length === 0) return new Map();
  const statement = statementCache<Statement>(model, `titles;${entityName};${reading.key}`, () => {
    const { entity } = reading.access(entityName);
    const source = new Source(reading, entity, "t", false);
    const title = source.titleOf(entity, "t");
    const rows = [sql`t.id = any(${valueSlot(0)}::uuid[])`, ...(entity.system ? [] : [sql`t.deleted_at is null`]), ...readable(reading, entity, "t")];
    return statementOf(sql`select t.id, ${title} from ${source.from()} where ${conjunction(rows)}`);
  });
  const rows = await db.query(statement.bind(bindingsOf(ctx, [[...new Set(ids)]])));
  return new Map(rows.map(([id, title]) => [id as string, (title as string | null) ?? null]));
}
