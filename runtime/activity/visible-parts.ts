/** Which parts of records a caller may hear of in the event stream: those he would see in the timeline. */
import { sql } from "kysely";
import type { EntityModel, Thing } from "../model/types";
import type { Queries } from "../queries";
import { readingOf } from "../queries/caller";
import type { ActivityCall } from "./place";
import type { PartKind } from "./record-event";
import { seesPost } from "./visible";

export interface PartNews {
  readonly entity: EntityModel;
  readonly recordId: string;
  readonly kind: PartKind;
  readonly part: string;
}

const THING_OF: Readonly<Record<PartKind, Thing>> = { comment: "comments", note: "notes", file: "files" };

/** Ids of the parts the caller may see; of removed ones, those he might have seen. */
export async function visibleParts(queries: Queries, call: ActivityCall, news: readonly PartNews[]): Promise<Set<string>> {
  const visible = new Set<string>();
  const open = await openNotes(call, news.filter(({ kind }) => kind === "note").map(({ part }) => part));
  for (const { entity, kind, items } of byEntityAndKind(news)) {
    const rule = readingOf(call.model, call.ctx.principal).access(entity.name).things[THING_OF[kind]].read;
    const ids = [...new Set(items.map((item) => item.recordId))];
    const found = await queries.read(call, entity.name, ids, { paths: ["id"], trusted: true, trash: "without", lock: false, questions: [rule] });
    const readable = new Set(found.filter(({ answers }) => answers[0]).map(({ record }) => record["id"] as string));
    for (const { part, recordId } of items) if (readable.has(recordId) && (kind !== "note" || open.has(part))) visible.add(part);
  }
  return visible;
}

function byEntityAndKind(news: readonly PartNews[]): { entity: EntityModel; kind: PartKind; items: PartNews[] }[] {
  const groups = new Map<string, { entity: EntityModel; kind: PartKind; items: PartNews[] }>();
  for (const item of news) {
    const key = `${item.entity.name} ${item.kind}`;
    const group = groups.get(key) ?? { entity: item.entity, kind: item.kind, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Notes whose privacy lets the caller see them. */
async function openNotes({ ctx, db }: ActivityCall, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.run<{ id: string }>(sql`select p.id from metaloom.posts p where p.id = any(${ids}::uuid[]) and ${seesPost(ctx, "p")}`);
  return new Set(rows.map(({ id }) => id));
}
