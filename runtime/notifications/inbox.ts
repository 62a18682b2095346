/** What one person was told: list, count, read. Of a record he may not read any more he learns that there was something, not what. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import type { Sql } from "../fields/storage";
import { AppError } from "../kernel/errors";
import type { QueryContext, Queries } from "../queries";
import { NOTIFICATION_LIMITS } from "./limits";
import { mayRead } from "./letters";
import type { Line } from "./write";
import { entityById } from "../model/accessors";

export interface InboxItem {
  readonly id: string;
  readonly at: string;
  readonly read: boolean;
  /** Name of the entity and id of the record; null when it is not his to see any more. */
  readonly record: { readonly entity: string; readonly id: string } | null;
  readonly lines: readonly Pick<Line, "rule" | "title" | "text" | "at">[];
}

export interface Inbox {
  readonly items: readonly InboxItem[];
  readonly unread: number;
  readonly nextCursor: string | null;
}

interface Row {
  id: string; at: Date | string; exact: string; read: boolean; entity: string; record_id: string; lines: Line[];
}

export async function unreadOf(db: Queryable, userId: string): Promise<number> {
  const [row] = await db.run<{ count: number }>(sql`select count(*)::int as count from ${sys("notifications")} where user_id = ${userId}::uuid and shown and read_at is null`);
  return row!.count;
}

export async function inboxOf(queries: Queries, call: QueryContext, userId: string, query: { unread?: boolean; limit?: number; cursor?: string }): Promise<Inbox> {
  const limit = Math.min(query.limit ?? 30, NOTIFICATION_LIMITS.page);
  const rows = await call.db.run<Row>(sql`select id, at, at::text as exact, read_at is not null as read, entity, record_id, lines from ${sys("notifications")}
    where user_id = ${userId}::uuid and shown ${query.unread ? sql`and read_at is null` : sql``} ${after(query.cursor)} order by at desc, id desc limit ${limit + 1}`);
  const page = rows.slice(0, limit);
  const open = await openAmong(queries, call, page);
  const last = page.at(-1);
  return {
    unread: await unreadOf(call.db, userId),
    items: page.map((row) => itemOf(call, row, open.has(`${row.entity} ${row.record_id}`))),
    nextCursor: rows.length > limit && last ? Buffer.from(`${last.exact}|${last.id}`).toString("base64url") : null,
  };
}

function itemOf({ model }: QueryContext, row: Row, isOpen: boolean): InboxItem {
  const entity = entityById(model, row.entity);
  const base = { id: row.id, at: new Date(row.at).toISOString(), read: row.read };
  if (!entity || !isOpen) return { ...base, record: null, lines: [] };
  return { ...base, record: { entity: entity.name, id: row.record_id }, lines: [...row.lines].reverse().map(({ rule, title, text, at }) => ({ rule, title, text, at })) };
}

function after(cursor: string | undefined): Sql {
  if (cursor === undefined) return sql``;
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split("|");
  if (!/^\d{4}-\d\d-\d\d [\d:.]+[+-]\d\d(:\d\d)?$/.test(at) || !/^[0-9a-f-]{36}$/.test(id)) throw new AppError("query:invalid", "This is no cursor of this list.", { remedy: "Take nextCursor of the page before." });
  return sql`and (at, id) < (${at}::timestamptz, ${id}::uuid)`;
}

async function openAmong(queries: Queries, call: QueryContext, rows: readonly Row[]): Promise<Set<string>> {
  const open = new Set<string>();
  for (const entityId of new Set(rows.map(({ entity }) => entity))) {
    const entity = entityById(call.model, entityId);
    const ids = [...new Set(rows.filter((row) => row.entity === entityId).map((row) => row.record_id))];
    for (const id of entity ? await mayRead(queries, call, entity.name, ids) : []) open.add(`${entityId} ${id}`);
  }
  return open;
}

/** Marks as read: some, those of one record, or all; the count of what is left. */
export async function markRead(call: QueryContext, userId: string, which: { ids?: readonly string[]; entity?: string; record?: string; all?: boolean }): Promise<number> {
  const parts = [...(which.ids ? [sql`id = any(${[...which.ids]}::uuid[])`] : []), ...(which.record && which.entity ? [sql`record_id = ${which.record}::uuid and entity = ${call.model.entities.get(which.entity)?.id ?? ""}`] : []), ...(which.all ? [sql`true`] : [])];
  if (parts.length !== 1) throw new AppError("input:invalid", "It is not said what was read.", { issues: [{ pointer: "", code: "either", message: 'Give "ids", "entity" with "record", or "all".', remedy: "Name one of them." }] });
  await call.db.change(sql`update ${sys("notifications")} set read_at = ${call.ctx.now}::timestamptz where user_id = ${userId}::uuid and read_at is null and ${parts[0]!}`);
  return unreadOf(call.db, userId);
}
