/**
 * Posts: comments and notes. Both are Markdown by one person about one record; a comment is said to others, a note is kept, and may
 * be private. Their author changes them, and earlier wordings are kept; nobody changes the words of others.
 */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import type { Sql } from "../fields/storage";
import { AppError } from "../kernel/errors";
import { newId } from "../kernel/ids";
import { actorId } from "../kernel/principal";
import type { Thing } from "../model/types";
import { attachUploads, dropAttachments, filesOfPosts, type FileItem } from "./attachments";
import { ACTIVITY_LIMITS } from "./limits";
import { mentionsIn } from "./mentions";
import { demand, denied, noPart, type ActivityCall, type Place } from "./place";
import { writeEvent, writeJournal } from "./record-event";
import { seesPost } from "./visible";

export type PostKind = "comment" | "note";
export const THING_OF: Readonly<Record<PostKind, Thing>> = { comment: "comments", note: "notes" };

export interface PostItem {
  readonly kind: PostKind;
  readonly id: string;
  readonly at: string;
  readonly author: { readonly id: string; readonly title: string | null } | null;
  readonly body: string;
  readonly private: boolean;
  readonly version: number;
  readonly editedAt: string | null;
  /** People named, with their present names. */
  readonly mentions: readonly { readonly id: string; readonly title: string }[];
  readonly reactions: readonly { readonly emoji: string; readonly count: number; readonly mine: boolean; readonly people: readonly string[] }[];
  readonly files: readonly FileItem[];
  readonly mine: boolean;
}

export interface PostRow {
  id: string; kind: PostKind; author_id: string | null; author_name: string | null; body: string; private: boolean; version: number; at: string; edited_at: string | null; mentions: string[];
}

export const POST_COLUMNS: Sql = sql`p.id, p.kind, p.author_id, u.name as author_name, p.body, p.private, p.version, p.created_at as at, p.edited_at, p.mentions`;

/** Rows → items, with mentions, reactions and files. */
export async function postItems({ db, ctx }: Pick<ActivityCall, "db" | "ctx">, rows: readonly PostRow[]): Promise<PostItem[]> {
  const me = actorId(ctx.principal);
  const ids = rows.map((row) => row.id);
  const names = await namesOf(db, rows.flatMap((row) => row.mentions));
  const reactions = await reactionsOf(db, ids, me);
  const files = await filesOfPosts(db, ids, me);
  return rows.map((row) => ({
    kind: row.kind, id: row.id, at: row.at, author: row.author_id ? { id: row.author_id, title: row.author_name } : null, body: row.body, private: row.private, version: row.version, editedAt: row.edited_at,
    mentions: row.mentions.flatMap((id) => (names.has(id) ? [{ id, title: names.get(id)! }] : [])), reactions: reactions.get(row.id) ?? [], files: files.get(row.id) ?? [], mine: me !== null && row.author_id === me,
  }));
}

