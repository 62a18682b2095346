/** Lists of records on a dashboard. */
import { defineWidget, filterOf, type Amount, type Size, type WidgetKind } from "../widget";
import type { Setting } from "../settings";

const ROWS = 10;

interface RecordsKind {
  readonly kind: string;
  readonly icon: string;
  readonly size: Size;
  readonly columns: Amount;
  readonly settings?: readonly Setting[];
}

export function recordsWidget({ kind, icon, size, columns, settings = [] }: RecordsKind): WidgetKind {
  return defineWidget({
    kind, icon, size, settings, least: { width: 3, height: 3 }, takes: { columns, records: true },
    ask: (query, env) => [{ ask: "records", fields: ["id", ...query.columns.filter((path) => path !== "id")], sort: query.sort, filter: filterOf(query, env), limit: query.limit ?? ROWS }],
    data: (_query, [answer]) => ({ shape: "records", items: answer!.items, more: answer!.more, total: answer!.total ?? null }),
  });
}
