/**
 * Sign-ins of the people that demo data brings. They share one password, which is drawn at random for each installation and kept in
 * the data directory (readable by its owner alone), so that every start can show it. A password somebody changed is left alone.
 */
import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { createPasswords } from "../../runtime/auth/password";
import { sys } from "../../runtime/db/schemas";
import type { Database } from "../../runtime/db/pool";
import type { AppModel } from "../../runtime/model/types";
import { seedsOf } from "../../runtime/seed";

export interface DemoSignIn {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface DemoSignIns {
  readonly people: readonly DemoSignIn[];
  /** Absent when the passwords were given by another installation of the same database and are not known here. */
  readonly password?: string;
}

const FILE = "demo-password";

/** Gives a password to the demo people who have none. `chosen` is used instead of a random one. @throws AppError input:invalid when it breaks a rule. */
export async function giveDemoPasswords(database: Database, model: AppModel, dataDir: string, chosen?: string): Promise<DemoSignIns> {
  const emails = seedsOf(model).filter((seed) => seed.isDemo && seed.entity.name === "user").flatMap((seed) => seed.records.map((record) => String(record["email"])));
  const people = await database.run<DemoSignIn & { id: string; without: boolean }>(sql`select u.id, u.email, u.name, u.password_hash is null as without, coalesce((select array_agg(role order by role) from ${sys("user_roles")} r where r.user_id = u.id), '{}') as roles
    from ${sys("users")} u where u.email = any(${emails}::text[]) and u.status = 'active' and u.deleted_at is null order by u.created_at, u.id`);
  const waiting = people.filter(({ without }) => without);
  if (waiting.length > 0) await hashAll(database, waiting, (await password(dataDir, chosen)));
  const known = keptPassword(dataDir);
  return { people: people.map(({ email, name, roles }) => ({ email, name, roles })), ...(known === undefined ? {} : { password: known }) };
}

async function hashAll(database: Database, people: readonly { id: string; email: string; name: string }[], word: string): Promise<void> {
  const passwords = createPasswords();
  try {
    for (const { id, email, name } of people) {
      const hash = await passwords.hash(word, { email, name, pointer: "/demo-password" });
      await database.change(sql`update ${sys("users")} set password_hash = ${hash}, epoch = epoch + 1 where id = ${id}::uuid and password_hash is null`);
    }
  } finally {
    await passwords.close();
  }
}

function keptPassword(dataDir: string): string | undefined {
  const file = join(dataDir, FILE);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** The password for people who have none yet; kept for the next start. Of two processes at once, the first one's counts. */
async function password(dataDir: string, chosen: string | undefined): Promise<string> {
  const kept = keptPassword(dataDir);
  if (kept !== undefined && (chosen === undefined || kept === chosen)) return kept;
  const word = chosen ?? randomPassword();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(join(dataDir, FILE), `${word}\n`, { flag: chosen === undefined ? "wx" : "w", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return keptPassword(dataDir)!;
  }
  return word;
}

const SYLLABLES = "ba be bi bo da de di do fa fe fi fo ga go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo za ze zi zo".split(" ");

/** Three words that can be said and typed, and two digits: about 57 bits. */
function randomPassword(): string {
  const word = () => Array.from({ length: 3 }, () => SYLLABLES[randomInt(SYLLABLES.length)]).join("");
  return `${word()}-${word()}-${word()}-${randomInt(10, 100)}`;
}
