/**
 * Attachments: files of a record that belong to none of its fields. An *attachment* stays the same while its contents get new
 * *versions*, each a row of metaloom.files with its number. It hangs on the record or on a post, and then is seen with the post.
 */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import type { Sql } from "../fields/storage";
import { cleanName } from "../files/name";
import { AppError, isAppError } from "../kernel/errors";
import { newId } from "../kernel/ids";
import { actorId } from "../kernel/principal";
import { ACTIVITY_LIMITS } from "./limits";
import type { Queries } from "../queries";
import { demand, denied, noPart, placeOf, type ActivityCall, type Place } from "./place";
import { writeEvent } from "./record-event";
import { seesPost } from "./visible";

export interface FileItem {
  /** Of the attachment; stays when a new version comes. */
  readonly id: string;
  /** Of the contents: GET /files/{file}. */
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  /** Version, from 1. */
  readonly number: number;
  readonly at: string;
  readonly author: { readonly id: string; readonly title: string | null } | null;
  /** The post it hangs on; null for a file of the record itself. */
  readonly post: string | null;
  readonly mine: boolean;
}

export interface FileRow {
  id: string; file: string; name: string; size: number; media_type: string; number: number; at: string; author_id: string | null; author_name: string | null; post_id: string | null; added_by: string | null;
}

/** Columns of a FileRow, from files f, attachments a and the uploader's users u. */
export const FILE_COLUMNS: Sql = sql`a.id, f.id as file, f.name, f.size, f.media_type, f.number, f.attached_at as at, f.owner_id as author_id, u.name as author_name, a.post_id, a.added_by`;
export const FILE_TABLES: Sql = sql`metaloom.attachments a join metaloom.files f on f.attachment_id = a.id and f.state = 'attached' left join metaloom.users u on u.id = f.owner_id`;

export const fileItem = (row: FileRow, me: string | null): FileItem => ({
  id: row.id, file: row.file, name: row.name, size: row.size, mediaType: row.media_type, number: row.number, at: row.at,
  author: row.author_id ? { id: row.author_id, title: row.author_name } : null, post: row.post_id, mine: me !== null && row.added_by === me,
});

/** Makes attachments of uploads the caller sent a moment ago. `post` hangs them on a post. @throws AppError input:invalid, limit:exceeded. */
export async function attachUploads(call: ActivityCall, place: Place, fileIds: readonly string[], post: string | null): Promise<string[]> {
  if (fileIds.length === 0) return [];
  const { db, ctx } = call;
  const [held] = await db.run<{ n: number }>(sql`select count(*)::int as n from metaloom.attachments where record_id = ${place.id}::uuid and entity = ${place.entity.id}`);
  if (held!.n + fileIds.length > ACTIVITY_LIMITS.attachments) throw new AppError("limit:exceeded", `A record holds at most ${ACTIVITY_LIMITS.attachments} files.`, { remedy: "Delete files that are no longer needed." });
  const ids: string[] = [];
  for (const [i, fileId] of fileIds.entries()) {
    const id = newId(ctx.now.getTime());
    await db.run(sql`insert into metaloom.attachments (id, entity, record_id, post_id, added_by, added_at) values (${id}::uuid, ${place.entity.id}, ${place.id}::uuid, ${post}::uuid, ${actorId(ctx.principal)}::uuid, ${ctx.now}::timestamptz)`);
    await attachUpload(call, place, fileId, id, 1, `/files/${i}`);
    ids.push(id);
  }
  return ids;
}

async function attachUpload({ db, ctx }: ActivityCall, place: Place, fileId: string, attachment: string, number: number, pointer: string): Promise<void> {
  const owner = actorId(ctx.principal);
  const rows = await db.run(sql`update metaloom.files set state = 'attached', entity = ${place.entity.id}, record_id = ${place.id}::uuid, attachment_id = ${attachment}::uuid, number = ${number}::int, attached_at = ${ctx.now}::timestamptz
    where id = ${fileId}::uuid and state = 'staged' and (owner_id = ${owner}::uuid or ${owner}::uuid is null) returning 1`);
  if (rows.length > 0) return;
  const message = "There is no such upload, or it is used already.";
  throw new AppError("input:invalid", message, { issues: [{ pointer, code: "notFound", message, remedy: "Upload the file again." }] });
}

/** Files of posts, by post, as they were added. */
export async function filesOfPosts(db: Queryable, posts: readonly string[], me: string | null): Promise<Map<string, FileItem[]>> {
  const found = new Map<string, FileItem[]>();
  if (posts.length === 0) return found;
  const rows = await db.run<FileRow>(sql`select ${FILE_COLUMNS} from ${FILE_TABLES} where a.post_id = any(${posts}::uuid[]) and f.number = a.last_number order by a.added_at, a.id`);
  for (const row of rows) found.set(row.post_id!, [...(found.get(row.post_id!) ?? []), fileItem(row, me)]);
  return found;
}

/** Attachments of the record the caller may see, newest first, those of comments and notes with them. */
export async function listAttachments({ db, ctx }: ActivityCall, place: Place): Promise<FileItem[]> {
  const rows = await db.run<FileRow>(sql`select ${FILE_COLUMNS} from ${FILE_TABLES} left join metaloom.posts p on p.id = a.post_id
    where a.record_id = ${place.id}::uuid and a.entity = ${place.entity.id} and f.number = a.last_number and ${mayBeSeen(place, ctx)} order by f.attached_at desc, a.id desc limit ${ACTIVITY_LIMITS.attachments}`);
  return rows.map((row) => fileItem(row, actorId(ctx.principal)));
}

