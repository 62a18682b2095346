/**
 * Tasks whose people are gone. Whoever is not active any more loses what he took; a task that nobody active is named for goes to whom its
 * step names today, else to the head of the unit of who is gone, else it becomes an incident: operators find it among those.
 */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import type { Responsible } from "../workflow/definition/types";
import { StepFailure } from "../workflow/engine/compiled";
import type { UserTaskOptions } from "../workflow/nodes/userTask/definition";
import { openRun } from "./advance-instance";
import { candidatesOf, responsibleOf, type Candidates } from "./candidates";
import { PROCESS_STORE_LIMITS } from "./limits";
import type { Hand, Run } from "./running";

interface Orphan {
  readonly id: string; readonly instance_id: string; readonly token: number; readonly node: string; readonly users: readonly string[];
}

const gone = sql`(u.status <> 'active' or u.deleted_at is not null)`;
const nobody = sql`t.status = 'open' and t.needed = 1 and t.roles = '{}' and t.teams = '{}' and not exists (select 1 from ${sys("users")} u where u.id = any(t.users) and not ${gone})`;
const CODE = "personGone";

/** How many tasks went to others. */
export async function rerouteOrphans(hand: Hand, now: Date): Promise<number> {
  await hand.db.change(sql`update ${sys("process_tasks")} t set claimed_by = null from ${sys("users")} u where t.status = 'open' and u.id = t.claimed_by and ${gone}`);
  const orphans = await hand.db.run<Orphan>(sql`select t.id, t.instance_id, t.token, t.node, t.users from ${sys("process_tasks")} t
    where t.users && (select coalesce(array_agg(u.id), '{}') from ${sys("users")} u where ${gone}) and ${nobody}
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
  const [still] = row ? await tx.run(sql`select 1 from ${sys("process_tasks")} t where t.id = ${orphan.id}::uuid and ${nobody}`) : [];
  if (!row || !still) return false;
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

/** Nobody, when a formula that names them gives no answer any more. */
async function namedToday(run: Run, named: readonly Responsible[], token: number): Promise<Candidates> {
  try {
    return await candidatesOf(run, named, token);
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { users: [], roles: [], teams: [] };
  }
}
