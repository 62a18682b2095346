/** What a reading case must answer: refused or not, and every row, value, order and number in the answer. A text says what is wrong. */
import { FIELDS, type ReadCase, type Tree } from "./matrix-cases";
import { allows, asExporter, AUDITED, holds, itemsOf, known, knownPath, mayAct, mayEver, mayWrite, seen, sees, shown, type Relation, type Who } from "./matrix-rights";
import { judgeParts, visible } from "./matrix-activity";
import { JOURNAL_WORDS, type Cell, type MatrixRow, type MatrixWorld } from "./matrix-world";

type Body = Record<string, unknown>;
export type Verdict = { readonly refused: true } | { readonly refused: false; readonly wrong: (body: unknown) => string | undefined } | { readonly refused: "perhaps"; readonly wrong: (body: unknown) => string | undefined };

const REFUSED: Verdict = { refused: true };
const HEADS: Readonly<Record<string, readonly string[]>> = { ...FIELDS, user: ["id", "name", "email", "version"], team: ["id", "name"], unit: ["id", "name"] };
export const RELATIONS = new Set(["client", "rival", "owner", "team", "unit", "paper"]);
const SEARCHED: Readonly<Record<string, readonly string[]>> = { paper: ["title", "memo"], client: ["name", "hint"], item: ["name"] };
export const TITLES: Readonly<Record<string, string>> = { paper: "title", client: "name", item: "name", user: "name", team: "name", unit: "name" };
const MEASURED: Readonly<Record<string, readonly string[]>> = { price: ["count", "sum", "min", "max"], limit: ["count", "sum", "min", "max"], cost: ["count", "sum", "min", "max"], due: ["count", "min", "max"], memo: ["count"], state: ["count"] };
/** Types that may be unfit for an order or a group; whether they are is no question of rights. */
const UNSORTED = new Set(["labels", "pay", "twice", "echo"]);
const UNGROUPED = new Set([...UNSORTED, "id", "version", "createdAt", "memo", "title", "hint", "phone", "name", "price", "limit", "cost", "due"]);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
/** Equal whatever the order of members: the journal is jsonb. */
const canonical = (value: unknown): unknown => (Array.isArray(value) ? value.map(canonical) : value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, canonical(item)] as const).sort(([a], [b]) => (a < b ? -1 : 1))) : value);
export const equal = (a: unknown, b: unknown): boolean => same(canonical(a), canonical(b));
const blank = (value: unknown): boolean => value === null || value === undefined || (Array.isArray(value) && value.length === 0);
const last = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
export const rowById = (world: MatrixWorld, id: unknown): MatrixRow | undefined => world.rows.find((row) => row.id === id);

/** Does the path name fields that exist and that this reader may use in a question? */
function usable(who: Who, entity: string, path: string): "full" | "masked" | "none" {
  const parts = path.split(".");
  let at = entity;
  for (const [i, part] of parts.entries()) {
    if (!HEADS[at]?.includes(part)) return "none";
    if (i < parts.length - 1) at = { client: "client", rival: "client", paper: "paper", owner: "user", team: "team", unit: "unit" }[part] ?? "";
  }
  return knownPath(who, entity, path);
}

interface Asked {
  readonly entity: string;
  readonly path: string;
}

function pathsOf(tree: Tree, entity: string): Asked[] {
  if ("all" in tree) return (tree["all"] as Tree[]).flatMap((child) => pathsOf(child, entity));
  if ("any" in tree) return (tree["any"] as Tree[]).flatMap((child) => pathsOf(child, entity));
  if ("not" in tree) return pathsOf(tree["not"] as Tree, entity);
  if (!("some" in tree)) return [{ entity, path: String(tree["field"]) }];
  const { entity: other, field } = tree["some"] as Exclude<Relation, string>;
  return [{ entity: other, path: field }, ...pathsOf(tree["where"] as Tree, other)];
}

const asksFor = (tree: Tree | undefined, entity: string, path: string): boolean => tree !== undefined && pathsOf(tree, entity).some((one) => one.path === path);

/** May every one of these be asked about? A relation read backwards must lead here, and some of its rows must be his to read. */
function askable(who: Who, tree: Tree | undefined, entity: string): boolean {
  return tree === undefined || (pathsOf(tree, entity).every((one) => usable(who, one.entity, one.path) === "full") && leads(who, tree, entity));
}

