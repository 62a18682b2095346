import { groupedWidget, order } from "../families/grouped";

/** Lines with the ground below them filled, stacked by a second group. */
export const area = groupedWidget({ kind: "area", icon: "chart-area", settings: [order, { name: "stacked", type: "flag" }] });
