/** Messages and signals: who waits for them, and which processes they start. */
import type { ProcessModel } from "../model/kinds/process/model";
import { poolsOf } from "../workflow/engine/compile";
import { startTriggers } from "../workflow/engine/starts";
import type { Trigger } from "../workflow/definition/types";
import { sendTo, type Place } from "./advance-instance";
import { beginInstance } from "./begin";
import { keyText } from "./hands";
import type { JobPayloads } from "./job-kinds";
import { PROCESS_STORE_LIMITS } from "./limits";

/** "delivered" to an instance, "started" one, or "kept" until somebody waits for it. */
export async function deliverMessage(place: Place, message: JobPayloads["message"]): Promise<"delivered" | "started" | "kept"> {
  const { tx, now, hand } = place;
  const { store } = hand;
  const key = keyText(message.key) ?? null;
  const only = message.processes ?? null;
  const waiting = await store.waitingFor(tx, message, key);
  for (const { instance_id, wait } of waiting) {
    const row = await store.lockInstance(tx, instance_id);
    if (row && row.suspended_at === null && !(await sendTo(place, row, { type: "message", wait, payload: message.payload })).refused) return "delivered";
  }
  const fits = (start: Start): boolean => !message.to || message.to.includes(start.node) || message.to.includes(start.pool);
  const [start] = startsBy(hand.model().parts.process, (trigger) => trigger.type === "message" && trigger.message === message.name).filter((one) => fits(one) && (only === null || only.includes(one.part.id)));
  if (start) {
    await beginBy(place, start, message.payload);
    return "started";
  }
  const expires = new Date(now.getTime() + PROCESS_STORE_LIMITS.messageDays * 86_400_000);
  await store.keepMessage(tx, message, key, expires);
  return "kept";
}

/** Every instance that waits gets a job of its own. How many heard it, those begun by it included. */
export async function broadcastSignal(place: Place, signal: JobPayloads["signal"]): Promise<number> {
  const only = signal.processes ?? null;
  const heard = await place.hand.store.tellListeners(place.tx, signal, place.now);
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
