/** Parts of records (comments, notes, files; runtime/activity) when the record itself goes or is merged. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import type { EntityModel } from "../model/types";

/** Removes everything people added to these records; the bytes of files go when the worker comes by. */
export async function removeParts(db: Queryable, entity: EntityModel, ids: readonly string[]): Promise<void> {
  const theirs = sql`entity = ${entity.id} and record_id = any(${ids}::uuid[])`;
  await db.run(sql`update metaloom.files set state = 'deleted' where ${theirs}`);
  for (const table of ["attachments", "posts", "presence"] as const) await db.run(sql`delete from ${sql.table(`metaloom.${table}`)} where ${theirs}`);
}

/** Gives the comments, notes and files of merged records to the one that stays; times and authors are as they were. */
export async function moveParts(db: Queryable, entity: EntityModel, survivor: string, others: readonly string[]): Promise<void> {
  const theirs = sql`entity = ${entity.id} and record_id = any(${others}::uuid[])`;
  for (const table of ["attachments", "posts"] as const) await db.run(sql`update ${sql.table(`metaloom.${table}`)} set record_id = ${survivor}::uuid where ${theirs}`);
  await db.run(sql`update metaloom.files set record_id = ${survivor}::uuid where ${theirs} and attachment_id is not null`);
}
