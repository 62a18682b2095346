/** Forgotten and changed passwords. The answer to "forgot" never depends on whether the address is known. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, type StaffPrincipal } from "../kernel";
import { normaliseEmail } from "../kernel/email";
import { enqueueMail } from "../mail/outbox";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { accountKey, ATTEMPT_RULES, clearAttempts, countAttempt, networkKey } from "./lockout";
import { redeemOneTime, revokeOneTime } from "./one-time";
import { passwordIssues } from "./password";
import { revokeAllSessions } from "./sessions";
import { hashToken, isToken } from "./tokens";
import { checkFactor } from "./totp";

/** Both kinds of link end in choosing a password. */
const LINKS = ["resetPassword", "invite"] as const;

/**
 * Asks for a letter with a link. Whether the address belongs to anybody is found out by the sender of the letter,
 * so this does the same for every address, and does it in the same time. Above the limits no letter is written.
 */
export async function askPasswordReset(deps: AuthDeps, email: unknown, origin: Origin): Promise<void> {
  const address = normaliseEmail(email);
  if (address === undefined) return;
  const { db } = deps;
  const counts = [
    await countAttempt(db, ATTEMPT_RULES.mailNetwork, networkKey(origin.address)),
    await countAttempt(db, ATTEMPT_RULES.mail, accountKey(address)),
    await countAttempt(db, ATTEMPT_RULES.mailAll, "all"),
  ];
  if (counts.some((count) => count.kind === "locked")) return;
  await db.transaction(async (tx) => {
    await enqueueMail(tx, { kind: "resetPassword", email: address });
    await appendEvent(tx, { ...origin, kind: "password.resetAsked", subject: accountKey(address) });
  });
}

/**
 * Sets the password by a link (forgotten password, invitation). Ends every session and every other link of the user.
 * @throws AppError auth:failed when the link is unknown, used or too old; input:invalid for a bad password (the link stays good).
 */
export async function resetPassword(deps: AuthDeps, input: { token: unknown; password: unknown }, origin: Origin): Promise<void> {
  const { token, password } = input;
  const issues = passwordIssues(password);
  if (issues.length > 0 || typeof password !== "string") throw new AppError("input:invalid", "This password cannot be used.", { issues });
  const owner = await linkOwner(deps, token);
  if (owner === undefined) throw linkDead();
  const encoded = await deps.passwords.hash(password, { email: owner.email, name: owner.name });
  const userId = await deps.db.transaction(async (tx) => {
    const redeemed = await redeemLink(tx, token);
    await tx.change(sql`update ${sys("users")} set password_hash = ${encoded}, epoch = epoch + 1, updated_at = now(),
      status = case when status = 'invited' and ${redeemed.purpose} = 'invite' then 'active' else status end where id = ${redeemed.userId}`);
    await revokeAllSessions(tx, redeemed.userId);
    await revokeOneTime(tx, redeemed.userId, [...LINKS, "linkIdentity"]);
    await clearAttempts(tx, ATTEMPT_RULES.account, accountKey(owner.email));
    await appendEvent(tx, { ...origin, kind: redeemed.purpose === "invite" ? "user.joined" : "password.reset", actor: { userId: redeemed.userId }, subject: redeemed.userId });
    return redeemed.userId;
  });
  deps.principals.invalidate(userId);
}

/** Changes one's own password; every other session of the user ends. */
export async function changePassword(deps: AuthDeps, principal: StaffPrincipal, input: { current: unknown; password: unknown }, origin: Origin): Promise<void> {
  const user = await confirmPassword(deps, principal, input.current, "/current");
  if (typeof input.password !== "string") throw new AppError("input:invalid", "This password cannot be used.", { issues: passwordIssues(input.password) });
  const encoded = await deps.passwords.hash(input.password, { email: user.email, name: user.name });
  await deps.db.transaction(async (tx) => {
    await tx.change(sql`update ${sys("users")} set password_hash = ${encoded}, epoch = epoch + 1, updated_at = now() where id = ${principal.userId}`);
    await revokeAllSessions(tx, principal.userId, principal.sessionId);
    await revokeOneTime(tx, principal.userId, LINKS);
    await appendEvent(tx, { ...origin, kind: "password.changed", actor: principal, subject: principal.userId });
  });
  deps.principals.invalidate(principal.userId);
}

