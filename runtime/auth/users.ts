/**
 * Users: making, inviting, suspending, and their roles, teams and unit. Each function checks the right "users.manage", gives
 * and takes only what the actor holds, writes the event in the same transaction and drops what this node remembers.
 */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { actorId, AppError, type Issue, type Principal } from "../kernel";
import { normaliseEmail } from "../kernel/email";
import { newId } from "../kernel/ids";
import { enqueueMail } from "../mail/outbox";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { revokeOneTime } from "./one-time";
import { checkHolds, checkKnownRoles, requireSystemRight, USERS_MANAGE } from "./roles";
import { revokeAllSessions } from "./sessions";
import { findUser, loadUser, type UserView } from "./user-view";

export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** Without a password the user is invited by letter. */
  readonly password?: string;
  readonly roles?: readonly string[];
  readonly teams?: readonly string[];
  readonly unit?: string;
  readonly language?: string;
  readonly timeZone?: string;
}

/** Makes a user, active with a password or invited without. Throws conflict:unique when the address is taken. */
export async function createUser(deps: AuthDeps, actor: Principal, input: NewUser, origin: Origin = {}): Promise<UserView> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  const email = normaliseEmail(input.email);
  if (email === undefined) throw invalid({ pointer: "/email", code: "email", message: "This is not one plain e-mail address." });
  const name = checkName(input.name);
  checkLocale(input);
  const { roles = [], teams = [], unit } = input;
  checkKnownRoles(roles, deps.roles);
  checkHolds(actor, { roles, teams, units: unit === undefined ? [] : [unit] }, deps.roles);
  const hash = input.password === undefined ? null : await deps.passwords.hash(input.password, { email, name });
  const id = newId();
  await deps.db.transaction(async (tx) => {
    const made = await tx.change(sql`insert into ${sys("users")} (id, email, name, status, password_hash, language, time_zone)
      values (${id}, ${email}, ${name}, ${hash === null ? "invited" : "active"}, ${hash}, ${input.language ?? "en"}, ${input.timeZone ?? "UTC"}) on conflict (email) do nothing`);
    if (made === 0) throw new AppError("conflict:unique", "There is a user with this e-mail address already.", { issues: [{ pointer: "/email", code: "unique", message: "This address is taken." }] });
    await writeRoles(tx, id, roles, actor);
    await writeTeams(tx, id, teams);
    if (unit !== undefined) await writeUnit(tx, id, unit);
    if (hash === null) await enqueueMail(tx, { kind: "invite", userId: id });
    await appendEvent(tx, { ...origin, kind: hash === null ? "user.invited" : "user.created", actor, subject: id, details: { roles, teams, unit: unit ?? null } });
  });
  return loadUser(deps.db, id);
}

