/** Processes put together: what requests ask for, and what the worker does. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { createLoop } from "../kernel/loop";
import type { Mail } from "../mail/mailer";
import type { MailTask } from "../mail/outbox";
import type { Json, Values } from "../workflow/definition/types";
import { beginInstance, processNamed } from "./begin";
import type { ProcessCall } from "./call";
import type { ProcessDeps } from "./deps";
import { callStep, listHooks, renewHook, startByHook } from "./hooks";
import { readDiagram } from "./diagram";
import { doJob } from "./jobs";
import { processFigures, type MetricsQuery } from "./metrics";
import { migrateInstance, migrateMany, readManyMigrations, readMigration, type ManyInput, type MigrationInput } from "./migrations";
import { rerouteOrphans } from "./orphans";
import { operate, type Operation } from "./operations";
import { readRecordEvents } from "./record-events";
import type { Hand } from "./running";
import { sqlStore } from "./store";
import { createMany } from "./many";
import { sendMessage, sendSignal, type StartInput } from "./start";
import { claim, delegate, myTasks, readOne, release, type Completion, type TaskQuery } from "./tasks";
import { moveTerms } from "./terms";
import { beginByTime, fireTimers } from "./timers";
import { createVersions } from "./versions";
import { processesOfRecord, listInstances, listProcesses, readInstance, readJournal, type InstanceQuery } from "./views";

/** How often it is looked for tasks whose people are gone. */
const ORPHANS_MS = 60_000;
/** After so much time of one pass the jobs that are left wait for the next, so that long ones do not keep timers and other instances waiting. */
const JOBS_MS = 1_000;

export type Processes = ReturnType<typeof createProcesses>;

