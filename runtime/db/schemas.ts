import { sql } from "kysely";
import type { Sql } from "../fields/storage";

/** Name of a table of the product's own schema, quoted: sys("users") → "metaloom"."users". */
export const sys = (table: string): Sql => sql.table(`metaloom.${table}`);

/** Name of a record table, quoted: app("deal_line") → "app"."deal_line". */
export const app = (table: string): Sql => sql.table(`app.${table}`);
