/**
 * A process to be killed while it publishes. Arguments: data directory, database URL ("" = embedded), what to do:
 * `prepare` installs the old state (`prepare new` the new one); `before <n>` upgrades and dies before its n-th statement; `after <n>` dies
 * when that statement has been sent and not answered; `uninstall <n>` uninstalls with all data, `drop <n>` drops what that gave up. With the embedded database, its process dies too. Lines on standard output: `state <digest>` as found,
 * then `done <statements>` when nothing killed it.
 */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { app } from "../../runtime/db/schemas";
import { dropDoomed } from "../../runtime/db/ddl/doomed";
import { embeddedPaths, readNote } from "../../runtime/db/embedded-paths";
import { migrate } from "../../runtime/db/migrate";
import { openDatabase } from "../../runtime/db/open";
import type { Database } from "../../runtime/db/pool";
import { AUTHOR, entity, field, openNode, pack } from "./publishing";

const [dataDir, databaseUrl, mode, at] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(line + "\n");

const OLD = pack("base", {
  "entities/account/entity.json": entity("account", [field("name", { required: true }), field("size", { type: "integer" }), field("fax"), field("city")]),
  "entities/gone/entity.json": entity("gone", [field("name")]),
});

/** Every kind of step in one upgrade: rename, retype, drop, new with default, unique, new table with reference and link. */
const NEW = pack("base", {
  "entities/account/entity.json": entity("account", [
    field("name", { required: true, unique: true }), field("size"), field("city", { name: "town" }), field("grade", { required: true, default: "b" }),
  ]),
  "entities/deal/entity.json": entity("deal", [field("name"), field("account", { type: "reference", options: { entity: "account" } }), field("partners", { type: "references", options: { entity: "account" } })]),
}, { version: "2.0.0" });

/** Equal exactly when catalogue, registry, metadata and every record are equal; times are left out. */
async function digest(database: Database): Promise<string> {
  const facts: unknown[] = [
    await database.run(sql`select c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where n.nspname = 'app' order by 1, 3`),
    await database.run(sql`select indexdef from pg_indexes where schemaname = 'app' order by 1`),
    await database.run(sql`select conname, pg_get_constraintdef(c.oid) as def from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = 'app' order by 1, 2`),
    await database.run(sql`select object_kind, entity_id, node_id, table_name, object_name, definition, hidden_at is null as used from metaloom.schema_registry order by 1, 2, 3, 5`),
    await database.run(sql`select id, tree from metaloom.metadata_revisions order by id`),
    await database.run(sql`select revision from metaloom.metadata_head`),
    await database.run(sql`select encode(hash, 'hex') as hash from metaloom.metadata_blobs order by 1`),
    await database.run(sql`select name, version, revision from metaloom.packs order by 1`),
    await database.run(sql`select kind, subject from metaloom.event_log order by seq`),
  ];
  const tables = await database.run<{ t: string }>(sql`select table_name as t from information_schema.tables where table_schema = 'app' order by 1`);
  for (const { t } of tables) facts.push(await database.run(sql`select to_jsonb(r) as row from ${app(t)} r order by id`).catch(() => []));
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}

/** Counts what the driver sends, begin and commit included. */
function armed(when: string, n: number): () => number {
  let count = 0;
  const send = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  const die = () => {
    const other = databaseUrl ? undefined : readNote(embeddedPaths(dataDir!))?.pid;
    if (other) process.kill(other, "SIGKILL");
    process.kill(process.pid, "SIGKILL");
  };
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    count++;
    if (when === "before" && count === n) die();
    const answer = send.apply(this, given);
    // The driver hands a statement to the socket in the same turn; nothing is read any more.
    if (when === "after" && count === n) die();
    return answer;
  } as typeof pg.Client.prototype.query;
  return () => count;
}

async function main(): Promise<void> {
  const database = await openDatabase({ dataDir: dataDir!, databaseUrl: databaseUrl || undefined, max: 1, snapshot: false });
  if (mode === "prepare") {
    await migrate(database, resolve("runtime/db/migrations"));
    const node = await openNode(database);
    await node.packs.install({ packs: [at === "new" ? NEW : OLD], author: AUTHOR });
    if (at !== "new") for (let i = 0; i < 20; i++) await database.run(sql`insert into app.account (id, name, size, fax, city, created_at, updated_at) values (${`00000000-0000-7000-8000-${String(i).padStart(12, "0")}`}, ${`n${i}`}, ${i}, 'f', 'c', '2026-01-01', '2026-01-01')`);
    await node.close();
  }
  say(`state ${await digest(database)}`);
  if (mode === "before" || mode === "after") {
    const node = await openNode(database);
    const sent = armed(mode, Number(at));
    await node.packs.upgrade({ packs: [NEW], author: AUTHOR, confirmDestructive: true });
    say(`done ${sent()}`);
    await node.close();
  }
  if (mode === "uninstall" || mode === "drop") {
    const node = await openNode(database);
    const sent = armed("before", Number(at));
    if (mode === "drop") await dropDoomed(database);
    else await node.packs.uninstall({ name: "base", data: "drop", author: AUTHOR, confirmDestructive: true });
    say(`done ${sent()}`);
    await node.close();
  }
  await database.close();
}

void main();
