import type { Node } from "./ast";
import type { Sql } from "../../fields/storage";
/** Placeholder of the lead until formula-sql lands: nothing is converted. */
export function formulaToSql(_ast: Node, _resolve: (path: string[]) => { sql: Sql; type: string } | undefined): Sql | undefined { return undefined; }
