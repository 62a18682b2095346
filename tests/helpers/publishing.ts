/** A node of an installation without server: live model, publisher and packs on a database, and small documents to publish. */
import { sql } from "kysely";
import type { Database } from "../../runtime/db/pool";
import { loadAppModel } from "../../runtime/model/server";
import { createPacks, createPublisher, openLiveModel, packSource, type Author, type LiveModelOptions, type PackSource, type PublishHooks } from "../../runtime/publish";

export const AUTHOR: Author = { id: null, kind: "system" };

export async function openNode(database: Database, options: Partial<LiveModelOptions> & { hooks?: PublishHooks } = {}) {
  const { hooks, ...rest } = options;
  const live = await openLiveModel({ database, load: loadAppModel, pollMs: 0, ...rest });
  const deps = { database, live, load: loadAppModel, hooks };
  return { live, publisher: createPublisher(deps), packs: createPacks(deps), close: () => live.close() };
}

/** As before the first pack: no record tables, no revisions, nothing that packs and those who publish them left in the system's tables. */
export async function withoutPacks(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.run(sql`drop schema app cascade`);
    await tx.run(sql`create schema app`);
    await tx.run(sql`truncate metaloom.schema_registry, metaloom.packs, metaloom.metadata_head, metaloom.metadata_drafts, metaloom.event_log, metaloom.journal, metaloom.counters, metaloom.views, metaloom.user_roles`);
    for (const table of ["posts", "files", "metadata_revisions", "metadata_blobs"]) await tx.run(sql`delete from ${sql.table(`metaloom.${table}`)}`);
  });
}

export type Node = Awaited<ReturnType<typeof openNode>>;

export interface FieldDocument {
  readonly id: string;
  readonly name?: string;
  readonly type?: string;
  readonly [property: string]: unknown;
}

/** A field with everything that is obligatory. */
export const field = (id: string, more: Partial<FieldDocument> = {}): FieldDocument => ({ id, name: id, type: "text", label: id, ...more });

export const entity = (name: string, fields: readonly FieldDocument[], more: object = {}): Record<string, unknown> =>
  ({ id: name, name, label: name, plural: `${name}s`, icon: "box", titleField: fields[0]!.name ?? fields[0]!.id, fields, ...more });

/** The change that publishes an entity. */
export const entityChange = (name: string, fields: readonly FieldDocument[], more: object = {}, address: { name?: string; pack?: string } = {}) =>
  ({ kind: "entity", name, document: entity(name, fields, more), ...address });

/** A pack out of documents by path; pack.json is added. */
export function pack(name: string, documents: Readonly<Record<string, unknown>>, manifest: object = {}): PackSource {
  const files = { "pack.json": { id: name, name, version: "1.0.0", label: name, language: "en", ...manifest }, ...documents };
  return packSource(new Map(Object.entries(files).map(([path, document]) => [path, typeof document === "string" ? document : JSON.stringify(document, null, 2)])));
}

