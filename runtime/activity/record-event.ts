/** What happens inside a record goes into the journal (with the part it is about) and, for those who are to be told of it, into the outbox. */
import { sql } from "kysely";
import { newId } from "../kernel/ids";
import { actorId } from "../kernel/principal";
import type { ActivityCall, Place } from "./place";

/** Kinds of parts, as the journal and the event stream call them. */
export type PartKind = "comment" | "note" | "file";

/** Payload of the outbox topic "activity". Ids only: whoever tells people about it reads the words with their rights. */
export interface ActivityEvent {
  readonly kind: PartKind;
  readonly verb: "added" | "changed" | "removed";
  /** Id of the entity. */
  readonly entity: string;
  readonly recordId: string;
  /** Id of the post or attachment. */
  readonly partId: string;
  readonly private: boolean;
  readonly actorId: string | null;
  /** People named now who were not named before. */
  readonly mentions: readonly string[];
  readonly at: string;
}

type Told = Pick<ActivityEvent, "kind" | "verb" | "partId"> & Partial<Pick<ActivityEvent, "private" | "mentions">>;

/** In the journal only: shown to those who look, told to nobody (a reaction). */
export async function writeJournal({ ctx, db }: ActivityCall, place: Place, kind: PartKind, partId: string): Promise<void> {
  await db.run(sql`insert into metaloom.journal (entity, record_id, version, verb, actor_kind, actor_id, channel, request_id, at, part_id)
    values (${place.entity.id}, ${place.id}::uuid, ${place.version}, ${kind}, ${ctx.principal.kind}, ${actorId(ctx.principal)}::uuid, ${ctx.channel}, ${ctx.requestId}, ${ctx.now}::timestamptz, ${partId}::uuid)`);
}

export async function writeEvent(call: ActivityCall, place: Place, told: Told): Promise<void> {
  const { ctx, db } = call;
  await writeJournal(call, place, told.kind, told.partId);
  const event: ActivityEvent = { private: false, mentions: [], ...told, entity: place.entity.id, recordId: place.id, actorId: actorId(ctx.principal), at: ctx.now.toISOString() };
  const id = newId(ctx.now.getTime());
  await db.run(sql`insert into metaloom.outbox (id, topic, payload, key) values (${id}::uuid, 'activity', ${JSON.stringify(event)}::jsonb, ${`activity:${id}`})`);
}
