/** What a batch gathered, written: one statement for each table and kind of change. */
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../db/pool";
import { compile } from "../db/compile";
import { sys } from "../db/schemas";
import { AppError } from "../kernel/errors";
import type { Entry, Gathered } from "./gathered-store";
import { PROCESS_STORE_LIMITS } from "./limits";

/** Instances written by this process. */
let written = 0;

/**
 * Which plans are asked for. PostgreSQL keeps the plan of a prepared statement until the table is analysed: one made while the table was empty reads
 * all of it for each batch, and the more it holds the slower. So plans are made anew whenever four times as many instances are written.
 */
export const planOf = (instances: number): number => Math.ceil(Math.log2(Math.max(1, instances / PROCESS_STORE_LIMITS.group)) / 2);

/** Prepared once per connection and plan: a batch is asked for again and again, whatever is in it. */
const ask = (tx: Tx, name: string, fragment: RawBuilder<unknown>): Promise<unknown[][]> => tx.query(compile(fragment, `processes_${name}_${planOf(written)}`));

/** In the order in which rows refer to one another. */
export async function writeGathered(tx: Tx, all: Gathered): Promise<void> {
  written += all.instances.size;
  await writeInstances(tx, all);
  await writeTasks(tx, all);
  await writeWaits(tx, all);
  await writeJobs(tx, all);
  await writeIncidents(tx, all);
  await writeJournal(tx, all.journal);
}

async function writeInstances(tx: Tx, { instances }: Gathered): Promise<void> {
  const changed = [...instances.values()].filter((held) => held.changed);
  const begun = changed.filter(({ before }) => before === null).map(({ row }) => row);
  const others = changed.filter(({ before }) => before !== null).map(({ row: { id, state, status, lock, outcome, ended_at }, before }) => ({ id, before, state, status, lock, outcome, ended_at }));
  if (begun.length > 0) {
    await ask(tx, "begin", sql`insert into ${sys("process_instances")} (id, version_id, process, pool, status, lock, entity, record_id, key, root_id, parent_id, parent_token, generation, state, started_at, started_by, ended_at, outcome)
      select i.id, i.version_id, i.process, i.pool, i.status, i.lock, i.entity, i.record_id, i.key, i.root_id, i.parent_id, i.parent_token, i.generation, i.state, i.started_at, i.started_by, i.ended_at, i.outcome
      from jsonb_to_recordset(${JSON.stringify(begun)}::jsonb) as i (id uuid, version_id uuid, process text, pool text, status text, lock int, entity text, record_id uuid, key text, root_id uuid, parent_id uuid, parent_token int, generation int,
        state jsonb, started_at timestamptz, started_by uuid, ended_at timestamptz, outcome jsonb)`);
  }
  if (others.length === 0) return;
  const saved = await ask(tx, "save", sql`update ${sys("process_instances")} p set state = i.state, status = i.status, lock = i.lock, outcome = i.outcome, ended_at = i.ended_at
    from jsonb_to_recordset(${JSON.stringify(others)}::jsonb) as i (id uuid, before int, state jsonb, status text, lock int, outcome jsonb, ended_at timestamptz) where p.id = i.id and p.lock = i.before returning p.id`);
  if (saved.length !== others.length) throw new AppError("unavailable:database", "An instance was changed by somebody else in the meantime.", { remedy: "Send the request again." });
}

async function writeTasks(tx: Tx, { opened, ended, said, cancelled }: Gathered): Promise<void> {
  if (opened.length > 0) {
    const tasks = opened.map(({ row, at, doneAt, id, token, node, users, roles, teams, needed, due, priority, status }) =>
      ({ id, instance: row.id, version: row.version_id, process: row.process, token, node, entity: row.entity, record: row.record_id, users, roles, teams, needed, due, priority, at, status, done: doneAt }));
    await ask(tx, "tasks", sql`insert into ${sys("process_tasks")} (id, instance_id, version_id, process, token, node, entity, record_id, users, roles, teams, needed, due_at, priority, created_at, status, done_at)
      select t.id, t.instance, t.version, t.process, t.token, t.node, t.entity, t.record, t.users, t.roles, t.teams, t.needed, t.due, t.priority, t.at, t.status, t.done
      from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as t (id uuid, instance uuid, version uuid, process text, token int, node text, entity text, record uuid, users uuid[], roles text[], teams uuid[], needed int, due timestamptz, priority int, at timestamptz, status text, done timestamptz)`);
  }
  if (said.length > 0) {
    await ask(tx, "said", sql`insert into ${sys("process_votes")} (task_id, user_id, done_by, decision, comment, at)
      select s.task, s.user_id, s.done_by, s.decision, s.comment, s.at from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as s (task uuid, user_id uuid, done_by uuid, decision text, comment text, at timestamptz)`);
  }
  if (ended.length > 0) {
    await ask(tx, "done", sql`update ${sys("process_tasks")} t set status = 'done', decision = e.decision, comment = e.comment, done_by = e."doneBy", done_for = e."doneFor", done_at = e.at
      from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as e (id uuid, decision text, comment text, "doneBy" uuid, "doneFor" uuid, at timestamptz) where t.id = e.id`);
  }
  if (cancelled.length > 0) {
    await ask(tx, "cancel", sql`update ${sys("process_tasks")} t set status = 'cancelled', done_at = c.at
      from jsonb_to_recordset(${JSON.stringify(cancelled)}::jsonb) as c (instance uuid, token int, at timestamptz) where t.instance_id = c.instance and (c.token is null or t.token = c.token) and t.status = 'open' and not t.id = any(${opened.map(({ id }) => id)}::uuid[])`);
  }
}

