import { defineStorage } from "../storage";
import type { Child, ChildrenOptions } from "./field";

/** Nothing lies in the parent's table: the link is the child's own reference column. */
export const childrenStorage = defineStorage<readonly Child[], ChildrenOptions>({
  columns: () => [],
  toRow: () => [],
  fromRow: ([rows]) => (Array.isArray(rows) && rows.length > 0 ? rows : null),
  operators: {},
  orderBy: () => [],
  changeFrom: (from) => (from.type === "children" ? { kind: "safe" } : { kind: "refuse", reason: `Lines cannot be made out of the type "${from.type}".` }),
});
