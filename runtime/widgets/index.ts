/** Registry of widgets. A new one: copy a folder, add its line here and in components/dashboards/widgets/index.ts, its word in messages. */
import { area } from "./area/kind";
import { bar } from "./bar/kind";
import { funnel } from "./funnel/kind";
import { line } from "./line/kind";
import { list } from "./list/kind";
import { number } from "./number/kind";
import { pie } from "./pie/kind";
import { pivot } from "./pivot/kind";
import { table } from "./table/kind";
import { text } from "./text/kind";
import type { WidgetKind } from "./widget";

export const widgetKinds = { number, bar, line, area, pie, funnel, pivot, table, list, text } satisfies Record<string, WidgetKind>;

export type WidgetKindName = keyof typeof widgetKinds;
export const WIDGET_KINDS = Object.keys(widgetKinds) as readonly WidgetKindName[];

export const isWidgetKind = (name: unknown): name is WidgetKindName => typeof name === "string" && Object.hasOwn(widgetKinds, name);

export const widgetKind = (name: WidgetKindName): WidgetKind => widgetKinds[name];
