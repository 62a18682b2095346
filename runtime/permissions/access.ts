/**
 * Permissions: a pure compiler from (model, role names) to what may be done with an entity.
 *
 * - *row rule*: a list of alternative conditions ("grants"); a row is allowed when one of them holds. Empty = forbidden.
 * - *field access*: whether a field is known at all, shown masked or in full, and on which rows (`when`, undefined = on every
 *   row the verb allows). A field no role gives is unknown: the query compiler answers as for a misspelt name.
 *
 * Several roles add up per row: a role shows a field only on the rows that this same role lets see. So with role A
 * (own rows, with salary) and role B (all rows, without) the salary is known, but full only where A holds.
 */
import type { Condition } from "../expressions/condition";
import type { Passage } from "../kernel/principal";
import type { AppModel, EntityModel, EntityRights, FieldRight, Grant, RoleModel, Verb } from "../model/types";
import { grantConditions, isUnlimited, LETTER, type RowRule } from "./scopes";
import { thingRules, type ThingRules } from "./things";

export interface FieldAccess {
  readonly read: "none" | "masked" | "full";
  /** Rows on which the value is shown (in full, or masked where no role shows it in full anywhere); undefined = all readable rows. Elsewhere it is empty. */
  readonly when?: RowRule;
}

/** What one set of roles may write: on rows where `rule` holds, exactly these fields. */
export interface WriteVariant {
  readonly rule: RowRule;
  readonly fields: ReadonlySet<string>;
}

export interface EntityAccess {
  readonly entity: EntityModel;
  readonly rows: Readonly<Record<Verb, RowRule>>;
  readonly fields: ReadonlyMap<string, FieldAccess>;
  /** Fields that are shown in full on no row, masked on all readable ones. */
  readonly creates: readonly WriteVariant[];
  readonly updates: readonly WriteVariant[];
  readonly actions: ReadonlyMap<string, RowRule>;
  /** Kind of collegial action → records on which it may be begun. */
  readonly collegial: ReadonlyMap<string, RowRule>;
  /** Comments, notes and files of a record. */
  readonly things: ThingRules;
  /** Some role that lets records be exported lets some be read. */
  readonly canExport: boolean;
  /** Some role that lets records be imported lets some be created or changed. */
  readonly canImport: boolean;
}

/** Rights of a role on an entity; line items take the verbs of their parent, prefixed by the path to it. */
interface EffectiveRights {
  readonly rows: Readonly<Record<Verb, RowRule>>;
  readonly rights: EntityRights;
}

const VERBS: readonly Verb[] = ["create", "read", "update", "delete"];
const RANK: Record<FieldRight, number> = { hidden: 0, masked: 1, read: 2, write: 3 };

export interface AccessOptions {
  /** Everything is allowed (the system principal). */
  readonly unlimited?: boolean;
  /** Entities of which some record is shared with the caller. */
  readonly sharedEntities?: ReadonlySet<string>;
  /** Only roles that carry this right count: for reading when they export, for writing when they import. */
  readonly onlyBy?: Passage["right"];
}

/** Compiles what holders of `roleNames` may do with an entity; unknown roles grant nothing. `unlimited` is the system principal. */
export function compileAccess(model: AppModel, entity: EntityModel, roleNames: readonly string[], options: AccessOptions = {}): EntityAccess {
  if (options.unlimited) return unlimitedAccess(entity);
  const roles = roleNames.flatMap((name) => model.roles.get(name) ?? []);
  const root = rootOf(model, entity);
  const isShared = options.sharedEntities?.has(root.entity) ?? false;
  const held = roles.flatMap((role) => effectiveRights(model, entity, role) ?? []).map((part) => (isShared ? withShares(part, root.path) : part));
  if (entity.system) held.push(titleOnly(entity));
  const effective = passing(held, options.onlyBy);
  const rows = Object.fromEntries(VERBS.map((verb) => [verb, mergeRules(effective.map((part) => part.rows[verb]))])) as Record<Verb, RowRule>;
  return {
    entity,
    rows,
    fields: new Map(entity.fields.map((field) => [field.name, fieldAccess(field.translates ?? field.name, effective, rows.read)])),
    creates: writeVariants(entity, effective, "create", rows.create),
    updates: writeVariants(entity, effective, "update", rows.update),
    actions: actionRules(effective),
    collegial: collegialRules(effective),
    things: thingRules(effective, mergeRules),
    canExport: effective.some(({ rights, rows: { read } }) => rights.export && read.length > 0),
    canImport: effective.some(({ rights, rows: { create, update } }) => rights.import && create.length + update.length > 0),
  };
}

