/**
 * One-time tokens: links in letters and half-finished sign-ins. Each has one purpose and works once, whoever comes first;
 * issuing a new one of the same purpose ends the older ones of that user.
 */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { hashToken, isToken, newToken } from "./tokens";

/** resetPassword: link in a letter · invite: link in a letter · linkIdentity: OIDC account waiting for the local password. */
export type Purpose = "resetPassword" | "invite" | "linkIdentity";

export const LINK_LIFETIME_MS: Readonly<Record<Purpose, number>> = { resetPassword: 3600_000, invite: 7 * 24 * 3600_000, linkIdentity: 10 * 60_000 };

export type Redemption = { readonly kind: "ok"; readonly userId: string; readonly payload: Readonly<Record<string, unknown>> } | { readonly kind: "none" };

/** Makes a token. Call it in the transaction of what it belongs to. */
export async function issueOneTime(db: Queryable, purpose: Purpose, userId: string, payload: Readonly<Record<string, unknown>> = {}): Promise<string> {
  await revokeOneTime(db, userId, [purpose]);
  const token = newToken("link");
  await db.change(sql`insert into ${sys("one_time_tokens")} (token_hash, purpose, user_id, payload, expires_at)
    values (${hashToken(token)}, ${purpose}, ${userId}, ${JSON.stringify(payload)}::jsonb, now() + ${LINK_LIFETIME_MS[purpose] / 1000}::int * interval '1 second')`);
  return token;
}

/** Uses the token up. The row lock lets exactly one of any number of callers through. */
export async function redeemOneTime(db: Queryable, purpose: Purpose, token: unknown): Promise<Redemption> {
  if (!isToken("link", token)) return { kind: "none" };
  const rows = await db.run(sql<{ user_id: string; payload: Record<string, unknown> }>`
    update ${sys("one_time_tokens")} set used_at = now()
    where token_hash = ${hashToken(token)} and purpose = ${purpose} and used_at is null and expires_at > now() and user_id is not null returning user_id, payload`);
  const row = rows[0];
  return row === undefined ? { kind: "none" } : { kind: "ok", userId: row.user_id, payload: row.payload };
}

/** Ends open tokens of the user: after use of one, after a change of password, on suspension. */
export function revokeOneTime(db: Queryable, userId: string, purposes: readonly Purpose[]): Promise<number> {
  return db.change(sql`update ${sys("one_time_tokens")} set used_at = now() where user_id = ${userId} and purpose = any(${[...purposes]}::text[]) and used_at is null`);
}
