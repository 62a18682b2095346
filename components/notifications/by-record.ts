/** Notifications of one record put together, in the place of the newest. */
import type { NotificationItem, NotificationLine } from "../data/notifications";

export interface RecordNews {
  readonly key: string;
  readonly record: NotificationItem["record"];
  readonly at: string;
  readonly lines: readonly NotificationLine[];
  /** Ids of the unread ones. */
  readonly unread: readonly string[];
}

export function byRecord(items: readonly NotificationItem[]): RecordNews[] {
  const groups = new Map<string, RecordNews>();
  for (const item of items) {
    // What one may not see any more stays apart: which of it belongs together is nobody's business.
    const key = item.record ? `${item.record.entity}/${item.record.id}` : item.id;
    const known = groups.get(key) ?? { key, record: item.record, at: item.at, lines: [], unread: [] };
    groups.set(key, { ...known, lines: [...known.lines, ...item.lines], unread: item.read ? known.unread : [...known.unread, item.id] });
  }
  return [...groups.values()];
}
