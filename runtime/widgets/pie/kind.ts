import { groupedWidget, order } from "../families/grouped";

/** Shares of a whole, for a handful of groups. */
export const pie = groupedWidget({ kind: "pie", icon: "chart-pie", size: { width: 4, height: 5 }, measures: [1, 1], groupBy: [1, 1], settings: [order] });