const LEADS: ReadonlyMap<string, string> = new Map([["paper client", "client"], ["paper rival", "client"], ["item paper", "paper"]]);

function leads(who: Who, tree: Tree, entity: string): boolean {
  const inside = (tree["all"] ?? tree["any"] ?? (tree["not"] ? [tree["not"]] : [])) as readonly Tree[];
  if (!("some" in tree)) return inside.every((child) => leads(who, child, entity));
  const { entity: other, field } = tree["some"] as Exclude<Relation, string>;
  return mayEver(who, other, "read") && LEADS.get(`${other} ${field}`) === entity && leads(who, tree["where"] as Tree, other);
}

function titleOf(world: MatrixWorld, who: Who, row: MatrixRow): Cell {
  const title = TITLES[row.entity]!;
  return !row.deleted && sees(world, who, row) && shown(world, who, row, title) === "full" ? row.cells[title]! : null;
}

/** One value against the cell it comes from. */
function wrongValue(world: MatrixWorld, who: Who, path: string, cell: Cell, value: unknown): string | undefined {
  const name = last(path);
  if (cell === null) return blank(value) ? undefined : `${path} should be empty, is ${JSON.stringify(value)}`;
  if (RELATIONS.has(name)) {
    const target = rowById(world, cell)!;
    const expected = { id: cell, title: titleOf(world, who, target) };
    return same(value, expected) ? undefined : `${path} is ${JSON.stringify(value)}, should be ${JSON.stringify(expected)}`;
  }
  const given = name === "createdAt" && typeof value === "string" ? new Date(value).toISOString() : value;
  return same(given, cell) ? undefined : `${path} is ${JSON.stringify(value)}, should be ${JSON.stringify(cell)}`;
}

function wrongMasked(path: string, cell: Cell, value: unknown): string | undefined {
  if (cell === null) return undefined;
  const raw = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  if (JSON.stringify(value ?? null).includes(raw)) return `${path} is masked for this reader, but shows ${JSON.stringify(value)}`;
  return typeof cell === "string" && !RELATIONS.has(last(path)) && blank(value) ? `${path} should show a masked value, shows nothing` : undefined;
}

/** Every field of a record against what its reader may see of the row. */
export function wrongRecord(world: MatrixWorld, who: Who, row: MatrixRow, record: Body): string | undefined {
  for (const name of [...FIELDS[row.entity]!]) {
    if (known(who, row.entity, name) === "none") {
      if (name in record) return `${name} is unknown to this reader, but stands in the record`;
      continue;
    }
    const wrong = wrongField(world, who, row, name, record[name]);
    if (wrong) return `${row.entity} ${row.id}: ${wrong}`;
  }
  const foreign = Object.keys(record).find((name) => known(who, row.entity, name) === "none");
  return foreign && `${foreign} is unknown to this reader, but stands in the record`;
}

function wrongField(world: MatrixWorld, who: Who, row: MatrixRow, name: string, value: unknown): string | undefined {
  const right = shown(world, who, row, name);
  const cell = row.cells[name] ?? null;
  if (right === "full") return wrongValue(world, who, name, cell, value);
  // Masked here and full elsewhere: the product leaves it empty, which tells less than a mask; see FieldAccess.when.
  if (right === "masked") return known(who, row.entity, name) === "full" && blank(value) ? undefined : wrongMasked(name, cell, value);
  return blank(value) ? undefined : `${name} is hidden on this row, but shows ${JSON.stringify(value)}`;
}

function wrongPath(world: MatrixWorld, who: Who, row: MatrixRow, path: string, value: unknown): string | undefined {
  if (!path.includes(".")) return wrongField(world, who, row, path, value);
  const parts = path.split(".");
  const before = seen(world, who, row, parts.slice(0, -1).join("."));
  const target = rowById(world, before);
  if (!target || target.deleted || !sees(world, who, target)) return blank(value) ? undefined : `${path} should be empty, is ${JSON.stringify(value)}`;
  return wrongField(world, who, target, parts.at(-1)!, value);
}

