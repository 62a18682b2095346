import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openEmbedded } from "../../runtime/db/embedded";
import { embeddedPaths, readNote } from "../../runtime/db/embedded-paths";
import { compile } from "../../runtime/db/compile";
import { createPool, type Database } from "../../runtime/db/pool";
import { keepUp, startUpkeep } from "../../runtime/db/upkeep";
import { isAppError } from "../../runtime/kernel";
import { startCluster } from "../helpers/postgres";
import { testDatabases, type TestDatabase } from "../helpers/database";

const kinds = inject("databases").kinds;
const ask = (database: Database) => database.run<{ one: number }>(sql`select 1 as one`);

/** Asks again and again until `until`; counts the answers. Anything but an answer or "unavailable" throws. */
async function askUntil(database: Database, until: (answers: { good: number; unavailable: number }) => boolean, limitMs: number): Promise<{ good: number; unavailable: number }> {
  const answers = { good: 0, unavailable: 0 };
  for (const end = Date.now() + limitMs; !until(answers); await pause(50)) {
    if (Date.now() > end) throw new Error(`The database did not come back: ${JSON.stringify(answers)}`);
    try {
      await ask(database);
      answers.good++;
    } catch (error) {
      if (!isAppError(error) || error.code !== "unavailable:database" || !error.remedy) throw error;
      answers.unavailable++;
    }
  }
  return answers;
}

describe.runIf(kinds.includes("embedded"))("the embedded database", () => {
  const embeddedKind = testDatabases().find(({ kind }) => kind === "embedded")!;
  let test: TestDatabase;
  beforeEach(async () => void (test = await embeddedKind.open({ empty: true })));
  afterEach(() => test.close());

  it("refuses a second process each of 20 times and says which process has it", async () => {
    for (let round = 0; round < 20; round++) {
      await expect(openEmbedded({ dataDir: test.dataDir, snapshot: false })).rejects.toMatchObject({
        code: "state:wrong", message: expect.stringContaining(`process ${process.pid} `), remedy: expect.stringContaining("DATABASE_URL"),
      });
    }
    expect(await ask(test.database)).toEqual([{ one: 1 }]);
  });

  it("lets the command line share the connection of the running server", async () => {
    const shared = await openEmbedded({ dataDir: test.dataDir, whenBusy: "share" });
    expect(shared.isShared).toBe(true);
    const other = createPool({ databaseUrl: shared.url, embedded: true });
    await test.database.run(sql`create table public.seen (id int)`);
    expect(await other.run(sql`select count(*) from public.seen`)).toEqual([{ count: 0 }]);
    await other.close();
    await shared.close();
    expect(await ask(test.database)).toEqual([{ one: 1 }]);
  });

  it("takes away what nobody can see any more, and plans anew what was planned while a table was empty", async () => {
    const { database } = test;
    const figures = async () => (await database.run<{ pages: number; read: number; dead: number }>(sql`select pg_relation_size(relid)::int / 8192 as pages, seq_tup_read::int as read, n_dead_tup::int as dead from pg_stat_user_tables where relname = 'kept'`))[0]!;
    const told = async (holds: (now: Awaited<ReturnType<typeof figures>>) => boolean) => {
      // The session tells its figures once a second.
      for (let i = 0; i < 40 && !holds(await figures()); i++) await pause(100);
      return figures();
    };
    const keepUpAll = async () => {
      const done = [];
      for (let name = await keepUp(database); name !== undefined; name = await keepUp(database)) done.push(name);
      return done;
    };
    await database.run(sql`create table public.kept (id int primary key, word text)`);
    const change = (id: number) => database.query(compile(sql`update public.kept k set word = c.word from jsonb_to_recordset(${JSON.stringify([{ id, word: "new" }])}::jsonb) as c (id int, word text) where k.id = c.id`, "change"));
    for (let i = 0; i < 7; i++) await change(1);
    await database.run(sql`insert into public.kept select i, 'word' from generate_series(1, 20000) i`);
    await change(1);
    const badly = (await told(({ read }) => read >= 20_000)).read;
    expect(badly).toBeGreaterThanOrEqual(20_000);
    expect(await keepUpAll()).toContain("public.kept");
    for (let i = 0; i < 5; i++) await change(2);
    await told(({ dead }) => dead > 0);
    expect((await figures()).read).toBe(badly);
    const { pages } = await figures();
    for (let i = 0; i < 4; i++) {
      await database.run(sql`update public.kept set word = word`);
      await told(({ dead }) => dead >= 20_000);
      expect(await keepUpAll()).toContain("public.kept");
    }
    expect((await figures()).pages).toBeLessThanOrEqual(2 * pages + 1);
    expect(await keepUpAll()).toEqual([]);
    await startUpkeep(database).stop();
  });

  it("comes back by itself when its process is killed, and says so meanwhile", async () => {
    await test.database.run(sql`create table public.kept as select 42 as answer`);
    process.kill(readNote(embeddedPaths(test.dataDir))!.pid, "SIGKILL");
    await pause(20);
    const { unavailable } = await askUntil(test.database, ({ good }) => good > 0, 20_000);
    expect(unavailable).toBeGreaterThan(0);
    expect(await test.database.run(sql`select answer from public.kept`)).toEqual([{ answer: 42 }]);
  });

  it("keeps its socket and its note from other users of the machine", () => {
    const paths = embeddedPaths(test.dataDir);
    expect(statSync(paths.run).mode & 0o077).toBe(0);
    expect(statSync(paths.note).mode & 0o077).toBe(0);
  });

  it("gives exactly one of two that start at the same moment the directory, four times", async () => {
    for (let round = 0; round < 4; round++) {
      const dataDir = mkdtempSync(join(tmpdir(), "metaloom-race-"));
      cpSync(join(inject("databases").embeddedEmpty, "pg"), join(dataDir, "pg"), { recursive: true });
      const results = await Promise.allSettled([1, 2].map(() => openEmbedded({ dataDir, snapshot: false })));
      const winners = results.filter((result) => result.status === "fulfilled");
      expect(winners).toHaveLength(1);
      await winners[0]!.value.close();
      rmSync(dataDir, { recursive: true });
    }
  }, 120_000);

  it("copies the directory at each start and keeps the last three copies", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "metaloom-snapshot-"));
    cpSync(join(inject("databases").embeddedEmpty, "pg"), join(dataDir, "pg"), { recursive: true });
    const seen = new Set<string>();
    for (let start = 0; start < 5; start++) {
      const embedded = await openEmbedded({ dataDir });
      readdirSync(join(dataDir, "snapshots")).forEach((name) => seen.add(name));
      await embedded.close();
    }
    const kept = readdirSync(join(dataDir, "snapshots"));
    expect(seen.size).toBe(5);
    expect(kept).toEqual([...seen].sort().slice(-3));
    expect(existsSync(join(dataDir, "snapshots", kept[2]!, "PG_VERSION"))).toBe(true);
    rmSync(dataDir, { recursive: true });
  }, 120_000);
});

