/** A channel: a way in which a notification reaches a person. A new one: a folder here and its line in index.ts and in the schema. */
import type { Queryable } from "../../db/pool";
import type { ChannelName, NotificationMode } from "../../model/kinds/notification/model";
import type { Reader } from "../occurrence";
import type { Hours } from "../settings";

export interface Delivery {
  readonly db: Queryable;
  readonly notificationId: string;
  readonly reader: Reader;
  readonly hours: Hours;
  readonly now: Date;
  /** Seconds within which further events are put into the same notification. */
  readonly mergeSeconds: number;
}

export interface Channel {
  readonly name: ChannelName;
  /** What people may choose. */
  readonly modes: readonly NotificationMode[];
  /** A new notification goes out, in the transaction that wrote it. */
  deliver(delivery: Delivery, mode: Exclude<NotificationMode, "off">): Promise<void>;
}
