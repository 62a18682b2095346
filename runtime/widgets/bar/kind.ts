import { groupedWidget, order } from "../families/grouped";

/** Bars: one for each group, side by side or stacked by a second group. */
export const bar = groupedWidget({ kind: "bar", icon: "chart-column", settings: [order, { name: "stacked", type: "flag" }, { name: "horizontal", type: "flag" }] });
