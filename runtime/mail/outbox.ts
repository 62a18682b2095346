/**
 * Letters to be written, kept in metaloom.outbox (topic "mail") in the transaction of what causes them. A row says *what*
 * the letter is about, never its text: links with tokens are made when the letter is written, so no token lies in the table.
 * Letters of processes are the exception: what they say was true when their step was done.
 */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";

export type MailTask =
  | { readonly kind: "resetPassword"; readonly email: string }
  | { readonly kind: "invite"; readonly userId: string }
  | { readonly kind: "report"; readonly report: string; readonly userId: string }
  | { readonly kind: "dashboard"; readonly dashboard: string; readonly userId: string }
  | { readonly kind: "notification"; readonly notification: string }
  | { readonly kind: "digest"; readonly digest: string }
  | { readonly kind: "task"; readonly task: string; readonly userId: string }
  | { readonly kind: "process"; readonly to: string; readonly subject: string; readonly text: string };

/** Adds a letter, to be sent at once or not before a moment. With a `key` the same letter is added once, however often it is asked for. */
export async function enqueueMail(db: Queryable, task: MailTask, key: string = newId(), notBefore?: Date): Promise<void> {
  await db.change(sql`insert into ${sys("outbox")} (id, topic, payload, key, available_at) values (${newId()}, 'mail', ${JSON.stringify(task)}::jsonb, ${`mail:${key}`}, coalesce(${notBefore ?? null}::timestamptz, now())) on conflict (key) do nothing`);
}