/** Of attachments a with their posts p: what hangs on the record needs the letter of files, what hangs on a post that of its kind. */
const mayBeSeen = ({ may }: Place, ctx: ActivityCall["ctx"]): Sql => sql`case when a.post_id is null then ${may.files.includes("r")}
  when p.kind = 'comment' then ${may.comments.includes("r")} and p.deleted_at is null else ${may.notes.includes("r")} and p.deleted_at is null and ${seesPost(ctx, "p")} end`;

interface Held {
  readonly added_by: string | null;
  readonly post_id: string | null;
  readonly last_number: number;
}

/** The attachment, when the caller may see it; `locked` until the transaction ends. */
async function held({ db, ctx }: ActivityCall, place: Place, id: string, locked = false): Promise<Held> {
  const [row] = await db.run<Held>(sql`select a.added_by, a.post_id, a.last_number from metaloom.attachments a left join metaloom.posts p on p.id = a.post_id
    where a.id = ${id}::uuid and a.record_id = ${place.id}::uuid and a.entity = ${place.entity.id} and ${mayBeSeen(place, ctx)}${locked ? sql` for update of a` : sql``}`);
  if (!row) throw noPart("file");
  return row;
}

/** For the door of files: may the caller see this attachment? */
export async function seesAttachment(queries: Queries, call: ActivityCall, entityName: string, recordId: string, id: string): Promise<boolean> {
  try {
    await held(call, await placeOf(queries, call, entityName, recordId), id);
    return true;
  } catch (error) {
    if (isAppError(error) && error.status === 404) return false;
    throw error;
  }
}

/** Files of posts change with their post only. */
async function changeable(call: ActivityCall, place: Place, id: string, letter: "u" | "d"): Promise<Held> {
  const row = await held(call, place, id, true);
  const own = row.added_by !== null && row.added_by === actorId(call.ctx.principal) && place.may.files.includes("c");
  if (row.post_id !== null) throw new AppError("state:wrong", "This file belongs to a comment or note.", { remedy: "Change the comment or note." });
  if (!own && !place.may.files.includes(letter)) throw denied(place, "files", letter);
  return row;
}

/** New files on the record. */
export async function addAttachments(call: ActivityCall, place: Place, fileIds: readonly string[]): Promise<FileItem[]> {
  demand(place, "files", "c");
  const ids = await attachUploads(call, place, fileIds, null);
  for (const id of ids) await writeEvent(call, place, { kind: "file", verb: "added", partId: id });
  return (await listAttachments(call, place)).filter((item) => ids.includes(item.id));
}

/** New contents under the same attachment; the older version stays. @throws AppError limit:exceeded. */
export async function addVersion(call: ActivityCall, place: Place, id: string, fileId: string): Promise<FileItem> {
  const { last_number: last } = await changeable(call, place, id, "u");
  if (last >= ACTIVITY_LIMITS.versions) throw new AppError("limit:exceeded", `A file has at most ${ACTIVITY_LIMITS.versions} versions.`, { remedy: "Add it as a new file." });
  await attachUpload(call, place, fileId, id, last + 1, "/file");
  await call.db.run(sql`update metaloom.attachments set last_number = ${last + 1} where id = ${id}::uuid`);
  await writeEvent(call, place, { kind: "file", verb: "changed", partId: id });
  return (await listVersions(call, place, id))[0]!;
}

/** All versions, newest first. */
export async function listVersions(call: ActivityCall, place: Place, id: string): Promise<FileItem[]> {
  await held(call, place, id);
  const rows = await call.db.run<FileRow>(sql`select ${FILE_COLUMNS} from ${FILE_TABLES} where a.id = ${id}::uuid order by f.number desc`);
  return rows.map((row) => fileItem(row, actorId(call.ctx.principal)));
}

/** Renames the newest version; the extension stays, so that the name goes on to fit the contents. */
export async function renameAttachment(call: ActivityCall, place: Place, id: string, name: string): Promise<FileItem> {
  await changeable(call, place, id, "u");
  const [newest] = await listVersions(call, place, id);
  const dot = newest!.name.lastIndexOf(".");
  const clean = cleanName(name, dot > 0 ? [newest!.name.slice(dot + 1).toLowerCase()] : []);
  await call.db.run(sql`update metaloom.files set name = ${clean} where id = ${newest!.file}::uuid`);
  await writeEvent(call, place, { kind: "file", verb: "changed", partId: id });
  return { ...newest!, name: clean };
}

/** Deletes the attachment with all its versions. */
export async function removeAttachment(call: ActivityCall, place: Place, id: string): Promise<void> {
  await changeable(call, place, id, "d");
  await writeEvent(call, place, { kind: "file", verb: "removed", partId: id });
  await dropAttachments(call.db, [id]);
}

/** Lets the bytes of all versions go; the worker removes them. */
export async function dropAttachments(db: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.run(sql`update metaloom.files set state = 'deleted' where attachment_id = any(${ids}::uuid[])`);
  await db.run(sql`delete from metaloom.attachments where id = any(${ids}::uuid[])`);
}
