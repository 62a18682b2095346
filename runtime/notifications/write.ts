/** Notifications are written: a new one goes out by its channels; within a minute more lines are put into the one that is there. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import { CHANNEL_NAMES, channels } from "./channels/index";
import { NOTIFICATION_LIMITS } from "./limits";
import type { Reader, Telling } from "./occurrence";
import { hoursOf, type Modes } from "./settings";

export interface Line {
  /** Id of the rule, or "reminder". */
  readonly rule: string;
  readonly title: string;
  readonly text: string;
  readonly at: string;
  readonly actor: string | null;
  /** A voice the person is asked for: its letter has a button for each answer. */
  readonly asks?: { readonly resolution: string; readonly participant: string };
}

export interface News {
  /** Id of the entity. */
  readonly entity: string;
  readonly recordId: string;
  readonly line: Line;
  readonly modes: Modes;
}

export async function writeNews(telling: Telling, reader: Reader, wanted: News, mergeSeconds: number): Promise<void> {
  const news: News = telling.letters ? wanted : { ...wanted, modes: { ...wanted.modes, email: "off" } };
  if (mergeSeconds > 0 && (await merged(telling, reader, news, mergeSeconds))) return;
  const { db, now } = telling;
  const id = newId(now.getTime());
  await db.change(sql`insert into ${sys("notifications")} (id, user_id, entity, record_id, lines, created_at, at, shown)
    values (${id}::uuid, ${reader.userId}::uuid, ${news.entity}, ${news.recordId}::uuid, ${JSON.stringify([news.line])}::jsonb, ${now}::timestamptz, ${now}::timestamptz, false)`);
  const hours = await hoursOf(db, reader.userId);
  for (const name of CHANNEL_NAMES) {
    const mode = news.modes[name];
    if (mode !== "off") await channels[name].deliver({ db, notificationId: id, reader, hours, now, mergeSeconds }, mode);
  }
}

/** Only into one that goes the same ways and was not read. */
async function merged({ db, now }: Telling, reader: Reader, { entity, recordId, line, modes }: News, mergeSeconds: number): Promise<boolean> {
  const since = new Date(now.getTime() - mergeSeconds * 1000);
  const letter = modes.email === "off" ? null : modes.email;
  const changed = await db.change(sql`update ${sys("notifications")} set lines = lines || ${JSON.stringify([line])}::jsonb, at = ${now}::timestamptz, xid = pg_current_xact_id()
    where id = (select id from ${sys("notifications")} where user_id = ${reader.userId}::uuid and record_id = ${recordId}::uuid and entity = ${entity} and read_at is null and created_at > ${since}::timestamptz
      and shown = ${modes.internal !== "off"} and letter is not distinct from ${letter}::text and digest is null and jsonb_array_length(lines) < ${NOTIFICATION_LIMITS.lines} order by created_at desc limit 1)`);
  return changed > 0;
}
