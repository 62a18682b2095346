/**
 * Counting attempts. An *attempt key* is what is counted: an account (by the hash of the address typed, so accounts that
 * do not exist are counted and locked exactly like those that do), a network, a mailbox. An attempt is counted *before* it
 * is tried, in one statement: fifty guesses at once are five guesses and forty-five refusals. Sessions that exist are not touched.
 */
import { sql } from "kysely";
import { isIPv4, isIPv6 } from "node:net";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { hashToken } from "./tokens";

export interface AttemptRule {
  readonly name: "account" | "network" | "code" | "mail" | "mailNetwork" | "mailAll";
  /** Attempts until the key is locked. */
  readonly limit: number;
  /** First lock; it doubles with each further attempt, up to `maxLockSeconds`. */
  readonly lockSeconds: number;
  readonly maxLockSeconds: number;
}

export const ATTEMPT_RULES = {
  account: { name: "account", limit: 5, lockSeconds: 30, maxLockSeconds: 900 },
  // An office shares one address: more than for an account, and a sign-in that succeeds is given back.
  network: { name: "network", limit: 20, lockSeconds: 30, maxLockSeconds: 900 },
  code: { name: "code", limit: 5, lockSeconds: 60, maxLockSeconds: 900 },
  mail: { name: "mail", limit: 3, lockSeconds: 600, maxLockSeconds: 3600 },
  mailNetwork: { name: "mailNetwork", limit: 20, lockSeconds: 600, maxLockSeconds: 3600 },
  mailAll: { name: "mailAll", limit: 500, lockSeconds: 600, maxLockSeconds: 3600 },
} as const satisfies Record<string, AttemptRule>;

export type AttemptResult = { readonly kind: "free"; readonly locksNow: boolean } | { readonly kind: "locked" };

/** Key of an account: the typed address in normal form, or whatever was typed. */
export const accountKey = (typed: string): string => hashToken(typed).toString("hex").slice(0, 32);

/**
 * Key of a network address: IPv4 as it is, IPv6 by its /64 (one customer has 2^64 of the longer ones).
 * An address that is none is one common key, so a missing address is limited hardest.
 */
export function networkKey(address: string | undefined): string {
  const plain = (address ?? "").split("%")[0]!.toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1] ?? plain;
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(plain)) return "unknown";
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(":") + "::/64";
}

/** Counts one attempt; "locked" when the key is locked (then nothing is counted: a lock ends by itself). */
export async function countAttempt(db: Queryable, rule: AttemptRule, key: string): Promise<AttemptResult> {
  const count = sql`(case when a.at < now() - interval '1 hour' then 1 else a.count + 1 end)`;
  const rows = await db.run(sql<{ count: number }>`
    insert into ${sys("attempts")} as a (key, count) values (${`${rule.name}:${key}`}, 1)
    on conflict (key) do update set count = ${count}, at = now(), locked_until = case when ${count} >= ${rule.limit}::int
      then now() + least(${rule.lockSeconds}::int * power(2, least(${count} - ${rule.limit}::int, 20)), ${rule.maxLockSeconds}::int) * interval '1 second' end
    where a.locked_until is null or a.locked_until <= now()
    returning a.count`);
  const row = rows[0];
  return row === undefined ? { kind: "locked" } : { kind: "free", locksNow: row.count >= rule.limit };
}

/** The attempt was honest: forget the account's count. */
export async function clearAttempts(db: Queryable, rule: AttemptRule, key: string): Promise<void> {
  await db.change(sql`delete from ${sys("attempts")} where key = ${`${rule.name}:${key}`}`);
}

/** Takes one counted attempt back. A network is given back only its own success, or one good account would free all guesses. */
export async function returnAttempt(db: Queryable, rule: AttemptRule, key: string): Promise<void> {
  await db.change(sql`update ${sys("attempts")} set count = greatest(count - 1, 0), locked_until = case when count - 1 >= ${rule.limit}::int then locked_until end
    where key = ${`${rule.name}:${key}`}`);
}

/** Removes counts nobody asks about any more; called by the worker now and then. */
export function forgetOldAttempts(db: Queryable): Promise<number> {
  return db.change(sql`delete from ${sys("attempts")} where at < now() - interval '1 day' and (locked_until is null or locked_until < now())`);
}
