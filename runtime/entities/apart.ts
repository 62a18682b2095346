import { sql } from "kysely";
import { newId } from "../kernel/ids";
import type { SecretBox } from "../kernel/secret-box";
import { storageOf } from "../fields/traits";
import type { EntityModel } from "../model/types";
import type { Saved, SaveContext } from "./save";

/** Seals the secret fields that were given and keeps them apart from the record (reliability.md rule 8); null removes one. */
export async function saveApart(save: SaveContext, box: SecretBox, entity: EntityModel, saved: Pick<Saved, "id" | "given">): Promise<void> {
  for (const field of entity.fields) {
    if (storageOf(field) !== "apart" || !(field.name in saved.given)) continue;
    const plain = saved.given[field.name];
    const place = `${entity.id}/${field.id}/${saved.id}`;
    await save.db.run(sql`delete from metaloom.secrets where owner_kind = ${entity.id} and owner_id = ${saved.id}::uuid and field = ${field.id}`);
    if (typeof plain === "string" && plain !== "")
      await save.db.run(sql`insert into metaloom.secrets (id, owner_kind, owner_id, field, sealed) values (${newId()}::uuid, ${entity.id}, ${saved.id}::uuid, ${field.id}, ${box.seal(plain, place)})`);
  }
}
