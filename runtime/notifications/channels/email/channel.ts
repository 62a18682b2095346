/** Letters: one for a notification, or one each morning for all that was kept for it. */
import { sql } from "kysely";
import { sys } from "../../../db/schemas";
import { enqueueMail } from "../../../mail/outbox";
import { isBetween, localTime, nextAt } from "../../moments";
import type { Channel, Delivery } from "../channel";

/** A letter leaves when nothing can be added to it any more, and not in somebody's quiet hours. */
export function letterTime({ reader, hours, now, mergeSeconds }: Pick<Delivery, "reader" | "hours" | "now" | "mergeSeconds">): Date {
  const ready = new Date(now.getTime() + (mergeSeconds === 0 ? 0 : mergeSeconds + 15) * 1000);
  const { quietFrom, quietTo } = hours;
  if (!quietFrom || !quietTo || !isBetween(localTime(ready, reader.timeZone).time, quietFrom, quietTo)) return ready;
  return nextAt(quietTo, reader.timeZone, ready);
}

export const email: Channel = {
  name: "email",
  modes: ["now", "digest", "off"],
  async deliver(delivery, mode) {
    const { db, notificationId, reader, hours, now } = delivery;
    const due = mode === "digest" ? nextAt(hours.digestTime, reader.timeZone, now) : null;
    await db.change(sql`update ${sys("notifications")} set letter = ${mode}, digest_at = ${due}::timestamptz where id = ${notificationId}::uuid`);
    if (mode === "now") await enqueueMail(db, { kind: "notification", notification: notificationId }, `notification:${notificationId}`, letterTime(delivery));
  },
};
