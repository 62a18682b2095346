/**
 * Everything about who somebody is, put together once per process. Screens, the API and the command line get this object:
 * it is plain functions with the database, the secret and the caches already in their hands.
 */
import { hkdfSync } from "node:crypto";
import type { Database } from "../db/pool";
import type { Principal, StaffPrincipal } from "../kernel";
import { createSecretBox } from "../kernel/secret-box";
import type { Mail } from "../mail/mailer";
import { createApiKey, listApiKeys, revokeApiKey, type NewApiKey } from "./api-keys";
import { addAbsence, listAbsences, removeAbsence, type NewAbsence } from "./absences";
import { endDeputy, listDeputies, nameDeputy, personsActedFor, type NewDeputy } from "./deputies";
import type { AuthDeps } from "./deps";
import type { Origin } from "./event-log";
import { writeLetter, type LinkBase, type LinkTask } from "./links";
import { forgetOldAttempts } from "./lockout";
import { finishLink, resolveOidc, type OidcClaims, type OidcProvider } from "./oidc";
import { beginSecondFactor, confirmSecondFactor, disableSecondFactor, endOtherSessions, endSession } from "./own-account";
import { createPasswords } from "./password";
import { askPasswordReset, changePassword, confirmIdentity, resetPassword } from "./password-change";
import { createPrincipals } from "./principal";
import type { RoleCatalogue } from "./roles";
import { listEvents, type EventQuery } from "./event-view";
import { changePosition, createPosition, listPositions, removePosition, type PositionInput } from "./positions";
import { listSessions } from "./sessions";
import { signInWithPassword, signOut, startSession, type Credentials } from "./sign-in";
import { listTeams, removeTeam, saveTeam, type TeamInput } from "./teams";
import { changeUnit, createUnit, listUnits, removeUnit, type UnitInput } from "./units";
import { changeProfile, endSessionsOf, resetSecondFactor, revokeInvitation, sessionsOf } from "./user-care";
import { listUsers, loadUser, type UserQuery } from "./user-view";
import { activateUser, createUser, inviteAgain, setUserRights, suspendUser, updateProfile, type NewUser, type ProfileChange, type UserRights } from "./users";

export interface AuthConfig extends LinkBase {
  readonly db: Database;
  /** METALOOM_SECRET, at least 32 characters. */
  readonly secret: string | undefined;
  /** Roles of the published model: `() => model.roles`. */
  readonly roles: RoleCatalogue;
  readonly oidc?: readonly OidcProvider[];
  readonly clock?: () => number;
  /** Where trouble is told that must not be shown to the person at the door. */
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
}

export type Auth = ReturnType<typeof createAuth>;

