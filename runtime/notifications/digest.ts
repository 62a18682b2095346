/** The letter of the morning: what was kept for it since the last one goes into one letter, once. */
import { sql } from "kysely";
import type { Database } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import { enqueueMail } from "../mail/outbox";

/** Letters for everybody whose morning has come; how many. */
export async function gatherDigests(db: Database, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const people = await tx.run<{ id: string }>(sql`select id from ${sys("users")} where id in (select user_id from ${sys("notifications")} where letter = 'digest' and digest is null and digest_at <= ${now}::timestamptz) order by id limit 200 for no key update skip locked`);
    let letters = 0;
    for (const { id } of people) {
      const digest = newId(now.getTime());
      const gathered = await tx.change(sql`update ${sys("notifications")} set digest = ${digest}::uuid where user_id = ${id}::uuid and letter = 'digest' and digest is null and digest_at <= ${now}::timestamptz`);
      if (gathered === 0) continue;
      await enqueueMail(tx, { kind: "digest", digest }, `digest:${digest}`);
      letters++;
    }
    return letters;
  });
}
