/**
 * The first administrator of an installation. Exactly one is made, however many processes ask at once: they queue at one lock, and
 * whoever comes second finds an administrator.
 */
import { sql } from "kysely";
import { createPasswords } from "../../runtime/auth/password";
import { appendEvent } from "../../runtime/auth/event-log";
import { lockName } from "../../runtime/db/schema-pair";
import { sys } from "../../runtime/db/schemas";
import type { Database } from "../../runtime/db/pool";
import { AppError, systemPrincipal } from "../../runtime/kernel";
import { normaliseEmail } from "../../runtime/kernel/email";
import { newId } from "../../runtime/kernel/ids";

export interface FirstAdministrator {
  readonly email: string;
  readonly password: string;
  readonly name?: string;
}

export const ADMINISTRATOR = "administrator";

/** True when this call made the administrator, false when there was one. @throws AppError input:invalid, conflict:unique. */
export async function makeFirstAdministrator(database: Database, { email: typed, password, name: given }: FirstAdministrator): Promise<boolean> {
  const email = normaliseEmail(typed);
  if (email === undefined) throw new AppError("input:invalid", `"${typed.slice(0, 100)}" is not one plain e-mail address.`, { remedy: "Write it like --admin-email ann@example.com." });
  if (await hasAdministrator(database)) return false;
  const passwords = createPasswords();
  try {
    const name = given?.trim() || email.slice(0, email.indexOf("@"));
    const hash = await passwords.hash(password, { email, name, pointer: "/admin-password" });
    return await database.transaction(async (tx) => {
      await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${lockName(tx.schemas, "first administrator")}, 0))`);
      if (await hasAdministrator(tx)) return false;
      const id = newId();
      const made = await tx.change(sql`insert into ${sys("users")} (id, email, name, status, password_hash) values (${id}::uuid, ${email}, ${name}, 'active', ${hash}) on conflict (email) do nothing`);
      if (made === 0) throw new AppError("conflict:unique", `There is a user ${email} already, who is no administrator.`, { remedy: "Choose another address." });
      await tx.change(sql`insert into ${sys("user_roles")} (user_id, role) values (${id}::uuid, ${ADMINISTRATOR})`);
      await appendEvent(tx, { kind: "user.created", actor: systemPrincipal("command-line"), subject: id, details: { roles: [ADMINISTRATOR], first: true } });
      return true;
    });
  } finally {
    await passwords.close();
  }
}

/** Is there anybody who can administer and sign in, or is invited to? */
export async function hasAdministrator(database: Pick<Database, "run">): Promise<boolean> {
  const rows = await database.run(sql`select 1 from ${sys("user_roles")} r join ${sys("users")} u on u.id = r.user_id where r.role = ${ADMINISTRATOR} and u.deleted_at is null and u.status <> 'suspended' limit 1`);
  return rows.length > 0;
}