export function createProcesses(deps: ProcessDeps) {
  const hand: Hand = { ...deps, versions: createVersions(), store: sqlStore };
  const { db, log = () => undefined, everyMs = 1000 } = deps;

  let orphansAt = 0;
  let movedFor: unknown;
  /** The last pass left jobs. */
  let unfinished = false;

  /** What waits; how much it was. */
  async function pass(now: Date): Promise<number> {
    let done = 0;
    for (let rows = 1; rows > 0; done += rows) rows = await readRecordEvents(hand, now);
    done += await beginByTime(hand, now);
    if (deps.model() !== movedFor || Math.abs(now.getTime() - orphansAt) >= ORPHANS_MS) {
      const current = deps.model();
      done += await moveTerms(hand, now);
      movedFor = current;
    }
    if (Math.abs(now.getTime() - orphansAt) >= ORPHANS_MS) {
      done += await rerouteOrphans(hand, now);
      orphansAt = now.getTime();
    }
    for (let fired = 1; fired > 0; done += fired) fired = await fireTimers(hand, now);
    const begun = performance.now();
    for (unfinished = false; !unfinished && (await doJob(hand, now)); done++) unfinished = performance.now() - begun > JOBS_MS;
    if (unfinished) loop.wake();
    return done;
  }

  const loop = createLoop(pass, { everyMs, failed: (error) => log("error", "Processes could not go on; it is tried again.", { error: error instanceof Error ? error.message : "unknown" }) });

  /** All that waits. */
  async function runOnce(now?: Date): Promise<number> {
    let done = 0;
    do done += await loop.runOnce(now);
    while (unfinished);
    return done;
  }

  /** Jobs were left: the worker of this process looks at once, those of others within a second. */
  function wake<T extends { readonly jobs: number }>(outcome: T): T {
    if (outcome.jobs > 0) loop.wake();
    return outcome;
  }

  const many = createMany(hand, wake);
  const inTransaction = <T>(tx: Tx | undefined, work: (tx: Tx) => Promise<T>): Promise<T> => (tx ? work(tx) : db.transaction(work));

  return {
    list: (call: ProcessCall) => listProcesses(call),
    start: async (call: ProcessCall, name: string, input: StartInput) => readInstance(hand, call, (await many.start(call, name, input)).id),
    startBriefly: many.start,
    startAll: many.startAll,
    async message(call: ProcessCall, message: Parameters<typeof sendMessage>[2]) {
      const { outcome } = await sendMessage(hand, call, message);
      loop.wake();
      return outcome;
    },
    async signal(call: ProcessCall, signal: Parameters<typeof sendSignal>[2]) {
      const { heard } = await sendSignal(hand, call, signal);
      loop.wake();
      return heard;
    },
    /** Calls from the web, in the transaction given or one of their own. */
    startByHook: async (address: Parameters<typeof startByHook>[1], body: Values, tx?: Tx) => ({ id: wake(await inTransaction(tx, (on) => startByHook({ hand, tx: on, now: new Date() }, address, body))).id }),
    async callStep(address: string, body: Values, tx?: Tx) {
      wake(await inTransaction(tx, (on) => callStep({ hand, tx: on, now: new Date() }, address, body)));
      return { taken: true };
    },
    hooks: (call: ProcessCall, name: string) => listHooks(hand, call, name),
    renewHook: (call: ProcessCall, name: string, start: string) => renewHook(hand, call, name, start),
    figures: (call: ProcessCall, name: string, query: MetricsQuery) => processFigures(call, name, query),
    instances: (call: ProcessCall, query: InstanceQuery) => listInstances(hand, call, query),
    ofRecord: (call: ProcessCall, entity: string, id: string) => processesOfRecord(hand, call, entity, id),
    instance: (call: ProcessCall, id: string) => readInstance(hand, call, id),
    journal: (call: ProcessCall, id: string, after?: number) => readJournal(hand, call, id, after),
    /** In the transaction that ended the work a step waited for. */
    async stepDone(tx: Tx, { instance, token, variables }: { readonly instance: string; readonly token: number; readonly variables: Readonly<Record<string, Json>> }): Promise<void> {
      await hand.store.addJobs(tx, [{ instance, token, payload: { kind: "event", event: { type: "done", token, variables } } }], new Date());
      loop.wake();
    },
    diagram: (call: ProcessCall, id: string) => readDiagram(hand, call, id),
    migrationPlan: (call: ProcessCall, id: string, input: MigrationInput) => readMigration(hand, call, id, input),
    async migrate(call: ProcessCall, id: string, input: MigrationInput) {
      wake(await migrateInstance(hand, call, id, input));
      return readInstance(hand, call, id);
    },
    manyMigrationsPlan: (call: ProcessCall, name: string, input: ManyInput) => readManyMigrations(hand, call, name, input),
    async migrateMany(call: ProcessCall, name: string, input: ManyInput) {
      const outcome = await migrateMany(hand, call, name, input);
      loop.wake();
      return outcome;
    },
    async operate(call: ProcessCall, id: string, operation: Operation) {
      wake(await operate(hand, call, id, operation));
      return readInstance(hand, call, id);
    },
    /** Begins a process about a record (by ids), in the transaction of what causes it. */
    async beginFor(tx: Tx, now: Date, name: string, record: { readonly entity: string; readonly id: string }): Promise<void> {
      const found = processNamed(deps.model(), name);
      if (found) await beginInstance({ hand, tx, now }, { version: await hand.versions.current(tx, found.part, deps.model().revision), record, startedBy: null });
    },
    tasks: (call: ProcessCall, query: TaskQuery) => myTasks(hand, call, query),
    task: (call: ProcessCall, id: string) => readOne(hand, call, id),
    async claim(call: ProcessCall, id: string) {
      await claim(hand, call, id);
      return readOne(hand, call, id);
    },
    async release(call: ProcessCall, id: string) {
      await release(hand, call, id);
      return readOne(hand, call, id);
    },
    delegate: (call: ProcessCall, id: string, to: string) => delegate(hand, call, id, to),
    async complete(call: ProcessCall, id: string, input: Completion) {
      await many.complete(call, { ...input, id });
      return readOne(hand, call, id);
    },
    completeBriefly: many.complete,
    completeAll: many.completeAll,
    /** A letter that a step sent. */
    writeLetter: async ({ to, subject, text }: Extract<MailTask, { kind: "process" }>): Promise<Mail> => ({ to, subject, text }),
    runOnce,
    startWorker: loop.start,
    stop: loop.stop,
    /** Forgets messages nobody waited for. */
    async tidy(now: Date): Promise<void> {
      await db.change(sql`delete from ${sys("process_messages")} where expires_at < ${now}::timestamptz`);
    },
  };
}
