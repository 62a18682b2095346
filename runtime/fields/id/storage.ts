import { referenceSql } from "../families/reference-sql";
import { defineStorage } from "../storage";
import type { IdOptions } from "./field";

export const idStorage = defineStorage<string, IdOptions>({
  columns: () => [{ suffix: "", type: "uuid" }],
  toRow: (value) => [value],
  fromRow: ([id]) => (typeof id === "string" ? id : null),
  operators: referenceSql<IdOptions>(),
  orderBy: (cols) => [cols[0]!],
  changeFrom: (from) => (from.type === "id" ? { kind: "safe" } : { kind: "refuse", reason: "Only the product makes ids of records." }),
});
