/**
 * Files: uploaded bytes with a row in metaloom.files. A file is *staged* for the person who sent it until a record takes it
 * (*attached*), and *deleted* when the record lets it go; the worker then removes its bytes. A file has no rights of its own: who
 * may read the field of the record it is attached to may read the file.
 */
import { sql } from "kysely";
import type { Database, Queryable } from "../db/pool";
import { filesOf, accepts, type Attachment, type AttachmentOptions } from "../fields/families/attachment";
import { fieldType } from "../fields/index";
import { AppError } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import { newId } from "../kernel/ids";
import { actorId } from "../kernel/principal";
import { entityById } from "../model/accessors";
import type { AppModel } from "../model/types";
import type { Queries } from "../queries";
import { readingOf } from "../queries/caller";
import { FILE_LIMITS } from "./limits";
import { cleanName } from "./name";
import { meter } from "./receive";
import { sniff, type MediaKind } from "./sniff";
import { newStorageKey, type ByteRange, type FileStore, type StoredFile } from "./store";

export interface FileInfo {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

export interface FileCall {
  readonly model: AppModel;
  readonly ctx: Ctx;
  readonly db: Queryable;
}

export interface Upload {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Below FILE_LIMITS.bytes where the use asks for it. */
  readonly maxBytes?: number;
  /** Kind of the content; undefined refuses it. `sniff` unless given. */
  readonly kindOf?: (head: Uint8Array, name: string) => MediaKind | undefined;
  /** Options of the field it is meant for. */
  readonly field?: AttachmentOptions;
}

export interface FilesDeps {
  readonly db: Database;
  readonly store: FileStore;
  readonly queries: Queries;
  /** May the caller see this attachment of this record? For files that belong to no field. */
  readonly seesAttachment: (call: FileCall, entityName: string, recordId: string, attachment: string) => Promise<boolean>;
}

interface Row {
  id: string; name: string; size: number; media_type: string; storage_key: string; state: string; owner_id: string | null; entity: string | null; record_id: string | null; field: string | null; attachment_id: string | null;
}

const noFile = (): AppError => new AppError("resource:notFound", "There is no such file, or you may not see it.", { remedy: "Check the id; the file may have been replaced." });

const refusedKind = (message: string, remedy: string, accept?: readonly string[]): AppError => new AppError("request:unsupportedType", message, { remedy, issues: [{ pointer: "/file", code: "mediaType", message, remedy }], ...(accept ? { details: { accept } } : {}) });

export type Files = ReturnType<typeof createFiles>;

export function createFiles({ db, store, queries, seesAttachment }: FilesDeps) {
  return {
    store,

    /** Keeps an uploaded file for its sender. @throws AppError request:tooLarge, request:unsupportedType, input:invalid (empty). */
    async stage(ctx: Ctx, upload: Upload): Promise<FileInfo> {
      const id = newId(ctx.now.getTime());
      const key = newStorageKey();
      const maxBytes = Math.min(upload.maxBytes ?? FILE_LIMITS.bytes, upload.field?.maxSize ?? FILE_LIMITS.bytes, FILE_LIMITS.bytes);
      let kind: MediaKind | undefined;
      const metered = meter(upload.bytes, { maxBytes, judge: (head) => (kind = judge(upload, head)) });
      // The row is there before the bytes, as deleted: if this process dies now, the worker finds them and cleans up.
      await db.run(sql`insert into metaloom.files (id, name, media_type, size, digest, storage_key, state, owner_id) values (${id}::uuid, '', '', 0, ''::bytea, ${key}, 'deleted', ${actorId(ctx.principal)}::uuid)`);
      await store.put(key, metered.bytes);
      const info: FileInfo = { id, name: cleanName(upload.name, kind!.extensions), size: metered.size(), mediaType: kind!.mediaType };
      await db.run(sql`update metaloom.files set name = ${info.name}, media_type = ${info.mediaType}, size = ${info.size}, digest = ${metered.digest()}, state = 'staged' where id = ${id}::uuid`);
      return info;
    },

    /** What the field of an entity takes, if the caller may write it. @throws AppError query:invalid for a field he does not know or that takes no files. */
    fieldOptions(call: Pick<FileCall, "model" | "ctx">, entityName: string, fieldName: string): AttachmentOptions {
      const access = readingOf(call.model, call.ctx.principal).access(entityName);
      const field = access.entity.fieldByName.get(fieldName);
      const writable = [...access.creates, ...access.updates].some((variant) => variant.fields.has(fieldName));
      if (field && writable && fieldType(field.type).traits?.files) return field.options as AttachmentOptions;
      throw new AppError("query:invalid", `There is no file field "${fieldName.slice(0, 60)}" that you may write.`, { issues: [{ pointer: "/field", code: "unknownField", message: `There is no file field "${fieldName.slice(0, 60)}" that you may write.` }], remedy: "See GET /api/v1/model for the fields you may use." });
    },

    /** A file with its bytes (or a part of them), for a reader of its record and field, or for its sender while it is staged. @throws AppError resource:notFound. */
    async open(call: FileCall, id: string, pick?: (size: number) => ByteRange | undefined): Promise<{ info: FileInfo; stored: StoredFile; range?: ByteRange }> {
      const [row] = await call.db.run<Row>(sql`select id, name, size, media_type, storage_key, state, owner_id, entity, record_id, field, attachment_id from metaloom.files where id = ${id}::uuid and state <> 'deleted'`);
      if (!row || !(await mayRead({ queries, seesAttachment }, call, row))) throw noFile();
      const range = pick?.(row.size);
      return { info: { id: row.id, name: row.name, size: row.size, mediaType: row.media_type }, stored: await store.open(row.storage_key, range), range };
    },

    /** Files of one record by field, as far as the caller may read the fields. @throws AppError record:notFound. */
    async ofRecord(call: FileCall, entityName: string, id: string): Promise<(FileInfo & { field: string })[]> {
      const access = readingOf(call.model, call.ctx.principal).access(entityName);
      const fields = access.entity.fields.filter((field) => fieldType(field.type).traits?.files && access.fields.get(field.name)?.read === "full");
      const [found] = await queries.read(call, entityName, [id], { paths: ["id", ...fields.map((field) => field.name)], trusted: false, trash: "without", lock: false, questions: [] });
      if (!found) throw new AppError("record:notFound", "There is no such record, or you may not see it.", { remedy: "Check the id; the record may have been deleted." });
      return fields.flatMap((field) => filesOf((found.record[field.name] ?? null) as Attachment | null).map((file) => ({ field: field.name, ...(file as FileInfo) })));
    },

    /** Forgets staged files nobody used and removes the bytes of deleted ones; called by the worker. Returns how many were removed. */
    async tidy(now: Date): Promise<number> {
      await db.run(sql`update metaloom.files set state = 'deleted' where state = 'staged' and created_at < ${now}::timestamptz - ${FILE_LIMITS.stagedHours}::int * interval '1 hour'`);
      // Younger rows may be uploads under way.
      const rows = await db.run<{ id: string; storage_key: string }>(sql`select id, storage_key from metaloom.files where state = 'deleted' and created_at < ${now}::timestamptz - interval '6 hours' order by created_at limit 1000`);
      for (const row of rows) {
        await store.remove(row.storage_key);
        await db.run(sql`delete from metaloom.files where id = ${row.id}::uuid and state = 'deleted'`);
      }
      return rows.length;
    },
  };
}

function judge({ name, field, kindOf = sniff }: Upload, head: Uint8Array): MediaKind {
  const kind = kindOf(head, name);
  if (!kind) throw refusedKind("Files of this kind are not taken.", "Documents, pictures, sounds, films, texts and archives are taken; programs, scripts and web pages are not.");
  if (!accepts(field?.accept, kind.mediaType)) throw refusedKind(`The field does not take ${kind.mediaType}.`, `It takes ${field!.accept!.join(", ")}.`, field!.accept);
  return kind;
}

async function mayRead({ queries, seesAttachment }: Pick<FilesDeps, "queries" | "seesAttachment">, call: FileCall, row: Row): Promise<boolean> {
  if (row.state === "staged") return row.owner_id !== null && row.owner_id === actorId(call.ctx.principal);
  const entity = entityById(call.model, row.entity);
  if (entity && row.record_id && row.attachment_id) return seesAttachment(call, entity.name, row.record_id, row.attachment_id);
  const field = entity?.fields.find((candidate) => candidate.id === row.field);
  if (!entity || !field || !row.record_id) return false;
  const access = readingOf(call.model, call.ctx.principal).access(entity.name);
  if (access.rows.read.length === 0 || access.fields.get(field.name)?.read !== "full") return false;
  const [found] = await queries.read(call, entity.name, [row.record_id], { paths: [field.name], trusted: false, trash: "without", lock: false, questions: [] });
  return found !== undefined && filesOf((found.record[field.name] ?? null) as Attachment | null).some((file) => file.id === row.id);
}
