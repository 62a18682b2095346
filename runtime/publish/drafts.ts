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
