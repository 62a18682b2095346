import { sql } from "kysely";
import type { Ctx } from "../kernel/context";
import { systemPrincipal } from "../kernel/principal";
import type { Tx } from "../db/pool";
import type { AppModel } from "../model/types";
import type { Queries } from "../queries";
import { tableOf } from "../queries/scope";
import { recompute } from "./settle";
import type { SaveContext } from "./save";

interface RecomputeInput {
  readonly tx: Tx;
  readonly model: AppModel;
  /** Names of entities whose computed fields are new or changed. */
  readonly entities: readonly string[];
  readonly queries: Queries;
}

/** Makes all computed values of whole entities again, inside the publish that changed their formulas. */
export async function recomputeAll({ tx, model, entities, queries }: RecomputeInput): Promise<void> {
  const ctx: Ctx = { principal: systemPrincipal("rollup"), channel: "system", now: new Date(), timeZone: "UTC", language: "en", requestId: "" };
  const save: SaveContext = { model, ctx, db: tx, queries };
  for (const name of entities) {
    const entity = model.entities.get(name);
    if (!entity || entity.system) continue;
    for (const { id } of await tx.run<{ id: string }>(sql`select id from ${tableOf(entity)} where deleted_at is null order by id`)) await recompute(save, ctx, entity, id);
  }
}
