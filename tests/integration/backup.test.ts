import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesFolderOf, loadBackup } from "../../runtime/backup/load";
import { saveBackup } from "../../runtime/backup/save";
import { catalogueText, readCatalogue } from "../../runtime/db/catalogue";
import type { Database } from "../../runtime/db/pool";
import { testDatabases, type TestDatabase } from "../helpers/database";

const NOW = new Date("2026-01-31T10:00:00Z");
const USER = "00000000-0000-7000-8000-000000000001";

async function fill(database: Database): Promise<void> {
  await database.query({ parameters: [], sql: `
    insert into metaloom.users (id, email, name) values ('${USER}', 'ada@example.com', 'Ada');
    insert into metaloom.journal (entity, record_id, version, verb, actor_kind, channel, changes) select 'deal', gen_random_uuid(), 1, 'create', 'staff', 'ui', '{"a":[1,null,"ü"]}' from generate_series(1, 1200);
    create table app.organisation (id uuid primary key, "order" text, city text generated always as (upper("order")) stored);
    create table app.deal (id uuid primary key, seq bigint generated always as identity, organisation_id uuid references app.organisation on delete restrict, owner_id uuid references metaloom.users,
      amount numeric(15,2) check (amount >= 0), tags text[], search tsvector, doc jsonb, at timestamptz not null, took interval, seen bytea, note text default 'it''s');
    create index deal_search on app.deal using gin (search);
    create index deal_note on app.deal using gin (note public.gin_trgm_ops);
    create unique index deal_amount on app.deal (amount) where amount > 100;
    create function app.touch() returns trigger language plpgsql as $$ begin new.note := coalesce(new.note, '') || '!'; return new; end $$;
    insert into app.organisation values ('${USER}', 'nul "q" \\ back');
    insert into app.deal (id, organisation_id, owner_id, amount, tags, search, doc, at, took, seen, note)
      select gen_random_uuid(), '${USER}', '${USER}', n / 3.0, array['a,b', null, '{}', ''], to_tsvector('simple', 'l''eau no' || n), '{"x":"\\u00fc"}', '2026-01-31 10:00:00.123456+02', '1 mon 2 days 03:04:05.678', '\\x00ff', case when n % 7 = 0 then null else 'line' || chr(10) || n end
      from generate_series(1, 2500) n;
    create trigger deal_touch before insert on app.deal for each row execute function app.touch();
  ` });
}

const everything = (database: Database) => database.transaction(async (tx) => ({
  app: catalogueText(await readCatalogue(tx, "app")),
  system: catalogueText(await readCatalogue(tx, "metaloom")),
  deals: await tx.query({ sql: "select md5(string_agg(d::text, '' order by id)), count(*), max(seq) from app.deal d", parameters: [] }),
  journal: await tx.query({ sql: "select count(*), max(seq), md5(string_agg(record_id::text || changes, '' order by seq)) from metaloom.journal", parameters: [] }),
}));

const kinds = testDatabases();
describe.each(kinds)("a backup made on $kind", ({ open }) => {
  let source: TestDatabase;
  let folder: string;
  let file: string;
  let before: Awaited<ReturnType<typeof everything>>;
  beforeAll(async () => {
    source = await open();
    folder = mkdtempSync(join(tmpdir(), "metaloom-backup-"));
    file = join(folder, "all.metaloom");
    await fill(source.database);
    mkdirSync(join(filesFolderOf(source.dataDir), "ab"), { recursive: true });
    writeFileSync(join(filesFolderOf(source.dataDir), "ab", "cd"), Buffer.alloc(700_000, "metaloom"));
    before = await everything(source.database);
  });
  afterAll(async () => {
    await source.close();
    rmSync(folder, { recursive: true });
  });

  it("holds every row and file", async () => {
    const saved = await saveBackup(source.database, filesFolderOf(source.dataDir), file, NOW);
    expect(saved).toMatchObject({ rows: 1 + 1200 + 1 + 2500 + 2, files: 1 });
    expect(existsSync(`${file}.partial`)).toBe(false);
  });

  it.each(kinds)("comes back whole on $kind, also its sequences", async (target) => {
    const test = await target.open({ empty: true });
    const loaded = await loadBackup(test.database, filesFolderOf(test.dataDir), file, { force: false, now: NOW });
    expect(loaded).toMatchObject({ rows: 3704, files: 1, remarks: [] });
    expect(await everything(test.database)).toEqual(before);
    expect(readFileSync(join(filesFolderOf(test.dataDir), "ab", "cd")).equals(Buffer.alloc(700_000, "metaloom"))).toBe(true);
    const [next] = await test.database.run<{ seq: number; note: string }>(sql`insert into app.deal (id, at, note) values (gen_random_uuid(), now(), 'new') returning seq, note`);
    expect(next).toEqual({ seq: 2501, note: "new!" });
    // The journal's readers stop at running transactions: the numbers of another server must not look like the future.
    expect(await test.database.run(sql`select count(*) from metaloom.journal where xid >= pg_snapshot_xmax(pg_current_snapshot())`)).toEqual([{ count: 0 }]);
    await test.close();
  });

  it("is refused by a database that is not empty, unless forced, and then replaces all", async () => {
    const test = await open();
    await test.database.run(sql`create table app.other (id int)`);
    await expect(loadBackup(test.database, filesFolderOf(test.dataDir), file, { force: false, now: NOW })).rejects.toMatchObject({ code: "state:wrong", remedy: expect.stringContaining("--force") });
    expect(await test.database.run(sql`select count(*) from app.other`)).toEqual([{ count: 0 }]);
    await loadBackup(test.database, filesFolderOf(test.dataDir), file, { force: true, now: NOW });
    expect(await everything(test.database)).toEqual(before);
    await test.close();
  });

  it("changes nothing when the file is cut off, damaged or something else", async () => {
    const test = await open({ empty: true });
    const whole = readFileSync(file);
    const bad = { cut: whole.subarray(0, whole.length / 2), other: Buffer.from("hello"), flipped: Buffer.from(whole) };
    bad.flipped[Math.floor(whole.length / 2)]! ^= 0xff;
    for (const [name, content] of Object.entries(bad)) {
      writeFileSync(join(folder, name), content);
      await expect(loadBackup(test.database, filesFolderOf(test.dataDir), join(folder, name), { force: true, now: NOW })).rejects.toMatchObject({ code: "input:invalid" });
    }
    await expect(loadBackup(test.database, filesFolderOf(test.dataDir), join(folder, "missing"), { force: true, now: NOW })).rejects.toMatchObject({ message: expect.stringContaining("There is no file") });
    expect(await test.database.run(sql`select nspname from pg_namespace where nspname in ('app', 'metaloom')`)).toEqual([]);
    expect(existsSync(filesFolderOf(test.dataDir))).toBe(false);
    await test.close();
  });
});
