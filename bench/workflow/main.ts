/**
 * `npm run bench -- processes [--seconds 5] [--finished 100000] [--open 10000] [--inbox 1000000,100000] [--json]`: instances per second, from start to end, through the
 * real API: in bulk and by 50 callers; a simple process (start → user task → end) and a realistic one of ten nodes (two gateways, a deadline,
 * two record writes, an approval by three). On PostgreSQL and on the embedded database, with the floor (floor.ts) in the same run. Then the
 * inbox, before and after so many finished and open instances of others were added; with --inbox this alone.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { openDatabase } from "../../runtime/db/open";
import { createPool, type Database } from "../../runtime/db/pool";
import { freePort, startCluster } from "../../tests/helpers/postgres";
import { cpuMicros, postmasterOf } from "../cpu";
import { buildPrograms, type Built } from "../built";
import { Programs } from "../processes";
import { ask, type Caller } from "./client";
import { batched, classical, makeFloor } from "./floor";

export interface ProcessesOptions {
  readonly seconds: number;
  readonly finished: number;
  readonly open: number;
  /** Nothing but the inbox, on PostgreSQL. */
  readonly inboxOnly: boolean;
}

interface Begun { readonly id: string; readonly status: string; readonly tasks: readonly { readonly id: string }[] }
type Outcomes<T> = { readonly items: readonly T[] };
/** serverMicros, databaseMicros: processor time of an instance; on a machine that does other things too, only these say something. The embedded database is part of the server. */
interface Measured { readonly name: string; readonly perSecond: number; readonly p95Ms: number; readonly serverMicros: number; readonly databaseMicros: number }
interface Pids { readonly server: number; readonly database?: number }
interface People { readonly starter: Caller; readonly approvers: readonly Caller[] }