function wrongItems(world: MatrixWorld, who: Who, row: MatrixRow, record: Body): string | undefined {
  if (row.entity !== "paper") return undefined;
  const rows = shown(world, who, row, "items") === "full" ? itemsOf(world, row).filter((item) => sees(world, who, item)) : [];
  const given = (record["items"] ?? []) as Body[];
  const expected = rows.map((item) => item.id).sort();
  if (!same(given.map((item) => item["id"]).sort(), expected)) return `items are ${JSON.stringify(given.map((item) => item["id"]))}, should be ${JSON.stringify(expected)}`;
  for (const item of rows) {
    const wrong = wrongRecord(world, who, item, given.find((candidate) => candidate["id"] === item.id)!);
    if (wrong) return wrong;
  }
  const copies = shown(world, who, row, "copies") === "full" ? world.copies.filter((copy) => copy.source === row.id).map((copy) => rowById(world, copy.target)!).filter((target) => sees(world, who, target)) : [];
  return same(record["copies"] ?? [], copies.map((target) => ({ id: target.id, title: titleOf(world, who, target) }))) ? undefined : `copies are ${JSON.stringify(record["copies"])}`;
}

const living = (world: MatrixWorld, who: Who, entity: string, trash = false): MatrixRow[] => world.rows.filter((row) => row.entity === entity && row.deleted === trash && sees(world, who, row));

const found = (world: MatrixWorld, who: Who, row: MatrixRow, text: string): boolean => SEARCHED[row.entity]!.some((name) => shown(world, who, row, name) === "full" && String(row.cells[name] ?? "").toLowerCase().includes(text.toLowerCase()));
const fits = (world: MatrixWorld, who: Who, row: MatrixRow, tree: Tree): boolean => holds(world, who, row, tree, (of, path) => seen(world, who, of, path), (of) => sees(world, who, of));

export function judgeList(world: MatrixWorld, who: Who, asked: Extract<ReadCase, { verb: "list" }>): Verdict {
  if (!mayEver(who, asked.entity, "read")) return REFUSED;
  const questions = asked.sort ? [asked.sort] : [];
  const computed = questions.includes("echo") || asksFor(asked.filter, asked.entity, "echo"); // computed after reading: what is no column cannot be asked for, whoever asks
  if (!askable(who, asked.filter, asked.entity) || questions.some((path) => usable(who, asked.entity, path) !== "full")) return REFUSED;
  if (asked.fields?.some((path) => usable(who, asked.entity, path) === "none")) return REFUSED;
  const rows = living(world, who, asked.entity, asked.trash).filter((row) => (!asked.filter || fits(world, who, row, asked.filter)) && (!asked.q || found(world, who, row, asked.q)));
  const wrong = (body: unknown): string | undefined => {
    const { items, total } = body as { items: Body[]; total: number };
    const ids = items.map((item) => item["id"]);
    const [missing] = rows.filter((row) => !ids.includes(row.id));
    const [extra] = ids.filter((id) => !rows.some((row) => row.id === id));
    if (extra) return `row ${String(extra)} should not be in the list`;
    if (missing) return `row ${missing.id} is missing in the list`;
    if (total !== rows.length || items.length !== rows.length) return `total is ${total}, should be ${rows.length}`;
    for (const row of rows) {
      const record = items.find((item) => item["id"] === row.id)!;
      const bad = asked.fields ? asked.fields.map((path) => wrongPath(world, who, row, path, record[path])).find(Boolean) : wrongRecord(world, who, row, record);
      if (bad) return bad;
    }
    return asked.sort && wrongOrder(ids.map((id) => seen(world, who, rowById(world, id)!, asked.sort!)), asked.sort, asked.descending ?? false);
  };
  return { refused: computed || (asked.sort && UNSORTED.has(last(asked.sort))) ? "perhaps" : false, wrong };
}

/** An export holds what the list would hold, if one had only the roles that export. */
function exportOf(world: MatrixWorld, who: Who, asked: Extract<ReadCase, { verb: "export" }>): Verdict {
  const verdict = judgeList(world, asExporter(who, asked.entity), { verb: "list", entity: asked.entity, filter: asked.filter, fields: asked.fields });
  if (verdict.refused === true) return verdict;
  return { ...verdict, wrong: (body) => verdict.wrong({ items: body, total: (body as unknown[]).length }) };
}

/** Order of numbers and dates; texts are ordered by the database's collation, which is no question of rights. */
function wrongOrder(cells: readonly Cell[], path: string, descending: boolean): string | undefined {
  if (!["price", "limit", "cost", "due", "createdAt"].includes(last(path))) return undefined;
  const values = cells.filter((cell) => cell !== null) as string[];
  const broken = values.some((value, i) => i > 0 && (descending ? value > values[i - 1]! : value < values[i - 1]!));
  const holes = cells.map((cell) => cell === null);
  const together = holes.lastIndexOf(true) - holes.indexOf(true) + 1 === holes.filter(Boolean).length || !holes.includes(true);
  return broken || !together ? `order by ${path} is broken: ${JSON.stringify(cells)}` : undefined;
}

