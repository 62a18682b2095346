/**
 * What running processes keep in tables, statement by statement; the rules are in the modules that call it. The simulation
 * (tests/simulation) gives the same rules a store in memory, so nothing is decided here.
 */
import { sql } from "kysely";
import type { Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import type { Json, Values } from "../workflow/definition/types";
import { insertInstance, lockInstance, saveInstance, type InstanceRow } from "./instance";
import type { JobKind, JobPayload, JobPayloads } from "./job-kinds";
import { TASK, type TaskRow } from "./task-view";

export interface WaitRow {
  readonly wait: number;
  readonly kind: string;
  readonly node: string;
  readonly name?: string;
  readonly key?: string;
  readonly due?: string;
}

export interface NewJob {
  readonly token?: number;
  readonly instance?: string;
  readonly payload: JobPayload;
  readonly dueAt?: Date;
}

export interface Job {
  readonly id: string; readonly instance_id: string | null; readonly token: number | null; readonly kind: JobKind; readonly payload: JobPayload; readonly attempts: number;
}

export interface JournalRow {
  readonly event: string;
  readonly node: string;
  readonly token: number;
  readonly detail?: Json;
}

interface NewTask {
  readonly token: number;
  readonly node: string;
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly needed: number;
  readonly due: Date | null;
  readonly priority: number;
}

interface NewIncident {
  readonly token: number;
  readonly node: string;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly variables: Values;
}

interface Ended {
  readonly decision?: string;
  readonly comment?: string;
  readonly doneBy: string;
  readonly doneFor: string | null;
}

/** What one of several who have to finish a task said. */
export interface Voice {
  readonly user_id: string; readonly done_by: string; readonly decision: string | null; readonly comment: string | null;
}

export interface TimerRow {
  readonly instance_id: string; readonly wait: number; readonly attempts: number;
}

/** A message or signal that looks for those who wait; `processes`: ids of those it may reach, all when left out. */
type Sent = JobPayloads["message"];

const timerDue = ({ instance_id, wait }: Pick<TimerRow, "instance_id" | "wait">, now: Date) => sql`instance_id = ${instance_id}::uuid and wait = ${wait}::int and kind = 'timer' and due_at <= ${now}::timestamptz`;
/** Instances that wait for a message are tried in turn: one of them may have gone on in the meantime. */
const TRIES = 20;

export const sqlStore = {
  lockInstance, insertInstance, saveInstance,

  // Waits
  async dropWaits(tx: Tx, instance: string): Promise<void> {
    await tx.change(sql`delete from ${sys("process_waits")} where instance_id = ${instance}::uuid`);
  },
  /** Instead of those with the numbers `changed` there are those of `open`. */
  async changeWaits(tx: Tx, instance: string, changed: readonly number[], open: readonly WaitRow[]): Promise<void> {
    await tx.change(sql`delete from ${sys("process_waits")} where instance_id = ${instance}::uuid and wait = any(${[...changed]}::int[])`);
    if (open.length === 0) return;
    await tx.change(sql`insert into ${sys("process_waits")} (instance_id, wait, kind, node, name, key, due_at)
    select ${instance}::uuid, w.wait, w.kind, w.node, w.name, w.key, w.due from jsonb_to_recordset(${JSON.stringify(open)}::jsonb) as w (wait int, kind text, node text, name text, key text, due timestamptz)`);
  },
  dueTimers: (db: Queryable, now: Date, limit: number): Promise<TimerRow[]> => db.run(sql<TimerRow>`select w.instance_id, w.wait, w.attempts from ${sys("process_waits")} w join ${sys("process_instances")} i on i.id = w.instance_id
    where w.kind = 'timer' and w.due_at <= ${now}::timestamptz and i.suspended_at is null order by w.due_at limit ${limit}`),
  timerIsDue: async (tx: Tx, timer: TimerRow, now: Date): Promise<boolean> => (await tx.run(sql`select 1 from ${sys("process_waits")} where ${timerDue(timer, now)}`)).length > 0,
  async dropTimer(tx: Tx, timer: TimerRow, now: Date): Promise<void> {
    await tx.change(sql`delete from ${sys("process_waits")} where ${timerDue(timer, now)}`);
  },
  async postponeTimer(db: Queryable, timer: TimerRow, now: Date, until: Date): Promise<void> {
    await db.change(sql`update ${sys("process_waits")} set attempts = attempts + 1, due_at = ${until}::timestamptz where ${timerDue(timer, now)}`);
  },

  // Messages and signals
  waitingFor: (tx: Tx, { name, to, processes }: Sent, key: string | null): Promise<{ readonly instance_id: string; readonly wait: number }[]> => tx.run(sql`select w.instance_id, w.wait from ${sys("process_waits")} w join ${sys("process_instances")} i on i.id = w.instance_id
    where w.kind = 'message' and w.name = ${name} and (w.key is null or ${key}::text is null or w.key = ${key}) and (${processes ?? null}::text[] is null or i.process = any(${processes ?? null}::text[]))
    order by (w.node = any(${to ?? []}::text[]) or i.pool = any(${to ?? []}::text[])) desc, i.started_at, w.wait limit ${TRIES}`),
  async keepMessage(tx: Tx, { name, payload }: Sent, key: string | null, expires: Date): Promise<void> {
    await tx.change(sql`insert into ${sys("process_messages")} (id, name, key, payload, expires_at) values (${newId()}, ${name}, ${key}, ${JSON.stringify(payload)}::jsonb, ${expires}::timestamptz)`);
  },
  /** The oldest kept message that fits; nobody else gets it. */
  async takeMessage(tx: Tx, name: string, key: string | undefined, now: Date): Promise<Values | undefined> {
    const [kept] = await tx.run<{ payload: Values }>(sql`delete from ${sys("process_messages")} where id = (select id from ${sys("process_messages")}
      where name = ${name} and expires_at > ${now}::timestamptz and (key is null or ${key ?? null}::text is null or key = ${key ?? null}) order by id limit 1 for update skip locked) returning payload`);
    return kept?.payload;
  },
  /** A job for every instance that waits for the signal; how many. */
  tellListeners: (tx: Tx, { name, payload, from, processes }: JobPayloads["signal"], now: Date): Promise<number> => tx.change(sql`insert into ${sys("process_jobs")} (id, instance_id, kind, payload, due_at)
    select gen_random_uuid(), s.instance_id, 'event', ${JSON.stringify({ kind: "event", event: { type: "signal", name, payload } })}::jsonb, ${now}::timestamptz from (select distinct w.instance_id from ${sys("process_waits")} w join ${sys("process_instances")} i on i.id = w.instance_id
      where w.kind = 'signal' and w.name = ${name} and w.instance_id is distinct from ${from ?? null}::uuid and (${processes ?? null}::text[] is null or i.process = any(${processes ?? null}::text[]))) s`),

  // Tasks
  async addTask(tx: Tx, row: InstanceRow, task: NewTask, now: Date): Promise<void> {
    await tx.change(sql`insert into ${sys("process_tasks")} (id, instance_id, version_id, process, token, node, entity, record_id, users, roles, teams, needed, due_at, priority, created_at) values
    (${newId()}, ${row.id}::uuid, ${row.version_id}::uuid, ${row.process}, ${task.token}::int, ${task.node}, ${row.entity}, ${row.record_id}::uuid, ${[...task.users]}::uuid[], ${[...task.roles]}::text[], ${[...task.teams]}::uuid[],
     ${task.needed}::int, ${task.due}::timestamptz, ${task.priority}::int, ${now}::timestamptz)`);
  },
  readTask: async (db: Queryable, id: string, lock: boolean): Promise<TaskRow | undefined> => (await db.run(sql<TaskRow>`select ${TASK} from ${sys("process_tasks")} t where t.id = ${id}::uuid ${lock ? sql`for update` : sql``}`))[0],
  async endTask(tx: Tx, id: string, { decision, comment, doneBy, doneFor }: Ended, now: Date): Promise<void> {
    await tx.change(sql`update ${sys("process_tasks")} set status = 'done', decision = ${decision ?? null}, comment = ${comment ?? null}, done_by = ${doneBy}::uuid, done_for = ${doneFor}::uuid, done_at = ${now}::timestamptz where id = ${id}::uuid`);
  },
  /** Of a task that is locked; false when he has said something already. */
  addVoice: async (tx: Tx, { id }: TaskRow, { user_id, done_by, decision, comment }: Voice, now: Date): Promise<boolean> => (await tx.change(sql`insert into ${sys("process_votes")} (task_id, user_id, done_by, decision, comment, at) values
    (${id}::uuid, ${user_id}::uuid, ${done_by}::uuid, ${decision}, ${comment}, ${now}::timestamptz) on conflict do nothing`)) > 0,
  voicesOf: (tx: Tx, { id }: TaskRow): Promise<readonly Voice[]> => tx.run(sql<Voice>`select user_id, done_by, decision, comment from ${sys("process_votes")} where task_id = ${id}::uuid order by at, user_id`),
  /** Of one token, or all of the instance. */
  async cancelTasks(tx: Tx, instance: string, token: number | undefined, now: Date): Promise<void> {
    await tx.change(sql`update ${sys("process_tasks")} set status = 'cancelled', done_at = ${now}::timestamptz where instance_id = ${instance}::uuid ${token === undefined ? sql`` : sql`and token = ${token}::int`} and status = 'open'`);
  },

  // Jobs
  async addJobs(tx: Tx, list: readonly NewJob[], now: Date): Promise<void> {
    const jobs = list.map(({ token, instance, payload, dueAt }) => ({ id: newId(), instance: instance ?? null, token: token ?? null, kind: payload.kind, payload, due: (dueAt ?? now).toISOString() }));
    await tx.change(sql`insert into ${sys("process_jobs")} (id, instance_id, token, kind, payload, due_at)
      select j.id, j.instance, j.token, j.kind, j.payload, j.due from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as j (id uuid, instance uuid, token int, kind text, payload jsonb, due timestamptz)`);
  },
  /** The next job that is due, held until the transaction ends. */
  takeJob: async (tx: Tx, now: Date): Promise<Job | undefined> => (await tx.run(sql<Job>`select j.id, j.instance_id, j.token, j.kind, j.payload, j.attempts from ${sys("process_jobs")} j where j.failed_at is null and j.due_at <= ${now}::timestamptz and (j.leased_until is null or j.leased_until < ${now}::timestamptz)
  and not exists (select 1 from ${sys("process_instances")} i where i.id = j.instance_id and i.suspended_at is not null) order by j.due_at, j.id limit 1 for update of j skip locked`))[0],
  async leaseJob(tx: Tx, id: string, lease: string, until: Date): Promise<void> {
    await tx.change(sql`update ${sys("process_jobs")} set leased_until = ${until}::timestamptz, lease_token = ${lease}::uuid where id = ${id}::uuid`);
  },
  /** `lease`: only while it is still held. False when there was nothing to delete. */
  endJob: async (tx: Tx, id: string, lease?: string): Promise<boolean> => (await tx.change(sql`delete from ${sys("process_jobs")} where id = ${id}::uuid ${lease === undefined ? sql`` : sql`and lease_token = ${lease}::uuid`}`)) > 0,
  /** Gives the lease back; false when somebody else holds the job now. */
  postponeJob: async (tx: Tx, id: string, lease: string | undefined, { attempts, message, until, failedAt }: { readonly attempts: number; readonly message: string; readonly until: Date; readonly failedAt: Date | null }): Promise<boolean> =>
    (await tx.change(sql`update ${sys("process_jobs")} set attempts = ${attempts}::int, last_error = ${message.slice(0, 500)}, leased_until = null, lease_token = null, due_at = ${until}::timestamptz,
      failed_at = ${failedAt}::timestamptz where id = ${id}::uuid and lease_token is not distinct from ${lease ?? null}::uuid`)) > 0,
  async cancelJobs(tx: Tx, instance: string, token: number): Promise<void> {
    await tx.change(sql`delete from ${sys("process_jobs")} where instance_id = ${instance}::uuid and token = ${token}::int`);
  },
  /** Instances that a call activity began and that still run. */
  openChildren: async (tx: Tx, instance: string, token: number): Promise<string[]> => (await tx.run<{ id: string }>(sql`select id from ${sys("process_instances")} where parent_id = ${instance}::uuid and parent_token = ${token}::int and ended_at is null`)).map(({ id }) => id),

  // Incidents and journal
  async addIncident(tx: Tx, instance: string, { token, node, code, message, remedy, variables }: NewIncident, now: Date): Promise<void> {
    await tx.change(sql`insert into ${sys("process_incidents")} (id, instance_id, token, node, code, message, remedy, variables, at) values
      (${newId()}, ${instance}::uuid, ${token}::int, ${node}, ${code}, ${message.slice(0, 2000)}, ${remedy ?? null}, ${JSON.stringify(variables)}::jsonb, ${now}::timestamptz)`);
  },
  /** Of one token, or all of the instance. */
  async solveIncidents(tx: Tx, instance: string, token: number | undefined, now: Date): Promise<void> {
    await tx.change(sql`update ${sys("process_incidents")} set solved_at = ${now}::timestamptz where instance_id = ${instance}::uuid ${token === undefined ? sql`` : sql`and token = ${token}::int`} and solved_at is null`);
  },
  async addJournal(tx: Tx, instance: string, rows: readonly JournalRow[], actor: { readonly userId: string; readonly actedFor?: string } | undefined, now: Date): Promise<void> {
    await tx.change(sql`insert into ${sys("process_journal")} (instance_id, at, event, node, token, detail, actor_id, acted_for)
    select ${instance}::uuid, ${now}::timestamptz, j.event, j.node, j.token, j.detail, ${actor?.userId ?? null}::uuid, ${actor?.actedFor ?? null}::uuid
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as e (body, at), jsonb_to_record(e.body) as j (event text, node text, token int, detail jsonb) order by e.at`);
  },
} as const;

export type ProcessStore = typeof sqlStore;