const BULK = 100;
const CALLERS = 50;
const ORDERS = 2000;
const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
const at = (times: readonly number[], share: number): number => Math.round(([...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0) * 10) / 10;

/** `lanes` of them run `work` side by side until the time is over; `work` says how many instances it brought to their end. */
async function measure(name: string, pids: Pids, seconds: number, lanes: number, work: () => Promise<number>): Promise<Measured> {
  const run = async (length: number) => {
    const times: number[] = [];
    let done = 0;
    const spent = () => ({ server: cpuMicros(pids.server, pids.database), database: pids.database === undefined ? 0 : cpuMicros(pids.database) });
    const before = spent();
    const began = performance.now();
    const end = began + length * 1000;
    await Promise.all(Array.from({ length: lanes }, async () => {
      while (performance.now() < end) {
        const start = performance.now();
        const ended = await work();
        done += ended;
        times.push(performance.now() - start);
      }
    }));
    const after = spent();
    return { perSecond: Math.round((done * 1000) / (performance.now() - began)), p95Ms: at(times, 0.95), serverMicros: Math.round((after.server - before.server) / done), databaseMicros: Math.round((after.database - before.database) / done) };
  };
  await run(Math.min(2, seconds));
  const result = { name, ...(await run(seconds)) };
  say(`${name}: ${result.perSecond}/s, p95 ${result.p95Ms} ms, ${result.serverMicros} + ${result.databaseMicros} µs of processor`);
  return result;
}

/** @throws Error when an instance is not where it should be: speed of what is wrong is none. */
function expectAll<T>(items: readonly T[], holds: (item: T) => boolean): void {
  const wrong = items.find((item) => !holds(item));
  if (wrong !== undefined) throw new Error(`Not what was asked for: ${JSON.stringify(wrong).slice(0, 300)}`);
}

const completeAll = (who: Caller, ids: readonly string[], body: object) => ask<Outcomes<{ done: boolean; instance: Begun }>>(who, "POST", "/tasks/complete-many", { items: ids.map((id) => ({ id, ...body })) });
const ended = ({ instance }: { instance: Begun }): boolean => instance?.status === "completed";

async function simpleInBulk({ starter }: People): Promise<number> {
  const { items } = await ask<Outcomes<Begun>>(starter, "POST", "/processes/simple/start-many", { items: Array.from({ length: BULK }, () => ({})) });
  expectAll(items, ({ tasks }) => tasks?.length === 1);
  expectAll((await completeAll(starter, items.map(({ tasks }) => tasks[0]!.id), {})).items, ended);
  return BULK;
}

async function simpleByOne({ starter }: People): Promise<number> {
  const { tasks } = await ask<Begun>(starter, "POST", "/processes/simple/start?answer=brief", {});
  expectAll([await ask<{ instance: Begun }>(starter, "POST", `/tasks/${tasks[0]!.id}/complete?answer=brief`, {})], ended);
  return 1;
}

async function realisticInBulk({ starter, approvers }: People, records: () => string): Promise<number> {
  const { items } = await ask<Outcomes<Begun>>(starter, "POST", "/processes/realistic/start-many", { items: Array.from({ length: BULK }, () => ({ record: records() })) });
  expectAll(items, ({ tasks }) => tasks?.length === 1);
  const ids = items.map(({ tasks }) => tasks[0]!.id);
  for (const [i, approver] of approvers.entries()) expectAll((await completeAll(approver, ids, { decision: "approve" })).items, (item) => (i === approvers.length - 1 ? ended(item) : item.done === false));
  return BULK;
}

async function realisticByOne({ starter, approvers }: People, records: () => string): Promise<number> {
  const { tasks } = await ask<Begun>(starter, "POST", "/processes/realistic/start?answer=brief", { record: records() });
  const answers = [];
  for (const approver of approvers) answers.push(await ask<{ instance: Begun }>(approver, "POST", `/tasks/${tasks[0]!.id}/complete?answer=brief`, { decision: "approve" }));
  expectAll(answers.slice(-1), ended);
  return 1;
}

async function onDatabase(kind: "postgres" | "embedded", built: Built, { seconds, finished, open, inboxOnly }: ProcessesOptions) {
  const programs = new Programs();
  const cluster = kind === "postgres" ? await startCluster({ settings: { shared_buffers: "512MB", max_wal_size: "4GB" } }) : undefined;
  const data = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
  const floorData = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
  const floor: Database = cluster ? createPool({ databaseUrl: cluster.url, max: 8 }) : await openDatabase({ dataDir: floorData });
  try {
    say(`On ${kind}.`);
    const [where] = await floor.run<{ folder: string }>(sql`select current_setting('data_directory') as folder`);
    const database = cluster ? { database: postmasterOf(where!.folder) } : {};
    const own: Pids = { server: process.pid, ...database };
    const results: Measured[] = [];
    if (!inboxOnly) {
      await makeFloor(floor);
      results.push(await measure("floor, classical", own, seconds, cluster ? 8 : 1, async () => (await classical(floor), 1)), await measure("floor, batched", own, seconds, cluster ? 2 : 1, async () => (await batched(floor, BULK), BULK)));
    }
    const port = await freePort();
    const { child, message } = await programs.start(built.program("product"), [data, ...(cluster ? [cluster.url] : [])], { PORT: String(port) });
    const people: People = { starter: { port, key: String(message["starter"]) }, approvers: (JSON.parse(String(message["approvers"])) as string[]).map((key) => ({ port, key })) };
    const pids: Pids = { server: child.pid!, ...database };
    if (inboxOnly) {
      await simpleInBulk(people);
      return { database: kind, results, inbox: await inbox(floor, people, finished, open) };
    }
    const orders: string[] = [];
    // Enough that those who work at the same time hardly ever want the same one.
    while (orders.length < ORDERS) orders.push(...(await Promise.all(Array.from({ length: CALLERS }, () => ask<{ id: string }>(people.starter, "POST", "/records/order", { name: "Order", amount: 500 })))).map(({ id }) => id));
    let next = 0;
    const record = (): string => orders[next++ % orders.length]!;
    results.push(await measure("simple, in bulk", pids, seconds, 2, () => simpleInBulk(people)));
    results.push(await measure(`simple, ${CALLERS} callers`, pids, seconds, CALLERS, () => simpleByOne(people)));
    results.push(await measure("realistic, in bulk", pids, seconds, 2, () => realisticInBulk(people, record)));
    results.push(await measure(`realistic, ${CALLERS} callers`, pids, seconds, CALLERS, () => realisticByOne(people, record)));
    return { database: kind, results, ...(cluster && { inbox: await inbox(floor, people, finished, open) }) };
  } finally {
    await programs.stopAll();
    await floor.close();
    await cluster?.remove();
    for (const folder of [data, floorData]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of the first page, in the middle. */
async function timeInbox({ starter }: People): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    const start = performance.now();
    await ask(starter, "GET", "/tasks?limit=50");
    if (i >= 10) times.push(performance.now() - start);
  }
  return at(times, 0.5);
}

/** The instances that are added are copies of one that ended, and open ones of other people. */
async function inbox(db: Database, people: People, finished: number, open: number) {
  for (let i = 0; i < 60; i++) await ask(people.starter, "POST", "/processes/simple/start?answer=brief", {});
  await db.run(sql`vacuum analyze`);
  const few = await timeInbox(people);
  say(`Adding ${finished} finished and ${open} open instances.`);
  await db.transaction(async (tx) => {
    await tx.run(sql`create temporary table one on commit drop as select * from metaloom.process_instances where process = 'simple' and ended_at is not null limit 1`);
    await tx.run(sql`create temporary table task on commit drop as select * from metaloom.process_tasks where instance_id = (select id from one)`);
    await tx.run(sql`create temporary table new on commit drop as select gen_random_uuid() as id, i <= ${open}::int as open from generate_series(1, ${finished + open}::int) i`);
    await tx.run(sql`insert into metaloom.process_instances (id, version_id, process, pool, status, root_id, state, started_at, started_by, ended_at)
      select n.id, o.version_id, o.process, o.pool, case when n.open then 'running' else o.status end, n.id, o.state, o.started_at, o.started_by, case when n.open then null else o.ended_at end from new n, one o`);
    await tx.run(sql`insert into metaloom.process_tasks (id, instance_id, version_id, process, token, node, users, created_at, status, done_by, done_at)
      select gen_random_uuid(), n.id, t.version_id, t.process, t.token, t.node, case when n.open then array[gen_random_uuid()] else t.users end, t.created_at, case when n.open then 'open' else 'done' end, t.done_by, t.done_at from new n, task t`);
  }, { statementTimeoutMs: 0 });
  await db.run(sql`set statement_timeout = 0`);
  await db.run(sql`vacuum analyze metaloom.process_tasks, metaloom.process_instances`);
  const many = await timeInbox(people);
  const ratio = Math.round((many / few) * 100) / 100;
  say(`inbox: ${few} ms, then ${many} ms`);
  return { ms: few, finished, open, msThen: many, ratio };
}

export async function benchProcesses(options: ProcessesOptions) {
  const built = await buildPrograms({ product: "bench/workflow/product-server.ts", "embedded-child": "runtime/db/embedded-child.ts" });
  try {
    return { bulk: BULK, callers: CALLERS, databases: [await onDatabase("postgres", built, options), ...(options.inboxOnly ? [] : [await onDatabase("embedded", built, options)])] };
  } finally {
    built.remove();
  }
}
