/** Cases of the permission matrix: entity × field × verb, on rows of every kind. A case says what is asked, not by whom. */
import { id, TEAMS, UNITS, USERS } from "./worlds";
import type { MatrixWorld } from "./matrix-world";
import type { Random } from "./random";

export type Tree = Readonly<Record<string, unknown>>;
export type Values = Readonly<Record<string, unknown>>;

/** Lists of what people added to a record. */
export interface ActivityRead {
  readonly verb: "parts";
  readonly entity: string;
  readonly id: string;
  readonly list: "comments" | "notes" | "files" | "timeline";
}

export type ActivityWrite =
  | { readonly verb: "say"; readonly entity: string; readonly id: string; readonly kind: "comment" | "note"; readonly private: boolean }
  | { readonly verb: "resay" | "unsay" | "react"; readonly entity: string; readonly id: string; readonly kind: "comment" | "note" | "file"; readonly part: string };

export type ReadCase =
  | ActivityRead
  | { readonly verb: "read" | "history" | "members" | "shares" | "access"; readonly entity: string; readonly id: string }
  | { readonly verb: "list"; readonly entity: string; readonly fields?: readonly string[]; readonly filter?: Tree; readonly sort?: string; readonly descending?: boolean; readonly q?: string; readonly trash?: boolean }
  | { readonly verb: "aggregate"; readonly entity: string; readonly groupBy?: string; readonly function: "count" | "sum" | "min" | "max"; readonly field?: string; readonly filter?: Tree }
  | { readonly verb: "export"; readonly entity: string; readonly fields?: readonly string[]; readonly filter?: Tree }
  | { readonly verb: "search"; readonly entity: "*"; readonly q: string }
  | { readonly verb: "model"; readonly entity: "*" }
  | { readonly verb: "dashboard" | "report"; readonly entity: "*"; readonly name: string }
  | { readonly verb: "widgetFile"; readonly entity: "*" }
  | { readonly verb: "told"; readonly entity: "*" }
  | { readonly verb: "stream"; readonly entity: "*" };

export type WriteCase =
  | ActivityWrite
  | { readonly verb: "create"; readonly entity: string; readonly body: Values }
  | { readonly verb: "import"; readonly entity: string; readonly body: Values }
  | { readonly verb: "update" | "copy"; readonly entity: string; readonly id: string; readonly body: Values }
  | { readonly verb: "addItem"; readonly entity: "paper"; readonly id: string }
  | { readonly verb: "delete" | "restore" | "purge"; readonly entity: string; readonly id: string }
  | { readonly verb: "bulk"; readonly entity: string; readonly ids: readonly string[]; readonly set?: Values }
  | { readonly verb: "merge"; readonly entity: string; readonly id: string; readonly other: string }
  | { readonly verb: "action"; readonly entity: "paper"; readonly id: string; readonly action: string }
  | { readonly verb: "share" | "unshare"; readonly entity: "paper"; readonly id: string; readonly level: "read" | "update" }
  | { readonly verb: "setMember"; readonly entity: "paper"; readonly id: string; readonly roles: readonly string[] };

export type Case = ReadCase | WriteCase;

const READS = new Set(["read", "history", "members", "shares", "access", "list", "aggregate", "search", "model", "export", "dashboard", "report", "widgetFile", "parts", "told", "stream"]);
export const isRead = (asked: Case): asked is ReadCase => READS.has(asked.verb);

export const FIELDS: Readonly<Record<string, readonly string[]>> = {
  paper: ["title", "state", "price", "pay", "due", "memo", "labels", "client", "rival", "twice", "echo", "owner", "team", "unit", "createdAt", "id", "version"],
  client: ["name", "grade", "limit", "hint", "phone", "owner", "team", "unit", "id", "version"],
  item: ["name", "cost", "paper", "owner", "id", "version"],
};
const PATHS: Readonly<Record<string, readonly string[]>> = { paper: ["client.name", "client.hint", "client.limit", "rival.grade", "rival.phone", "owner.name", "owner.email", "client.owner.name"], client: ["owner.name", "team.name"], item: ["paper.title", "paper.memo", "paper.price", "paper.client.hint"] };
const FORBIDDEN_NAMES = ["deleted_at", "owner_id", "memo_x", "client.", "price::text", "$member"];

