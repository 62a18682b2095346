/**
 * `npm run bench -- records [--rows 100000] [--seconds 5] [--json]`: the product's HTTP API as a user with a row rule against a hand-written limit
 * server, in the same run on the same PostgreSQL, in turn. Figures are ratios; this machine's absolute numbers mean little elsewhere.
 */
import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { freePort, startCluster } from "../../tests/helpers/postgres";
import { createPool } from "../../runtime/db/pool";
import { load, type Measured } from "./load";
import { seedLimit, seedProduct } from "./seed";
import { benchUser, workload } from "./workload";

export interface RecordsOptions {
  readonly rows: number;
  readonly seconds: number;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

export async function benchRecords({ rows, seconds }: RecordsOptions) {
  const cluster = await startCluster({ settings: { shared_buffers: "512MB", max_wal_size: "4GB", random_page_cost: "1.1" } });
  const children: ChildProcess[] = [];
  try {
    const data = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
    const prepared = await start(children, "./product-server.ts", ["prepare", cluster.url, data], {});
    say(`Seeding ${rows} tickets.`);
    const db = createPool({ databaseUrl: cluster.url, max: 2 });
    await seedProduct(db, rows);
    await seedLimit(db);
    await db.run(sql`vacuum analyze`);
    const readable = (await db.run<{ id: string }>(sql`select id from app.ticket where team_id = ${benchUser.team}::uuid order by id limit 5000`)).map((row) => row.id);
    await db.close();
    await stop(prepared.child);
    const port = await freePort();
    const limitPort = await freePort();
    const product = await start(children, "./product-server.ts", ["serve", cluster.url, data], { PORT: String(port) });
    await start(children, "./limit-server.ts", [String(limitPort), cluster.url, "limit-token", benchUser.id, benchUser.team], {});
    const token = String(product.message["key"]);
    const operations = [];
    for (const operation of workload(readable)) {
      const shared = { connections: 16, seconds };
      const ours: Measured[] = [];
      const theirs: Measured[] = [];
      for (let round = 0; round < 3; round++) {
        ours.push(await load({ ...shared, port, token, requests: operation.product, seconds: round === 0 ? 2 : seconds }));
        theirs.push(await load({ ...shared, port: limitPort, token: "limit-token", requests: operation.limit, seconds: round === 0 ? 2 : seconds }));
      }
      const [mine, limit] = [best(ours.slice(1)), best(theirs.slice(1))];
      operations.push({ name: operation.name, perSecond: mine.perSecond, limitPerSecond: limit.perSecond, ratio: Math.round((mine.perSecond / limit.perSecond) * 100) / 100, p50Ms: mine.p50Ms, p95Ms: mine.p95Ms, errors: mine.errors + limit.errors });
      say(`${operation.name}: ${mine.perSecond}/s, limit ${limit.perSecond}/s`);
    }
    return { operations, rows, database: "postgres", residentMb: residentMb(product.child.pid!) };
  } finally {
    for (const child of children) await stop(child);
    await cluster.remove();
  }
}

const best = (rounds: readonly Measured[]): Measured => [...rounds].sort((a, b) => b.perSecond - a.perSecond)[0]!;

/** Memory of a process as the kernel counts it. */
const residentMb = (pid: number): number => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);

async function start(children: ChildProcess[], file: string, args: readonly string[], env: Record<string, string>): Promise<{ child: ChildProcess; message: Record<string, unknown> }> {
  const child = fork(here(file), args, { execArgv: ["--import", "tsx"], env: { ...process.env, NODE_ENV: "production", ...env }, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  children.push(child);
  const message = await new Promise<Record<string, unknown>>((resolve, reject) => {
    child.once("message", (value) => resolve(typeof value === "object" ? (value as Record<string, unknown>) : {}));
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}.`)));
  });
  return { child, message };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await ended;
}
