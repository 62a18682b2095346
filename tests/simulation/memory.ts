/**
 * Tables in memory for the true rules of running processes: transactions that are all or nothing, a store like that over SQL, and
 * a *worker*'s door to them, which shuts when it dies. Rows are never changed in place, so a copy of the maps is a snapshot.
 */
import type { Database, Tx } from "../../runtime/db/pool";
import { newId } from "../../runtime/kernel/ids";
import type { InstanceRow } from "../../runtime/processes/instance";
import type { Job, ProcessStore, Voice, WaitRow } from "../../runtime/processes/store";
import type { TaskRow } from "../../runtime/processes/task-view";
import type { Values } from "../../runtime/workflow/definition/types";

/** What may be broken on purpose, to see that the simulation notices. */
export type Fault = "fence" | "torn" | "twice" | "revive" | "lostJobs";

interface JobRow extends Job {
  readonly due: number;
  readonly lease?: string;
  readonly leasedUntil?: number;
  readonly failed: boolean;
}

interface Incident {
  readonly instance: string;
  readonly token: number;
  readonly solved: boolean;
}

export interface Tables {
  instances: Map<string, InstanceRow>;
  /** By "<instance> <wait>". */
  waits: Map<string, WaitRow & { readonly instance: string; readonly dueAt: number }>;
  tasks: Map<string, TaskRow>;
  voices: (Voice & { readonly task: string })[];
  jobs: Map<string, JobRow>;
  messages: { readonly name: string; readonly key: string | null; readonly payload: Values; readonly expires: number }[];
  incidents: Incident[];
  journal: { readonly instance: string; readonly event: string; readonly node: string; readonly token: number }[];
  /** Records that steps made: of which instance, and what name. */
  records: { readonly instance: string; readonly name: string }[];
}

export const emptyTables = (): Tables => ({ instances: new Map(), waits: new Map(), tasks: new Map(), voices: [], jobs: new Map(), messages: [], incidents: [], journal: [], records: [] });

export const copyOf = (tables: Tables): Tables => ({
  instances: new Map(tables.instances), waits: new Map(tables.waits), tasks: new Map(tables.tasks), jobs: new Map(tables.jobs),
  voices: [...tables.voices], messages: [...tables.messages], incidents: [...tables.incidents], journal: [...tables.journal], records: [...tables.records],
});

/** Thrown at whoever works for a worker that has died. */
export class Dead extends Error {}

export interface Memory {
  tables: Tables;
  readonly fault: Fault | undefined;
  /** Hears of every transaction that was kept, with the tables before it. */
  committed(before: Tables): void;
}

export class Worker {
  dead = false;
  /** Statements until death. */
  fuse = Infinity;

  constructor(readonly memory: Memory) {}

  get tables(): Tables {
    return this.memory.tables;
  }

  /** A statement; the worker may die before it. */
  step(): this {
    if (!this.dead && --this.fuse <= 0) this.dead = true;
    if (this.dead) throw new Dead("The worker is dead.");
    return this;
  }

  readonly db = {
    kind: "postgres", worker: this,
    /** Death comes before one of its statements, before the commit, or with the answer to the commit on the way. */
    transaction: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const before = copyOf(this.step().tables);
      try {
        const result = await work(this.tx);
        this.step();
        this.memory.committed(before);
        if (this.fuse > 1) return result;
      } catch (error) {
        if (this.memory.fault !== "torn" || !this.dead) this.memory.tables = before;
        throw error;
      }
      this.dead = true;
      throw new Dead("The worker died with its commit on the way.");
    },
  } as unknown as Database;

  private readonly tx = {
    worker: this,
    savepoint: async <T>(work: () => Promise<T>): Promise<T> => {
      const before = copyOf(this.tables);
      try {
        return await work();
      } catch (error) {
        if (!this.dead) this.memory.tables = before;
        throw error;
      }
    },
  } as unknown as Tx;
}

const of = (handle: unknown): Worker => (handle as { worker: Worker }).worker.step();
const matches = (a: string | null | undefined, b: string | null | undefined): boolean => a === null || a === undefined || b === null || b === undefined || a === b;

