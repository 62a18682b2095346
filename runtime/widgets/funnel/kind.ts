import { groupedWidget } from "../families/grouped";

/** Choices of a field in their order as steps; *cumulative* counts those who came at least as far. */
export const funnel = groupedWidget({ kind: "funnel", icon: "filter", size: { width: 6, height: 5 }, measures: [1, 1], groupBy: [1, 1], choices: true, whole: true, settings: [{ name: "cumulative", type: "flag" }] });
