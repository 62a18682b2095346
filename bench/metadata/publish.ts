/**
 * What publishing one field costs on a large table of PostgreSQL, while somebody else goes on reading and writing it: the time of the
 * publish, and how long the others waited at most (time under lock). Milliseconds.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { migrate } from "../../runtime/db/migrate";
import { openDatabase } from "../../runtime/db/open";
import { createPool, type Database } from "../../runtime/db/pool";
import { readPackFolder, viewDocument } from "../../runtime/publish";
import { openRuntime } from "../../runtime/server";
import { startCluster } from "../../tests/helpers/postgres";
import { generatedPack } from "./pack";

const AUTHOR = { id: null, kind: "system" } as const;
const PORTION = 100_000;

/** Fields as they are added, from what is free to what has to look at every row. */
const FIELDS: Readonly<Record<string, object>> = {
  plain: { type: "text" },
  "required with a default": { type: "integer", required: true, default: 1 },
  indexed: { type: "integer", index: true },
};

export interface PublishCost {
  readonly field: string;
  readonly rows: number;
  readonly publishMs: number;
  readonly readerWaitedMs: number;
  readonly writerWaitedMs: number;
}

export async function benchPublish(rows: number): Promise<readonly PublishCost[]> {
  const cluster = await startCluster({ settings: { shared_buffers: "512MB", max_wal_size: "4GB" } });
  const dataDir = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
  const db = await openDatabase({ databaseUrl: cluster.url, dataDir, snapshot: false });
  const others = createPool({ databaseUrl: cluster.url, max: 2 });
  try {
    await migrate(db);
    const runtime = await openRuntime({ db, secret: "only for one run of this benchmark, 32 characters", auth: { url: undefined, production: false, port: 0 }, pollMs: 0 });
    await runtime.packs.install({ packs: [await readPackFolder("metadata/packs/core"), generatedPack("gen", 1, 10)], author: AUTHOR });
    const { table } = runtime.live.current().entities.get("genE0")!;
    for (let from = 0; from < rows; from += PORTION) await db.transaction((tx) => tx.run(sql`insert into ${sql.table(`app.${table}`)} (id, name) select gen_random_uuid(), 'row ' || i from generate_series(${from + 1}::bigint, ${Math.min(rows, from + PORTION)}::bigint) i`), { statementTimeoutMs: 0 });
    const costs: PublishCost[] = [];
    for (const [field, shape] of Object.entries(FIELDS)) {
      const { document } = viewDocument((await runtime.publisher.files()).files, { kind: "entity", name: "genE0" });
      const name = `b${costs.length}`;
      const crowd = watch(others, table);
      const began = performance.now();
      await runtime.publisher.publish({ changes: [{ kind: "entity", name: "genE0", document: { ...document, fields: [...(document["fields"] as object[]), { id: name, name, label: field, ...shape }] as never } }], author: AUTHOR });
      const publishMs = Math.round(performance.now() - began);
      costs.push({ field, rows, publishMs, ...(await crowd()) });
    }
    await runtime.close();
    return costs;
  } finally {
    await others.close();
    await db.close();
    await cluster.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One who reads and one who writes, again and again; ends with the longest either waited. */
function watch(others: Database, table: string): () => Promise<Pick<PublishCost, "readerWaitedMs" | "writerWaitedMs">> {
  let isOver = false;
  const longest = async (work: () => Promise<unknown>): Promise<number> => {
    let most = 0;
    while (!isOver) {
      const began = performance.now();
      await work();
      most = Math.max(most, performance.now() - began);
    }
    return Math.round(most);
  };
  const one = sql`select id from ${sql.table(`app.${table}`)} limit 1`;
  const reader = longest(() => others.run(one));
  const writer = longest(() => others.run(sql`update ${sql.table(`app.${table}`)} set version = version + 1 where id = (${one})`));
  return async () => {
    isOver = true;
    return { readerWaitedMs: await reader, writerWaitedMs: await writer };
  };
}
