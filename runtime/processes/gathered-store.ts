/**
 * A store that gathers: what a *batch* of instances writes in one transaction is kept in memory and written at its end, one statement
 * for each table however many instances there are. Whoever reads an instance or a task through it sees what was gathered.
 */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import { writeGathered } from "./gathered-sql";
import { INSTANCE, type InstanceRow } from "./instance";
import type { Actor } from "./running";
import { sqlStore, type JournalRow, type NewJob, type ProcessStore, type Voice, type WaitRow } from "./store";
import { TASK, type TaskRow } from "./task-view";

export interface HeldInstance {
  /** As it is now, for whoever asks for it. */
  row: InstanceRow;
  /** Its lock in the table; null: it is not there yet. */
  readonly before: number | null;
  changed: boolean;
  /** null: no more; other waits of the table stay. */
  readonly waits: Map<number, WaitRow | null>;
  noWaits: boolean;
}

type OpenedTask = Parameters<ProcessStore["addTask"]>[2] & { readonly id: string; readonly row: InstanceRow; readonly at: Date; status: "open" | "cancelled"; doneAt: Date | null };
type Incident = Parameters<ProcessStore["addIncident"]>[2] & { readonly id: string; readonly instance: string; readonly at: Date; solvedAt: Date | null };
type Ended = Parameters<ProcessStore["endTask"]>[2] & { readonly id: string; readonly at: Date };
type Said = Voice & { readonly task: string; readonly at: Date };
/** Of one token, or all of the instance. */
interface Place { readonly instance: string; readonly token: number | null; readonly at: Date }
export interface Entry { readonly instance: string; readonly rows: readonly JournalRow[]; readonly actor: Actor | undefined; readonly at: Date }

export interface Gathered {
  readonly instances: Map<string, HeldInstance>;
  opened: OpenedTask[];
  readonly ended: Ended[];
  readonly said: Said[];
  readonly cancelled: Place[];
  jobs: (NewJob & { readonly id: string; readonly at: Date })[];
  readonly jobsCancelled: Place[];
  incidents: Incident[];
  readonly incidentsSolved: Place[];
  readonly journal: Entry[];
}

export interface GatheredStore {
  readonly store: ProcessStore;
  /** Locks the instances of these tasks, in one order for everybody, and the tasks; what is asked for them later costs nothing. */
  prefetch(tx: Tx, tasks: readonly string[]): Promise<void>;
  /** How much was gathered so far. */
  count(): number;
  /** Of a task that was locked. */
  instanceOf(task: string): string | undefined;
  /** What an instance has become, and the tasks it opened. */
  resultOf(instance: string): { readonly status: InstanceRow["status"]; readonly tasks: readonly { readonly id: string; readonly node: string }[] };
  write(tx: Tx): Promise<void>;
}

