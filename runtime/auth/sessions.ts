/**
 * Sessions: rows, so that they can be ended at once. The cookie holds a random token, the row its hash.
 * A session ends by itself after `SESSION_LIFETIME_MS`, or after `SESSION_IDLE_MS` without use. Each sign-in makes a new one.
 */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import type { Origin } from "./event-log";
import { hashToken, newToken } from "./tokens";

export const SESSION_LIFETIME_MS = 14 * 24 * 3600_000;
export const SESSION_IDLE_MS = 7 * 24 * 3600_000;
/** `last_seen_at` is written at most this often. */
export const TOUCH_EVERY_MS = 60_000;

export interface NewSession {
  readonly id: string;
  /** Shown to the browser once; not stored. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface SessionSummary {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly current: boolean;
}

export async function createSession(db: Queryable, userId: string, origin: Origin, now = new Date()): Promise<NewSession> {
  const session = { id: newId(), token: newToken("session"), expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS) };
  await db.change(sql`insert into ${sys("sessions")} (id, token_hash, user_id, expires_at, address, agent)
    values (${session.id}, ${hashToken(session.token)}, ${userId}, ${session.expiresAt}, ${origin.address ?? null}, ${origin.agent?.slice(0, 300) ?? null})`);
  return session;
}

/** Marks the session as used, at most once a minute whoever asks. */
export async function touchSession(db: Queryable, id: string): Promise<void> {
  await db.change(sql`update ${sys("sessions")} set last_seen_at = now() where id = ${id} and last_seen_at < now() - ${TOUCH_EVERY_MS}::int * interval '1 millisecond'`);
}

export async function listSessions(db: Queryable, userId: string, currentId: string | undefined): Promise<SessionSummary[]> {
  const rows = await db.run(sql<{ id: string; created_at: string; last_seen_at: string; address: string | null; agent: string | null }>`
    select id, created_at, last_seen_at, address, agent from ${sys("sessions")}
    where user_id = ${userId} and revoked_at is null and expires_at > now() and last_seen_at > now() - ${SESSION_IDLE_MS / 1000}::int * interval '1 second'
    order by last_seen_at desc limit 200`);
  return rows.map((row) => ({ id: row.id, createdAt: row.created_at, lastSeenAt: row.last_seen_at, address: row.address, agent: row.agent, current: row.id === currentId }));
}

/** Ends one session of this user; false when he has no such open session. */
export async function revokeSession(db: Queryable, userId: string, id: string): Promise<boolean> {
  return (await db.change(sql`update ${sys("sessions")} set revoked_at = now() where id = ${id} and user_id = ${userId} and revoked_at is null`)) > 0;
}

/** Ends every session of the user, but for one when `exceptId` is given. Returns how many. */
export function revokeAllSessions(db: Queryable, userId: string, exceptId?: string): Promise<number> {
  return db.change(sql`update ${sys("sessions")} set revoked_at = now() where user_id = ${userId} and revoked_at is null and id is distinct from ${exceptId ?? null}::uuid`);
}
