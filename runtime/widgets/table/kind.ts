import { recordsWidget } from "../families/records";

/** Records with columns. */
export const table = recordsWidget({ kind: "table", icon: "table", size: { width: 8, height: 5 }, columns: [1, 12] });
