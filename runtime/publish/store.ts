/** Revisions in the database: contents once by hash, trees, the head. Reading and writing only; no rules. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Queryable } from "../db/transaction";
import { digestOf, hashOf, treeOf, type Files, type Tree } from "./tree";

export interface Head {
  /** 0 before anything was published. */
  readonly revision: number;
  readonly tree: Tree;
}

export interface RevisionInfo {
  readonly revision: number;
  readonly parent: number | null;
  readonly summary: string;
  readonly author: { readonly id: string; readonly name: string | null } | null;
  readonly createdAt: string;
  /** The steps of its plan, as sentences with their cost. */
  readonly plan: readonly unknown[];
}

export async function readHeadRevision(database: Queryable): Promise<number> {
  const [row] = await database.run<{ revision: number }>(sql`select revision from ${sys("metadata_head")}`);
  return row?.revision ?? 0;
}

export async function readHead(database: Queryable): Promise<Head> {
  const [row] = await database.run<{ revision: number; tree: Tree }>(sql`select r.id as revision, r.tree from ${sys("metadata_head")} h join ${sys("metadata_revisions")} r on r.id = h.revision`);
  return row ?? { revision: 0, tree: {} };
}

/** Tree of a revision; undefined when there is none of that number. Revision 0 is the empty tree. */
export async function readTree(database: Queryable, revision: number): Promise<Tree | undefined> {
  if (revision === 0) return {};
  const [row] = await database.run<{ tree: Tree }>(sql`select tree from ${sys("metadata_revisions")} where id = ${revision}`);
  return row?.tree;
}

/** Contents of a tree. @throws Error when one is missing, which only damage of the database can cause. */
export async function readFiles(database: Queryable, tree: Tree): Promise<Files> {
  const hashes = [...new Set(Object.values(tree))];
  if (hashes.length === 0) return new Map();
  const rows = await database.run<{ hash: string; content: string }>(sql`select encode(hash, 'hex') as hash, content from ${sys("metadata_blobs")} where hash = any(select decode(h, 'hex') from unnest(${hashes}::text[]) as h)`);
  const contents = new Map(rows.map((row) => [row.hash, row.content]));
  return new Map(Object.entries(tree).map(([path, hash]) => {
    const content = contents.get(hash);
    if (content === undefined) throw new Error(`The content ${hash} of ${path} is missing in metaloom.metadata_blobs.`);
    return [path, content];
  }));
}

const INFO = sql`r.id as revision, r.parent_id as parent, r.summary, r.created_at as "createdAt", r.plan,
  case when r.author_id is not null then json_build_object('id', r.author_id, 'name', u.name) end as author`;

/** Newest first. */
export function readRevisions(database: Queryable, limit: number, before?: number): Promise<RevisionInfo[]> {
  return database.run<RevisionInfo>(sql`select ${INFO} from ${sys("metadata_revisions")} r left join ${sys("users")} u on u.id = r.author_id
    where ${before === undefined ? sql`true` : sql`r.id < ${before}`} order by r.id desc limit ${limit}`);
}

export async function readRevision(database: Queryable, revision: number): Promise<RevisionInfo | undefined> {
  const [row] = await database.run<RevisionInfo>(sql`select ${INFO} from ${sys("metadata_revisions")} r left join ${sys("users")} u on u.id = r.author_id where r.id = ${revision}`);
  return row;
}

export interface DocumentVersion {
  readonly revision: number;
  readonly createdAt: string;
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly summary: string;
}

/** Revisions in which what lies at the paths together changed, newest first, of the newest `limit` revisions. */
export async function readVersions(database: Queryable, paths: readonly string[], limit: number): Promise<readonly DocumentVersion[]> {
  const rows = await database.run<DocumentVersion & { readonly state: string | null }>(sql`
    select r.id as revision, r.summary, r.created_at as "createdAt", case when r.author_id is not null then json_build_object('id', r.author_id, 'name', u.name) end as author,
      (select string_agg(r.tree ->> p, ' ' order by p) from unnest(${paths}::text[]) as p) as state
    from ${sys("metadata_revisions")} r left join ${sys("users")} u on u.id = r.author_id order by r.id desc limit ${limit}`);
  return rows.filter(({ state }, at) => state !== null && state !== (rows[at + 1]?.state ?? null)).map(({ state: _state, ...version }) => version);
}

export interface NewRevision {
  readonly revision: number;
  readonly parent: number;
  readonly files: Files;
  readonly summary: string;
  readonly plan: readonly unknown[];
  readonly authorId: string | null;
}

/** Writes contents, revision and head. The caller holds the publish lock and has compared the head. */
export async function writeRevision(database: Queryable, next: NewRevision): Promise<void> {
  const tree = treeOf(next.files);
  const blobs = [...new Map([...next.files.values()].map((content) => [hashOf(content), content]))].map(([hash, content]) => ({ hash, content }));
  await database.run(sql`insert into ${sys("metadata_blobs")} (hash, content)
    select decode(hash, 'hex'), content from jsonb_to_recordset(${JSON.stringify(blobs)}::jsonb) as b (hash text, content text) on conflict do nothing`);
  await database.run(sql`insert into ${sys("metadata_revisions")} (id, parent_id, tree, summary, plan, author_id, digest)
    values (${next.revision}, ${next.parent === 0 ? null : next.parent}, ${JSON.stringify(tree)}::jsonb, ${next.summary}, ${JSON.stringify(next.plan)}::jsonb, ${next.authorId}, decode(${digestOf(tree)}, 'hex'))`);
  await database.run(sql`insert into ${sys("metadata_head")} (only_row, revision) values (true, ${next.revision}) on conflict (only_row) do update set revision = excluded.revision`);
}

interface PackRow {
  readonly name: string;
  readonly version: string;
  readonly digest: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

export interface InstalledPack extends PackRow {
  /** Revision that brought this state of the pack. */
  readonly revision: number;
  readonly installedAt: string;
}

export function readPacks(database: Queryable): Promise<InstalledPack[]> {
  return database.run<InstalledPack>(sql`select name, version, encode(digest, 'hex') as digest, manifest, revision, installed_at as "installedAt" from ${sys("packs")} order by name`);
}

/** Makes the list of packs say what the tree holds: also after a rollback. */
export async function writePacks(database: Queryable, packs: readonly PackRow[], revision: number): Promise<void> {
  await database.run(sql`delete from ${sys("packs")} where name <> all(${packs.map((pack) => pack.name)}::text[])`);
  await database.run(sql`insert into ${sys("packs")} as p (name, version, digest, manifest, revision)
    select name, version, decode(digest, 'hex'), manifest, ${revision} from jsonb_to_recordset(${JSON.stringify(packs)}::jsonb) as r (name text, version text, digest text, manifest jsonb)
    on conflict (name) do update set version = excluded.version, digest = excluded.digest, manifest = excluded.manifest, revision = excluded.revision, installed_at = now() where p.digest <> excluded.digest`);
}
