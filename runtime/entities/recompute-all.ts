import { sql } from "kysely";
import type { Ctx } from "../kernel/context";
import { systemPrincipal } from "../kernel/principal";
import type { Tx } from "../db/pool";
import type { AppModel } from "../model/types";
import type { Queries } from "../queries";
import { tableOf } from "../queries/scope";
import { recompute } from "./settle";
import type { SaveContext } from "./save";

/** Where the product itself works on records inside a publish. */
export interface PublishWork {
  readonly tx: Tx;
  readonly model: AppModel;
  readonly queries: Queries;
}

export function publishSave({ tx, model, queries }: PublishWork): SaveContext {
  const ctx: Ctx = { principal: systemPrincipal("rollup"), channel: "system", now: new Date(), timeZone: "UTC", language: "en", requestId: "" };
  return { model, ctx, db: tx, queries };
}

/** Makes all computed values of whole entities again, inside the publish that changed their formulas. `entities` are names. */
export async function recomputeAll(work: PublishWork, entities: readonly string[]): Promise<void> {
  const { tx, model } = work;
  const save = publishSave(work);
  for (const name of entities) {
    const entity = model.entities.get(name);
    if (!entity || entity.system) continue;
    for (const { id } of await tx.run<{ id: string }>(sql`select id from ${tableOf(entity)} where deleted_at is null order by id`)) await recompute(save, save.ctx, entity, id);
  }
}
