/** Screen halves of widgets, by kind. */
import type { WidgetKindName } from "../../../runtime/widgets/index";
import { area } from "./area/widget";
import { bar } from "./bar/widget";
import type { WidgetUi } from "./contract";
import { funnel } from "./funnel/widget";
import { line } from "./line/widget";
import { list } from "./list/widget";
import { number } from "./number/widget";
import { pie } from "./pie/widget";
import { pivot } from "./pivot/widget";
import { table } from "./table/widget";
import { text } from "./text/widget";

export const widgetUis = { number, bar, line, area, pie, funnel, pivot, table, list, text } satisfies Record<WidgetKindName, WidgetUi>;

export const widgetUi = (kind: WidgetKindName): WidgetUi => widgetUis[kind];
