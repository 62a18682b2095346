/**
 * Tasks whose people are gone. Whoever is not active any more loses what he took; a task that nobody active is named for goes to whom its
 * step names today, else to the head of the unit of who is gone, else it becomes an incident: operators find it among those. Of a task
 * that several have to finish, the part of who is gone goes to that head, where the others are too few without it.
 */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { responsibleOf } from "../workflow/definition/responsible";
import type { Responsible } from "../workflow/definition/types";
import { StepFailure } from "../workflow/engine/compiled";
import type { UserTaskOptions } from "../workflow/nodes/userTask/definition";
import { openRun } from "./advance-instance";
import { candidatesOf, type Candidates } from "./candidates";
import { PROCESS_STORE_LIMITS } from "./limits";
import type { Hand, Run } from "./running";

interface Orphan {
  readonly id: string; readonly instance_id: string; readonly token: number; readonly node: string; readonly users: readonly string[];
}

const gone = sql`(u.status <> 'active' or u.deleted_at is not null)`;
const nobody = sql`t.status = 'open' and t.needed = 1 and t.roles = '{}' and t.teams = '{}' and not exists (select 1 from ${sys("users")} u where u.id = any(t.users) and not ${gone})`;
const CODE = "personGone";
/** Several have to finish it, and those who are left with those who have are too few. */
const tooFew = sql`t.status = 'open' and t.needed > 1 and t.needed > (select count(*) from unnest(t.users) m where exists (select 1 from ${sys("users")} u where u.id = m and not ${gone}) or exists (select 1 from ${sys("process_votes")} v where v.task_id = t.id and v.user_id = m))`;

/** How many tasks went to others. */
export async function rerouteOrphans(hand: Hand, now: Date): Promise<number> {
  await hand.db.change(sql`update ${sys("process_tasks")} t set claimed_by = null from ${sys("users")} u where t.status = 'open' and u.id = t.claimed_by and ${gone}`);
  const orphans = await hand.db.run<Orphan>(sql`select t.id, t.instance_id, t.token, t.node, t.users from ${sys("process_tasks")} t
    where t.users && (select coalesce(array_agg(u.id), '{}') from ${sys("users")} u where ${gone}) and (${nobody} or ${tooFew})
    and not exists (select 1 from ${sys("process_incidents")} i where i.instance_id = t.instance_id and i.token = t.token and i.code = ${CODE} and i.solved_at is null) order by t.id limit ${PROCESS_STORE_LIMITS.page}`);
  let routed = 0;
  for (const orphan of orphans) {
    try {
      if (await hand.db.transaction((tx) => reroute(hand, tx, orphan, now))) routed++;
    } catch (error) {
      // One task must not keep the others, or the timers after it, from going on.
      hand.log?.("error", "A task whose people are gone could not go to others; it is tried again.", { task: orphan.id, error: error instanceof Error ? error.message : "unknown" });
    }
  }
  return routed;
}

async function reroute(hand: Hand, tx: Tx, orphan: Orphan, now: Date): Promise<boolean> {
  const row = await hand.store.lockInstance(tx, orphan.instance_id, { skip: true });
  const [still] = row ? await tx.run<{ alone: boolean }>(sql`select ${nobody} as alone from ${sys("process_tasks")} t where t.id = ${orphan.id}::uuid and (${nobody} or ${tooFew})`) : [];
  if (!row || !still) return false;
  if (!still.alone) return replace(hand, tx, orphan, now);
  const run = await openRun({ hand, tx, now }, row);
  const { definition } = run.version.model;
  const node = definition.nodes.find(({ id }) => id === orphan.node);
  const named = responsibleOf(definition, (node?.options as UserTaskOptions | undefined)?.responsible, node?.lane);
  const found = await namedToday(run, named, orphan.token);
  const heads = await tx.run<{ id: string }>(sql`select distinct h.id from ${sys("users")} g join ${sys("units")} n on n.id = g.unit_id and n.deleted_at is null join ${sys("users")} h on h.id = n.head_id and h.status = 'active' and h.deleted_at is null where g.id = any(${[...orphan.users]}::uuid[])`);
  const to = found.users.length + found.roles.length + found.teams.length > 0 ? found : { users: heads.map(({ id }) => id), roles: [], teams: [] };
  const any = to.users.length + to.roles.length + to.teams.length > 0;
  if (any) await tx.change(sql`update ${sys("process_tasks")} set users = ${[...to.users]}::uuid[], roles = ${[...to.roles]}::text[], teams = ${[...to.teams]}::uuid[], claimed_by = null where id = ${orphan.id}::uuid`);
  else await hand.store.addIncident(tx, row.id, { token: orphan.token, node: orphan.node, code: CODE, message: "Whoever had this task is not here any more, and nobody takes his place.", remedy: "Give the task to somebody.", variables: {} }, now);
  await hand.store.addJournal(tx, row.id, [{ event: any ? "delegated" : "incident", node: orphan.node, token: orphan.token, detail: { gone: [...orphan.users], to: [...to.users, ...to.roles, ...to.teams] } }], undefined, now);
  return any;
}

/** Parts of who is gone go to the heads of their units, where these have no part yet. */
async function replace(hand: Hand, tx: Tx, { id, instance_id, token, node, users }: Orphan, now: Date): Promise<boolean> {
  const parts = await tx.run<{ person: string; head: string | null }>(sql`select u.id as person, h.id as head from ${sys("users")} u left join ${sys("units")} n on n.id = u.unit_id and n.deleted_at is null left join ${sys("users")} h on h.id = n.head_id and h.status = 'active' and h.deleted_at is null
    where u.id = any(${[...users]}::uuid[]) and ${gone} and not exists (select 1 from ${sys("process_votes")} v where v.task_id = ${id}::uuid and v.user_id = u.id) order by u.id`);
  const next = [...users];
  for (const { person, head } of parts) if (head !== null && !next.includes(head)) next.splice(next.indexOf(person), 1, head);
  const to = next.filter((user) => !users.includes(user));
  const lost = parts.filter(({ person }) => next.includes(person)).map(({ person }) => person);
  if (to.length > 0) await tx.change(sql`update ${sys("process_tasks")} set users = ${next}::uuid[] where id = ${id}::uuid`);
  if (lost.length > 0) await hand.store.addIncident(tx, instance_id, { token, node, code: CODE, message: "One of those who have to finish this task is not here any more, and nobody takes his place.", remedy: "Give his part to somebody.", variables: {} }, now);
  await hand.store.addJournal(tx, instance_id, [{ event: lost.length > 0 ? "incident" : "delegated", node, token, detail: { gone: parts.map(({ person }) => person), to } }], undefined, now);
  return to.length > 0;
}

/** Nobody, when a formula that names them gives no answer any more. */
async function namedToday(run: Run, named: readonly Responsible[], token: number): Promise<Candidates> {
  try {
    return await candidatesOf(run, named, token);
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { users: [], roles: [], teams: [] };
  }
}
