/** Who asks, and what he may know: shared by tasks, instances and starts. */
import type { Database, Queryable, Tx } from "../db/pool";
import type { Ctx } from "../kernel/context";
import { AppError, isAppError } from "../kernel/errors";
import { actorId } from "../kernel/principal";
import { entityById } from "../model/accessors";
import type { AppModel, Label, ProcessRights } from "../model/types";
import { processRights } from "../permissions/process-rights";
import type { ProcessModel } from "../model/kinds/process/model";
import type { Hand } from "./running";

export interface ProcessCall {
  readonly model: AppModel;
  readonly ctx: Ctx;
  readonly db: Queryable;
  /** The transaction of the request, when it has one. */
  readonly tx?: Tx;
}

export const within = <T>(db: Database, call: ProcessCall, work: (tx: Tx) => Promise<T>): Promise<T> => (call.tx ? work(call.tx) : db.transaction(work));

/** The person behind a request. */
export function personIn(call: ProcessCall): string {
  const id = actorId(call.ctx.principal);
  if (id === null) throw new AppError("right:missing", "Only people have tasks.");
  return id;
}

export const rightsOn = (call: ProcessCall, process: Pick<ProcessModel, "name">): ProcessRights => processRights(call.model, call.ctx.principal, process.name);

export const wordIn = (label: Label | undefined, language: string): string | undefined => label && (label[language] ?? label["en"] ?? Object.values(label)[0]);

export interface RecordView {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
}

/** Records of one entity that the caller may read, with their titles. */
export async function readableRecords(hand: Hand, call: ProcessCall, entityId: string, ids: readonly string[]): Promise<ReadonlyMap<string, RecordView>> {
  const entity = entityById(call.model, entityId);
  if (!entity || ids.length === 0) return new Map();
  try {
    const found = await hand.queries.read(call, entity.name, [...new Set(ids)], { paths: ["id", entity.titleField], trusted: true, trash: "without", lock: false, questions: [] });
    return new Map(found.map(({ record }) => [String(record["id"]), { entity: entity.name, id: String(record["id"]), title: titleOf(record[entity.titleField]) }]));
  } catch (error) {
    if (isAppError(error) && error.status === 404) return new Map();
    throw error;
  }
}

const titleOf = (value: unknown): string => (typeof value === "string" ? value : value === null || value === undefined ? "" : typeof value === "object" && "title" in value ? String((value as { title: unknown }).title) : String(value));

/** The same for rows of several entities: entity id → record id → record. */
export async function recordsOf(hand: Hand, call: ProcessCall, rows: readonly { readonly entity: string | null; readonly record_id: string | null }[]): Promise<(entity: string | null, id: string | null) => RecordView | null> {
  const byEntity = new Map<string, string[]>();
  for (const { entity, record_id } of rows) if (entity !== null && record_id !== null) byEntity.set(entity, [...(byEntity.get(entity) ?? []), record_id]);
  const found = new Map<string, ReadonlyMap<string, RecordView>>();
  for (const [entity, ids] of byEntity) found.set(entity, await readableRecords(hand, call, entity, ids));
  return (entity, id) => (entity === null || id === null ? null : (found.get(entity)?.get(id) ?? null));
}

export const iso = (value: Date | string): string => new Date(value).toISOString();
export const isoOrNull = (value: Date | string | null): string | null => (value === null ? null : iso(value));