async function namesOf(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.run<{ id: string; name: string }>(sql`select id, name from metaloom.users where id = any(${[...new Set(ids)]}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** People beyond these are counted, not named. */
const NAMED = 20;

async function reactionsOf(db: Queryable, posts: readonly string[], me: string | null): Promise<Map<string, PostItem["reactions"][number][]>> {
  const found = new Map<string, PostItem["reactions"][number][]>();
  if (posts.length === 0) return found;
  const rows = await db.run<{ post_id: string; emoji: string; n: number; mine: boolean; people: string[] }>(sql`
    select r.post_id, r.emoji, count(*)::int as n, coalesce(bool_or(r.user_id = ${me}::uuid), false) as mine, (array_agg(u.name order by r.at))[1:${NAMED}::int] as people
    from metaloom.post_reactions r join metaloom.users u on u.id = r.user_id where r.post_id = any(${posts}::uuid[]) group by r.post_id, r.emoji order by min(r.at), r.emoji`);
  for (const { post_id: post, emoji, n, mine, people } of rows) found.set(post, [...(found.get(post) ?? []), { emoji, count: n, mine, people }]);
  return found;
}

export interface NewPost {
  readonly body: string;
  readonly private?: boolean;
  /** Ids of uploads. */
  readonly files?: readonly string[];
}

/** What naming somebody needs: does he see the record? Gives the ids of those who do. */
export type Readers = (users: readonly string[], entityName: string, recordId: string) => Promise<ReadonlySet<string>>;

export async function addPost(call: ActivityCall, place: Place, kind: PostKind, given: NewPost, readers: Readers): Promise<PostItem> {
  demand(place, THING_OF[kind], "c");
  const { ctx, db } = call;
  const body = checkedBody(given.body, given.files?.length ?? 0);
  const mentions = await checkedMentions(place, body, [], readers);
  const id = newId(ctx.now.getTime());
  const secret = kind === "note" && (given.private ?? false);
  await db.run(sql`insert into metaloom.posts (id, kind, entity, record_id, author_kind, author_id, body, mentions, private, created_at)
    values (${id}::uuid, ${kind}, ${place.entity.id}, ${place.id}::uuid, ${ctx.principal.kind}, ${actorId(ctx.principal)}::uuid, ${body}, ${mentions}::uuid[], ${secret}, ${ctx.now}::timestamptz)`);
  await attachUploads(call, place, given.files ?? [], id);
  await writeEvent(call, place, { kind, verb: "added", partId: id, private: secret, mentions });
  return readPost(call, place, kind, id);
}

function checkedBody(text: string, files: number): string {
  // Windows line ends and zero bytes come with pasted text; the database takes no zero bytes.
  const body = text.replace(/\r\n?/g, "\n").replaceAll("\0", "").trim();
  if (body === "" && files === 0) refuse("required", "Write something, or add a file.");
  if (body.length > ACTIVITY_LIMITS.body) refuse("tooLong", `The text has ${body.length} characters; at most ${ACTIVITY_LIMITS.body} are taken.`);
  return body;
}

function refuse(code: string, message: string): never {
  throw new AppError("input:invalid", message, { issues: [{ pointer: "/body", code, message }] });
}

/** Ids of those named. Whoever is named anew must be able to see the record: a mention must not tell him of what he may not know. */
async function checkedMentions(place: Place, body: string, before: readonly string[], readers: Readers): Promise<string[]> {
  const named = mentionsIn(body);
  if (named.length > ACTIVITY_LIMITS.mentions) refuse("tooMany", `At most ${ACTIVITY_LIMITS.mentions} people can be named.`);
  const added = named.filter(({ id }) => !before.includes(id));
  if (added.length > 0) {
    const readable = await readers(added.map(({ id }) => id), place.entity.name, place.id);
    const blind = added.find(({ id }) => !readable.has(id));
    if (blind) refuse("mention", `${blind.name} cannot be named here: there is no such person, or the person may not see this ${place.entity.name}.`);
  }
  return named.map(({ id }) => id);
}

export async function readPost(call: ActivityCall, place: Place, kind: PostKind, id: string): Promise<PostItem> {
  const [row] = await call.db.run<PostRow>(sql`select ${POST_COLUMNS} from metaloom.posts p left join metaloom.users u on u.id = p.author_id where ${isThis(call, place, kind, id)}`);
  if (!row) throw noPart(kind);
  return (await postItems(call, [row]))[0]!;
}

const isThis = ({ ctx }: ActivityCall, place: Place, kind: PostKind, id: string): Sql =>
  sql`p.id = ${id}::uuid and p.kind = ${kind} and p.entity = ${place.entity.id} and p.record_id = ${place.id}::uuid and p.deleted_at is null and ${place.may[THING_OF[kind]].includes("r")} and ${seesPost(ctx, "p")}`;

/** The post, locked. */
async function locked(call: ActivityCall, place: Place, kind: PostKind, id: string): Promise<{ author_id: string | null; body: string; version: number; private: boolean; mentions: string[] }> {
  const [row] = await call.db.run<{ author_id: string | null; body: string; version: number; private: boolean; mentions: string[] }>(sql`select p.author_id, p.body, p.version, p.private, p.mentions from metaloom.posts p where ${isThis(call, place, kind, id)} for update of p`);
  if (!row) throw noPart(kind);
  return row;
}

export interface PostChange {
  readonly body?: string;
  readonly private?: boolean;
  /** The version the change is meant for. */
  readonly version?: number;
  /** Uploads to add. */
  readonly addFiles?: readonly string[];
  /** Attachments to take out. */
  readonly removeFiles?: readonly string[];
}

export async function editPost(call: ActivityCall, place: Place, kind: PostKind, id: string, change: PostChange, readers: Readers): Promise<PostItem> {
  const { ctx, db } = call;
  const old = await locked(call, place, kind, id);
  if (old.author_id !== actorId(ctx.principal) || old.author_id === null) throw new AppError("right:missing", `Only its author may change a ${kind}.`, { remedy: "Write one of your own." });
  demand(place, THING_OF[kind], "c");
  if (change.version !== undefined && change.version !== old.version) throw new AppError("conflict:version", `This ${kind} was changed in another window.`, { remedy: "Read it again, then change it.", issues: [{ pointer: "/version", code: "stale", message: `The ${kind} has version ${old.version}.` }] });
  const files = (await filesOfPosts(db, [id], null)).get(id) ?? [];
  const dropped = files.filter((file) => change.removeFiles?.includes(file.id)).map((file) => file.id);
  const left = files.length - dropped.length + (change.addFiles?.length ?? 0);
  if (left > ACTIVITY_LIMITS.files) throw new AppError("limit:exceeded", `A ${kind} holds at most ${ACTIVITY_LIMITS.files} files.`, { remedy: "Add the others to the record." });
  const body = checkedBody(change.body ?? old.body, left);
  const mentions = await checkedMentions(place, body, old.mentions, readers);
  const secret = kind === "note" && (change.private ?? old.private);
  await dropAttachments(db, dropped);
  await attachUploads(call, place, change.addFiles ?? [], id);
  if (body !== old.body) await db.run(sql`insert into metaloom.post_edits (post_id, version, body, until) values (${id}::uuid, ${old.version}, ${old.body}, ${ctx.now}::timestamptz)`);
  await db.run(sql`update metaloom.posts set body = ${body}, mentions = ${mentions}::uuid[], private = ${secret}, version = version + 1, edited_at = case when ${body !== old.body} then ${ctx.now}::timestamptz else edited_at end where id = ${id}::uuid`);
  await writeEvent(call, place, { kind, verb: "changed", partId: id, private: secret, mentions: mentions.filter((user) => !old.mentions.includes(user)) });
  return readPost(call, place, kind, id);
}

/** One's own, or with the letter d. The words go for good; that there was a post stays. */
export async function removePost(call: ActivityCall, place: Place, kind: PostKind, id: string): Promise<void> {
  const { ctx, db } = call;
  const old = await locked(call, place, kind, id);
  const me = actorId(ctx.principal);
  const own = me !== null && old.author_id === me && place.may[THING_OF[kind]].includes("c");
  if (!own && !place.may[THING_OF[kind]].includes("d")) throw denied(place, THING_OF[kind], "d");
  const files = await db.run<{ id: string }>(sql`select id from metaloom.attachments where post_id = ${id}::uuid`);
  await dropAttachments(db, files.map((file) => file.id));
  await db.run(sql`delete from metaloom.post_edits where post_id = ${id}::uuid`);
  await db.run(sql`delete from metaloom.post_reactions where post_id = ${id}::uuid`);
  await db.run(sql`update metaloom.posts set body = '', mentions = '{}', version = version + 1, deleted_at = ${ctx.now}::timestamptz, deleted_by = ${me}::uuid where id = ${id}::uuid`);
  await writeEvent(call, place, { kind, verb: "removed", partId: id, private: old.private });
}

export interface Wording {
  readonly version: number;
  readonly body: string;
  /** When the next wording replaced it. */
  readonly until: string;
}

/** Earlier wordings, newest first, for whoever may read the post. */
export async function postEdits(call: ActivityCall, place: Place, kind: PostKind, id: string): Promise<Wording[]> {
  await readPost(call, place, kind, id);
  return call.db.run<Wording>(sql`select version, body, until from metaloom.post_edits where post_id = ${id}::uuid order by version desc`);
}

const EMOJI = new RegExp("^\\p{RGI_Emoji}$", "v");

/** Puts a reaction of the caller on a post, or takes it off. Needs the letter c. */
export async function react(call: ActivityCall, place: Place, kind: PostKind, id: string, emoji: string, on: boolean): Promise<PostItem> {
  if (!EMOJI.test(emoji)) throw new AppError("input:invalid", "A reaction is one emoji.", { issues: [{ pointer: "/emoji", code: "emoji", message: "A reaction is one emoji." }] });
  const { ctx, db } = call;
  await locked(call, place, kind, id);
  demand(place, THING_OF[kind], "c");
  const me = actorId(ctx.principal);
  const mine = sql`post_id = ${id}::uuid and user_id = ${me}::uuid`;
  const [held] = await db.run<{ n: number }>(sql`select count(*)::int as n from metaloom.post_reactions where ${mine} and emoji <> ${emoji}`);
  if (on && held!.n >= ACTIVITY_LIMITS.reactions) throw new AppError("limit:exceeded", `At most ${ACTIVITY_LIMITS.reactions} reactions of one person.`, { remedy: "Take one off first." });
  const changed = on
    ? await db.run(sql`insert into metaloom.post_reactions (post_id, user_id, emoji, at) values (${id}::uuid, ${me}::uuid, ${emoji}, ${ctx.now}::timestamptz) on conflict do nothing returning 1`)
    : await db.run(sql`delete from metaloom.post_reactions where ${mine} and emoji = ${emoji} returning 1`);
  if (changed.length > 0) await writeJournal(call, place, kind, id);
  return readPost(call, place, kind, id);
}