/**
 * Asks for the password once more before something grave. Counted like a sign-in, by user: a stolen session is no place to guess.
 * @throws AppError input:invalid when it is wrong or the user has none.
 */
export async function confirmPassword(deps: AuthDeps, principal: Pick<StaffPrincipal, "userId">, password: unknown, pointer: string): Promise<{ email: string; name: string }> {
  const counted = await countAttempt(deps.db, ATTEMPT_RULES.code, `password:${principal.userId}`);
  if (counted.kind === "locked") throw new AppError("request:tooMany", "The password was wrong several times.", { remedy: "Wait some minutes." });
  const user = (await deps.db.run(sql<{ email: string; name: string; password_hash: string | null }>`select email, name, password_hash from ${sys("users")} where id = ${principal.userId}`))[0];
  const check = await deps.passwords.check(password, user?.password_hash ?? undefined);
  if (user === undefined || check.kind === "mismatch") {
    throw new AppError("input:invalid", "The password is not right.", { issues: [{ pointer, code: "wrongPassword", message: "The password is not right." }] });
  }
  await clearAttempts(deps.db, ATTEMPT_RULES.code, `password:${principal.userId}`);
  return user;
}

/**
 * The same by password or by a code of the second factor, for whoever signs something: how it was confirmed. Recovery codes sign nothing.
 * @throws AppError input:invalid when it is wrong.
 */
export async function confirmIdentity(deps: AuthDeps, userId: string, proof: { readonly password?: string; readonly code?: string }): Promise<"password" | "code"> {
  if (proof.code === undefined) {
    await confirmPassword(deps, { userId }, proof.password, "/password");
    return "password";
  }
  const key = `sign:${userId}`;
  if ((await countAttempt(deps.db, ATTEMPT_RULES.code, key)).kind === "locked") throw new AppError("request:tooMany", "The code was wrong several times.", { remedy: "Wait some minutes." });
  const plain = proof.code.replace(/[\s-]/g, "");
  const check = /^\d{6}$/.test(plain) ? await checkFactor(deps.db, deps.box, userId, plain, deps.clock()) : { kind: "wrong" as const };
  if (check.kind === "wrong") throw new AppError("input:invalid", "The code does not fit.", { issues: [{ pointer: "/code", code: "wrongCode", message: "The code does not fit.", remedy: "Enter the newest code of the authenticator app." }] });
  await clearAttempts(deps.db, ATTEMPT_RULES.code, key);
  return "code";
}

/** Looks before hashing, so that worn-out links cost no 70 ms each. The decision is made by `redeemLink`. */
async function linkOwner(deps: AuthDeps, token: unknown): Promise<{ email: string; name: string } | undefined> {
  if (!isToken("link", token)) return undefined;
  const rows = await deps.db.run(sql<{ email: string; name: string }>`select u.email, u.name from ${sys("one_time_tokens")} t join ${sys("users")} u on u.id = t.user_id
    where t.token_hash = ${hashToken(token)} and t.purpose = any(${[...LINKS]}::text[]) and t.used_at is null and t.expires_at > now() and u.status <> 'suspended' and u.deleted_at is null`);
  return rows[0];
}

async function redeemLink(tx: Tx, token: unknown): Promise<{ purpose: (typeof LINKS)[number]; userId: string }> {
  for (const purpose of LINKS) {
    const redemption = await redeemOneTime(tx, purpose, token);
    if (redemption.kind === "ok") return { purpose, userId: redemption.userId };
  }
  throw linkDead();
}

const linkDead = (): AppError => new AppError("auth:failed", "This link is no longer good.", { remedy: "Links work once and for a limited time; ask for a new one." });
