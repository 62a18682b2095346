/** A ready Auth over a test database, with a few roles and people. */
import { sql } from "kysely";
import { createAuth, type Auth, type AuthConfig } from "../../runtime/auth/service";
import type { Database } from "../../runtime/db/pool";
import { sys } from "../../runtime/db/schemas";
import { systemPrincipal, type ApiKeyPrincipal, type StaffPrincipal } from "../../runtime/kernel";

export const TEST_SECRET = "a secret of tests, long enough for the check";
export const GOOD_PASSWORD = "seven green horses";

/** admin may do anything with users; clerk is a plain role; userKeeper manages users but can give only what he holds. */
export const TEST_ROLES = new Map([
  ["admin", { system: ["users.manage", "apiKeys.manage", "rights.grantAny", "events.read"] }],
  ["userKeeper", { system: ["users.manage"] }],
  ["clerk", { system: [] }],
  ["chief", { system: [] }],
]);

export const testRunner = systemPrincipal("test");

export function openAuth(db: Database, overrides: Partial<AuthConfig> = {}): Auth {
  return createAuth({ db, secret: TEST_SECRET, roles: () => TEST_ROLES, url: "https://crm.example.com", production: true, port: 3000, ...overrides });
}

let people = 0;

export interface Person {
  readonly id: string;
  readonly email: string;
}

/** An active user with GOOD_PASSWORD. */
export async function addPerson(auth: Auth, roles: readonly string[] = ["clerk"], email = `person${++people}@example.com`): Promise<Person> {
  const user = await auth.createUser(testRunner, { email, name: `Person of ${email}`, password: GOOD_PASSWORD, roles });
  return { id: user.id, email: user.email };
}

/** A session token of the person, made without a password. */
export async function tokenOf(auth: Auth, person: Person): Promise<string> {
  return (await auth.startSession(person.id, {}, "test")).token;
}

export async function staffOf(auth: Auth, person: Person): Promise<StaffPrincipal> {
  const result = await auth.principalFromSession(await tokenOf(auth, person));
  if (result.kind !== "ok" || result.principal.kind !== "staff") throw new Error(`no session: ${result.kind}`);
  return result.principal;
}

export async function keyPrincipalOf(auth: Auth, key: string): Promise<ApiKeyPrincipal> {
  const result = await auth.principalFromApiKey(key);
  if (result.kind !== "ok" || result.principal.kind !== "apiKey") throw new Error(`no key: ${result.kind}`);
  return result.principal;
}

/** Kinds of the events about the subject, oldest first. */
export async function eventsAbout(db: Database, subject: string): Promise<string[]> {
  return (await db.run(sql<{ kind: string }>`select kind from ${sys("event_log")} where subject = ${subject} order by seq`)).map((row) => row.kind);
}

/** Forgets counted attempts, so that one test does not lock out the next. */
export async function freeAttempts(db: Database): Promise<void> {
  await db.change(sql`delete from ${sys("attempts")}`);
}
