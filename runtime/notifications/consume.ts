/**
 * Reads what happened and tells it, exactly once: the row that says how far has been read moves on in the transaction that writes the
 * notifications, and only one worker holds it. An occurrence that fails is tried alone and passed over after a few times, so that one
 * broken rule does not keep everything else from people.
 */
import { sql } from "kysely";
import type { ActivityEvent } from "../activity/record-event";
import type { Database, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import type { Position } from "../events/journal";
import type { Occurrence, Telling } from "./occurrence";
import { followRecord } from "./reminders";
import { tell } from "./tell";
import { entityById } from "../model/accessors";

const STEP = 50;
const TRIES = 5;
/** What happened longer ago is no news: after a restore from a backup the journal begins anew. */
const NEWS_MS = 86_400_000;

export interface ConsumeDeps {
  readonly db: Database;
  telling(tx: Tx, now: Date): Telling;
  readonly mergeSeconds: number;
  readonly log: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
}

interface JournalRow {
  xid: string; seq: number; entity: string; record_id: string; verb: string; actor_id: string | null; at: Date | string; changes: Occurrence["changes"] | null; part_id: string | null;
}

const VERBS: Readonly<Record<string, Occurrence["verb"]>> = { create: "create", update: "update", merge: "update", delete: "delete" };
/** After these nothing told of the record may remain. */
const WIPED = new Set(["purge", "erase"]);

/** The next part of the journal; how many rows were read. */
export async function consumeJournal(deps: ConsumeDeps, now: Date): Promise<number> {
  try {
    return await deps.db.transaction((tx) => readOn(deps, tx, now));
  } catch (error) {
    await deps.db.change(sql`update ${sys("notification_reader")} set failures = failures + 1 where name = 'journal'`);
    deps.log("error", "Something that happened could not be told; it is tried again.", { error: error instanceof Error ? error.message : "unknown" });
    return 0;
  }
}

async function readOn({ telling, mergeSeconds, log }: ConsumeDeps, tx: Tx, now: Date): Promise<number> {
  const [place] = await tx.run<{ xid: string; seq: number; failures: number }>(sql`select xid::text as xid, seq, failures from ${sys("notification_reader")} where name = 'journal' for update skip locked`);
  if (!place) return 0;
  // Asked when the place is held: a statement that had to look at a row another worker moved on meanwhile still has its old snapshot.
  const [{ horizon }] = (await tx.run<{ horizon: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`)) as [{ horizon: string }];
  // A database restored elsewhere counts its transactions anew.
  const after: Position = BigInt(place.xid) > BigInt(horizon) ? { xid: BigInt(horizon), seq: 0 } : { xid: BigInt(place.xid), seq: place.seq };
  // "order by xid" would mean the text that is selected, and "1000" comes before "999".
  const rows = await tx.run<JournalRow>(sql`select j.xid::text as xid, j.seq, j.entity, j.record_id, j.verb, j.actor_id, j.at, j.changes, j.part_id from ${sys("journal")} j
    where (j.xid, j.seq) > (${after.xid.toString()}::text::xid8, ${after.seq}::bigint) and j.xid < pg_snapshot_xmin(pg_current_snapshot()) order by j.xid, j.seq limit ${place.failures > 0 ? 1 : STEP}`);
  const last = rows.at(-1);
  if (!last) return 0;
  if (place.failures >= TRIES) log("error", "Something that happened could not be told and was passed over.", { entity: last.entity, record: last.record_id, verb: last.verb });
  else {
    const work = telling(tx, now);
    for (const row of rows) await one(work, row, mergeSeconds);
  }
  await tx.change(sql`update ${sys("notification_reader")} set xid = ${last.xid}::text::xid8, seq = ${last.seq}, failures = 0 where name = 'journal'`);
  return rows.length;
}

async function one(work: Telling, row: JournalRow, mergeSeconds: number): Promise<void> {
  if (row.part_id !== null) return; // parts come through the outbox, with those they mention
  const entity = entityById(work.model, row.entity);
  if (WIPED.has(row.verb)) return wipe(work, row);
  const verb = VERBS[row.verb];
  if (!entity || !verb || entity.system) return;
  await followRecord(work, entity, row.record_id);
  const at = new Date(row.at);
  if (work.now.getTime() - at.getTime() > NEWS_MS) return;
  await tell(work, { entity, recordId: row.record_id, verb, changes: row.changes ?? {}, actorId: row.actor_id, at, mentions: [] }, mergeSeconds);
}

async function wipe({ db }: Telling, { entity, record_id, verb }: JournalRow): Promise<void> {
  await db.change(sql`delete from ${sys("notifications")} where entity = ${entity} and record_id = ${record_id}::uuid`);
  if (verb === "purge") await db.change(sql`delete from ${sys("reminders")} where entity = ${entity} and record_id = ${record_id}::uuid`);
}

/** One comment, note or file from the outbox; false when none waits. */
export async function consumeActivity(deps: ConsumeDeps, now: Date): Promise<boolean> {
  let taken: string | undefined;
  try {
    return await deps.db.transaction(async (tx) => {
      const [row] = await tx.run<{ id: string; payload: ActivityEvent }>(sql`select id, payload from ${sys("outbox")} where topic = 'activity' and done_at is null and failed_at is null and available_at <= now() order by available_at, id limit 1 for update skip locked`);
      if (!row) return false;
      taken = row.id;
      await tellActivity(deps.telling(tx, now), row.payload, deps.mergeSeconds);
      await tx.change(sql`update ${sys("outbox")} set done_at = now() where id = ${row.id}::uuid`);
      return true;
    });
  } catch (error) {
    deps.log("error", "A comment, note or file could not be told; it is tried again.", { id: taken, error: error instanceof Error ? error.message : "unknown" });
    if (taken === undefined) throw error;
    await deps.db.change(sql`update ${sys("outbox")} set attempts = attempts + 1, last_error = 'not told', available_at = now() + interval '30 seconds', failed_at = case when attempts + 1 >= ${TRIES}::int then now() end where id = ${taken}::uuid`);
    return true;
  }
}

async function tellActivity(work: Telling, event: ActivityEvent, mergeSeconds: number): Promise<void> {
  const entity = entityById(work.model, event.entity);
  const at = new Date(event.at);
  if (!entity || event.verb === "removed" || work.now.getTime() - at.getTime() > NEWS_MS) return;
  await tell(work, { entity, recordId: event.recordId, verb: "part", changes: {}, actorId: event.actorId, at, mentions: event.mentions, part: { kind: event.kind, id: event.partId, added: event.verb === "added" } }, mergeSeconds);
}