/** Sends the invitation again; the older link stops working. */
export async function inviteAgain(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<void> {
  await touchable(deps, actor, id);
  await deps.db.transaction(async (tx) => {
    const user = await findUser(tx, id);
    if (user?.status !== "invited") throw new AppError("state:wrong", "This user has joined already.");
    await enqueueMail(tx, { kind: "invite", userId: id });
    await appendEvent(tx, { ...origin, kind: "user.invited", actor, subject: id });
  });
}

/** Shuts the user out at once: sessions, keys (they follow the user) and links. */
export async function suspendUser(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<UserView> {
  if (actorId(actor) === id) throw new AppError("state:wrong", "You cannot suspend yourself.", { remedy: "Ask another administrator." });
  await touchable(deps, actor, id);
  await deps.db.transaction(async (tx) => {
    await tx.change(sql`update ${sys("users")} set status = 'suspended', epoch = epoch + 1, version = version + 1, updated_at = now() where id = ${id}`);
    await revokeAllSessions(tx, id);
    await revokeOneTime(tx, id, ["resetPassword", "invite", "linkIdentity"]);
    await appendEvent(tx, { ...origin, kind: "user.suspended", actor, subject: id });
  });
  deps.principals.invalidate(id);
  return loadUser(deps.db, id);
}

/** Lets a suspended user in again. Sessions that were ended stay ended. */
export async function activateUser(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<UserView> {
  await touchable(deps, actor, id);
  await deps.db.transaction(async (tx) => {
    // Without a password he never joined: back to "invited".
    await tx.change(sql`update ${sys("users")} u set status = case when password_hash is null and not exists (select from ${sys("identities")} i where i.user_id = u.id) then 'invited' else 'active' end,
      epoch = epoch + 1, version = version + 1, updated_at = now() where id = ${id} and status = 'suspended'`);
    await appendEvent(tx, { ...origin, kind: "user.activated", actor, subject: id });
  });
  deps.principals.invalidate(id);
  return loadUser(deps.db, id);
}

export interface UserRights {
  readonly roles?: readonly string[];
  readonly teams?: readonly string[];
  /** null takes the unit away. */
  readonly unit?: string | null;
}

/** Sets what is given, leaves the rest. What is added and what is taken away must both be held by the actor. */
export async function setUserRights(deps: AuthDeps, actor: Principal, id: string, wanted: UserRights, origin: Origin = {}): Promise<UserView> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  if (wanted.roles) checkKnownRoles(wanted.roles, deps.roles);
  await deps.db.transaction(async (tx) => {
    await tx.run(sql`select id from ${sys("users")} where id = ${id} for update`); // the decision below holds until the write
    const before = await loadUser(tx, id);
    const changes = {
      roles: wanted.roles === undefined ? [] : difference(before.roles, wanted.roles),
      teams: wanted.teams === undefined ? [] : difference(before.teams, wanted.teams),
      units: wanted.unit === undefined || wanted.unit === before.unit ? [] : [wanted.unit, before.unit].filter((unit): unit is string => unit !== null),
    };
    checkHolds(actor, changes, deps.roles);
    if (wanted.roles) await writeRoles(tx, id, wanted.roles, actor);
    if (wanted.teams) await writeTeams(tx, id, wanted.teams);
    if (wanted.unit !== undefined) await writeUnit(tx, id, wanted.unit);
    await tx.change(sql`update ${sys("users")} set epoch = epoch + 1, version = version + 1, updated_at = now() where id = ${id}`);
    const { roles, teams, unit } = before;
    await appendEvent(tx, { ...origin, kind: "user.rights", actor, subject: id, details: { before: { roles, teams, unit }, after: wanted } });
  });
  deps.principals.invalidate(id);
  return loadUser(deps.db, id);
}

export interface ProfileChange {
  readonly name?: string;
  readonly language?: string;
  readonly timeZone?: string;
}

/** One's own name, language and time zone. */
export async function updateProfile(deps: AuthDeps, userId: string, change: ProfileChange): Promise<UserView> {
  const name = change.name === undefined ? null : checkName(change.name);
  checkLocale(change);
  await deps.db.change(sql`update ${sys("users")} set name = coalesce(${name}, name), language = coalesce(${change.language ?? null}, language),
    time_zone = coalesce(${change.timeZone ?? null}, time_zone), version = version + 1, updated_at = now() where id = ${userId}`);
  deps.principals.invalidate(userId);
  return loadUser(deps.db, userId);
}

/** The actor may manage users, and holds every role of this one: a lesser administrator cannot shut out a greater one. */
export async function touchable(deps: AuthDeps, actor: Principal, id: string): Promise<UserView> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  const user = await loadUser(deps.db, id);
  checkHolds(actor, { roles: user.roles }, deps.roles);
  return user;
}

async function writeRoles(tx: Tx, id: string, roles: readonly string[], actor: Principal): Promise<void> {
  await tx.change(sql`delete from ${sys("user_roles")} where user_id = ${id} and role <> all(${[...roles]}::text[])`);
  await tx.change(sql`insert into ${sys("user_roles")} (user_id, role, granted_by) select ${id}::uuid, r, ${actorId(actor)}::uuid from unnest(${[...roles]}::text[]) r on conflict do nothing`);
}

async function writeTeams(tx: Tx, id: string, teams: readonly string[]): Promise<void> {
  const wanted = [...new Set(teams)];
  const known = await tx.run(sql<{ id: string }>`select id from ${sys("teams")} where id = any(${wanted}::uuid[]) and deleted_at is null`);
  const missing = wanted.findIndex((team) => !known.some((row) => row.id === team));
  if (missing >= 0) throw invalid({ pointer: `/teams/${missing}`, code: "notFound", message: "There is no such team." });
  await tx.change(sql`delete from ${sys("team_members")} where user_id = ${id} and team_id <> all(${wanted}::uuid[])`);
  await tx.change(sql`insert into ${sys("team_members")} (team_id, user_id) select t, ${id}::uuid from unnest(${wanted}::uuid[]) t on conflict do nothing`);
  // The team given to new records is one of them.
  await tx.change(sql`update ${sys("users")} set team_id = case when team_id = any(${wanted}::uuid[]) then team_id else ${wanted[0] ?? null}::uuid end where id = ${id}`);
}

async function writeUnit(tx: Tx, id: string, unit: string | null): Promise<void> {
  if (unit !== null && (await tx.run(sql`select id from ${sys("units")} where id = ${unit} and deleted_at is null`)).length === 0) {
    throw invalid({ pointer: "/unit", code: "notFound", message: "There is no such unit." });
  }
  await tx.change(sql`update ${sys("users")} set unit_id = ${unit}::uuid where id = ${id}`);
}

/** Members of one list but not of the other, both ways. */
function difference(before: readonly string[], after: readonly string[]): string[] {
  return [...before.filter((item) => !after.includes(item)), ...after.filter((item) => !before.includes(item))];
}

function checkName(name: string): string {
  const plain = name.normalize("NFC").trim();
  if (plain === "" || plain.length > 200 || /\p{Cc}/u.test(plain)) throw invalid({ pointer: "/name", code: "name", message: "The name must be one line of 1 to 200 characters." });
  return plain;
}

function checkLocale({ language, timeZone }: { language?: string; timeZone?: string }): void {
  if (language !== undefined && !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) throw invalid({ pointer: "/language", code: "language", message: "This is not a language tag.", remedy: 'Write it like "en" or "uk".' });
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw invalid({ pointer: "/timeZone", code: "timeZone", message: "There is no such time zone.", remedy: 'Write it like "Europe/Kyiv".' });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name); // "+02:00" is a zone to Intl, but not one with a history
  } catch {
    return false;
  }
}

const invalid = (issue: Issue): AppError => new AppError("input:invalid", "The user cannot be saved.", { issues: [issue] });
