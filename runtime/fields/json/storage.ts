import { sql } from "kysely";
import { emptinessSql } from "../families/operator-sql";
import { defineStorage } from "../storage";
import type { Json, JsonOptions } from "./field";

/** The driver gets JSON text: given an array or a text itself it would take it for something else. */
export const jsonStorage = defineStorage<Json, JsonOptions>({
  columns: () => [{ suffix: "", type: "jsonb" }],
  toRow: (value) => [value === null ? null : JSON.stringify(value)],
  fromRow: ([value]) => (value === undefined ? null : (value as Json | null)),
  operators: emptinessSql<JsonOptions>(),
  orderBy: (cols) => [cols[0]!],
  changeFrom: (from) => {
    if (from.type === "json") return { kind: "safe" };
    if (["text", "longText", "code", "select", "boolean", "integer"].includes(from.type)) return { kind: "rewrite", using: [sql`to_jsonb(${from.columns[0]})`] };
    return { kind: "refuse", reason: `JSON cannot be made out of the type "${from.type}".` };
  },
});
