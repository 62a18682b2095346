/**
 * Jobs: done one after another, each in a transaction with what it causes, so that it happens once. Only what leaves the database
 * (a request to another system, a file for the store) happens outside: it is taken by a *lease* with a fencing token, and who comes back too late changes nothing.
 */
import { randomUUID } from "node:crypto";
import type { Tx } from "../db/pool";
import { createEgress } from "../egress/egress";
import type { Json } from "../workflow/definition/types";
import type { ProcessEvent } from "../workflow/engine/events";
import { sendTo, type Place } from "./advance-instance";
import { beginInstance, processNamed } from "./begin";
import { broadcastSignal, deliverMessage } from "./deliver";
import { keyText } from "./hands";
import type { JobKind, JobPayloads } from "./job-kinds";
import { keepDocument } from "./keep-document";
import { LEASE_S, PAUSES_S, PROCESS_STORE_LIMITS } from "./limits";
import type { Hand } from "./running";
import type { Job } from "./store";
import { tellNotice } from "./tell-notice";

type Doer<K extends JobKind> = (place: Place, payload: JobPayloads[K], job: Job) => Promise<void>;

const toInstance = async (place: Place, id: string | null, ...events: readonly ProcessEvent[]): Promise<void> => {
  const row = id === null ? undefined : await place.hand.store.lockInstance(place.tx, id);
  // What it was told may have become pointless in the meantime: it is refused, and that is the end of it.
  for (let i = 0; row && i < events.length; i++) if (!(await sendTo(place, row, events[i]!, undefined, events.slice(i + 1))).refused) return;
};

const doers: { readonly [K in Exclude<JobKind, keyof typeof outside>]: Doer<K> } = {
  event: (place, { event }, { instance_id }) => toInstance(place, instance_id, event),
  events: (place, { events }, { instance_id }) => toInstance(place, instance_id, ...events),
  message: async (place, payload) => void (await deliverMessage(place, payload)),
  signal: async (place, payload) => void (await broadcastSignal(place, payload)),
  async start(place, { process, variables, startedBy, generation }) {
    const found = processNamed(place.hand.model(), process);
    if (!found) throw new Error(`There is no process “${process}” any more.`);
    await beginInstance(place, { version: await place.hand.versions.current(place.tx, found.part, place.hand.model().revision), ...(found.pool !== undefined && { pool: found.pool }), variables, startedBy, generation });
  },
  async child(place, { token, process, binding, variables, key }, { instance_id }) {
    const row = await place.hand.store.lockInstance(place.tx, instance_id!);
    if (!row || row.state.tokens[token]?.status !== "active") return;
    const version = await calledVersion(place, process, binding);
    if (!version) return void (await sendTo(place, row, { type: "failure", token, code: "noProcess", message: `There is no process “${process}”${binding.kind === "version" ? ` in version ${binding.version}` : ""}.` }));
    await beginInstance(place, {
      ...version, variables, startedBy: row.started_by, generation: row.generation, parent: { id: row.id, token, root: row.root_id }, ...(key !== undefined && { key: keyText(key) }),
      ...(row.entity !== null && row.record_id !== null && { record: { entity: row.entity, id: row.record_id } }),
    });
  },
  notice: (place, payload, { instance_id }) => tellNotice(place, payload, instance_id!),
  async cancelChild(place, { token }, { instance_id }) {
    for (const id of await place.hand.store.openChildren(place.tx, instance_id!, token)) await toInstance(place, id, { type: "cancel" });
  },
};

async function calledVersion({ hand, tx }: Place, name: string, binding: JobPayloads["child"]["binding"]) {
  const model = hand.model();
  const found = processNamed(model, name);
  if (!found) return undefined;
  const pool = found.pool === undefined ? {} : { pool: found.pool };
  if (binding.kind !== "version") return { version: await hand.versions.current(tx, found.part, model.revision), ...pool };
  const version = await hand.versions.numbered(tx, found.part.id, binding.version ?? 0);
  return version && { version, ...pool };
}

