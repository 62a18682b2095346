/**
 * What an administrator does for one user besides his rights: profile, second factor, sessions, an invitation taken back.
 * Every function asks for "users.manage" and refuses to touch somebody who holds roles the actor does not.
 */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { AppError, type Principal } from "../kernel";
import { isUuid } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { revokeOneTime } from "./one-time";
import { listSessions, revokeAllSessions, revokeSession, type SessionSummary } from "./sessions";
import { removeTotp } from "./totp";
import { findUser, type UserView } from "./user-view";
import { touchable, updateProfile, type ProfileChange } from "./users";

/** Name, language and time zone of somebody else. */
export async function changeProfile(deps: AuthDeps, actor: Principal, id: string, change: ProfileChange, origin: Origin = {}): Promise<UserView> {
  await touchable(deps, actor, id);
  const user = await updateProfile(deps, id, change);
  await appendEvent(deps.db, { ...origin, kind: "user.profile", actor, subject: id, details: { fields: Object.keys(change) } });
  return user;
}

/** Takes the second factor away from somebody who lost his phone, and ends his sessions. */
export async function resetSecondFactor(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<UserView> {
  const before = await touchable(deps, actor, id);
  if (!before.hasSecondFactor) throw new AppError("state:wrong", "This user has no second factor.");
  await deps.db.transaction(async (tx) => {
    await removeTotp(tx, id);
    await revokeAllSessions(tx, id);
    await appendEvent(tx, { ...origin, kind: "totp.reset", actor, subject: id });
  });
  deps.principals.invalidate(id);
  return { ...before, hasSecondFactor: false };
}

/** Takes an invitation back: its link stops working and the user, who never came, is gone. */
export async function revokeInvitation(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<void> {
  await touchable(deps, actor, id);
  await deps.db.transaction(async (tx) => {
    const user = await findUser(tx, id);
    if (user?.status !== "invited") throw new AppError("state:wrong", "This user has joined already.", { remedy: "Suspend the user instead." });
    await revokeOneTime(tx, id, ["invite"]);
    // The address becomes free for another invitation; the row stays, since what happened to it is in the log.
    await tx.change(sql`update ${sys("users")} set deleted_at = now(), email = id::text || '@revoked.invalid', version = version + 1, epoch = epoch + 1 where id = ${id}`);
    await tx.change(sql`delete from ${sys("user_roles")} where user_id = ${id}`);
    await tx.change(sql`delete from ${sys("team_members")} where user_id = ${id}`);
    await appendEvent(tx, { ...origin, kind: "user.uninvited", actor, subject: id, details: { email: user.email } });
  });
  deps.principals.invalidate(id);
}

/** Open sessions of a user; none of them is "current". */
export async function sessionsOf(deps: AuthDeps, actor: Principal, id: string): Promise<SessionSummary[]> {
  await touchable(deps, actor, id);
  return listSessions(deps.db, id, actor.kind === "staff" ? actor.sessionId : undefined);
}

/** Ends one session of a user, or all of them; returns how many were ended. */
export async function endSessionsOf(deps: AuthDeps, actor: Principal, id: string, session: string | undefined, origin: Origin = {}): Promise<number> {
  await touchable(deps, actor, id);
  const ended = await deps.db.transaction(async (tx) => {
    const count = session === undefined ? await revokeAllSessions(tx, id) : isUuid(session) && (await revokeSession(tx, id, session)) ? 1 : 0;
    if (session !== undefined && count === 0) throw new AppError("resource:notFound", "There is no such session.");
    await appendEvent(tx, { ...origin, kind: "session.revoked", actor, subject: session ?? id, details: { user: id, count } });
    return count;
  });
  deps.principals.invalidate(id);
  return ended;
}