export function judgeAggregate(world: MatrixWorld, who: Who, asked: Extract<ReadCase, { verb: "aggregate" }>): Verdict {
  if (!mayEver(who, asked.entity, "read")) return REFUSED;
  const questions = [...(asked.groupBy ? [asked.groupBy] : []), ...(asked.field ? [asked.field] : [])];
  if (!askable(who, asked.filter, asked.entity) || questions.some((path) => usable(who, asked.entity, path) !== "full")) return REFUSED;
  if (!asked.field && asked.function !== "count") return REFUSED;
  const rows = living(world, who, asked.entity).filter((row) => !asked.filter || fits(world, who, row, asked.filter));
  const groups = new Map<string, MatrixRow[]>();
  for (const row of rows) {
    const cell = asked.groupBy ? seen(world, who, row, asked.groupBy) : null;
    const target = asked.groupBy && RELATIONS.has(last(asked.groupBy)) ? rowById(world, cell) : undefined;
    const key = JSON.stringify(target ? { id: cell, title: titleOf(world, who, target) } : cell);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  if (!asked.groupBy && groups.size === 0) groups.set("null", []);
  const expected = [...groups].map(([key, of]) => `${key} ${JSON.stringify(measure(of.map((row) => (asked.field ? seen(world, who, row, asked.field) : 1)), asked.function))}`).sort();
  const wrong = (body: unknown): string | undefined => {
    const given = (body as { rows: Body[] }).rows.map((row) => `${JSON.stringify(asked.groupBy ? row[asked.groupBy] ?? null : null)} ${JSON.stringify(row["m"] ?? null)}`).sort();
    return same(given, expected) ? undefined : `groups are ${JSON.stringify(given)}, should be ${JSON.stringify(expected)}`;
  };
  const sure = !questions.includes("echo") && !asksFor(asked.filter, asked.entity, "echo") && (!asked.groupBy || !UNGROUPED.has(last(asked.groupBy))) && (!asked.field || (MEASURED[asked.field] ?? []).includes(asked.function));
  return { refused: sure ? false : "perhaps", wrong: sure ? wrong : () => undefined };
}

function measure(cells: readonly Cell[], by: string): Cell {
  const values = cells.filter((cell) => cell !== null) as number[];
  if (by === "count") return values.length;
  if (values.length === 0) return null;
  return by === "sum" ? values.reduce((a, b) => a + b, 0) : values.reduce((a, b) => ((by === "min" ? b < a : b > a) ? b : a));
}

function search(world: MatrixWorld, who: Who, text: string): Verdict {
  const said = ["paper", "client", "item"].flatMap((entity) => living(world, who, entity)).filter((row) => visible(world, who, row).some((part) => part.id === text));
  const hits = [...new Set([...["paper", "client"].flatMap((entity) => living(world, who, entity).filter((row) => found(world, who, row, text))), ...said])].map((row) => `${row.entity} ${row.id} ${String(titleOf(world, who, row))}`).sort();
  return { refused: false, wrong: (body) => {
    const given = (body as { items: { entity: string; id: string; title: string | null }[] }).items.filter((hit) => hit.entity in FIELDS).map((hit) => `${hit.entity} ${hit.id} ${String(hit.title)}`).sort();
    return same(given, hits) ? undefined : `hits are ${JSON.stringify(given)}, should be ${JSON.stringify(hits)}`;
  } };
}

/** The journal shows changes of exactly the fields the reader sees on this row. */
function wrongHistory(world: MatrixWorld, who: Who, row: MatrixRow, body: unknown): string | undefined {
  const { items } = body as { items: { changes: Record<string, unknown> }[] };
  if (row.entity !== "paper") return items.length === 0 ? undefined : "there is no history of this record";
  if (items.length !== 1) return `history has ${items.length} entries, should have 1`;
  for (const [name, [from, to]] of Object.entries(JOURNAL_WORDS)) {
    const right = shown(world, who, row, name);
    const change = items[0]!.changes[name];
    if (right !== "full" && change !== undefined && [from, to].some((cell) => wrongMasked(name, cell, change)?.includes("but shows"))) return `history tells ${name}: ${JSON.stringify(change)}`;
    if (right === "none" && change !== undefined) return `history tells of ${name}, which is hidden here`;
    const expected = (cell: Cell) => (RELATIONS.has(name) ? { id: cell, title: titleOf(world, who, rowById(world, cell)!) } : cell);
    if (AUDITED.has(name) && right === "full" && !equal(change, { from: expected(from), to: expected(to) })) return `history of ${name} is ${JSON.stringify(change)}`;
  }
  return undefined;
}

function wrongAccess(world: MatrixWorld, who: Who, row: MatrixRow, body: unknown): string | undefined {
  const { verbs, fields, actions } = body as { verbs: Record<string, { allowed: boolean }>; fields: Record<string, string>; actions: Record<string, boolean> };
  for (const verb of ["read", "update", "delete"] as const) if (verbs[verb]?.allowed !== allows(world, who, verb, row)) return `access says ${verb} is ${String(verbs[verb]?.allowed)}`;
  for (const name of Object.keys(fields)) if (known(who, row.entity, name) === "none") return `access names ${name}`;
  for (const name of FIELDS[row.entity]!) if (fields[name] === "write" && !mayWrite(world, who, "update", row, name)) return `access says ${name} may be written`;
  if (row.entity === "paper" && (actions["close"] ?? false) !== mayAct(world, who, row, "close")) return `access says close is ${String(actions["close"])}`;
  return undefined;
}

function model(who: Who): Verdict {
  return { refused: false, wrong: (body) => {
    const { entities } = body as { entities: Record<string, { fields: { name: string; right: string }[]; rights: Record<string, boolean> }> };
    for (const entity of ["paper", "client", "item"]) {
      const view = entities[entity];
      const wanted = mayEver(who, entity, "read") || mayEver(who, entity, "create");
      if ((view !== undefined) !== wanted) return `the model ${view ? "shows" : "lacks"} ${entity}`;
      if (!view) continue;
      for (const verb of ["create", "read", "update", "delete"] as const) if (view.rights[verb] !== mayEver(who, entity, verb)) return `the model says ${verb} of ${entity} is ${String(view.rights[verb])}`;
      for (const name of FIELDS[entity]!) {
        const given = view.fields.find((field) => field.name === name)?.right ?? "none";
        const right = known(who, entity, name);
        if ((given === "none") !== (right === "none") || (given === "masked") !== (right === "masked")) return `the model says ${entity}.${name} is ${given}, should be ${right}`;
      }
    }
    return undefined;
  } };
}

export function judgeRead(world: MatrixWorld, who: Who, asked: Exclude<ReadCase, { verb: "dashboard" | "report" | "widgetFile" | "told" | "stream" }>): Verdict {
  if (asked.verb === "list") return judgeList(world, who, asked);
  if (asked.verb === "export") return exportOf(world, who, asked);
  if (asked.verb === "aggregate") return judgeAggregate(world, who, asked);
  if (asked.verb === "search") return search(world, who, asked.q);
  if (asked.verb === "model") return model(who);
  if (asked.verb === "parts") {
    const wrong = judgeParts(world, who, asked);
    return wrong ? { refused: false, wrong } : REFUSED;
  }
  const row = rowById(world, asked.id);
  if (!row || row.entity !== asked.entity || !sees(world, who, row)) return REFUSED;
  switch (asked.verb) {
    case "read": return row.deleted ? REFUSED : { refused: false, wrong: (body) => wrongRecord(world, who, row, body as Body) ?? wrongItems(world, who, row, body as Body) };
    case "history": return { refused: row.deleted ? "perhaps" : false, wrong: (body) => wrongHistory(world, who, row, body) };
    case "access": return { refused: row.deleted ? "perhaps" : false, wrong: (body) => wrongAccess(world, who, row, body) };
    case "members": return { refused: row.deleted ? "perhaps" : false, wrong: (body) => counted(body, world.members.filter((member) => member.paper === row.id).length) };
    case "shares": return { refused: row.deleted ? "perhaps" : false, wrong: (body) => counted(body, world.shares.filter((share) => share.paper === row.id).length) };
  }
}

const counted = (body: unknown, n: number): string | undefined => ((body as { items: unknown[] }).items.length === n ? undefined : `${(body as { items: unknown[] }).items.length} entries, should be ${n}`);