/** What the roles leave of their rights for an export (nothing of those that do not export) or an import (no writing). */
function passing(held: readonly EffectiveRights[], onlyBy: AccessOptions["onlyBy"]): readonly EffectiveRights[] {
  if (onlyBy === "export") return held.filter(({ rights }) => rights.export);
  if (onlyBy === "import") return held.map((part) => (part.rights.import ? part : { ...part, rows: { ...part.rows, create: [], update: [] } }));
  return held;
}

function unlimitedAccess(entity: EntityModel): EntityAccess {
  const all: RowRule = [{ all: [] }];
  const rows = { create: all, read: all, update: all, delete: all };
  const names = new Set(entity.fields.map((field) => field.name));
  return {
    entity,
    rows,
    fields: new Map([...names].map((name) => [name, { read: "full" }])),
    creates: [{ rule: all, fields: names }],
    updates: [{ rule: all, fields: names }],
    actions: new Map(),
    collegial: new Map(),
    things: { comments: rows, notes: rows, files: rows },
    canExport: true,
    canImport: true,
  };
}

function effectiveRights(model: AppModel, entity: EntityModel, role: RoleModel): EffectiveRights | undefined {
  const own = role.entities[entity.name];
  if (!entity.parent) return own && { rights: own, rows: ownRows(own) };
  const parentField = entity.fieldByName.get(entity.parent);
  const parent = model.entities.get(String(parentField?.options["entity"] ?? ""));
  const above = parent && effectiveRights(model, parent, role);
  if (!above) return undefined;
  const follow = (from: Verb, verb: Verb): RowRule => {
    const member: Condition = { field: `${entity.parent}.$member`, op: "can", value: `${LETTER[verb]}:${entity.name}` };
    const rules = above.rows[from].filter((condition) => !isMember(condition)).map((condition) => prefixCondition(condition, entity.parent!, `${LETTER[verb]}:${entity.name}`));
    return above.rows.read.some(isMember) ? [...rules, member] : rules;
  };
  return {
    rows: { create: follow("update", "create"), read: follow("read", "read"), update: follow("update", "update"), delete: follow("update", "delete") },
    rights: own ?? { ...above.rights, fields: { "*": "write" }, actions: {} },
  };
}

const isMember = (condition: Condition): boolean => "field" in condition && condition.field === "$member";

function ownRows(rights: EntityRights): Record<Verb, RowRule> {
  return Object.fromEntries(VERBS.map((verb): [Verb, RowRule] => [verb, grantConditions(rights.verbs[verb] ?? [], verb)])) as Record<Verb, RowRule>;
}

/** People, teams and units are named everywhere (owner, author); whoever is signed in may read their title, nothing else. */
function titleOnly(entity: EntityModel): EffectiveRights {
  const none: RowRule = [];
  return {
    rows: { create: none, read: [{ all: [] }], update: none, delete: none },
    rights: { verbs: { create: [], read: [{ scope: "all" }], update: [], delete: [] }, actions: {}, fields: { [entity.titleField]: "read", id: "read", "*": "hidden" }, export: false, import: false, things: { comments: "", notes: "", files: "" } },
  };
}

/** What addresses a record and protects a change of it; whoever sees a record sees these. */
const ALWAYS_READ: ReadonlySet<string> = new Set(["id", "version"]);

const rightOf = (rights: EntityRights, field: string): FieldRight => {
  const right = rights.fields[field] ?? rights.fields["*"] ?? "write";
  return ALWAYS_READ.has(field) && RANK[right] < RANK.read ? "read" : right;
};

function mergeRules(rules: readonly RowRule[]): RowRule {
  const seen = new Map<string, Condition>();
  for (const condition of rules.flat()) seen.set(JSON.stringify(condition), condition);
  const merged = [...seen.values()];
  return merged.find(isUnlimited) ? [{ all: [] }] : merged;
}

const sameRule = (a: RowRule, b: RowRule): boolean => a.length === b.length && a.every((condition, i) => JSON.stringify(condition) === JSON.stringify(b[i]));