/** Throws AppError("internal") without a good secret: broken configuration stops the start instead of letting people in. */
export function createAuth(config: AuthConfig) {
  const clock = config.clock ?? Date.now;
  const deps: AuthDeps = { db: config.db, box: createSecretBox(config.secret), passwords: createPasswords(), principals: createPrincipals(config.db, clock), roles: config.roles, clock };
  const oidc = config.oidc ?? [];
  return Object.freeze({
    oidcProviders: oidc,
    site: { url: config.url, production: config.production, port: config.port },
    /** Key of next-auth's short-lived cookies (state, nonce, CSRF); not METALOOM_SECRET itself. */
    signInSecret: Buffer.from(hkdfSync("sha256", config.secret ?? "", "metaloom", "next-auth/1", 32)).toString("base64url"),
    log: config.log ?? (() => undefined),
    /** Sealing of secrets at rest, for `secret` fields too. */
    secretBox: deps.box,

    principalFromSession: deps.principals.principalFromSession,
    principalFromApiKey: deps.principals.principalFromApiKey,
    principalOf: deps.principals.principalOf,
    /** Drops what this node remembers of the user, or of everybody (after a publish that changed teams, units or shares). */
    invalidate: deps.principals.invalidate,

    signIn: (typed: Credentials, origin: Origin) => signInWithPassword(deps, typed, origin),
    startSession: (userId: string, origin: Origin, way: string) => startSession(deps, userId, origin, way),
    /** Ends the session a token stands for; nothing happens when there is none. */
    signOut: (token: unknown, origin: Origin) => signOut(deps, token, origin),
    resolveOidc: (provider: OidcProvider, claims: OidcClaims, origin: Origin) => resolveOidc(deps, provider, claims, origin),
    finishLink: (userId: string, token: unknown, origin: Origin) => finishLink(deps, userId, token, origin),

    askPasswordReset: (email: unknown, origin: Origin) => askPasswordReset(deps, email, origin),
    resetPassword: (input: { token: unknown; password: unknown }, origin: Origin) => resetPassword(deps, input, origin),
    changePassword: (principal: StaffPrincipal, input: { current: unknown; password: unknown }, origin: Origin) => changePassword(deps, principal, input, origin),
    /** Asks for the password or a code once more; how it was confirmed. */
    confirmIdentity: (userId: string, proof: { readonly password?: string; readonly code?: string }) => confirmIdentity(deps, userId, proof),
    beginSecondFactor: (principal: StaffPrincipal, password: unknown) => beginSecondFactor(deps, principal, password),
    confirmSecondFactor: (principal: StaffPrincipal, code: string, origin: Origin) => confirmSecondFactor(deps, principal, code, origin),
    disableSecondFactor: (principal: StaffPrincipal, password: unknown, origin: Origin) => disableSecondFactor(deps, principal, password, origin),

    sessions: (principal: StaffPrincipal) => listSessions(config.db, principal.userId, principal.sessionId),
    endSession: (principal: StaffPrincipal, id: string, origin: Origin) => endSession(deps, principal, id, origin),
    endOtherSessions: (principal: StaffPrincipal, origin: Origin) => endOtherSessions(deps, principal, origin),

    user: (id: string) => loadUser(config.db, id),
    users: (actor: Principal, query: UserQuery) => listUsers(deps, actor, query),
    createUser: (actor: Principal, input: NewUser, origin?: Origin) => createUser(deps, actor, input, origin),
    inviteAgain: (actor: Principal, id: string, origin?: Origin) => inviteAgain(deps, actor, id, origin),
    suspendUser: (actor: Principal, id: string, origin?: Origin) => suspendUser(deps, actor, id, origin),
    activateUser: (actor: Principal, id: string, origin?: Origin) => activateUser(deps, actor, id, origin),
    setUserRights: (actor: Principal, id: string, rights: UserRights, origin?: Origin) => setUserRights(deps, actor, id, rights, origin),
    changeProfile: (actor: Principal, id: string, change: ProfileChange, origin?: Origin) => changeProfile(deps, actor, id, change, origin),
    resetSecondFactor: (actor: Principal, id: string, origin?: Origin) => resetSecondFactor(deps, actor, id, origin),
    revokeInvitation: (actor: Principal, id: string, origin?: Origin) => revokeInvitation(deps, actor, id, origin),
    sessionsOf: (actor: Principal, id: string) => sessionsOf(deps, actor, id),
    endSessionsOf: (actor: Principal, id: string, session: string | undefined, origin?: Origin) => endSessionsOf(deps, actor, id, session, origin),

    units: (actor: Principal) => listUnits(deps, actor),
    createUnit: (actor: Principal, input: UnitInput & { readonly name: string }, origin?: Origin) => createUnit(deps, actor, input, origin),
    changeUnit: (actor: Principal, id: string, input: UnitInput, origin?: Origin) => changeUnit(deps, actor, id, input, origin),
    removeUnit: (actor: Principal, id: string, origin?: Origin) => removeUnit(deps, actor, id, origin),
    positions: (actor: Principal) => listPositions(deps, actor),
    createPosition: (actor: Principal, input: PositionInput & { readonly name: string; readonly unit: string }, origin?: Origin) => createPosition(deps, actor, input, origin),
    changePosition: (actor: Principal, id: string, input: PositionInput, origin?: Origin) => changePosition(deps, actor, id, input, origin),
    removePosition: (actor: Principal, id: string, origin?: Origin) => removePosition(deps, actor, id, origin),
    teams: (actor: Principal) => listTeams(deps, actor),
    saveTeam: (actor: Principal, id: string | undefined, input: TeamInput, origin?: Origin) => saveTeam(deps, actor, id, input, origin),
    removeTeam: (actor: Principal, id: string, origin?: Origin) => removeTeam(deps, actor, id, origin),
    deputies: (actor: Principal, options?: { all?: boolean }) => listDeputies(deps, actor, options),
    absences: (actor: Principal, options?: { all?: boolean }) => listAbsences(deps, actor, options),
    addAbsence: (actor: Principal, input: NewAbsence, origin?: Origin) => addAbsence(deps, actor, input, origin),
    removeAbsence: (actor: Principal, id: string, origin?: Origin) => removeAbsence(deps, actor, id, origin),
    nameDeputy: (actor: Principal, input: NewDeputy, origin?: Origin) => nameDeputy(deps, actor, input, origin),
    endDeputy: (actor: Principal, id: string, origin?: Origin) => endDeputy(deps, actor, id, origin),
    /** For whom a user may do an action of this kind on this day, deputies of deputies included. */
    personsActedFor: (userId: string, on: { readonly day: string; readonly kind: string }) => personsActedFor(deps, userId, on),
    /** The event log; needs "events.read". */
    events: (actor: Principal, query: EventQuery) => listEvents(deps, actor, query),

    updateProfile: (userId: string, change: ProfileChange) => updateProfile(deps, userId, change),

    createApiKey: (actor: Principal, input: NewApiKey, origin?: Origin) => createApiKey(deps, actor, input, origin),
    apiKeys: (actor: Principal, options?: { all?: boolean }) => listApiKeys(deps, actor, options),
    revokeApiKey: (actor: Principal, id: string, origin?: Origin) => revokeApiKey(deps, actor, id, origin),

    /** For the mail sender: the letter of an outbox row. */
    writeLetter: (task: LinkTask): Promise<Mail | undefined> => writeLetter(deps, config, task),
    /** For the worker, now and then. */
    tidy: () => forgetOldAttempts(config.db),
    close: () => deps.passwords.close(),
  });
}
