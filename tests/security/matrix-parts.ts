/** Comments, notes and files in the world of the matrix, and who stands above whom: as plain rows, and in a database. */
import { sql } from "kysely";
import type { Database } from "../../runtime/db/pool";
import { id, UNITS, USERS } from "./worlds";

export interface MatrixPart {
  readonly kind: "comment" | "note" | "file";
  readonly id: string;
  readonly entity: "paper" | "client" | "item";
  readonly record: string;
  readonly author: string;
  readonly private: boolean;
}

const [me, other, loner] = USERS as [string, string, string];

/** The second user heads unit 2, which lies in unit 1, and I head unit 1: I stand above him. Nobody stands above the others. */
export const ABOVE: Readonly<Record<string, readonly string[]>> = { [other]: [me], [me]: [], [loner]: [] };

/** A comment, an open note, a private note and a file on each record of some; authors go round. */
export function partsOf(): MatrixPart[] {
  const records = [...Array.from({ length: 40 }, (_, n) => ({ entity: "paper" as const, record: id("e", n), n })), ...Array.from({ length: 12 }, (_, n) => ({ entity: "client" as const, record: id("d", n), n })), ...[1, 2, 4, 5, 7, 10, 11, 14].map((n) => ({ entity: "item" as const, record: id("f", n * 10), n }))];
  return records.flatMap(({ entity, record, n }, i): MatrixPart[] => [
    { kind: "comment", id: id("8", i * 4), entity, record, author: USERS[n % 3]!, private: false },
    { kind: "note", id: id("8", i * 4 + 1), entity, record, author: USERS[(n + 1) % 3]!, private: false },
    { kind: "note", id: id("8", i * 4 + 2), entity, record, author: USERS[(n + 2) % 3]!, private: true },
    { kind: "file", id: id("8", i * 4 + 3), entity, record, author: USERS[(n + 1) % 3]!, private: false },
  ]);
}

export async function writeParts(db: Database): Promise<void> {
  await db.run(sql`update metaloom.units set head_id = ${me}::uuid where id = ${UNITS[0]}::uuid`);
  await db.run(sql`update metaloom.units set head_id = ${other}::uuid where id = ${UNITS[1]}::uuid`);
  for (const part of partsOf()) {
    if (part.kind === "file") {
      await db.run(sql`insert into metaloom.attachments (id, entity, record_id, added_by, added_at) values (${part.id}::uuid, ${part.entity}, ${part.record}::uuid, ${part.author}::uuid, '2026-01-08')`);
      await db.run(sql`insert into metaloom.files (id, entity, record_id, name, media_type, size, digest, storage_key, state, owner_id, created_at, attachment_id, number, attached_at)
        values (${part.id.replace("00000008", "00000009")}::uuid, ${part.entity}, ${part.record}::uuid, ${`${part.id}.txt`}, 'text/plain', 4, ''::bytea, ${part.id}, 'attached', ${part.author}::uuid, '2026-01-08', ${part.id}::uuid, 1, '2026-01-08')`);
    } else
      await db.run(sql`insert into metaloom.posts (id, kind, entity, record_id, author_kind, author_id, body, private, created_at) values (${part.id}::uuid, ${part.kind}, ${part.entity}, ${part.record}::uuid, 'staff', ${part.author}::uuid, ${`words of ${part.id}`}, ${part.private}, '2026-01-08')`);
  }
}
