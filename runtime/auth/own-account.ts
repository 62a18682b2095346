/** What a signed-in person does with his own account: profile, second factor, sessions. Grave things ask for the password again. */
import { AppError, type StaffPrincipal } from "../kernel";
import { isUuid } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { ATTEMPT_RULES, clearAttempts, countAttempt } from "./lockout";
import { confirmPassword } from "./password-change";
import { revokeAllSessions, revokeSession } from "./sessions";
import { beginTotp, confirmTotp, removeTotp } from "./totp";

/** Secret for the authenticator app, shown once; nothing is protected until `confirmSecondFactor`. */
export async function beginSecondFactor(deps: AuthDeps, principal: StaffPrincipal, password: unknown): Promise<{ secret: string; uri: string }> {
  const { email } = await confirmPassword(deps, principal, password, "/password");
  return deps.db.transaction((tx) => beginTotp(tx, deps.box, { id: principal.userId, email }));
}

/** Turns the factor on and ends the other sessions, which were made without it. Returns the recovery codes, shown once. */
export async function confirmSecondFactor(deps: AuthDeps, principal: StaffPrincipal, code: string, origin: Origin): Promise<readonly string[]> {
  const key = `confirm:${principal.userId}`;
  if ((await countAttempt(deps.db, ATTEMPT_RULES.code, key)).kind === "locked") throw new AppError("request:tooMany", "The code was wrong several times.", { remedy: "Wait some minutes." });
  const codes = await deps.db.transaction(async (tx) => {
    const fresh = await confirmTotp(tx, deps.box, principal.userId, code, deps.clock());
    await revokeAllSessions(tx, principal.userId, principal.sessionId);
    await clearAttempts(tx, ATTEMPT_RULES.code, key);
    await appendEvent(tx, { ...origin, kind: "totp.on", actor: principal, subject: principal.userId });
    return fresh;
  });
  deps.principals.invalidate(principal.userId);
  return codes;
}

export async function disableSecondFactor(deps: AuthDeps, principal: StaffPrincipal, password: unknown, origin: Origin): Promise<void> {
  await confirmPassword(deps, principal, password, "/password");
  await deps.db.transaction(async (tx) => {
    await removeTotp(tx, principal.userId);
    await appendEvent(tx, { ...origin, kind: "totp.off", actor: principal, subject: principal.userId });
  });
  deps.principals.invalidate(principal.userId);
}

/** Ends one of one's own sessions, the present one included. Throws resource:notFound. */
export async function endSession(deps: AuthDeps, principal: StaffPrincipal, id: string, origin: Origin): Promise<void> {
  const found = await deps.db.transaction(async (tx) => {
    if (!isUuid(id) || !(await revokeSession(tx, principal.userId, id))) return false;
    await appendEvent(tx, { ...origin, kind: id === principal.sessionId ? "signOut" : "session.revoked", actor: principal, subject: id });
    return true;
  });
  if (!found) throw new AppError("resource:notFound", "There is no such session.");
  deps.principals.invalidate(principal.userId);
}

/** Ends all of one's own sessions but the present one; returns how many. */
export async function endOtherSessions(deps: AuthDeps, principal: StaffPrincipal, origin: Origin): Promise<number> {
  const count = await deps.db.transaction(async (tx) => {
    await appendEvent(tx, { ...origin, kind: "session.revoked", actor: principal, subject: principal.userId, details: { others: true } });
    return revokeAllSessions(tx, principal.userId, principal.sessionId);
  });
  deps.principals.invalidate(principal.userId);
  return count;
}