/** Tests with values that some rows have, by field. */
const TESTS: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  title: [["eq", "Paper 3 10"], ["isNotEmpty", undefined]],
  state: [["eq", "open"], ["ne", "draft"], ["in", ["draft", "done"]], ["notIn", ["open"]], ["isEmpty", undefined]],
  price: [["gt", 30], ["lte", 30], ["between", [20, 60]], ["ne", 40], ["isEmpty", undefined]],
  due: [["gt", "2026-04-01"], ["between", ["2026-02-01", "2026-06-30"]]],
  memo: [["eq", "memo 2"], ["ne", "memo 1"], ["in", ["memo 0", "memo 3"]], ["isEmpty", undefined]],
  labels: [["has", "l1"], ["isNotEmpty", undefined]],
  client: [["eq", id("d", 5)], ["ne", id("d", 0)], ["in", [id("d", 1), id("d", 10)]]],
  rival: [["isEmpty", undefined], ["in", [id("d", 1), id("d", 2), id("d", 7)]], ["notIn", [id("d", 7)]]],
  twice: [["gt", 60], ["eq", 40], ["isEmpty", undefined]],
  owner: [["eq", USERS[0]], ["ne", USERS[1]]], team: [["eq", TEAMS[1]], ["isEmpty", undefined]], unit: [["in", [UNITS[0], UNITS[2]]]],
  createdAt: [["gt", "2026-01-01T20:00:00.000Z"]], id: [["in", [id("e", 1), id("e", 2), id("d", 3), id("f", 10)]]], version: [["eq", 1]],
  pay: [["isNotEmpty", undefined]], name: [["ne", "Client 3"], ["in", ["Client 1", "Client 51", "Item 0", "User 0", "Team 1"]]], grade: [["eq", "a"], ["ne", "b"], ["notIn", ["c"]]], limit: [["gte", 400], ["ne", 200]],
  hint: [["eq", "hint 3"], ["ne", "hint 1"]], phone: [["eq", "+380441000004"], ["ne", "+380441000001"]], cost: [["gte", 10], ["isEmpty", undefined]], paper: [["eq", id("e", 2)], ["in", [id("e", 4), id("e", 5), id("e", 11)]]], email: [["eq", "u0@example.com"]],
};

const GROUPS: Readonly<Record<string, readonly string[]>> = { paper: ["state", "client", "rival", "owner", "team", "client.grade"], client: ["grade", "owner", "unit"], item: ["paper", "owner", "paper.state"] };
const MEASURES: Readonly<Record<string, readonly string[]>> = { paper: ["price", "due", "twice", "memo", "state"], client: ["limit"], item: ["cost"] };

const path = (r: Random, entity: string): string => (r.chance(0.04) ? r.pick(FORBIDDEN_NAMES) : r.chance(0.25) ? r.pick(PATHS[entity]!) : r.pick(FIELDS[entity]!));

function leaf(r: Random, entity: string): Tree {
  const field = path(r, entity);
  const [op, value] = r.pick(TESTS[field.split(".").at(-1)!] ?? [["eq", "x"] as const]);
  return { field, op, ...(value === undefined ? {} : { value }) };
}

/** Fields of other entities that lead to one, and some that do not. */
const BACKWARDS: Readonly<Record<string, readonly (readonly [string, string])[]>> = { client: [["paper", "client"], ["paper", "rival"], ["paper", "memo"], ["item", "paper"], ["nothing", "client"]], paper: [["item", "paper"], ["item", "cost"], ["client", "owner"]] };

function filter(r: Random, entity: string): Tree {
  if (r.chance(0.7)) return leaf(r, entity);
  if (r.chance(0.3) && BACKWARDS[entity]) {
    const [other, field] = r.pick(BACKWARDS[entity]!);
    const some = { some: { entity: other, field }, where: leaf(r, FIELDS[other] ? other : entity) };
    return r.chance(0.2) ? { not: some } : some;
  }
  const children = [leaf(r, entity), leaf(r, entity)];
  return r.pick([{ all: children }, { any: children }, { not: children[0] }]);
}

