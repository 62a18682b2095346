/**
 * Who sees a private note (PL-6): its author, and everybody above him in the tree of units and positions. *Above* are the heads of
 * the author's units and of every unit over them, and the holders of the positions over his. Computed as the tree stands today, so
 * a note follows its author when he moves. Whoever is asked must also be able to read the record.
 */
import { sql } from "kysely";
import type { Sql } from "../fields/storage";
import type { Ctx } from "../kernel/context";
import { actorId } from "../kernel/principal";

/** True for the posts under `alias` whose privacy lets the caller see them. */
export function seesPost(ctx: Ctx, alias: string): Sql {
  if (ctx.principal.kind === "system") return sql`true`;
  const me = actorId(ctx.principal);
  const author = sql.ref(`${alias}.author_id`);
  return sql`(not ${sql.ref(`${alias}.private`)} or ${author} = ${me}::uuid or ${isHeadOf(me, author)} or ${isSuperiorOf(me, author)})`;
}

/** A unit I am head of stands in the path of a unit the author belongs to, sits in, or heads. */
const isHeadOf = (me: string | null, author: Sql): Sql => sql`exists (
  select 1 from metaloom.units mine join metaloom.units theirs on theirs.path @> array[mine.id]
  where mine.head_id = ${me}::uuid and mine.deleted_at is null and theirs.deleted_at is null
    and (theirs.head_id = ${author} or exists (select 1 from metaloom.users person where person.id = ${author} and person.unit_id = theirs.id)
      or exists (select 1 from metaloom.positions seat where seat.user_id = ${author} and seat.unit_id = theirs.id)))`;

/** I hold a position somewhere over one of the author's. */
const isSuperiorOf = (me: string | null, author: Sql): Sql => sql`exists (
  with recursive over (id) as (
    select superior_id from metaloom.positions where user_id = ${author} and superior_id is not null
    union select higher.superior_id from metaloom.positions higher join over on over.id = higher.id where higher.superior_id is not null)
  select 1 from over join metaloom.positions held on held.id = over.id where held.user_id = ${me}::uuid)`;
