/**
 * The timeline of a record: posts, files and changes in one order, newest first. Each *source* gives its entries behind a position;
 * they are merged here. A position is (time, key); keys of the sources never meet, so the order is total and a page neither repeats
 * nor skips an entry, whatever is added meanwhile.
 */
import { sql } from "kysely";
import type { Sql } from "../fields/storage";
import { actorId } from "../kernel/principal";
import { changeEntries, type HistoryEntry } from "../entities/history";
import type { CursorSeal } from "../queries/cursor";
import { FILE_COLUMNS, FILE_TABLES, fileItem, type FileItem, type FileRow } from "./attachments";
import { ACTIVITY_LIMITS } from "./limits";
import type { SaveContext } from "../entities/save";
import type { Place } from "./place";
import { POST_COLUMNS, postItems, type PostItem, type PostRow } from "./posts";
import { seesPost } from "./visible";

export const TIMELINE_KINDS = ["comments", "notes", "files", "changes"] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export type TimelineItem =
  | PostItem
  | ({ readonly kind: "file"; readonly newest: boolean } & FileItem)
  | ({ readonly kind: "change"; readonly id: string } & Omit<HistoryEntry, "seq">);

export interface Timeline {
  readonly items: readonly TimelineItem[];
  readonly nextCursor: string | null;
  /** Letters of the caller for each thing of this record. */
  readonly may: Place["may"];
}

interface Position {
  /** Time with microseconds. */
  readonly moment: string;
  readonly key: string;
}
type Placed<T> = T & Position;

const moment = (column: Sql): Sql => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment`;
const behind = (after: Position | undefined, at: Sql, key: Sql): Sql => (after ? sql`(${at}, ${key} collate "C") < (${after.moment}::timestamptz, ${after.key})` : sql`true`);

type Source = (call: SaveContext, place: Place, after: Position | undefined, limit: number) => Promise<Placed<{ item: TimelineItem }>[]>;

const posts = (kind: PostItem["kind"]): Source => async (call, place, after, limit) => {
  const key = sql`('p' || p.id::text)`;
  const rows = await call.db.run<Placed<PostRow>>(sql`select ${POST_COLUMNS}, ${key} as key, ${moment(sql`p.created_at`)} from metaloom.posts p left join metaloom.users u on u.id = p.author_id
    where p.record_id = ${place.id}::uuid and p.entity = ${place.entity.id} and p.kind = ${kind} and p.deleted_at is null and ${seesPost(call.ctx, "p")} and ${behind(after, sql`p.created_at`, key)}
    order by p.created_at desc, ${key} collate "C" desc limit ${limit}`);
  const items = await postItems(call, rows);
  return rows.map((row, i) => ({ item: items[i]!, moment: row.moment, key: row.key }));
};

const files: Source = async (call, place, after, limit) => {
  const key = sql`('f' || f.id::text)`;
  const rows = await call.db.run<Placed<FileRow & { newest: boolean }>>(sql`select ${FILE_COLUMNS}, f.number = a.last_number as newest, ${key} as key, ${moment(sql`f.attached_at`)} from ${FILE_TABLES}
    where a.record_id = ${place.id}::uuid and a.entity = ${place.entity.id} and a.post_id is null and ${behind(after, sql`f.attached_at`, key)} order by f.attached_at desc, ${key} collate "C" desc limit ${limit}`);
  return rows.map((row) => ({ item: { kind: "file", ...fileItem(row, actorId(call.ctx.principal)), newest: row.newest }, moment: row.moment, key: row.key }));
};

const changes: Source = async (call, place, after, limit) => {
  const key = sql`('j' || lpad(j.seq::text, 20, '0'))`;
  const entries = await changeEntries<Position>(call, place.entity.name, place.id, { also: sql`${key} as key, ${moment(sql`j.at`)}`, where: behind(after, sql`j.at`, key), order: sql`j.at desc, ${key} collate "C" desc`, limit });
  return entries.map(({ entry: { seq, ...entry }, row }) => ({ item: { kind: "change", id: String(seq), ...entry }, moment: row.moment, key: row.key }));
};

const SOURCES: Readonly<Record<TimelineKind, Source>> = { comments: posts("comment"), notes: posts("note"), files, changes };

/** A page of the timeline; kinds the caller may not read are left out. @throws AppError query:invalid for a foreign cursor. */
export async function readTimeline(call: SaveContext, place: Place, seal: CursorSeal, query: { kinds?: readonly TimelineKind[]; limit?: number; cursor?: string } = {}): Promise<Timeline> {
  const limit = Math.min(query.limit ?? 30, ACTIVITY_LIMITS.page);
  const kinds = (query.kinds ?? TIMELINE_KINDS).filter((kind) => kind === "changes" || place.may[kind].includes("r"));
  const shape = `timeline;${place.entity.id};${place.id};${[...kinds].sort().join()}`;
  const [after] = query.cursor === undefined ? [] : [seal.open(shape, query.cursor)].map(([at, key]): Position => ({ moment: at!, key: key! }));
  const found: Placed<{ item: TimelineItem }>[] = [];
  for (const kind of kinds) found.push(...(await SOURCES[kind](call, place, after, limit + 1)));
  found.sort((a, b) => order(b.moment, a.moment) || order(b.key, a.key));
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(({ item }) => item), nextCursor: found.length > limit && last ? seal.seal(shape, [last.moment, last.key]) : null, may: place.may };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
