import { sql } from "kysely";
import { snakeCase } from "../kernel/names";
import type { Sql } from "../fields/storage";

/** Name of a table of the product's own schema, quoted: sys("users") → "metaloom"."users". */
export const sys = (table: string): Sql => sql.table(`metaloom.${table}`);

/** Name of a record table, quoted: app("deal_line") → "app"."deal_line". */
export const app = (table: string): Sql => sql.table(`app.${table}`);

/** Table in schema `app` that holds a many-to-many field (source_id, target_id, position): linkTable("deal_line", "tags") → "deal_line_tags". */
export const linkTable = (table: string, fieldName: string): string => `${table}_${snakeCase(fieldName)}`;
