/** Messages and signals: who waits for them, and which processes they start. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import type { ProcessModel } from "../model/kinds/process/model";
import { poolsOf } from "../workflow/engine/compile";
import { startTriggers } from "../workflow/engine/starts";
import type { Trigger } from "../workflow/definition/types";
import { sendTo, type Place } from "./advance-instance";
import { beginInstance } from "./begin";
import { keyText } from "./hands";
import { lockInstance } from "./instance";
import type { JobPayloads } from "./job-kinds";
import { PROCESS_STORE_LIMITS } from "./limits";

interface Waiting {
  readonly instance_id: string; readonly wait: number;
}

/** Instances that wait are tried in turn: one of them may have gone on in the meantime. */
const TRIES = 20;

/** "delivered" to an instance, "started" one, or "kept" until somebody waits for it. */
export async function deliverMessage(place: Place, message: JobPayloads["message"]): Promise<"delivered" | "started" | "kept"> {
  const { tx, now, hand } = place;
  const key = keyText(message.key) ?? null;
  const only = message.processes ?? null;
  const waiting = await tx.run<Waiting>(sql`select w.instance_id, w.wait from ${sys("process_waits")} w join ${sys("process_instances")} i on i.id = w.instance_id
    where w.kind = 'message' and w.name = ${message.name} and (w.key is null or ${key}::text is null or w.key = ${key}) and (${only}::text[] is null or i.process = any(${only}::text[]))
    order by (w.node = any(${message.to ?? []}::text[]) or i.pool = any(${message.to ?? []}::text[])) desc, i.started_at, w.wait limit ${TRIES}`);
  for (const { instance_id, wait } of waiting) {
    const row = await lockInstance(tx, instance_id);
    if (row && row.suspended_at === null && !(await sendTo(place, row, { type: "message", wait, payload: message.payload })).refused) return "delivered";
  }
  const fits = (start: Start): boolean => !message.to || message.to.includes(start.node) || message.to.includes(start.pool);
  const [start] = startsBy(hand.model().parts.process, (trigger) => trigger.type === "message" && trigger.message === message.name).filter((one) => fits(one) && (only === null || only.includes(one.part.id)));
  if (start) {
    await beginBy(place, start, message.payload);
    return "started";
  }
  const expires = new Date(now.getTime() + PROCESS_STORE_LIMITS.messageDays * 86_400_000);
  await tx.change(sql`insert into ${sys("process_messages")} (id, name, key, payload, expires_at) values (${newId()}, ${message.name}, ${key}, ${JSON.stringify(message.payload)}::jsonb, ${expires}::timestamptz)`);
  return "kept";
}

/** Every instance that waits gets a job of its own. How many heard it, those begun by it included. */
export async function broadcastSignal(place: Place, signal: JobPayloads["signal"]): Promise<number> {
  const only = signal.processes ?? null;
  const event = JSON.stringify({ kind: "event", event: { type: "signal", name: signal.name, payload: signal.payload } });
  const heard = await place.tx.change(sql`insert into ${sys("process_jobs")} (id, instance_id, kind, payload, due_at)
    select gen_random_uuid(), s.instance_id, 'event', ${event}::jsonb, ${place.now}::timestamptz from (select distinct w.instance_id from ${sys("process_waits")} w join ${sys("process_instances")} i on i.id = w.instance_id
      where w.kind = 'signal' and w.name = ${signal.name} and w.instance_id is distinct from ${signal.from ?? null}::uuid and (${only}::text[] is null or i.process = any(${only}::text[]))) s`);
  const starts = startsBy(place.hand.model().parts.process, (trigger) => trigger.type === "signal" && trigger.signal === signal.name).filter(({ part }) => only === null || only.includes(part.id));
  for (const start of starts) await beginBy(place, start, signal.payload);
  return heard + starts.length;
}

interface Start {
  readonly part: ProcessModel;
  readonly pool: string;
  readonly node: string;
}

const startsBy = (parts: readonly ProcessModel[], which: (trigger: Trigger) => boolean): readonly Start[] =>
  parts.flatMap((part) => poolsOf(part.definition).filter((pool) => pool.executable !== false)
    .flatMap((pool) => startTriggers(part.definition, pool.id).filter(({ trigger }) => which(trigger)).map(({ node }) => ({ part, pool: pool.id, node }))));

async function beginBy(place: Place, { part, pool, node }: Start, payload: JobPayloads["signal"]["payload"]): Promise<void> {
  const version = await place.hand.versions.current(place.tx, part, place.hand.model().revision);
  await beginInstance(place, { version, pool, node, payload, startedBy: null });
}
