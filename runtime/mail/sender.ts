/**
 * Sends the letters of the outbox. *Lease*: a row is taken for a minute with a fencing token; who comes back later than that
 * may find the row taken by another and then changes nothing. At least once: a letter may be sent twice when a node dies
 * between sending and saying so; both copies carry one message id.
 */
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import type { Database } from "../db/pool";
import { sys } from "../db/schemas";
import { isAppError } from "../kernel";
import type { Mail, Mailer } from "./mailer";
import type { MailTask } from "./outbox";

const LEASE_S = 60;
const BATCH = 10;
/** 15 s, 1 min, 4 min, … at most an hour apart; given up after about six hours. */
const BACKOFF_S = [15, 60, 240, 960, 3600, 3600, 3600, 3600, 3600];

export interface SenderOptions {
  readonly db: Database;
  readonly mailer: Mailer;
  /** Writes the letter; undefined when there is nobody to write to (any more). */
  readonly write: (task: MailTask) => Promise<Mail | undefined>;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Record<string, unknown>) => void;
  readonly everyMs?: number;
}

export interface MailSender {
  start(): void;
  /** Waits for the letter under way. */
  stop(): Promise<void>;
  /** Sends what is due; returns how many rows were handled. */
  runOnce(): Promise<number>;
}

interface Taken {
  id: string; payload: MailTask; attempts: number;
}

export function createMailSender({ db, mailer, write, log = () => undefined, everyMs = 2000 }: SenderOptions): MailSender {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;

  async function take(lease: string): Promise<Taken[]> {
    return db.run(sql<Taken>`
      update ${sys("outbox")} set leased_until = now() + ${LEASE_S}::int * interval '1 second', lease_token = ${lease}, attempts = attempts + 1
      where id in (select id from ${sys("outbox")} where topic = 'mail' and done_at is null and failed_at is null and available_at <= now()
        and (leased_until is null or leased_until < now()) order by available_at limit ${BATCH} for update skip locked)
      returning id, payload, attempts`);
  }

  /** The lease is renewed before each letter: the first letters of a batch may have eaten it up. False when another took over. */
  async function renew(row: Taken, lease: string): Promise<boolean> {
    return (await db.change(sql`update ${sys("outbox")} set leased_until = now() + ${LEASE_S}::int * interval '1 second' where id = ${row.id} and lease_token = ${lease} and done_at is null`)) > 0;
  }

  async function handle(row: Taken, lease: string): Promise<void> {
    if (!(await renew(row, lease))) return;
    try {
      const mail = await write(row.payload);
      if (mail !== undefined) await mailer.send({ ...mail, messageId: `<${row.id}@metaloom>` });
      await db.change(sql`update ${sys("outbox")} set done_at = now(), lease_token = null, leased_until = null, last_error = null where id = ${row.id} and lease_token = ${lease}`);
    } catch (error) {
      await fail(row, lease, error);
    }
  }

  async function fail(row: Taken, lease: string, error: unknown): Promise<void> {
    const delay = BACKOFF_S[row.attempts - 1];
    // What is wrong with the letter itself does not mend with time.
    const hopeless = delay === undefined || (isAppError(error) && error.code === "input:invalid");
    const message = error instanceof Error ? error.message.slice(0, 500) : "unknown";
    log(hopeless ? "error" : "warn", "letter not sent", { id: row.id, kind: row.payload.kind, attempts: row.attempts, hopeless, error: message });
    await db.change(sql`update ${sys("outbox")} set lease_token = null, leased_until = null, last_error = ${message},
      failed_at = case when ${hopeless} then now() end, available_at = now() + ${delay ?? 0}::int * interval '1 second' where id = ${row.id} and lease_token = ${lease}`);
  }

  async function pass(): Promise<number> {
    const lease = randomUUID();
    const rows = await take(lease);
    for (const row of rows) await handle(row, lease);
    return rows.length;
  }

  const runOnce = (): Promise<number> => (running ??= pass().finally(() => (running = undefined)));
  const loop = async (): Promise<void> => {
    let handled = 0;
    try {
      handled = await runOnce();
    } catch (error) {
      log("error", "outbox not readable", { error: error instanceof Error ? error.message : "unknown" });
    }
    if (timer === undefined) return;
    timer = setTimeout(() => void loop(), handled === BATCH ? 0 : everyMs);
  };
  return {
    runOnce,
    start() {
      timer ??= setTimeout(() => void loop(), 0);
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await running?.catch(() => undefined); // reported by the loop
    },
  };
}