describe.runIf(kinds.includes("postgres"))("a PostgreSQL server", () => {
  it("may be away for ten seconds: clear answers meanwhile, and the same pool works afterwards", { timeout: 90_000 }, async () => {
    const cluster = await startCluster();
    const database = createPool({ databaseUrl: cluster.url, max: 3 });
    await Promise.all([ask(database), ask(database), ask(database)]);
    const inTheMiddle = database.transaction(async (tx) => {
      await tx.run(sql`select 1`);
      await pause(1_000);
      await tx.run(sql`select 1`);
    });
    const lost = expect(inTheMiddle).rejects.toMatchObject({ code: "unavailable:database" });
    await cluster.stop();
    await lost;
    const started = pause(10_000).then(() => cluster.start());
    const away = await askUntil(database, ({ good }) => good > 0, 60_000);
    await started;
    expect(away.unavailable).toBeGreaterThan(20);
    expect(await Promise.all([ask(database), ask(database), ask(database)])).toHaveLength(3);
    await database.close();
    await cluster.remove();
  });

  it("keeps acknowledged writes when all its processes are killed", { timeout: 90_000 }, async () => {
    const cluster = await startCluster({ durable: true });
    const database = createPool({ databaseUrl: cluster.url, max: 2 });
    await database.run(sql`create table public.kept (id int primary key)`);
    const acked: number[] = [];
    for (let round = 0, id = 0; round < 5; round++) {
      for (let n = 0; n < 20; n++) {
        await database.run(sql`insert into public.kept values (${++id})`);
        acked.push(id);
      }
      await cluster.crash();
      await askUntil(database, ({ good }) => good > 0, 30_000);
    }
    expect(await database.query({ sql: "select id from public.kept order by id", parameters: [] })).toEqual(acked.map((id) => [id]));
    await database.close();
    await cluster.remove();
  });
});
