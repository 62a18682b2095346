/** The world of the matrix: the vault's base world with emptiness, trash, shares and journal in it; as plain rows, and in a database. */
import { sql } from "kysely";
import type { Database } from "../../runtime/db/pool";
import { partsOf, writeParts, type MatrixPart } from "./matrix-parts";
import { baseWorld, fill, id, TEAMS, UNITS, USERS, type Row, type World } from "./worlds";

export type Cell = string | number | boolean | null | readonly string[] | { readonly amount: number; readonly currency: string };

export interface MatrixRow {
  readonly id: string;
  readonly entity: "paper" | "client" | "item" | "user" | "team" | "unit";
  readonly deleted: boolean;
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface MatrixWorld {
  readonly rows: readonly MatrixRow[];
  readonly copies: readonly { readonly source: string; readonly target: string }[];
  readonly members: readonly { readonly paper: string; readonly user: string; readonly role: string }[];
  readonly shares: readonly { readonly paper: string; readonly kind: "user" | "team" | "unit"; readonly to: string; readonly level: "read" | "update"; readonly expired: boolean }[];
  /** Comments, notes and files. */
  readonly parts: readonly MatrixPart[];
}

const TRASHED = [3, 8, 13, 19, 26, 31];
const [me, other, loner] = USERS as [string, string, string];

/** The rows `fill` of worlds.ts writes, with holes where emptiness matters, and two clients nobody refers to. */
function filled(): World {
  const base = baseWorld();
  const papers = base.papers.map((row, i): Row => ({ ...row, ...(i % 11 === 4 ? { price: null } : {}), ...(i % 13 === 5 ? { state: null } : {}), ...(i % 7 === 6 ? { memo: null } : {}) }));
  const spare = [0, 1, 2, 3].map((n): Row => ({ ...base.clients[n]!, id: id("d", 50 + n), name: `Client 5${n}`, hint: `hint 5${n}` }));
  const members = [...base.members, { paper: id("e", 7), user: me, role: "chief" }, { paper: id("e", 8), user: me, role: "chief" }, { paper: id("e", 10), user: loner, role: "helper" }, { paper: id("e", 11), user: loner, role: "chief" }];
  return { ...base, papers, clients: [...base.clients, ...spare], members };
}

const SHARES: MatrixWorld["shares"] = [
  { paper: id("e", 1), kind: "user", to: me, level: "read", expired: false },
  { paper: id("e", 2), kind: "team", to: TEAMS[0]!, level: "update", expired: false },
  { paper: id("e", 5), kind: "unit", to: UNITS[0]!, level: "update", expired: false },
  { paper: id("e", 14), kind: "user", to: me, level: "update", expired: true },
  { paper: id("e", 16), kind: "user", to: loner, level: "update", expired: false },
  { paper: id("e", 17), kind: "user", to: loner, level: "read", expired: false },
  { paper: id("e", 20), kind: "unit", to: UNITS[1]!, level: "update", expired: false },
  { paper: id("e", 23), kind: "user", to: other, level: "update", expired: false },
];

/** The same rows as the oracle reads them. */
export function matrixWorld(): MatrixWorld {
  const world = filled();
  const trashed = new Set(TRASHED.map((n) => id("e", n)));
  const cells = (row: Row, names: readonly string[]): Record<string, Cell> => ({ id: row.id, version: 1, owner: row.owner, team: row.team, unit: row.unit, createdAt: String(row["createdAt"]), ...Object.fromEntries(names.map((name) => [name, (row[name] ?? null) as Cell])) });
  const papers = world.papers.map((row): MatrixRow => {
    const own = cells(row, ["title", "state", "price", "due", "memo", "labels", "client", "rival"]);
    const price = own["price"] as number | null;
    return { id: row.id, entity: "paper", deleted: trashed.has(row.id), cells: { ...own, pay: { amount: Number(row["pay"]), currency: "EUR" }, twice: price === null ? null : price * 2, echo: String(own["title"]).replace(/^Paper/, "Echo") } };
  });
  const clients = world.clients.map((row): MatrixRow => ({ id: row.id, entity: "client", deleted: false, cells: cells(row, ["name", "grade", "limit", "hint", "phone"]) }));
  const items = world.items.map((row): MatrixRow => ({ id: row.id, entity: "item", deleted: trashed.has(String(row["paper"])), cells: cells(row, ["paper", "name", "cost"]) }));
  const directory = (entity: "user" | "team" | "unit", ids: readonly string[], word: string) => ids.map((key, i): MatrixRow => ({ id: key, entity, deleted: false, cells: { id: key, name: `${word} ${i}` } }));
  return { rows: [...papers, ...clients, ...items, ...directory("user", USERS, "User"), ...directory("team", TEAMS, "Team"), ...directory("unit", UNITS, "Unit")], copies: world.copies, members: world.members, shares: SHARES, parts: partsOf() };
}

/** Before and after that the journal tells of each paper; values no row has, so that a leak is seen. */
export const JOURNAL_WORDS: Readonly<Record<string, readonly [Cell, Cell]>> = { title: ["title before", "title after"], state: ["draft", "done"], price: [911, 922], pay: [{ amount: 933, currency: "EUR" }, { amount: 944, currency: "EUR" }], memo: ["memo before", "memo after"], client: [id("d", 2), id("d", 3)] };

/** Records stand in the journal by their ids. */
const journalValue = (name: string, cell: Cell): unknown => (name === "client" ? { id: cell } : cell);

/** Writes the world, the places of the people in it, and a copy of everything in schema matrix_keep for `repair`. */
export async function writeWorld(db: Database): Promise<void> {
  await fill(db, filled());
  await db.run(sql`insert into metaloom.team_members (team_id, user_id) values (${TEAMS[0]}::uuid, ${me}::uuid)`);
  await db.run(sql`update metaloom.users set unit_id = ${UNITS[0]}::uuid where id = ${me}::uuid`);
  const trashed = TRASHED.map((n) => id("e", n));
  await db.run(sql`update app.paper set deleted_at = '2026-02-02', deleted_by = ${other}::uuid where id = any(${trashed}::uuid[])`);
  await db.run(sql`update app.item set deleted_at = '2026-02-02', deleted_by = ${other}::uuid where paper_id = any(${trashed}::uuid[])`);
  for (const share of SHARES) await db.run(sql`insert into metaloom.record_shares (entity, record_id, grantee_kind, grantee_id, level, shared_by, shared_at, expires_at) values ('paper', ${share.paper}::uuid, ${share.kind}, ${share.to}::uuid, ${share.level}, ${other}::uuid, '2026-01-05', ${share.expired ? "2026-01-06" : null}::timestamptz)`);
  const changes = JSON.stringify(Object.fromEntries(Object.entries(JOURNAL_WORDS).map(([name, [from, to]]) => [name, { from: journalValue(name, from), to: journalValue(name, to) }])));
  await db.run(sql`insert into metaloom.journal (entity, record_id, version, verb, actor_kind, actor_id, channel, at, changes) select 'paper', id, 1, 'update', 'staff', ${other}::uuid, 'ui', '2026-01-07', ${changes}::jsonb from app.paper order by id`);
  await writeParts(db);
  await db.run(sql`create schema matrix_keep`);
  for (const { schema, name } of KEPT) await db.run(sql`create table ${sql.table(`matrix_keep.${schema}_${name}`)} as table ${sql.table(`${schema}.${name}`)}`);
}

/** Tables a case may change, in an order that foreign keys allow for inserts. */
const KEPT = [
  ...["client", "paper", "paper_copies", "item"].map((name) => ({ schema: "app", name })),
  ...["journal", "record_members", "record_shares", "outbox", "counters", "idempotency", "event_log", "secrets", "posts", "post_edits", "post_reactions", "attachments", "files", "jobs", "import_rows"].map((name) => ({ schema: "metaloom", name })),
];

let columns: Map<string, string[]> | undefined;

/** Puts the tables that changed back as they were written; record tables only together, because they refer to each other. */
export async function repair(db: Database, changed: readonly string[]): Promise<void> {
  columns ??= await writableColumns(db);
  const lost = KEPT.filter(({ schema, name }) => (schema === "app" ? changed.some((table) => table.startsWith("app.")) : changed.includes(`${schema}.${name}`)));
  await db.transaction(async (tx) => {
    for (const { schema, name } of [...lost].reverse()) await tx.run(sql`delete from ${sql.table(`${schema}.${name}`)}`);
    for (const { schema, name } of lost) {
      const list = sql.join((columns!.get(`${schema}.${name}`) ?? []).map((column) => sql.ref(column)));
      await tx.run(sql`insert into ${sql.table(`${schema}.${name}`)} (${list}) overriding system value select ${list} from ${sql.table(`matrix_keep.${schema}_${name}`)}`);
    }
  });
}

async function writableColumns(db: Database): Promise<Map<string, string[]>> {
  const rows = await db.run<{ t: string; c: string }>(sql`select table_schema || '.' || table_name as t, column_name as c from information_schema.columns where table_schema in ('app', 'metaloom') and is_generated = 'NEVER' order by ordinal_position`);
  const map = new Map<string, string[]>();
  for (const { t, c } of rows) map.set(t, [...(map.get(t) ?? []), c]);
  return map;
}

/** Columns that say when somebody was last seen; they may change on any request. */
const CLOCKS = ["last_used_at", "last_seen_at"];

/** One text that stands for the contents of every table of app and metaloom. */
export async function digest(db: Database): Promise<string> {
  tables ??= (await db.run<{ s: string; n: string }>(sql`select schemaname as s, tablename as n from pg_tables where schemaname in ('app', 'metaloom') and tablename not in ('metadata_blobs') order by 1, 2`)).map(({ s, n }) => ({ schema: s, name: n }));
  const parts = tables.map(({ schema, name }) => {
    const row = name === "sessions" || name === "api_keys" ? sql`(to_jsonb(t) - ${CLOCKS}::text[])::text` : sql`t::text`;
    return sql`select ${`${schema}.${name}`}::text as name, count(*)::int as n, md5(coalesce(string_agg(md5(${row}), '' order by md5(${row})), '')) as sum from ${sql.table(`${schema}.${name}`)} t`;
  });
  return (await db.run<{ name: string; n: number; sum: string }>(sql`${sql.join(parts, sql` union all `)}`)).map(({ name, n, sum }) => `${name} ${n} ${sum}`).sort().join("\n");
}

let tables: { schema: string; name: string }[] | undefined;

/** Which tables two digests differ in. */
export const differing = (before: string, after: string): string[] => {
  const known = new Set(before.split("\n"));
  return after.split("\n").filter((line) => !known.has(line)).map((line) => line.split(" ")[0]!);
};