export function memoryStore(): ProcessStore {
  let leases = 0;
  return {
    lockInstance: async (tx, id) => of(tx).tables.instances.get(id),
    async insertInstance(tx, row) {
      of(tx).tables.instances.set(row.id, { ...row, status: "running", lock: 0, suspended_at: null, ended_at: null, outcome: null });
    },
    async saveInstance(tx, row, state, now, outcome) {
      const worker = of(tx);
      const found = worker.tables.instances.get(row.id)!;
      if (found.lock !== row.lock) return false;
      const status = worker.memory.fault === "revive" && state.status === "completed" && (leases++ % 5) === 0 ? "running" : state.status;
      worker.tables.instances.set(row.id, { ...found, state: JSON.parse(JSON.stringify(state)) as typeof state, status, lock: found.lock + 1, outcome: outcome ?? null, ended_at: status === "running" ? null : now });
      return true;
    },

    async dropWaits(tx, instance) {
      const { waits } = of(tx).tables;
      for (const [key, wait] of waits) if (wait.instance === instance) waits.delete(key);
    },
    async changeWaits(tx, instance, changed, open) {
      const { waits } = of(tx).tables;
      for (const wait of changed) waits.delete(`${instance} ${wait}`);
      for (const wait of open) waits.set(`${instance} ${wait.wait}`, { ...wait, instance, dueAt: wait.due === undefined ? Infinity : Date.parse(wait.due) });
    },
    async dueTimers(db, now, limit) {
      const { waits } = of(db).tables;
      return [...waits.values()].filter((wait) => wait.kind === "timer" && wait.dueAt <= now.getTime()).sort((a, b) => a.dueAt - b.dueAt).slice(0, limit).map((wait) => ({ instance_id: wait.instance, wait: wait.wait, attempts: 0 }));
    },
    async timerIsDue(tx, { instance_id, wait }, now) {
      const found = of(tx).tables.waits.get(`${instance_id} ${wait}`);
      return found?.kind === "timer" && found.dueAt <= now.getTime();
    },
    async dropTimer(tx, { instance_id, wait }) {
      of(tx).tables.waits.delete(`${instance_id} ${wait}`);
    },
    async postponeTimer(db, { instance_id, wait }, _now, until) {
      const { waits } = of(db).tables;
      const found = waits.get(`${instance_id} ${wait}`);
      if (found) waits.set(`${instance_id} ${wait}`, { ...found, dueAt: until.getTime() });
    },

    async waitingFor(tx, { name, to, processes }, key) {
      const { waits, instances } = of(tx).tables;
      const meant = (node: string, instance: InstanceRow): number => (to?.includes(node) || to?.includes(instance.pool) ? 0 : 1);
      return [...waits.values()].map((wait) => ({ wait, instance: instances.get(wait.instance)! }))
        .filter(({ wait, instance }) => wait.kind === "message" && wait.name === name && matches(wait.key, key) && (processes?.includes(instance.process) ?? true))
        .sort((a, b) => meant(a.wait.node, a.instance) - meant(b.wait.node, b.instance) || Number(a.instance.started_at) - Number(b.instance.started_at) || a.wait.wait - b.wait.wait)
        .map(({ wait, instance }) => ({ instance_id: instance.id, wait: wait.wait }));
    },
    async keepMessage(tx, { name, payload }, key, expires) {
      of(tx).tables.messages.push({ name, key, payload, expires: expires.getTime() });
    },
    async takeMessage(tx, name, key, now) {
      const { tables } = of(tx);
      const kept = tables.messages.find((one) => one.name === name && one.expires > now.getTime() && matches(one.key, key));
      if (kept) tables.messages = tables.messages.filter((one) => one !== kept);
      return kept?.payload;
    },
    async tellListeners(tx, { name, payload, from, processes }, now) {
      const { waits, instances, jobs } = of(tx).tables;
      const heard = new Set([...waits.values()].filter((wait) => wait.kind === "signal" && wait.name === name && wait.instance !== from && (processes?.includes(instances.get(wait.instance)!.process) ?? true)).map(({ instance }) => instance));
      for (const instance of heard) addJob(jobs, { instance, payload: { kind: "event", event: { type: "signal", name, payload } } }, now);
      return heard.size;
    },

    async addTask(tx, row, { due, ...task }, now) {
      const id = newId();
      of(tx).tables.tasks.set(id, {
        ...task, id, instance_id: row.id, version_id: row.version_id, process: row.process, entity: row.entity, record_id: row.record_id, due_at: due, claimed_by: null, created_at: now,
        status: "open", decision: null, comment: null, done_by: null, done_for: null, done_at: null,
      });
    },
    async readTask(db, id) {
      return of(db).tables.tasks.get(id);
    },
    async endTask(tx, id, { decision, comment, doneBy, doneFor }, now) {
      const { tasks } = of(tx).tables;
      tasks.set(id, { ...tasks.get(id)!, status: "done", decision: decision ?? null, comment: comment ?? null, done_by: doneBy, done_for: doneFor, done_at: now });
    },
    async addVoice(tx, { id }, voice) {
      const { voices } = of(tx).tables;
      if (voices.some((one) => one.task === id && one.user_id === voice.user_id)) return false;
      voices.push({ ...voice, task: id });
      return true;
    },
    voicesOf: async (tx, { id }) => of(tx).tables.voices.filter(({ task }) => task === id),
    async cancelTasks(tx, instance, token, now) {
      const { tasks } = of(tx).tables;
      for (const task of tasks.values()) if (task.instance_id === instance && task.status === "open" && (token === undefined || task.token === token)) tasks.set(task.id, { ...task, status: "cancelled", done_at: now });
    },

    async addJobs(tx, list, now) {
      const worker = of(tx);
      for (const job of list) if (worker.memory.fault !== "lostJobs" || leases++ % 4 !== 0) addJob(worker.tables.jobs, job, now);
    },
    async takeJob(tx, now) {
      const due = [...of(tx).tables.jobs.values()].filter((job) => !job.failed && job.due <= now.getTime() && (job.leasedUntil === undefined || job.leasedUntil < now.getTime()));
      return due.sort((a, b) => a.due - b.due)[0];
    },
    async leaseJob(tx, id, lease, until) {
      const { jobs } = of(tx).tables;
      jobs.set(id, { ...jobs.get(id)!, lease, leasedUntil: until.getTime() });
    },
    async endJob(tx, id, lease) {
      const worker = of(tx);
      const job = worker.tables.jobs.get(id);
      if (worker.memory.fault === "twice" && leases++ % 3 === 0) return true;
      if (worker.memory.fault === "fence") return worker.tables.jobs.delete(id) || lease !== undefined;
      return job !== undefined && (lease === undefined || job.lease === lease) && worker.tables.jobs.delete(id);
    },
    async postponeJob(tx, id, lease, { attempts, until, failedAt }) {
      const { jobs } = of(tx).tables;
      const job = jobs.get(id);
      if (!job || job.lease !== lease) return false;
      const { lease: _lease, leasedUntil: _until, ...free } = job;
      jobs.set(id, { ...free, attempts, due: until.getTime(), failed: failedAt !== null });
      return true;
    },
    async cancelJobs(tx, instance, token) {
      const { jobs } = of(tx).tables;
      for (const job of jobs.values()) if (job.instance_id === instance && job.token === token) jobs.delete(job.id);
    },
    openChildren: async (tx, instance, token) => [...of(tx).tables.instances.values()].filter((one) => one.parent_id === instance && one.parent_token === token && one.ended_at === null).map(({ id }) => id),

    async addIncident(tx, instance, { token }) {
      of(tx).tables.incidents.push({ instance, token, solved: false });
    },
    async solveIncidents(tx, instance, token) {
      const { tables } = of(tx);
      tables.incidents = tables.incidents.map((one) => (one.instance === instance && (token === undefined || one.token === token) ? { ...one, solved: true } : one));
    },
    async addJournal(tx, instance, rows) {
      of(tx).tables.journal.push(...rows.map(({ event, node, token }) => ({ instance, event, node, token })));
    },
  };
}

function addJob(jobs: Tables["jobs"], { token, instance, payload, dueAt }: Parameters<ProcessStore["addJobs"]>[1][number], now: Date): void {
  const id = newId();
  jobs.set(id, { id, instance_id: instance ?? null, token: token ?? null, kind: payload.kind, payload: JSON.parse(JSON.stringify(payload)) as typeof payload, attempts: 0, due: (dueAt ?? now).getTime(), failed: false });
}
