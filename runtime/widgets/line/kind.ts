import { groupedWidget, order } from "../families/grouped";

/** Lines, best over time. */
export const line = groupedWidget({ kind: "line", icon: "chart-line", settings: [order, { name: "smooth", type: "flag" }] });
