/** A runtime over a test database with packs from folders published, and people to act as. No server, no mocks. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { sql } from "kysely";
import type { Database } from "../../runtime/db/pool";
import type { AppModel } from "../../runtime/model/types";
import { newId } from "../../runtime/kernel/ids";
import type { Ctx, StaffPrincipal } from "../../runtime/kernel";
import { systemPrincipal } from "../../runtime/kernel";
import { commit } from "../../runtime/publish/commit";
import { modelLoader, openRuntime, type Runtime, type RuntimeOptions } from "../../runtime/server";

export const TEST_SECRET = "test-secret-test-secret-test-secret-0123";

/** Files of a pack folder as publish keeps them: "packs/desk/pack.json" → text. */
export function packFiles(folder: string, name: string): [string, string][] {
  return (readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => [`packs/${name}/${relative(folder, join(entry.parentPath, entry.name))}`, readFileSync(join(entry.parentPath, entry.name), "utf8")]);
}

/** Opens a runtime and publishes core and the named fixture packs. */
export async function openTestRuntime(database: Database, packs: readonly string[], more: Partial<RuntimeOptions> = {}): Promise<Runtime> {
  const runtime = await openRuntime({ db: database, secret: TEST_SECRET, auth: { url: undefined, production: false, port: 3000 }, pollMs: 0, ...more });
  const files = new Map([...packFiles("metadata/packs/core", "core"), ...packs.flatMap((pack) => packFiles(join("tests/fixtures/packs", pack), pack))]);
  await commit({ database, live: runtime.live, load: modelLoader }, { edit: () => files, summary: "test", author: { id: null, kind: "system" } });
  return runtime;
}

export interface Person {
  readonly ctx: Ctx;
  readonly id: string;
}

/** Adds a user with roles, in a team and a unit, and gives the context of a request by that person. */
export async function person(database: Database, roles: readonly string[], place: { team?: string; unit?: string; units?: readonly string[]; shared?: readonly string[] } = {}): Promise<Person> {
  const id = newId();
  await database.run(sql`insert into metaloom.users (id, email, name) values (${id}::uuid, ${`${id}@example.com`}, ${`Person ${roles.join()}`})`);
  const principal: StaffPrincipal = { kind: "staff", userId: id, name: `Person ${roles.join()}`, sessionId: newId(), roles, teams: place.team ? [place.team] : [], units: place.unit ? [place.unit] : [], unitTree: place.units ?? (place.unit ? [place.unit] : []), sharedEntities: place.shared ?? [] };
  return { id, ctx: contextOf(principal) };
}

export const contextOf = (principal: Ctx["principal"]): Ctx => ({ principal, channel: "api", now: new Date(), timeZone: "Europe/Kyiv", language: "en", requestId: newId() });

export const systemContext = (): Ctx => contextOf(systemPrincipal("test"));

export async function team(database: Database, name: string): Promise<string> {
  const id = newId();
  await database.run(sql`insert into metaloom.teams (id, name) values (${id}::uuid, ${name})`);
  return id;
}

/** A call as the gateway takes it, in the newest revision. */
export const call = (runtime: Runtime, who: Person | Ctx): { model: AppModel; ctx: Ctx; db: Database } => ({ model: runtime.live.current(), ctx: "ctx" in who ? who.ctx : who, db: runtime.db });
