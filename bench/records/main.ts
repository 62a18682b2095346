/**
 * `npm run bench -- records [--rows 100000] [--seconds 5] [--json]`: the product's HTTP API as a user with a row rule against a hand-written limit
 * server, in the same run on the same PostgreSQL, in turn. Figures are ratios; this machine's absolute numbers mean little elsewhere.
 * With more than 100,000 rows the list is timed at 100,000 first, so that the run says how it grows.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { freePort, startCluster } from "../../tests/helpers/postgres";
import { createPool, type Database } from "../../runtime/db/pool";
import { buildPrograms } from "../built";
import { memoryMb, Programs, stop } from "../processes";
import { load, type Measured, type Request } from "./load";
import { seedLimit, seedProduct, seedTickets } from "./seed";
import { benchUser, workload } from "./workload";

export interface RecordsOptions {
  readonly rows: number;
  readonly seconds: number;
}

/** Median of the list on one connection, with its exact total and without one. */
interface ListTime {
  readonly rows: number;
  readonly ms: number;
  readonly msWithoutTotal: number;
}

const GROWTH_FROM = 100_000;
/** Seconds of load at a time: both servers in turn, so that what else the machine does hits both, and the median of the ratios counts. */
const SLICE = 0.5;
const WARM_UP = { requests: 8000, seconds: 15 };
const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
const rounded = (value: number) => Math.round(value * 100) / 100;

export async function benchRecords({ rows, seconds }: RecordsOptions) {
  const programs = new Programs();
  const built = await buildPrograms({ product: "bench/records/product-server.ts", limit: "bench/records/limit-server.ts" });
  const cluster = await startCluster({ settings: { shared_buffers: "512MB", maintenance_work_mem: "512MB", max_wal_size: "4GB", random_page_cost: "1.1" } });
  const data = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
  const db = createPool({ databaseUrl: cluster.url, max: 2 });
  const serve = async () => {
    const port = await freePort();
    const { child, message } = await programs.start(built.program("product"), ["serve", cluster.url, data], { PORT: String(port) });
    return { child, target: { port, token: String(message["key"]) } };
  };
  try {
    await stop((await programs.start(built.program("product"), ["prepare", cluster.url, data])).child);
    const first = Math.min(rows, GROWTH_FROM);
    say(`Seeding ${first.toLocaleString("en")} tickets.`);
    await seedProduct(db);
    await seedTickets(db, 1, first);
    const growth: ListTime[] = [];
    if (rows > GROWTH_FROM) {
      const before = await serve();
      growth.push({ rows: first, ...(await timeList(before.target, workload(await readableIds(db)))) });
      await stop(before.child);
      say(`Seeding ${(rows - first).toLocaleString("en")} more.`);
      await seedTickets(db, first + 1, rows);
    }
    await seedLimit(db);
    const operations = workload(await readableIds(db));
    await db.close();
    const product = await serve();
    if (growth.length > 0) growth.push({ rows, ...(await timeList(product.target, operations)) });
    const limitPort = await freePort();
    await programs.start(built.program("limit"), [String(limitPort), cluster.url, "limit-token", benchUser.id, benchUser.team]);
    const results = [];
    for (const operation of operations) {
      const ask = (server: { port: number; token: string }, requests: readonly Request[], length: number) => load({ ...server, requests, connections: 16, seconds: length });
      const hand = { port: limitPort, token: "limit-token" };
      // Until compilers and plans of both have settled: by requests, as a busy machine needs longer for the same.
      for (const [server, requests] of [[product.target, operation.product], [hand, operation.limit]] as const) {
        for (let [answered, spent] = [0, 0]; answered < WARM_UP.requests && spent < WARM_UP.seconds; spent++) answered += (await ask(server, requests, 1)).perSecond;
      }
      const pairs: { ours: Measured; theirs: Measured }[] = [];
      for (let spent = 0; spent < seconds; spent += SLICE) pairs.push({ ours: await ask(product.target, operation.product, SLICE), theirs: await ask(hand, operation.limit, SLICE) });
      const mid = (figure: (pair: { ours: Measured; theirs: Measured }) => number) => median(pairs.map(figure));
      const result = {
        name: operation.name, perSecond: mid(({ ours }) => ours.perSecond), limitPerSecond: mid(({ theirs }) => theirs.perSecond), ratio: rounded(mid(({ ours, theirs }) => ours.perSecond / theirs.perSecond)),
        p50Ms: mid(({ ours }) => ours.p50Ms), p95Ms: mid(({ ours }) => ours.p95Ms), errors: pairs.reduce((sum, { ours, theirs }) => sum + ours.errors + theirs.errors, 0),
      };
      results.push(result);
      say(`${result.name}: ${result.perSecond}/s, limit ${result.limitPerSecond}/s, ratio ${result.ratio}; ${memoryMb(product.child.pid!, "VmRSS")} MB`);
    }
    const pid = product.child.pid!;
    return { operations: results, rows, database: "postgres", residentMb: memoryMb(pid, "VmRSS"), peakResidentMb: memoryMb(pid, "VmHWM"), ...(growth.length > 0 ? { list: { at: growth, ...growthOf(growth) } } : {}) };
  } finally {
    await programs.stopAll();
    await db.close();
    await cluster.remove();
    rmSync(data, { recursive: true, force: true });
    built.remove();
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The tickets the bench user may see by his team, spread over the whole table as their ids are. */
async function readableIds(db: Database): Promise<string[]> {
  return (await db.run<{ id: string }>(sql`select id from app.ticket where team_id = ${benchUser.team}::uuid order by id limit 5000`)).map((row) => row.id);
}

async function timeList(target: { port: number; token: string }, operations: ReturnType<typeof workload>): Promise<Omit<ListTime, "rows">> {
  const requests = operations.find(({ name }) => name === "list")!.product;
  const timed = async (asked: readonly Request[]): Promise<number> => {
    await load({ ...target, requests: asked, connections: 1, seconds: 1 });
    return (await load({ ...target, requests: asked, connections: 1, seconds: 4 })).p50Ms;
  };
  const ms = await timed(requests);
  return { ms, msWithoutTotal: await timed(requests.map((request) => ({ ...request, path: request.path.replace("&count=exact", "") }))) };
}

function growthOf([from, to]: readonly ListTime[]) {
  return { ratio: rounded(to!.ms / from!.ms), ratioWithoutTotal: rounded(to!.msWithoutTotal / from!.msWithoutTotal) };
}
