/** What a person chose: how each rule reaches him by each channel, when the letter of the morning comes, when no letter comes. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import type { ChannelName, NotificationMode } from "../model/kinds/notification/model";

export type Modes = Readonly<Record<ChannelName, NotificationMode>>;

export interface Hours {
  /** "HH:MM" in his time zone. */
  readonly digestTime: string;
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
}

/** Stands for reminders in settings: they are no documents. */
export const REMINDER_RULE = "reminder";
export const REMINDER_MODES: Modes = { internal: "now", email: "now" };
/** The same for work that waits for a person. */
export const WORK_RULE = "work";
export const WORK_MODES: Modes = { internal: "now", email: "now" };
const DEFAULT_HOURS: Hours = { digestTime: "08:00", quietFrom: null, quietTo: null };

export async function chosenModes(db: Queryable, userId: string): Promise<Map<string, Partial<Modes>>> {
  const rows = await db.run<{ rule: string; channel: ChannelName; mode: NotificationMode }>(sql`select rule, channel, mode from ${sys("notification_settings")} where user_id = ${userId}::uuid`);
  const chosen = new Map<string, Partial<Modes>>();
  for (const { rule, channel, mode } of rows) chosen.set(rule, { ...chosen.get(rule), [channel]: mode });
  return chosen;
}

export async function hoursOf(db: Queryable, userId: string): Promise<Hours> {
  const [row] = await db.run<{ digest: string; from: string | null; to: string | null }>(sql`select to_char(digest_time, 'HH24:MI') as digest, to_char(quiet_from, 'HH24:MI') as "from", to_char(quiet_to, 'HH24:MI') as "to" from ${sys("notification_hours")} where user_id = ${userId}::uuid`);
  return row ? { digestTime: row.digest, quietFrom: row.from, quietTo: row.to } : DEFAULT_HOURS;
}

export async function saveHours(db: Queryable, userId: string, hours: Hours): Promise<void> {
  await db.change(sql`insert into ${sys("notification_hours")} (user_id, digest_time, quiet_from, quiet_to) values (${userId}::uuid, ${hours.digestTime}::time, ${hours.quietFrom}::time, ${hours.quietTo}::time)
    on conflict (user_id) do update set digest_time = excluded.digest_time, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`);
}

export async function saveMode(db: Queryable, userId: string, rule: string, channel: ChannelName, mode: NotificationMode): Promise<void> {
  await db.change(sql`insert into ${sys("notification_settings")} (user_id, rule, channel, mode) values (${userId}::uuid, ${rule}, ${channel}, ${mode}) on conflict (user_id, rule, channel) do update set mode = excluded.mode`);
}