function fieldAccess(field: string, effective: readonly EffectiveRights[], readable: RowRule): FieldAccess {
  const seeing = effective.filter((part) => part.rows.read.length > 0);
  const full = seeing.filter((part) => RANK[rightOf(part.rights, field)] >= RANK.read);
  const masked = seeing.filter((part) => rightOf(part.rights, field) === "masked");
  const shown = full.length > 0 ? full : masked;
  if (shown.length === 0) return { read: "none" };
  const read = full.length > 0 ? "full" : "masked";
  const rule = mergeRules(shown.map((part) => part.rows.read));
  return sameRule(rule, readable) || rule.some(isUnlimited) ? { read } : { read, when: rule };
}

/** Roles with equal writable fields are one variant, so that the common case is one variant with one rule. */
function writeVariants(entity: EntityModel, effective: readonly EffectiveRights[], verb: "create" | "update", whole: RowRule): WriteVariant[] {
  const variants = new Map<string, { rules: RowRule[]; fields: Set<string> }>();
  for (const part of effective) {
    if (part.rows[verb].length === 0) continue;
    const fields = new Set(entity.fields.filter((field) => rightOf(part.rights, field.translates ?? field.name) === "write").map((field) => field.name));
    const key = [...fields].join();
    const known = variants.get(key);
    if (known) known.rules.push(part.rows[verb]);
    else variants.set(key, { rules: [part.rows[verb]], fields });
  }
  const all = [...variants.values()];
  return all.map(({ rules, fields }) => ({ rule: all.length === 1 ? whole : mergeRules(rules), fields }));
}

function actionRules(effective: readonly EffectiveRights[]): Map<string, RowRule> {
  const rules = new Map<string, RowRule[]>();
  for (const part of effective)
    for (const [action, grants] of Object.entries(part.rights.actions)) rules.set(action, [...(rules.get(action) ?? []), grantConditions(grants as readonly Grant[], "update")]);
  return new Map([...rules].map(([action, parts]) => [action, mergeRules(parts)]));
}

function collegialRules(effective: readonly EffectiveRights[]): Map<string, RowRule> {
  const kinds = new Set(effective.flatMap(({ rights }) => rights.collegial ?? []));
  return new Map([...kinds].map((kind) => [kind, mergeRules(effective.filter(({ rights }) => rights.collegial?.includes(kind)).map(({ rows }) => rows.update))]));
}

/** A share opens one record to the fields and verbs a role grants on some record of the entity; it never gives a verb that no role gives. */
function withShares(part: EffectiveRights, path: string): EffectiveRights {
  const opened = (verb: Verb, level: "read" | "update"): RowRule => {
    const rule = part.rows[verb];
    return rule.length && !rule.some(isUnlimited) ? [...rule, { field: `${path}$shared`, op: "level", value: level }] : rule;
  };
  const line = (verb: Verb): RowRule => (path ? opened(verb, "update") : part.rows[verb]);
  return { ...part, rows: { create: line("create"), read: opened("read", "read"), update: opened("update", "update"), delete: line("delete") } };
}

/** The record that rights come from, and the path to it: ("dealLine" → deal, "deal."). */
function rootOf(model: AppModel, entity: EntityModel): { entity: string; path: string } {
  if (!entity.parent) return { entity: entity.name, path: "" };
  const parent = model.entities.get(String(entity.fieldByName.get(entity.parent)?.options["entity"] ?? ""));
  if (!parent) return { entity: entity.name, path: "" };
  const above = rootOf(model, parent);
  return { entity: above.entity, path: `${entity.parent}.${above.path}` };
}

/** The same condition seen from a record that reaches the original one by `path`; record roles are asked for the `thing` instead. */
function prefixCondition(condition: Condition, path: string, thing: string): Condition {
  if ("all" in condition) return { all: condition.all.map((child) => prefixCondition(child, path, thing)) };
  if ("any" in condition) return { any: condition.any.map((child) => prefixCondition(child, path, thing)) };
  if ("not" in condition) return { not: prefixCondition(condition.not, path, thing) };
  if ("some" in condition) {
    const { some, where } = condition;
    return { some: typeof some === "string" ? `${path}.${some}` : { ...some, behind: some.behind === undefined ? path : `${path}.${some.behind}` }, where };
  }
  const value = isMember(condition) ? thing : condition.value;
  const operand = value !== null && typeof value === "object" && "field" in value ? { field: `${path}.${value.field}` } : value;
  return { ...condition, field: `${path}.${condition.field}`, ...(operand === undefined ? {} : { value: operand }) };
}
