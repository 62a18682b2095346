/** Random questions to the gateway: every way a value could be read, with names right, wrong, forbidden and mangled. */
import { id } from "./worlds";
import type { Random } from "./random";

export type Question =
  | { readonly kind: "list"; readonly entity: string; readonly query: Record<string, unknown>; readonly pages: number }
  | { readonly kind: "aggregate"; readonly entity: string; readonly query: Record<string, unknown> }
  | { readonly kind: "get" | "history" | "access" | "members" | "shares"; readonly entity: string; readonly id: string }
  | { readonly kind: "search"; readonly text: string };

const FIELDS: Record<string, readonly string[]> = {
  paper: ["title", "state", "price", "pay", "due", "memo", "labels", "client", "rival", "copies", "items", "twice", "owner", "team", "unit", "createdAt", "version", "id", "client.name", "client.limit", "client.hint", "client.phone", "client.grade", "rival.name", "rival.hint", "client.owner.name", "owner.name", "owner.email"],
  client: ["name", "grade", "limit", "hint", "phone", "owner", "team", "createdAt", "owner.name"],
  item: ["name", "cost", "paper", "paper.title", "paper.memo", "paper.price", "paper.client.hint", "owner"],
};
const MANGLED = ["t.memo", "memo ", "MEMO", "memo.x", "\"memo\"", "price::text", "nothing", "client.", ".memo", "client.nothing", "__proto__", "constructor", "deleted_at", "memo;--", "items.cost", "$member"];
const OPERATORS = ["eq", "ne", "in", "notIn", "contains", "notContains", "startsWith", "endsWith", "gt", "lt", "gte", "lte", "between", "isEmpty", "isNotEmpty", "has", "hasAny", "hasNone", "within", "like"];
const VALUES: readonly unknown[] = ["canary", "memo 1", "hint 3", "Paper", "Zzz", "draft", "open", "done", "a", "b", 33, 41, 30, 10, 7, 77, 0, "2026-11-30", "2026-03-12", ["canary", "memo 2"], [10, 33], ["open", "done"], ["zz", "l1"], id("d", 0), id("d", 1), [id("d", 1), id("d", 5)], "thisMonth", "l2", null, "%", { user: "id" }, { user: "teams" }, { now: "-P1D" }, { field: "twice" }, { amount: 41, currency: "EUR" }, "+380449999999"];
const ENTITIES = ["paper", "paper", "paper", "client", "client", "item", "user", "nothing"];

const fieldOf = (r: Random, entity: string): string => (r.chance(0.12) ? r.pick(MANGLED) : r.pick(FIELDS[entity] ?? ["name", "email", "id"]));

function condition(r: Random, entity: string, depth: number): unknown {
  if (depth > 0 && r.chance(0.35)) {
    const children = Array.from({ length: 1 + r.int(2) }, () => condition(r, entity, depth - 1));
    return r.pick([{ all: children }, { any: children }, { not: children[0] }]);
  }
  if (entity === "paper" && r.chance(0.1)) return { some: r.pick(["items", "copies", "labels"]), where: condition(r, r.pick(["item", "client"]), 0) };
  if (entity !== "paper" && r.chance(0.1)) return { some: { entity: r.pick(["paper", "paper", "item", "nothing"]), field: r.pick(["client", "rival", "copies", "memo", "paper"]) }, where: condition(r, "paper", 0) };
  const op = r.pick(OPERATORS);
  return { field: fieldOf(r, entity), op, ...(op.startsWith("is") ? {} : { value: r.pick(VALUES) }) };
}

export function question(r: Random): Question {
  const entity = r.pick(ENTITIES);
  const kind = r.pick(["list", "list", "list", "list", "aggregate", "aggregate", "get", "history", "access", "search", "members", "shares"] as const);
  switch (kind) {
    case "list":
      return { kind, entity, query: listQuery(r, entity), pages: 1 + r.int(3) };
    case "aggregate":
      return { kind, entity, query: aggregateQuery(r, entity) };
    case "search":
      return { kind, text: r.pick(["canary", "memo", "hint 1", "Zzz", "Paper 1", "Client 3", "Item"]) };
    default:
      return { kind, entity, id: r.pick([id("e", r.int(45)), id("e", 900 + r.int(9)), id("d", r.int(14)), id("f", r.int(60))]) };
  }
}

function listQuery(r: Random, entity: string): Record<string, unknown> {
  const query: Record<string, unknown> = { limit: r.pick([1, 5, 20, 200]), count: r.pick(["exact", "exact", "none"]) };
  if (r.chance(0.7)) query["filter"] = condition(r, entity, 2);
  if (r.chance(0.5)) query["sort"] = Array.from({ length: 1 + r.int(2) }, () => ({ field: fieldOf(r, entity), direction: r.pick(["asc", "desc"]) }));
  if (r.chance(0.5)) query["fields"] = Array.from({ length: 1 + r.int(4) }, () => fieldOf(r, entity));
  if (r.chance(0.2)) query["q"] = r.pick(["canary", "memo", "hint", "Zzz", "Paper"]);
  if (r.chance(0.05)) query["trash"] = true;
  return query;
}

function aggregateQuery(r: Random, entity: string): Record<string, unknown> {
  const measures = Array.from({ length: 1 + r.int(2) }, (_, i) => ({ as: `m${i}`, function: r.pick(["count", "sum", "avg", "min", "max"]), ...(r.chance(0.8) ? { field: fieldOf(r, entity) } : {}) }));
  const groupBy = Array.from({ length: r.int(3) }, () => ({ field: fieldOf(r, entity), ...(r.chance(0.2) ? { by: r.pick(["month", "day"]) } : {}) }));
  return { measures, groupBy, ...(r.chance(0.4) ? { filter: condition(r, entity, 1) } : {}) };
}
