/** Files of imports in the store. Such a file belongs to its job; nobody downloads it. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import type { Sql } from "../fields/storage";
import type { Files } from "../files/files";
import { AppError } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import { actorId } from "../kernel/principal";
import type { Source } from "./table";

/** metaloom.files.entity of files that belong to a job; no entity can have this name. */
const JOB = "$job";
/** Days the file of a finished job is kept. */
const KEEP_DAYS = 7;

interface Kept {
  readonly id: string;
  readonly name: string;
}

export function jobSource(deps: { readonly db: Queryable; readonly files: Files }, file: Kept): Source {
  return {
    name: file.name,
    async open() {
      const [row] = await deps.db.run<{ storage_key: string }>(sql`select storage_key from metaloom.files where id = ${file.id}::uuid and state <> 'deleted'`);
      if (!row) throw new AppError("resource:notFound", "The file of the import is not there any more.", { remedy: "Upload it again." });
      return (await deps.files.store.open(row.storage_key)).stream;
    },
  };
}

/** Files that may be imported: new ones, and those of a trial or of an import that left nothing. The file of a finished one is used up: twice would be doubles. */
const USABLE: Sql = sql`(state = 'staged' or (state = 'attached' and entity = ${JOB} and exists (
  select 1 from metaloom.jobs j where j.id = files.record_id and (coalesce((j.input->'plan'->>'dryRun')::boolean, false) or j.state in ('failed', 'cancelled', 'undone')))))`;

/** A file this person uploaded and may import. @throws AppError input:invalid. */
export async function stagedFile(db: Queryable, ctx: Ctx, id: string): Promise<Kept & { size: number }> {
  const [row] = await db.run<Kept & { size: number }>(sql`select id, name, size from metaloom.files where id = ${id}::uuid and ${USABLE} and owner_id = ${actorId(ctx.principal)}::uuid`);
  if (row) return row;
  throw new AppError("input:invalid", "There is no such file, or you may not use it.", { issues: [{ pointer: "/options/file", code: "notFound", message: "There is no such file, or you may not use it.", remedy: "Upload it again." }] });
}

/** The file belongs to the last job that uses it. */
export async function keepForJob(db: Queryable, fileId: string, jobId: string): Promise<void> {
  await db.change(sql`update metaloom.files set state = 'attached', entity = ${JOB}, record_id = ${jobId}::uuid where id = ${fileId}::uuid and (state = 'staged' or (state = 'attached' and entity = ${JOB}))`);
}

export const dropFile = (db: Queryable, fileId: string): Promise<number> => db.change(sql`update metaloom.files set state = 'deleted' where id = ${fileId}::uuid and state = 'staged'`);

/** Lets files of jobs go that ended a week ago; called by the worker. */
export async function tidyJobFiles(db: Queryable, now: Date): Promise<void> {
  await db.change(sql`update metaloom.files f set state = 'deleted' from metaloom.jobs j where f.entity = ${JOB} and f.state = 'attached' and j.id = f.record_id and j.finished_at < ${now}::timestamptz - ${KEEP_DAYS}::int * interval '1 day'`);
}