const entityOf = (r: Random): string => r.pick(["paper", "paper", "paper", "client", "item"]);

function rowOf(r: Random, world: MatrixWorld, entity: string, trash: number): string {
  if (r.chance(0.02)) return id("e", 999);
  const dead = r.chance(trash);
  const rows = world.rows.filter((row) => row.entity === entity && row.deleted === dead);
  return (rows.length ? r.pick(rows) : r.pick(world.rows)).id;
}

export function readCase(r: Random, world: MatrixWorld): ReadCase {
  const verb = r.pick(["read", "read", "read", "list", "list", "list", "list", "list", "aggregate", "aggregate", "search", "history", "history", "members", "shares", "access", "export", "export", "export", "dashboard", "dashboard", "report", "widgetFile", "parts", "parts", "parts", "parts", "told", "stream"] as const);
  const entity = entityOf(r);
  switch (verb) {
    case "list":
      return { verb, entity, ...(r.chance(0.6) ? { filter: filter(r, entity) } : {}), ...(r.chance(0.4) ? { sort: path(r, entity), descending: r.chance(0.5) } : {}), ...(r.chance(0.4) ? { fields: [path(r, entity), path(r, entity)] } : {}), ...(r.chance(0.2) ? { q: r.pick(["memo 2", "Paper 3", "hint 3", "Client 5", "Item 1"]) } : {}), ...(r.chance(0.1) ? { trash: true } : {}) };
    case "aggregate":
      return { verb, entity, ...(r.chance(0.7) ? { groupBy: r.chance(0.6) ? r.pick(GROUPS[entity]!) : path(r, entity) } : {}), function: r.pick(["count", "count", "sum", "min", "max"] as const), ...(r.chance(0.7) ? { field: r.chance(0.8) ? r.pick(MEASURES[entity]!) : path(r, entity) } : {}), ...(r.chance(0.3) ? { filter: leaf(r, entity) } : {}) };
    case "export":
      return { verb, entity, ...(r.chance(0.5) ? { filter: leaf(r, entity) } : {}), ...(r.chance(0.5) ? { fields: [path(r, entity), r.pick(FIELDS[entity]!)] } : {}) };
    case "dashboard":
      return { verb, entity: "*", name: r.pick(["watch", "watch", "watch", "keepers"]) };
    case "report":
      return { verb, entity: "*", name: r.pick(["ledger", "roll"]) };
    case "widgetFile":
    case "told":
    case "stream":
      return { verb, entity: "*" };
    case "parts":
      return { verb, entity, id: rowOf(r, world, entity, 0.1), list: r.pick(["comments", "notes", "files", "timeline", "timeline"] as const) };
    case "search":
      return { verb, entity: "*", q: r.chance(0.5) ? r.pick(world.parts).id : r.pick(["memo 2", "memo 4", "Paper 3", "hint 3", "Client 5", "Item 1", "before"]) };
    default:
      return { verb, entity, id: rowOf(r, world, entity, 0.1) };
  }
}

/** Values for each field that may be written, and for those that never may. */
const VALUES: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  paper: [["title", "New title"], ["state", "done"], ["state", "open"], ["price", 47], ["price", 77], ["pay", { amount: 5, currency: "USD" }], ["due", "2026-04-04"], ["memo", "memo new"], ["memo", null], ["labels", ["l1", "l9"]], ["client", id("d", 5)], ["client", id("d", 2)], ["rival", id("d", 7)], ["rival", null], ["owner", USERS[1]], ["owner", USERS[0]], ["team", TEAMS[1]], ["team", TEAMS[0]], ["unit", UNITS[2]], ["unit", UNITS[1]]],
  client: [["name", "New name"], ["grade", "c"], ["limit", 5], ["hint", "hint new"], ["phone", "+380"], ["owner", USERS[1]], ["team", TEAMS[1]], ["unit", UNITS[0]]],
  item: [["name", "New item"], ["cost", 8], ["owner", USERS[1]]],
};
const NEVER: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  paper: [["id", id("e", 777)], ["createdAt", "2020-01-01T00:00:00.000Z"], ["createdBy", USERS[1]], ["updatedAt", "2020-01-01T00:00:00.000Z"], ["updatedBy", USERS[1]], ["twice", 5], ["deleted_at", null], ["deletedAt", null], ["owner_id", USERS[1]], ["constructor", {}]],
  client: [["id", id("d", 777)], ["createdBy", USERS[1]], ["deleted_at", "2020-01-01"]],
  item: [["id", id("f", 777)], ["createdAt", "2020-01-01T00:00:00.000Z"]],
};
const TITLE: Readonly<Record<string, string>> = { paper: "title", client: "name", item: "name" };

