/** Drafts: changes that one person has collected and nobody else sees; they live until he publishes or drops them. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Queryable } from "../db/transaction";
import type { JsonObject } from "../model/patch";
import type { DocumentAddress, DocumentChange } from "./changes";

export interface Draft {
  /** The revision he began from: publishing compares it with the head. */
  readonly baseRevision: number;
  readonly changes: readonly DocumentChange[];
}

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly pack: string;
  readonly document: JsonObject | null;
  readonly base: number;
}

/** The person's draft; undefined when he has none. */
export async function readDraft(database: Queryable, authorId: string): Promise<Draft | undefined> {
  const rows = await database.run<Row>(sql`select kind, name, pack, document, base_revision as base from ${sys("metadata_drafts")} where author_id = ${authorId} order by kind, name, pack`);
  if (rows.length === 0) return undefined;
  return {
    baseRevision: Math.min(...rows.map((row) => row.base)),
    changes: rows.map(({ kind, name, pack, document }) => ({ kind, name, document, ...(pack === "" ? {} : { pack }) })),
  };
}

export interface OthersDraft extends DocumentAddress {
  readonly pack: string;
  /** Name of the person. */
  readonly person: string;
  readonly changedAt: string;
}

/** Documents that other people have changed and not published, the latest first; what they wrote is theirs. */
export function draftsOfOthers(database: Queryable, authorId: string): Promise<readonly OthersDraft[]> {
  return database.run<OthersDraft>(sql`select d.kind, d.name, d.pack, u.name as person, to_char(d.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "changedAt"
    from ${sys("metadata_drafts")} d join ${sys("users")} u on u.id = d.author_id where d.author_id <> ${authorId} and u.deleted_at is null order by d.changed_at desc limit 200`);
}

/** Adds a change, or replaces the one of the same document, which keeps the revision it began from. */
export async function saveDraft(database: Queryable, authorId: string, change: DocumentChange, baseRevision: number): Promise<void> {
  const document = change.document === null ? null : JSON.stringify(change.document);
  await database.change(sql`insert into ${sys("metadata_drafts")} (author_id, kind, name, pack, document, base_revision)
    values (${authorId}, ${change.kind}, ${change.name}, ${change.pack ?? ""}, ${document}::jsonb, ${baseRevision})
    on conflict (author_id, kind, name, pack) do update set document = excluded.document, changed_at = now()`);
}

/** Forgets one change, or the whole draft. Returns how many there were. */
export function dropDraft(database: Queryable, authorId: string, address?: DocumentAddress): Promise<number> {
  const one = address ? sql` and kind = ${address.kind} and name = ${address.name} and pack = ${address.pack ?? ""}` : sql``;
  return database.change(sql`delete from ${sys("metadata_drafts")} where author_id = ${authorId}${one}`);
}
