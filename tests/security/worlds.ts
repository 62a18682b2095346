/**
 * Twin worlds: two databases that differ only in what one reader may not see. Which cells those are is said here in plain JS, row by
 * row, and not asked of the product: whatever differs in the answers of the two worlds is a leak (reliability.md G01).
 */
import { sql } from "kysely";
import type { Database } from "../../runtime/db/pool";

export type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly owner: string; readonly team: string | null; readonly unit: string | null };

export interface World {
  readonly clients: readonly Row[];
  readonly papers: readonly Row[];
  readonly items: readonly Row[];
  readonly copies: readonly { readonly source: string; readonly target: string }[];
  readonly members: readonly { readonly paper: string; readonly user: string; readonly role: string }[];
}

/** Ids are made of a kind and a number, so that both worlds and every run have the same. */
export const id = (kind: string, n: number): string => `${kind.padStart(8, "0")}-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
export const USERS = [1, 2, 3].map((n) => id("a", n));
export const TEAMS = [1, 2].map((n) => id("b", n));
/** unit 1 has unit 2 below it; unit 3 stands apart. */
export const UNITS = [1, 2, 3].map((n) => id("c", n));

const CLIENTS = 12;
const PAPERS = 40;

/** The common world; `secret` is written into everything that may differ later, so that probes can match it. */
export function baseWorld(): World {
  const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();
  const clients = Array.from({ length: CLIENTS }, (_, i) => ({
    id: id("d", i), name: `Client ${i}`, grade: ["a", "b", "c"][i % 3], limit: 100 * i, hint: `hint ${i}`, phone: `+38044${1000000 + i}`, owner: USERS[i % 3]!, team: TEAMS[i % 2]!, unit: UNITS[i % 3]!, createdAt: at(i),
  }));
  const papers = Array.from({ length: PAPERS }, (_, i) => ({
    id: id("e", i), title: `Paper ${i % 7} ${i}`, state: ["draft", "open", "done"][i % 3], price: 10 * (i % 9), pay: 5 * (i % 8), due: `2026-0${1 + (i % 9)}-1${i % 9}`, memo: `memo ${i % 5}`, labels: [`l${i % 3}`, `l${i % 4}`].sort(),
    client: id("d", (i * 5) % CLIENTS), rival: i % 4 ? id("d", (i * 7) % CLIENTS) : null, owner: USERS[(i * 7) % 3]!, team: i % 5 ? TEAMS[i % 2]! : null, unit: UNITS[(i * 2) % 3]!, createdAt: at(i),
  }));
  const items = papers.flatMap((paper, i) => Array.from({ length: i % 3 }, (_, j) => ({ id: id("f", i * 10 + j), paper: paper.id, name: `Item ${j}`, cost: i + j, owner: paper.owner, team: null, unit: null, createdAt: paper.createdAt })));
  return {
    clients, papers, items,
    copies: papers.filter((_, i) => i % 3 === 0).map((paper, i) => ({ source: paper.id, target: id("d", i % CLIENTS) })),
    members: papers.filter((_, i) => i % 6 === 0).map((paper, i) => ({ paper: paper.id, user: USERS[0]!, role: i % 2 ? "helper" : "watcher" })),
  };
}

/** What a reader may not see. `cells` names fields of a row whose values may differ; `rows` says whether the row is invisible as a whole. */
export interface Blind {
  readonly rows: { readonly client: (row: Row) => boolean; readonly paper: (row: Row, world: World) => boolean };
  readonly cells: { readonly client: (row: Row) => readonly string[]; readonly paper: (row: Row) => readonly string[]; readonly item: (row: Row) => readonly string[] };
  /** Fields of invisible rows that rules read, so that they must stay. */
  readonly keep: readonly string[];
}

const OTHER: Record<string, unknown> = { name: "Zzz other", title: "Zzz other", grade: "b", limit: 7, hint: "canary", phone: "+380449999999", state: "done", price: 33, pay: 41, due: "2026-11-30", memo: "canary", labels: ["zz"], client: id("d", 0), rival: id("d", 1), cost: 77 };

/** The same world as the reader sees it, everything else changed, with more invisible rows. */
export function otherWorld(world: World, blind: Blind): World {
  const change = (row: Row, fields: readonly string[]): Row => ({ ...row, ...Object.fromEntries(fields.filter((name) => name in row && !blind.keep.includes(name)).map((name) => [name, OTHER[name]])) });
  const all = Object.keys(OTHER);
  const clients = world.clients.map((row) => change(row, blind.rows.client(row) ? all : blind.cells.client(row)));
  const hiddenPaper = new Map(world.papers.map((row) => [row.id, blind.rows.paper(row, world)]));
  const papers = world.papers.map((row) => change(row, hiddenPaper.get(row.id) ? all : blind.cells.paper(row)));
  const items = world.items.map((row) => change(row, hiddenPaper.get(String(row["paper"])) ? all : blind.cells.item(row)));
  const twin = world.papers.find((row) => hiddenPaper.get(row.id));
  const extra = twin ? Array.from({ length: 7 }, (_, i): Row => ({ ...twin, id: id("e", 900 + i), title: "Paper canary", memo: "canary" })) : [];
  return { ...world, clients, papers: [...papers, ...extra], items };
}

/** Writes a world into a database whose model is the vault pack. */
export async function fill(db: Database, world: World): Promise<void> {
  for (const [i, team] of TEAMS.entries()) await db.run(sql`insert into metaloom.teams (id, name) values (${team}::uuid, ${`Team ${i}`})`);
  for (const [i, unit] of UNITS.entries()) await db.run(sql`insert into metaloom.units (id, name, parent_id, path) values (${unit}::uuid, ${`Unit ${i}`}, ${i === 1 ? UNITS[0]! : null}::uuid, ${i === 1 ? [UNITS[0], unit] : [unit]}::uuid[])`);
  for (const [i, user] of USERS.entries()) await db.run(sql`insert into metaloom.users (id, email, name) values (${user}::uuid, ${`u${i}@example.com`}, ${`User ${i}`})`);
  const common = (row: Row) => sql`${row.id}::uuid, ${row["createdAt"]}::timestamptz, ${row["createdAt"]}::timestamptz, ${row.owner}::uuid, ${row.owner}::uuid, ${row.owner}::uuid, ${row.team}::uuid, ${row.unit}::uuid`;
  const columns = sql`id, created_at, updated_at, created_by, updated_by, owner_id, team_id, unit_id`;
  for (const row of world.clients) await db.run(sql`insert into app.client (${columns}, name, grade, "limit", hint, phone) values (${common(row)}, ${row["name"]}, ${row["grade"]}, ${row["limit"]}, ${row["hint"]}, ${row["phone"]})`);
  for (const row of world.papers)
    await db.run(sql`insert into app.paper (${columns}, title, state, price, pay, pay_currency, due, memo, labels, client_id, rival_id) values (${common(row)}, ${row["title"]}, ${row["state"]}, ${row["price"]}, ${row["pay"]}, 'EUR', ${row["due"]}::date, ${row["memo"]}, ${row["labels"]}::text[], ${row["client"]}::uuid, ${row["rival"]}::uuid)`);
  for (const row of world.items) await db.run(sql`insert into app.item (${columns}, paper_id, name, cost) values (${common(row)}, ${row["paper"]}::uuid, ${row["name"]}, ${row["cost"]})`);
  for (const { source, target } of world.copies) await db.run(sql`insert into app.paper_copies (source_id, target_id, position) values (${source}::uuid, ${target}::uuid, 0)`);
  for (const { paper, user, role } of world.members) await db.run(sql`insert into metaloom.record_members (entity, record_id, user_id, role, added_at) values ('paper', ${paper}::uuid, ${user}::uuid, ${role}, '2026-01-01')`);
}