async function writeWaits(tx: Tx, { instances }: Gathered): Promise<void> {
  const known = [...instances.values()].filter(({ before }) => before !== null);
  const gone = [...known.filter(({ noWaits }) => noWaits).map(({ row }) => ({ instance: row.id, wait: null })), ...known.flatMap(({ row, waits }) => [...waits.keys()].map((wait) => ({ instance: row.id, wait })))];
  if (gone.length > 0) {
    await ask(tx, "waits_gone", sql`delete from ${sys("process_waits")} w using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g (instance uuid, wait int) where w.instance_id = g.instance and (g.wait is null or w.wait = g.wait)`);
  }
  const open = [...instances.values()].flatMap(({ row, waits }) => [...waits.values()].flatMap((wait) => (wait ? [{ instance: row.id, ...wait }] : [])));
  if (open.length === 0) return;
  await ask(tx, "waits", sql`insert into ${sys("process_waits")} (instance_id, wait, kind, node, name, key, due_at)
    select w.instance, w.wait, w.kind, w.node, w.name, w.key, w.due from jsonb_to_recordset(${JSON.stringify(open)}::jsonb) as w (instance uuid, wait int, kind text, node text, name text, key text, due timestamptz)`);
}

async function writeJobs(tx: Tx, { jobs, jobsCancelled }: Gathered): Promise<void> {
  if (jobsCancelled.length > 0) {
    await ask(tx, "jobs_gone", sql`delete from ${sys("process_jobs")} j using jsonb_to_recordset(${JSON.stringify(jobsCancelled)}::jsonb) as c (instance uuid, token int) where j.instance_id = c.instance and j.token = c.token`);
  }
  if (jobs.length === 0) return;
  const rows = jobs.map(({ id, token, instance, payload, dueAt, at }) => ({ id, instance: instance ?? null, token: token ?? null, kind: payload.kind, payload, due: dueAt ?? at }));
  await ask(tx, "jobs", sql`insert into ${sys("process_jobs")} (id, instance_id, token, kind, payload, due_at)
    select j.id, j.instance, j.token, j.kind, j.payload, j.due from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as j (id uuid, instance uuid, token int, kind text, payload jsonb, due timestamptz)`);
}

async function writeIncidents(tx: Tx, { incidents, incidentsSolved }: Gathered): Promise<void> {
  const solved = incidentsSolved.length > 0 ? JSON.stringify(incidentsSolved) : undefined;
  if (solved !== undefined) {
    await ask(tx, "solved", sql`update ${sys("process_incidents")} i set solved_at = s.at from jsonb_to_recordset(${solved}::jsonb) as s (instance uuid, token int, at timestamptz) where i.instance_id = s.instance and (s.token is null or i.token = s.token) and i.solved_at is null`);
  }
  if (incidents.length === 0) return;
  const rows = incidents.map(({ id, instance, token, node, code, message, remedy, variables, at, solvedAt }) => ({ id, instance, token, node, code, message: message.slice(0, 2000), remedy: remedy ?? null, variables, at, solved: solvedAt }));
  await ask(tx, "incidents", sql`insert into ${sys("process_incidents")} (id, instance_id, token, node, code, message, remedy, variables, at, solved_at)
    select i.id, i.instance, i.token, i.node, i.code, i.message, i.remedy, i.variables, i.at, i.solved from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i (id uuid, instance uuid, token int, node text, code text, message text, remedy text, variables jsonb, at timestamptz, solved timestamptz)`);
}

async function writeJournal(tx: Tx, journal: readonly Entry[]): Promise<void> {
  const rows = journal.flatMap(({ instance, rows: own, actor, at }) => own.map((row) => ({ ...row, instance, at, actor: actor?.userId ?? null, for: actor?.actedFor ?? null })));
  if (rows.length === 0) return;
  await ask(tx, "journal", sql`insert into ${sys("process_journal")} (instance_id, at, event, node, token, detail, actor_id, acted_for)
    select j.instance, j.at, j.event, j.node, j.token, j.detail, j.actor, j."for" from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as (instance uuid, at timestamptz, event text, node text, token int, detail jsonb, actor uuid, "for" uuid)) with ordinality as j (instance, at, event, node, token, detail, actor, "for", place) order by j.place`);
}
