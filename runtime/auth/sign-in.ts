/**
 * Sign-in with e-mail, password and, when the user has one, a second factor. Unknown user, wrong password, suspended user
 * and locked account do the same work and get the same answer.
 */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { normaliseEmail } from "../kernel/email";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { accountKey, ATTEMPT_RULES, clearAttempts, countAttempt, networkKey, returnAttempt } from "./lockout";
import { createSession, type NewSession } from "./sessions";
import { hashToken, isToken } from "./tokens";
import { checkFactor } from "./totp";

export type SignInResult =
  | { readonly kind: "ok"; readonly userId: string }
  /** Not let in; why is not told. */
  | { readonly kind: "failed" }
  /** Password right; a code is needed as well. */
  | { readonly kind: "secondFactorNeeded" }
  | { readonly kind: "secondFactorWrong" }
  /** Too many attempts from this network; says nothing about any account. */
  | { readonly kind: "tooMany" };

/** As typed: nothing is assumed about the types. */
export interface Credentials {
  readonly email: unknown;
  readonly password: unknown;
  readonly code?: unknown;
}

interface UserRow {
  id: string; email: string; password_hash: string | null; totp_secret_id: string | null;
}

export async function signInWithPassword(deps: AuthDeps, typed: Credentials, origin: Origin): Promise<SignInResult> {
  const { db } = deps;
  const text = typeof typed.email === "string" ? typed.email.slice(0, 400) : "";
  const email = normaliseEmail(text);
  const account = accountKey(email ?? text);
  const network = networkKey(origin.address);
  if ((await countAttempt(db, ATTEMPT_RULES.network, network)).kind === "locked") return { kind: "tooMany" };
  const attempt = await countAttempt(db, ATTEMPT_RULES.account, account);

  const user = await activeUser(deps, email);
  const hash = attempt.kind === "free" ? user?.password_hash ?? undefined : undefined;
  const check = await deps.passwords.check(typed.password, hash);
  if (check.kind === "mismatch" || user === undefined) {
    const locked = attempt.kind === "locked" || attempt.locksNow;
    await appendEvent(db, { ...origin, kind: locked ? "signIn.locked" : "signIn.failed", subject: user?.id ?? account });
    return { kind: "failed" };
  }

  await clearAttempts(db, ATTEMPT_RULES.account, account);
  if (user.totp_secret_id !== null) {
    const factor = await secondFactor(deps, user.id, typed.code, origin);
    if (factor.kind !== "ok") {
      if (factor.kind === "secondFactorNeeded") await returnAttempt(db, ATTEMPT_RULES.network, network);
      return factor;
    }
  }
  await returnAttempt(db, ATTEMPT_RULES.network, network);
  if (check.outdated) await rehash(deps, user, typed.password as string);
  return { kind: "ok", userId: user.id };
}

/** The session of somebody who has proved who he is; always a new one. */
export async function startSession(deps: AuthDeps, userId: string, origin: Origin, way: string): Promise<NewSession> {
  return deps.db.transaction(async (tx) => {
    const session = await createSession(tx, userId, origin);
    await tx.change(sql`update ${sys("users")} set last_sign_in_at = now() where id = ${userId}`);
    await appendEvent(tx, { ...origin, kind: "signIn.ok", actor: { userId }, subject: userId, details: { way } });
    return session;
  });
}

/** Ends the session a token stands for. */
export async function signOut(deps: AuthDeps, token: unknown, origin: Origin): Promise<void> {
  if (!isToken("session", token)) return;
  const ended = await deps.db.transaction(async (tx) => {
    const [row] = await tx.run(sql<{ id: string; user_id: string }>`update ${sys("sessions")} set revoked_at = now() where token_hash = ${hashToken(token)} and revoked_at is null returning id, user_id`);
    if (row !== undefined) await appendEvent(tx, { ...origin, kind: "signOut", actor: { userId: row.user_id }, subject: row.id });
    return row;
  });
  if (ended !== undefined) deps.principals.invalidate(ended.user_id);
}

async function activeUser(deps: AuthDeps, email: string | undefined): Promise<UserRow | undefined> {
  const rows = await deps.db.run(sql<UserRow>`select id, email, password_hash, totp_secret_id from ${sys("users")} where email = ${email ?? ""} and status = 'active' and deleted_at is null`);
  return rows[0];
}

async function secondFactor(deps: AuthDeps, userId: string, code: unknown, origin: Origin): Promise<SignInResult> {
  if (code === undefined || code === null || code === "") return { kind: "secondFactorNeeded" };
  const counted = await countAttempt(deps.db, ATTEMPT_RULES.code, userId);
  const check = counted.kind === "locked" ? { kind: "wrong" as const } : await checkFactor(deps.db, deps.box, userId, code, deps.clock());
  if (check.kind === "wrong") {
    await appendEvent(deps.db, { ...origin, kind: "signIn.secondFactorFailed", subject: userId });
    return { kind: "secondFactorWrong" };
  }
  await clearAttempts(deps.db, ATTEMPT_RULES.code, userId);
  if (check.by === "recovery") await appendEvent(deps.db, { ...origin, kind: "totp.recoveryUsed", actor: { userId }, subject: userId });
  return { kind: "ok", userId };
}

/** Better parameters since the hash was made: the password is known now, so hash it anew. Rules for new passwords do not apply. */
async function rehash(deps: AuthDeps, user: UserRow, password: string): Promise<void> {
  const encoded = await deps.passwords.rehash(password);
  await deps.db.change(sql`update ${sys("users")} set password_hash = ${encoded} where id = ${user.id} and password_hash = ${user.password_hash}`);
}
