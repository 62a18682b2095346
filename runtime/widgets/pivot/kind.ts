import { groupedWidget } from "../families/grouped";

/** Rows by the first group, columns by the second, one measure in the cells, with totals. */
export const pivot = groupedWidget({ kind: "pivot", icon: "table-2", size: { width: 8, height: 6 }, least: { width: 4, height: 3 }, measures: [1, 1], groupBy: [1, 2], whole: true });
