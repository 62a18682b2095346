import { sql } from "kysely";
import { AppError } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import { actorId } from "../kernel/principal";
import type { Database, Tx } from "../db/pool";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Once per key: the key, the digest of the request and the answer are stored in the transaction of the change itself, so a client
 * that lost the answer sends again and gets the same one. A second request with the key waits until the first has ended.
 */
export function createIdempotency(db: Database) {
  return {
    /** @throws AppError conflict:idempotency when the key was used for another request. */
    async once(ctx: Ctx, key: string, hash: Buffer, work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
      const actor = `${ctx.principal.kind}:${actorId(ctx.principal) ?? ""}`;
      return db.transaction(async (tx) => {
        const claimed = await tx.run(sql`insert into metaloom.idempotency (actor, key, request_hash) values (${actor}, ${key}, ${hash}) on conflict do nothing returning key`);
        if (claimed.length === 0) return replay(tx, actor, key, hash);
        const answer = await work(tx);
        await tx.run(sql`update metaloom.idempotency set status = ${answer.status}, body = ${JSON.stringify(answer.body ?? null)}::jsonb where actor = ${actor} and key = ${key}`);
        return answer;
      });
    },
    /** Forgets keys older than a day; called by the worker. */
    async forget(now: Date): Promise<number> {
      return db.change(sql`delete from metaloom.idempotency where created_at < ${now}::timestamptz - interval '1 day'`);
    },
  };
}

async function replay(tx: Tx, actor: string, key: string, hash: Buffer): Promise<Answer> {
  const [known] = await tx.run<{ same: boolean; status: number | null; body: unknown }>(sql`select request_hash = ${hash} as same, status, body from metaloom.idempotency where actor = ${actor} and key = ${key}`);
  if (known?.same && known.status !== null) return { status: known.status, body: known.body };
  throw new AppError("conflict:idempotency", "This Idempotency-Key was used for another request.", {
    remedy: "Make a new key for each new request; repeat a key only with exactly the same request.",
  });
}

export type Idempotency = ReturnType<typeof createIdempotency>;
