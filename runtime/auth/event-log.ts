/** The event log: sign-ins, rights and keys. One row per event, in the transaction of what it tells about. No secrets in it, ever. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { actorId, type Principal } from "../kernel";

export type AuthEvent =
  | "signIn.ok" | "signIn.failed" | "signIn.locked" | "signIn.secondFactorFailed" | "signOut" | "session.revoked"
  | "password.changed" | "password.resetAsked" | "password.reset" | "totp.on" | "totp.off" | "totp.recoveryUsed"
  | "totp.reset" | "user.created" | "user.invited" | "user.uninvited" | "user.joined" | "user.suspended" | "user.activated" | "user.rights" | "user.profile"
  | "unit.changed" | "position.changed" | "team.changed" | "deputy.changed" | "absence.changed"
  | "apiKey.created" | "apiKey.revoked" | "identity.linked" | "identity.refused";

/** Where an event came from. */
export interface Origin {
  readonly address?: string;
  readonly agent?: string;
  readonly requestId?: string;
}

export interface EventEntry extends Origin {
  readonly kind: AuthEvent;
  /** Who did it; left out when nobody is known (a failed sign-in). */
  readonly actor?: Principal | { readonly userId: string };
  /** What it was done to: a user id, a key id, or the hash of an unknown address. */
  readonly subject?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export async function appendEvent(db: Queryable, entry: EventEntry): Promise<void> {
  const { actor } = entry;
  const kind = actor === undefined ? null : "kind" in actor ? actor.kind : "staff";
  const id = actor === undefined ? null : "kind" in actor ? actorId(actor) : actor.userId;
  await db.change(sql`insert into ${sys("event_log")} (kind, actor_kind, actor_id, subject, address, request_id, details)
    values (${entry.kind}, ${kind}, ${id}::uuid, ${entry.subject ?? null}, ${entry.address ?? null}, ${entry.requestId ?? null}, ${JSON.stringify(entry.details ?? {})}::jsonb)`);
}
