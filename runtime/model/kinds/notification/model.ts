/** Notification: a rule by which people are told of what happens to records. */
import type { Condition } from "../../../expressions/condition";
import type { Label } from "../../types";

export type NotificationEvent = "created" | "updated" | "changed" | "deleted" | "assigned" | "comment" | "note" | "file" | "mention" | "due" | "clock";
export type RecipientKind = "owner" | "creator" | "previousOwner" | "members" | "role" | "team" | "head" | "field" | "mentioned";
export type ChannelName = "internal" | "email";
/** How one is told: at once, in the letter of the morning, not at all. */
export type NotificationMode = "now" | "digest" | "off";

export interface NotificationTrigger {
  readonly event: NotificationEvent;
  /** Of "changed": names of fields. */
  readonly fields?: readonly string[];
  readonly becomes?: readonly string[];
  /** Of "due": name of the field with the date. */
  readonly field?: string;
  /** ISO 8601, signed. */
  readonly offset: string;
  /** "HH:MM". */
  readonly at: string;
  readonly timeZone: string;
}

export interface Recipient {
  readonly who: RecipientKind;
  readonly name?: string;
}

export interface NotificationModel {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  readonly description?: Label;
  /** Name of the entity. */
  readonly entity: string;
  readonly on: NotificationTrigger;
  readonly when?: Condition;
  readonly to: readonly Recipient[];
  readonly self: boolean;
  readonly channels: Readonly<Record<ChannelName, NotificationMode>>;
  readonly title: Label;
  readonly text?: Label;
}

/** What settings show; whom a rule tells is nobody's business there. */
export interface ClientNotification {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly entity: string;
}
