/**
 * Metadata at size: a generated pack is checked, planned and installed; the model is loaded; one request is measured as entities grow.
 * On PostgreSQL when DATABASE_URL names an empty database, else on the embedded one. Milliseconds; a request: microseconds, median.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../runtime/db/migrate";
import { openDatabase } from "../../runtime/db/open";
import { systemPrincipal, type Ctx } from "../../runtime/kernel";
import { newId } from "../../runtime/kernel/ids";
import { loadAppModel } from "../../runtime/model/server";
import { readPackFolder, type PackSource } from "../../runtime/publish";
import { openRuntime, type Runtime } from "../../runtime/server";
import { generatedPack } from "./pack";

const AUTHOR = { id: null, kind: "system" } as const;
const REQUESTS = 300;

interface Measured {
  readonly entities: number;
  readonly fields: number;
  readonly documents: number;
  readonly validateMs: number;
  readonly planMs: number;
  readonly installMs: number;
  /** The model of the installed pack, as each start of the server loads it. */
  readonly loadMs: number;
  /** Heap that one model holds. */
  readonly modelMB: number;
  readonly rssMB: number;
  readonly createMicros: number;
  readonly readMicros: number;
  readonly listMicros: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

async function timed<T>(work: () => T | Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, round(performance.now() - start)];
}

const documentsOf = (packs: readonly PackSource[]) => packs.flatMap((pack) => [...pack.files].filter(([path]) => path.endsWith(".json")).map(([path, text]) => ({ pack: pack.name, path, text })));

function load(packs: readonly PackSource[]) {
  const result = loadAppModel({ revision: 1, documents: documentsOf(packs) });
  if (!result.ok) throw new Error(`The generated pack has problems: ${result.problems[0]!.message}`);
  return result.model;
}

function heapOf(packs: readonly PackSource[]): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const model = load(packs);
  globalThis.gc?.();
  const held = (process.memoryUsage().heapUsed - before) / 1_048_576;
  return model.entities.size > 0 ? round(held) : 0;
}

/** Median of one request, in microseconds. */
async function request(work: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 20; i++) await work();
  const times: number[] = [];
  for (let i = 0; i < REQUESTS; i++) times.push((await timed(work))[1] * 1_000);
  return Math.round(times.sort((a, b) => a - b)[REQUESTS / 2]!);
}

async function requests(runtime: Runtime, entity: string): Promise<Pick<Measured, "createMicros" | "readMicros" | "listMicros">> {
  const ctx: Ctx = { principal: systemPrincipal("command-line"), channel: "cli", now: new Date(), timeZone: "UTC", language: "en", requestId: newId() };
  const call = { model: runtime.live.current(), ctx, db: runtime.db };
  const record = await runtime.records.create(call, entity, { name: "one" });
  return {
    createMicros: await request(() => runtime.records.create(call, entity, { name: "more" })),
    readMicros: await request(() => runtime.records.get(call, entity, String(record["id"]))),
    listMicros: await request(() => runtime.queries.list(call, entity, { limit: 20, count: "none" })),
  };
}

async function measure(entities: number, fields: number): Promise<Measured> {
  const packs = [await readPackFolder("metadata/packs/core"), generatedPack("gen", entities, fields)];
  const [, validateMs] = await timed(() => load(packs));
  const modelMB = heapOf(packs);
  const dataDir = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
  const db = await openDatabase({ databaseUrl: process.env["DATABASE_URL"], dataDir, snapshot: false });
  try {
    await migrate(db);
    const runtime = await openRuntime({ db, secret: "only for one run of this benchmark, 32 characters", auth: { url: undefined, production: false, port: 0 }, pollMs: 0 });
    const [, planMs] = await timed(() => runtime.packs.plan(packs));
    const [, installMs] = await timed(() => runtime.packs.install({ packs, author: AUTHOR }));
    const [, loadMs] = await timed(() => load(packs));
    const costs = await requests(runtime, `genE${Math.floor(entities / 2)}`);
    await runtime.packs.uninstall({ name: "gen", data: "drop", confirmDestructive: true, author: AUTHOR });
    await runtime.close();
    return { entities, fields, documents: documentsOf(packs).length, validateMs, planMs, installMs, loadMs, modelMB, rssMB: Math.round(process.memoryUsage().rss / 1_048_576), ...costs };
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The pack at the size asked for, then one request at growing sizes of a slighter pack. */
export async function benchMetadata({ entities, fields, grow }: { readonly entities: number; readonly fields: number; readonly grow: readonly number[] }): Promise<{ pack: Measured; growth: readonly Measured[] }> {
  const pack = await measure(entities, fields);
  const growth: Measured[] = [];
  for (const size of grow) growth.push(await measure(size, 5));
  return { pack, growth };
}
