/** The bell: the notification is shown, and the event stream says so. */
import { sql } from "kysely";
import { sys } from "../../../db/schemas";
import type { Channel } from "../channel";

export const internal: Channel = {
  name: "internal",
  modes: ["now", "off"],
  async deliver({ db, notificationId }) {
    await db.change(sql`update ${sys("notifications")} set shown = true where id = ${notificationId}::uuid`);
  },
};
