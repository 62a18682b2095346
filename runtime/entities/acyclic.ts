/**
 * Trees stay trees: a reference with the option "acyclic" never leads back to the record itself. Asked after the write, inside its
 * transaction, one writer at a time: two people who move two records below each other at once cannot both succeed.
 */
import { sql } from "kysely";
import { AppError } from "../kernel/errors";
import { lockName } from "../db/schema-pair";
import { isAcyclic } from "../fields/traits";
import type { EntityModel } from "../model/types";
import { readingOf } from "../queries/caller";
import { Source, tableOf } from "../queries/scope";
import type { Saved, SaveContext } from "./save";

/** @throws AppError input:invalid with the code "cycle" at the field. */
export async function refuseCycles(save: SaveContext, entity: EntityModel, { id, given }: Saved, pointer = ""): Promise<void> {
  for (const field of entity.fields) {
    const target = isAcyclic(field) ? (given[field.name] as { id: string } | null | undefined) : undefined;
    if (!target) continue;
    await save.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${lockName(save.db.schemas, `tree ${entity.id}.${field.id}`)}, 0))`);
    const up = new Source(readingOf(save.model, save.ctx.principal), entity, "t", true).resolve(field.name).cols[0]!;
    const above = sql`with recursive above(id) as (select ${target.id}::uuid union select ${up} from ${tableOf(entity)} as t join above on t.id = above.id where ${up} is not null)`;
    const circle = await save.db.run(sql`${above} select 1 as found from above where id = ${id}::uuid limit 1`);
    if (circle.length > 0) {
      const message = target.id === id ? "A record cannot stand below itself." : "A record cannot stand below one of those that stand below it.";
      throw new AppError("input:invalid", message, { issues: [{ pointer: `${pointer}/${field.name}`, code: "cycle", message, remedy: "Choose a record outside its own branch." }] });
    }
  }
}
