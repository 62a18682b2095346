/** Who has a record open. Each window gives a sign now and then; the table is common to all nodes, so they all tell the same. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { actorId } from "../kernel/principal";
import { ACTIVITY_LIMITS } from "./limits";
import type { ActivityCall, Place } from "./place";

export interface Onlooker {
  readonly id: string;
  readonly title: string;
  readonly editing: boolean;
  readonly since: string;
}

export interface Sign {
  /** Chosen by the window. */
  readonly window: string;
  readonly editing?: boolean;
  /** The window closes the record. */
  readonly leaving?: boolean;
}

/** Takes the sign of a window and gives the others who look at the record now. */
export async function giveSign({ ctx, db }: ActivityCall, place: Place, sign: Sign): Promise<Onlooker[]> {
  const me = actorId(ctx.principal);
  if (me === null) return [];
  if (sign.leaving) await db.run(sql`delete from metaloom.presence where entity = ${place.entity.id} and record_id = ${place.id}::uuid and user_id = ${me}::uuid and window_id = ${sign.window}`);
  else
    await db.run(sql`insert into metaloom.presence as p (entity, record_id, user_id, window_id, editing, since, seen_at) values (${place.entity.id}, ${place.id}::uuid, ${me}::uuid, ${sign.window}, ${sign.editing ?? false}, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz)
      on conflict (entity, record_id, user_id, window_id) do update set editing = excluded.editing, seen_at = excluded.seen_at, since = case when p.seen_at < ${oldest(ctx.now)}::timestamptz then excluded.since else p.since end`);
  return db.run<Onlooker>(sql`select u.id, u.name as title, bool_or(p.editing) as editing, min(p.since) as since from metaloom.presence p join metaloom.users u on u.id = p.user_id
    where p.entity = ${place.entity.id} and p.record_id = ${place.id}::uuid and p.user_id <> ${me}::uuid and p.seen_at >= ${oldest(ctx.now)}::timestamptz group by u.id, u.name order by min(p.since), u.id limit 50`);
}

const oldest = (now: Date): Date => new Date(now.getTime() - ACTIVITY_LIMITS.presenceSeconds * 1000);

/** Forgets old signs; called by the worker. */
export const forgetPresence = (db: Queryable, now: Date): Promise<unknown> => db.run(sql`delete from metaloom.presence where seen_at < ${oldest(now)}::timestamptz`);
