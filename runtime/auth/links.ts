/** Letters with links. The host of a link comes from METALOOM_URL and from nothing a request carries. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { AppError } from "../kernel";
import { letter, type LetterKind } from "../mail/letters";
import type { Mail } from "../mail/mailer";
import type { MailTask } from "../mail/outbox";
import type { AuthDeps } from "./deps";
import { issueOneTime } from "./one-time";

export interface LinkBase {
  /** METALOOM_URL. */
  readonly url: string | undefined;
  readonly production: boolean;
  /** Used for links outside production when METALOOM_URL is unset. */
  readonly port: number;
}

/** Throws AppError("unavailable:feature") in production without METALOOM_URL: a letter with a guessed host is worse than none. */
export function linkOrigin({ url, production, port }: LinkBase): string {
  if (url !== undefined && url !== "") return new URL(url).origin;
  if (production) throw new AppError("unavailable:feature", "Letters with links cannot be sent: METALOOM_URL is not set.", { remedy: "Set METALOOM_URL to the address people use, for example https://crm.example.com." });
  return `http://localhost:${port}`;
}

/** Letters of this folder. */
export type LinkTask = Extract<MailTask, { kind: LetterKind }>;

/** Writes the letter of an outbox row, to the address that is *stored* for the user; undefined when there is no such user to write to. */
export async function writeLetter(deps: AuthDeps, base: LinkBase, task: LinkTask): Promise<Mail | undefined> {
  const origin = linkOrigin(base); // before any token is made
  const purpose = task.kind;
  const who = task.kind === "resetPassword" ? sql`email = ${task.email} and status = 'active'` : sql`id = ${task.userId} and status = 'invited'`;
  const user = (await deps.db.run(sql<{ id: string; email: string; name: string; language: string }>`select id, email, name, language from ${sys("users")} where ${who} and deleted_at is null`))[0];
  if (user === undefined) return undefined;
  const token = await deps.db.transaction((tx) => issueOneTime(tx, purpose, user.id));
  // After "#": a fragment is sent to no server, so the token is in no log and no Referer.
  return letter(purpose, user, `${origin}/reset#token=${token}`);
}
