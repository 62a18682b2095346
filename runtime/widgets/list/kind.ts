import { recordsWidget } from "../families/records";

/** Records one below the other, with a line of facts each: "my activities", "overdue". `due`: a date that is marked when it has passed. */
export const list = recordsWidget({ kind: "list", icon: "list-checks", size: { width: 4, height: 5 }, columns: [1, 5], settings: [{ name: "due", type: "date" }] });
