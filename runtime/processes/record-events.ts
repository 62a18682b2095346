/**
 * What happens to records begins processes and lets conditions be asked again, exactly once: the row that says how far the journal
 * has been read moves on in the transaction that begins them, and only one worker holds it.
 */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import type { ProcessModel, ProcessStart } from "../model/kinds/process/model";
import type { EntityModel } from "../model/types";
import { askRules } from "../queries/ask";
import { bindingsOf, readingOf } from "../queries/caller";
import { beginInstance } from "./begin";
import { PROCESS_STORE_LIMITS } from "./limits";
import { causedBy, generationAfter, productContext, type Hand } from "./running";

const STEP = 50;
const TRIES = 5;
/** What happened longer ago begins nothing: after a restore from a backup the journal begins anew. */
const NEWS_MS = 86_400_000;

interface JournalRow {
  readonly xid: string; readonly seq: number; readonly entity: string; readonly record_id: string; readonly verb: string; readonly actor_id: string | null; readonly at: Date | string;
  readonly changes: Readonly<Record<string, unknown>> | null; readonly part_id: string | null; readonly request_id: string;
}

type RecordStart = Extract<ProcessStart, { kind: "record" }>;
const EVENTS: Readonly<Record<string, readonly RecordStart["on"][]>> = { create: ["created"], update: ["updated", "changed"], merge: ["updated", "changed"], delete: ["deleted"] };

/** The next part of the journal; how many rows were read. */
export async function readRecordEvents(hand: Hand, now: Date): Promise<number> {
  try {
    return await hand.db.transaction((tx) => readOn(hand, tx, now));
  } catch (error) {
    await hand.db.change(sql`update ${sys("process_reader")} set failures = failures + 1 where name = 'journal'`);
    hand.log?.("error", "What happened to a record could not begin its processes; it is tried again.", { error: error instanceof Error ? error.message : "unknown" });
    return 0;
  }
}

async function readOn(hand: Hand, tx: Tx, now: Date): Promise<number> {
  const [place] = await tx.run<{ xid: string; seq: number; failures: number }>(sql`select xid::text as xid, seq, failures from ${sys("process_reader")} where name = 'journal' for update skip locked`);
  if (!place) return 0;
  // Asked when the place is held: a statement that had to look at a row another worker moved on meanwhile still has its old snapshot.
  const [{ horizon }] = (await tx.run<{ horizon: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`)) as [{ horizon: string }];
  // A database restored elsewhere counts its transactions anew.
  const [xid, seq] = BigInt(place.xid) > BigInt(horizon) ? [horizon, 0] : [place.xid, place.seq];
  // "order by xid" would mean the text that is selected, and "1000" comes before "999".
  const rows = await tx.run<JournalRow>(sql`select j.xid::text as xid, j.seq, j.entity, j.record_id, j.verb, j.actor_id, j.at, j.changes, j.part_id, j.request_id from ${sys("journal")} j
    where (j.xid, j.seq) > (${xid}::text::xid8, ${seq}::bigint) and j.xid < pg_snapshot_xmin(pg_current_snapshot()) order by j.xid, j.seq limit ${place.failures > 0 ? 1 : STEP}`);
  const last = rows.at(-1);
  if (!last) return 0;
  if (place.failures >= TRIES) hand.log?.("error", "What happened to a record could not begin its processes and was passed over.", { entity: last.entity, record: last.record_id, verb: last.verb });
  else {
    const news = rows.filter(({ part_id, at }) => part_id === null && now.getTime() - new Date(at).getTime() <= NEWS_MS);
    for (const row of news) await one(hand, tx, row, now);
    await askConditions(tx, news, now);
  }
  await tx.change(sql`update ${sys("process_reader")} set xid = ${last.xid}::text::xid8, seq = ${last.seq}, failures = 0 where name = 'journal'`);
  return rows.length;
}

async function one(hand: Hand, tx: Tx, row: JournalRow, now: Date): Promise<void> {
  const model = hand.model();
  const events = EVENTS[row.verb] ?? [];
  for (const part of model.parts.process) {
    const entity = part.entity === undefined ? undefined : model.entities.get(part.entity);
    if (entity?.id !== row.entity || causedBy(row.request_id, part.id)) continue;
    for (const start of part.starts) if (start.kind === "record" && events.includes(start.on) && (await fits(hand, tx, start, entity, row, now))) await begin(hand, tx, part, entity, row, now);
  }
}

/** Instances that wait for a condition about one of these records ask it again. */
async function askConditions(tx: Tx, rows: readonly JournalRow[], now: Date): Promise<void> {
  const event = JSON.stringify({ kind: "event", event: { type: "variables", values: {} } });
  const records = rows.map(({ entity, record_id }) => ({ entity, id: record_id }));
  await tx.change(sql`insert into ${sys("process_jobs")} (id, instance_id, kind, payload, due_at) select gen_random_uuid(), s.id, 'event', ${event}::jsonb, ${now}::timestamptz
    from (select distinct i.id from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (entity text, id uuid) join ${sys("process_instances")} i on i.entity = r.entity and i.record_id = r.id
      join ${sys("process_waits")} w on w.instance_id = i.id and w.kind = 'condition') s`);
}

async function fits(hand: Hand, tx: Tx, start: RecordStart, entity: EntityModel, row: JournalRow, now: Date): Promise<boolean> {
  if (start.on === "changed" && !start.fields.some((name) => Object.hasOwn(row.changes ?? {}, entity.fieldByName.get(name)?.id ?? ""))) return false;
  if (!start.when) return true;
  const ctx = productContext(now, newId());
  const [holds] = await askRules(tx, readingOf(hand.model(), ctx.principal), entity, row.record_id, [[start.when]], bindingsOf(ctx, []));
  return holds === true;
}

async function begin(hand: Hand, tx: Tx, part: ProcessModel, entity: EntityModel, row: JournalRow, now: Date): Promise<void> {
  const generation = generationAfter(row.request_id);
  if (generation > PROCESS_STORE_LIMITS.generations) {
    hand.log?.("error", "Processes begin one another by changing records, without end; this one was not begun.", { process: part.name, entity: entity.name, record: row.record_id });
    return;
  }
  const version = await hand.versions.current(tx, part, hand.model().revision);
  const [actor] = row.actor_id === null ? [] : await tx.run<{ id: string }>(sql`select id from ${sys("users")} where id = ${row.actor_id}::uuid`);
  await beginInstance({ hand, tx, now }, { version, record: { entity: entity.id, id: row.record_id }, startedBy: actor?.id ?? null, generation });
}
