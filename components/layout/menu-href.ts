import type { ClientMenuItem } from "../../runtime/model/client";

/** Address a menu item leads to: its entity's list, a dashboard, a report, a path of this site, or a page elsewhere by https. */
export function menuHref(item: ClientMenuItem): string {
  if (item.entity) return item.list ? `/${item.entity}?list=${encodeURIComponent(item.list)}` : `/${item.entity}`;
  if (item.dashboard) return `/dashboards/${item.dashboard}`;
  if (item.report) return `/reports/${item.report}`;
  return item.url && /^(\/[^/\\]|https:\/\/)/.test(item.url) ? item.url : "/";
}