export function gatheringStore(): GatheredStore {
  const all: Gathered = { instances: new Map(), opened: [], ended: [], said: [], cancelled: [], jobs: [], jobsCancelled: [], incidents: [], incidentsSolved: [], journal: [] };
  const tasks = new Map<string, TaskRow>();
  /** Of tasks that were locked, oldest first. */
  const voices = new Map<string, Voice[]>();
  let count = 0;
  const hold = (row: InstanceRow, before: number | null): HeldInstance => {
    const held: HeldInstance = { row, before, changed: before === null, waits: new Map(), noWaits: false };
    all.instances.set(row.id, held);
    return held;
  };
  const isNew = (instance: string): boolean => all.instances.get(instance)?.before === null;
  const fits = (place: { readonly token?: number | null }, token: number | undefined): boolean => token === undefined || place.token === token;

  const store: ProcessStore = {
    ...sqlStore,
    async lockInstance(tx, id, options) {
      const held = all.instances.get(id);
      if (held) return held.row;
      const row = await sqlStore.lockInstance(tx, id, options);
      if (row) hold(row, row.lock);
      return row;
    },
    async insertInstance(_tx, row) {
      count++;
      hold({ ...row, status: "running", lock: 0, suspended_at: null, ended_at: null, outcome: null }, null);
    },
    async saveInstance(_tx, row, state, now, outcome) {
      count++;
      const held = all.instances.get(row.id) ?? hold(row, row.lock);
      if (held.row.lock !== row.lock) return false;
      held.row = { ...row, state, status: state.status, lock: row.lock + 1, outcome: outcome ?? null, ended_at: state.status === "running" ? null : now };
      held.changed = true;
      return true;
    },
    async dropWaits(_tx, instance) {
      const held = all.instances.get(instance)!;
      held.waits.clear();
      held.noWaits = true;
    },
    async changeWaits(_tx, instance, changed, open) {
      const { waits } = all.instances.get(instance)!;
      for (const wait of changed) waits.set(wait, null);
      for (const wait of open) waits.set(wait.wait, wait);
    },
    async addTask(_tx, row, task, now) {
      count++;
      all.opened.push({ ...task, id: newId(), row, at: now, status: "open", doneAt: null });
    },
    async readTask(db, id, lock) {
      const known = tasks.get(id);
      if (known) return known;
      const task = await sqlStore.readTask(db, id, lock);
      if (task && lock) tasks.set(id, task);
      return task;
    },
    async endTask(_tx, id, ended, now) {
      count++;
      all.ended.push({ ...ended, id, at: now });
      const task = tasks.get(id);
      if (task) tasks.set(id, { ...task, status: "done", done_by: ended.doneBy });
    },
    async addVoice(tx, task, voice, now) {
      const known = [...(await store.voicesOf(tx, task))];
      if (known.some(({ user_id }) => user_id === voice.user_id)) return false;
      count++;
      voices.set(task.id, [...known, voice]);
      all.said.push({ ...voice, task: task.id, at: now });
      return true;
    },
    async voicesOf(tx, task) {
      const known = voices.get(task.id) ?? [...(await sqlStore.voicesOf(tx, task))];
      voices.set(task.id, known);
      return known;
    },
    async cancelTasks(_tx, instance, token, now) {
      for (const task of all.opened) if (task.row.id === instance && fits(task, token) && task.status === "open") Object.assign(task, { status: "cancelled", doneAt: now });
      for (const [id, task] of tasks) if (task.instance_id === instance && fits(task, token) && task.status === "open") tasks.set(id, { ...task, status: "cancelled" });
      if (!isNew(instance)) all.cancelled.push({ instance, token: token ?? null, at: now });
    },
    async addJobs(_tx, list, now) {
      count++;
      all.jobs.push(...list.map((job) => ({ ...job, id: newId(), at: now })));
    },
    async cancelJobs(_tx, instance, token) {
      all.jobs = all.jobs.filter((job) => job.instance !== instance || job.token !== token);
      if (!isNew(instance)) all.jobsCancelled.push({ instance, token, at: new Date(0) });
    },
    openChildren: async (tx, instance, token) => (isNew(instance) ? [] : sqlStore.openChildren(tx, instance, token)),
    async addIncident(_tx, instance, incident, now) {
      count++;
      all.incidents.push({ ...incident, id: newId(), instance, at: now, solvedAt: null });
    },
    async solveIncidents(_tx, instance, token, now) {
      for (const incident of all.incidents) if (incident.instance === instance && fits(incident, token)) incident.solvedAt ??= now;
      if (!isNew(instance)) all.incidentsSolved.push({ instance, token: token ?? null, at: now });
    },
    async addJournal(_tx, instance, rows, actor, now) {
      all.journal.push({ instance, rows, actor, at: now });
    },
  };

  return {
    store,
    async prefetch(tx, ids) {
      const of = await tx.run<{ instance_id: string }>(sql`select distinct instance_id from ${sys("process_tasks")} where id = any(${[...ids]}::uuid[])`);
      const rows = await tx.run(sql<InstanceRow>`select ${INSTANCE} from ${sys("process_instances")} where id = any(${of.map(({ instance_id }) => instance_id)}::uuid[]) order by id for update`);
      for (const row of rows) hold(row, row.lock);
      for (const task of await tx.run(sql<TaskRow>`select ${TASK} from ${sys("process_tasks")} t where t.id = any(${[...ids]}::uuid[]) order by t.id for update`)) tasks.set(task.id, task);
      const several = [...tasks.values()].filter(({ needed }) => needed > 1).map(({ id }) => id);
      if (several.length === 0) return;
      for (const id of several) voices.set(id, []);
      for (const { task_id, ...voice } of await tx.run(sql<Voice & { readonly task_id: string }>`select task_id, user_id, done_by, decision, comment from ${sys("process_votes")} where task_id = any(${several}::uuid[]) order by at, user_id`)) voices.get(task_id)!.push(voice);
    },
    count: () => count,
    instanceOf: (task) => tasks.get(task)?.instance_id,
    resultOf: (instance) => ({
      status: all.instances.get(instance)?.row.status ?? "running",
      tasks: all.opened.filter((task) => task.row.id === instance && task.status === "open").map(({ id, node }) => ({ id, node })),
    }),
    write: (tx) => writeGathered(tx, all),
  };
}