function values(r: Random, entity: string): Record<string, unknown> {
  const given = Object.fromEntries([r.pick(VALUES[entity]!), ...(r.chance(0.35) ? [r.pick(VALUES[entity]!)] : [])]);
  return r.chance(0.08) ? { ...given, ...Object.fromEntries([r.pick(NEVER[entity]!)]) } : given;
}

export function writeCase(r: Random, world: MatrixWorld): WriteCase {
  const verb = r.pick(["create", "create", "import", "update", "update", "update", "update", "update", "delete", "delete", "restore", "restore", "purge", "bulk", "copy", "merge", "action", "action", "share", "unshare", "setMember", "addItem", "say", "say", "resay", "unsay", "react"] as const);
  const entity = entityOf(r);
  switch (verb) {
    case "create":
    case "import":
      return { verb, entity, body: { [TITLE[entity]!]: "Made", ...(entity === "item" ? { paper: rowOf(r, world, "paper", 0.05) } : {}), ...(r.chance(0.8) ? values(r, entity) : {}) } };
    case "update":
      return { verb, entity, id: rowOf(r, world, entity, 0.05), body: values(r, entity) };
    case "copy":
      return { verb, entity: entity === "item" ? "client" : entity, id: rowOf(r, world, entity === "item" ? "client" : entity, 0.05), body: {} };
    case "bulk":
      return { verb, entity, ids: [0, 1, 2].map(() => rowOf(r, world, entity, 0.1)), ...(r.chance(0.6) ? { set: values(r, entity) } : {}) };
    case "delete":
      return { verb, entity, id: entity === "client" && r.chance(0.6) ? id("d", 50 + r.int(4)) : rowOf(r, world, entity, 0.1) };
    case "restore":
    case "purge":
      return { verb, entity, id: rowOf(r, world, entity, 0.9) };
    case "merge":
      return { verb, entity: "paper", id: rowOf(r, world, "paper", 0.05), other: rowOf(r, world, "paper", 0.05) };
    case "action":
      return { verb, entity: "paper", id: rowOf(r, world, "paper", 0.05), action: r.chance(0.95) ? "close" : "open" };
    case "say":
      return { verb, entity, id: rowOf(r, world, entity, 0.05), kind: r.pick(["comment", "note"] as const), private: r.chance(0.3) };
    case "resay": case "unsay": case "react": {
      const part = r.pick(world.parts.filter((candidate) => candidate.entity === entity && (verb !== "react" || candidate.kind !== "file")));
      // Now and then asked of another record than its own.
      return { verb, entity, id: r.chance(0.05) ? rowOf(r, world, entity, 0) : part.record, kind: part.kind, part: part.id };
    }
    case "share":
      return { verb, entity: "paper", id: rowOf(r, world, "paper", 0.05), level: r.pick(["read", "update"] as const) };
    case "unshare":
      return { verb, entity: "paper", id: r.chance(0.5) ? r.pick(world.shares).paper : rowOf(r, world, "paper", 0.05), level: "read" };
    case "setMember":
      return { verb, entity: "paper", id: rowOf(r, world, "paper", 0.05), roles: r.pick([["helper"], ["watcher", "chief"], []]) };
    case "addItem":
      return { verb, entity: "paper", id: rowOf(r, world, "paper", 0.02) };
  }
}
