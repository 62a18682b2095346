import { sql } from "kysely";
import type { Issue } from "../kernel/errors";
import { actorId } from "../kernel/principal";
import { accepts, type AttachmentOptions } from "../fields/families/attachment";
import { fieldType } from "../fields/index";
import type { EntityModel, FieldModel } from "../model/types";
import { refuseIssues } from "./input";
import type { Saved, SaveContext } from "./save";

/** Files named by a value, whether the field holds one or several. */
const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value : value ? [value] : []).map((file: { id: string }) => file.id);

/**
 * Binds uploaded files to the record they were sent with. A file may be used by the person who uploaded it while it is staged, and
 * afterwards only by the record and field it belongs to; anything else looks like a file that does not exist.
 */
export async function attachFiles(save: SaveContext, entity: EntityModel, saved: Pick<Saved, "id" | "given">, pointer = ""): Promise<void> {
  const issues: Issue[] = [];
  for (const field of entity.fields) {
    if (!fieldType(field.type).traits?.files || !(field.name in saved.given)) continue;
    const ids = idsOf(saved.given[field.name]);
    const attached = await attach(save, entity, field, saved.id, ids);
    for (const id of ids) issues.push(...fileIssues(field, attached.get(id), `${pointer}/${field.name}`));
    await release(save, entity, field, saved.id, ids);
  }
  refuseIssues(issues);
}

interface AttachedFile {
  id: string; media_type: string; size: number;
}

/** Limits of the field, for files that were uploaded without naming it. */
function fileIssues(field: FieldModel, file: AttachedFile | undefined, pointer: string): Issue[] {
  if (!file) return [{ pointer, code: "notFound", message: "There is no such file, or you may not use it.", remedy: "Upload the file again." }];
  const { accept, maxSize } = field.options as AttachmentOptions;
  const issues: Issue[] = [];
  if (!accepts(accept, file.media_type)) issues.push({ pointer, code: "mediaType", message: `The field does not take ${file.media_type}.`, remedy: `It takes ${accept!.join(", ")}.` });
  if (maxSize !== undefined && file.size > maxSize) issues.push({ pointer, code: "tooLarge", message: `The file has ${file.size} bytes; the field takes ${maxSize}.`, remedy: "Upload a smaller file." });
  return issues;
}

async function attach(save: SaveContext, entity: EntityModel, field: FieldModel, recordId: string, ids: readonly string[]): Promise<Map<string, AttachedFile>> {
  if (ids.length === 0) return new Map();
  const owner = actorId(save.ctx.principal);
  const rows = await save.db.run<AttachedFile>(sql`
    update metaloom.files set entity = ${entity.id}, record_id = ${recordId}::uuid, field = ${field.id}, state = 'attached'
    where id = any(${ids}::uuid[]) and ((state = 'staged' and (owner_id = ${owner}::uuid or ${owner}::uuid is null)) or (state = 'attached' and entity = ${entity.id} and record_id = ${recordId}::uuid and field = ${field.id}))
    returning id, media_type, size`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Files that were taken out of the field leave the record; the worker removes their bytes later. */
async function release(save: SaveContext, entity: EntityModel, field: FieldModel, recordId: string, kept: readonly string[]): Promise<void> {
  await save.db.run(sql`update metaloom.files set state = 'deleted' where entity = ${entity.id} and record_id = ${recordId}::uuid and field = ${field.id} and state = 'attached' and not (id = any(${kept}::uuid[]))`);
}