/** One job; false when none is due. */
export async function doJob(hand: Hand, now: Date): Promise<boolean> {
  let taken: Job | undefined;
  let call: (() => Promise<void>) | undefined;
  try {
    await hand.db.transaction(async (tx) => {
      taken = await hand.store.takeJob(tx, now);
      if (!taken) return;
      if (taken.payload.kind in outside) return void (call = await leased(hand, tx, taken, now));
      await (doers[taken.payload.kind as keyof typeof doers] as Doer<keyof typeof doers>)({ hand, tx, now }, taken.payload as never, taken);
      await hand.store.endJob(tx, taken.id);
    });
  } catch (error) {
    if (!taken) throw error;
    await postpone(hand, taken, now, error instanceof Error ? error.message : "unknown");
  }
  await call?.();
  return taken !== undefined;
}

/** Later again; after the last try an incident where there is a token to stop, else only a failed job. */
async function postpone(hand: Hand, job: Job, now: Date, message: string, lease?: string): Promise<void> {
  const attempts = job.attempts + 1;
  const hopeless = attempts >= PROCESS_STORE_LIMITS.attempts;
  hand.log?.(hopeless ? "error" : "warn", "A job of a process failed.", { job: job.id, kind: job.kind, attempts, error: message });
  const until = new Date(now.getTime() + (PAUSES_S[Math.min(attempts, PAUSES_S.length) - 1] ?? 600) * 1000);
  await hand.db.transaction(async (tx) => {
    const held = await hand.store.postponeJob(tx, job.id, lease, { attempts, message, until, failedAt: hopeless ? now : null });
    if (!held || !hopeless || job.instance_id === null) return;
    const tried = `Tried ${attempts} times: ${message}`;
    if (job.token === null) return hand.store.addIncident(tx, job.instance_id, { token: 0, node: "", code: "attempts", message: tried, variables: {} }, now);
    await toInstance({ hand, tx, now }, job.instance_id, { type: "failure", token: job.token, code: "attempts", message: tried });
    await hand.store.endJob(tx, job.id);
  });
}

type Outside<K extends JobKind> = (hand: Hand, job: Job, payload: JobPayloads[K], lease: string, now: Date) => Promise<void>;

/** What leaves the database: done outside of transactions, by a lease. */
const outside: { readonly webhook: Outside<"webhook">; readonly document: Outside<"document"> } = { webhook: ask, document: keepDocument };

async function leased(hand: Hand, tx: Tx, job: Job, now: Date): Promise<() => Promise<void>> {
  const lease = randomUUID();
  await hand.store.leaseJob(tx, job.id, lease, new Date(now.getTime() + LEASE_S * 1000));
  return async () => {
    try {
      await (outside[job.payload.kind as keyof typeof outside] as Outside<keyof typeof outside>)(hand, job, job.payload as never, lease, now);
    } catch (error) {
      await postpone(hand, job, now, error instanceof Error ? error.message : "unknown", lease);
    }
  };
}

const ANSWER_BYTES = 200_000;
/** Statuses after which asking again may help. */
const passing = (status: number): boolean => status >= 500 || status === 408 || status === 429;

async function ask(hand: Hand, job: Job, { url, method, body, token, as }: JobPayloads["webhook"], lease: string, now: Date): Promise<void> {
  const { origin } = new URL(url);
  let event: ProcessEvent;
  if (!(hand.webhookOrigins ?? []).includes(origin)) event = { type: "failure", token, code: "origin", message: `Steps may not call ${origin}: an administrator has to allow it (METALOOM_WEBHOOK_ORIGINS).` };
  else {
    const response = await (hand.egress ?? createEgress)({ origins: [origin] }).ask(new Request(url, {
      method, headers: { "idempotency-key": `${job.instance_id}:${token}`, "content-type": "application/json", "user-agent": "metaloom" }, ...(method === "GET" || body === undefined ? {} : { body: JSON.stringify(body) }),
    }));
    const answer = { status: response.status, body: await bodyOf(response) };
    if (passing(response.status)) throw new Error(`${origin} answered with ${response.status}.`);
    event = response.ok ? { type: "done", token, ...(as !== undefined && { variables: { [as]: answer } }) } : { type: "failure", token, code: "answer", message: `${origin} answered with ${response.status}.` };
  }
  await hand.db.transaction(async (tx) => {
    // Whoever took it over in the meantime speaks for it now.
    if (!(await hand.store.endJob(tx, job.id, lease))) return;
    await toInstance({ hand, tx, now }, job.instance_id, event);
  });
}

async function bodyOf(response: Response): Promise<Json> {
  const text = (await response.text()).slice(0, ANSWER_BYTES);
  if (!(response.headers.get("content-type") ?? "").includes("json")) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
