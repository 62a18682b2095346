import { sql } from "kysely";
import type { Condition, Leaf, Relation } from "../expressions/condition";
import type { Sql } from "../fields/storage";
import { relationOf, targetsOf } from "../fields/traits";
import type { EntityModel, MemberRoleModel } from "../model/types";
import type { RowRule } from "../permissions/scopes";
import { THINGS } from "../permissions/things";
import { conditionSql, ruleOperand } from "./condition-sql";
import { nestedSome } from "./some";
import { Source, tableOf, type Reading, type Resolved } from "./scope";
import { slot } from "./statement";

/**
 * Row rules → SQL. Rules are written by the administrator, so they see every field (a trusted source), and their hops are
 * correlated sub-selects on the primary key, so that a rule can stand anywhere a boolean can.
 */
export function rowRuleSql(reading: Reading, entity: EntityModel, alias: string, rule: RowRule): Sql {
  if (rule.length === 0) return sql`false`;
  const branches = rule.map((condition) => ruleConditionSql(reading, entity, alias, condition));
  return branches.length === 1 ? branches[0]! : sql`(${sql.join(branches, sql` or `)})`;
}

/** One alternative of a rule. */
export function ruleConditionSql(reading: Reading, entity: EntityModel, alias: string, condition: RowRule[number]): Sql {
  return conditionSql(singled(condition, reading.single), {
    resolve: (path) => resolveByHops(reading, entity, alias, path),
    operand: ruleOperand,
    special: (leaf) => specialLeaf(reading, entity, alias, leaf),
    some: (field, where) => someBehind(reading, entity, alias, field, where),
  });
}

/** `in` a list of the caller that has one member is `eq`. */
function singled(condition: Condition, single: ReadonlySet<string>): Condition {
  if (single.size === 0) return condition;
  if ("all" in condition) return { all: condition.all.map((child) => singled(child, single)) };
  if ("any" in condition) return { any: condition.any.map((child) => singled(child, single)) };
  if ("not" in condition) return { not: singled(condition.not, single) };
  if ("some" in condition) return condition;
  const { op, value } = condition;
  return op === "in" && value !== null && typeof value === "object" && "user" in value && single.has(value.user) ? { ...condition, op: "eq" } : condition;
}

/** As Source.resolve, but each hop is `(select … where id = …)`. */
export function resolveByHops(reading: Reading, entity: EntityModel, alias: string, path: string): Resolved {
  const dot = path.indexOf(".");
  const source = new Source(reading, entity, alias, true);
  if (dot < 0) return source.fieldOf(entity, path, path, alias);
  const { target, key } = hop(reading, entity, alias, path.slice(0, dot));
  const inner = `${alias}h`;
  const resolved = resolveByHops(reading, target, inner, path.slice(dot + 1));
  const cols = resolved.cols.map((col) => sql`(select ${col} from ${tableOf(target)} as ${sql.ref(inner)} where ${sql.ref(`${inner}.id`)} = ${key})`);
  return { ...resolved, cols };
}

function hop(reading: Reading, entity: EntityModel, alias: string, name: string): { target: EntityModel; key: Sql } {
  const resolved = new Source(reading, entity, alias, true).fieldOf(entity, name, name, alias);
  const target = relationOf(resolved.field) === "one" ? reading.model.entities.get(targetsOf(resolved.field)[0] ?? "") : undefined;
  if (!target) throw new Error(`Row rule of ${entity.name} hops over ${name}, which is no reference; the model check should have refused it.`);
  return { target, key: resolved.cols[0]! };
}

/** The record behind hops over references, by its id. */
function behind(reading: Reading, entity: EntityModel, alias: string, hops: readonly string[]): { entity: EntityModel; key: Sql } {
  const inner = `${alias}h`;
  let at = entity;
  let key: Sql = sql.ref(`${alias}.id`);
  for (const [depth, step] of hops.entries()) {
    const next = hop(reading, at, depth === 0 ? alias : inner, step);
    key = depth === 0 ? next.key : sql`(select ${next.key} from ${tableOf(at)} as ${sql.ref(inner)} where ${sql.ref(`${inner}.id`)} = ${key})`;
    at = next.target;
  }
  return { entity: at, key };
}

/** `some` of the record itself or, for a line item, of its parent ("deal.lines"). */
function someBehind(reading: Reading, entity: EntityModel, alias: string, relation: Relation, where: Condition): Sql {
  const isOwn = typeof relation === "string";
  const hops = (isOwn ? relation : (relation.behind ?? "")).split(".").filter((hop) => hop !== "");
  const name = isOwn ? hops.pop()! : relation;
  const { entity: at, key } = behind(reading, entity, alias, hops);
  return nestedSome(reading, at, alias, name, where, true, undefined, key);
}

/** `$member` and `$shared`, also behind hops ("deal.$member"). */
function specialLeaf(reading: Reading, entity: EntityModel, alias: string, leaf: Leaf): Sql | undefined {
  const hops = leaf.field.split(".");
  const name = hops.pop()!;
  if (!name.startsWith("$")) return undefined;
  const { entity: at, key } = behind(reading, entity, alias, hops);
  return name === "$member" ? memberOf(at, key, String(leaf.value)) : sharedWith(at, key, String(leaf.value));
}

/** `value` is a letter of "crud", or "<letter>:<thing>" for a thing inside the record. */
function memberOf(entity: EntityModel, key: Sql, value: string): Sql {
  const [letter = "r", thing = "record"] = value.split(":");
  const roles = entity.memberRoles.filter((role) => lettersOf(role, thing).includes(letter)).map((role) => role.name);
  if (roles.length === 0) return sql`false`;
  return sql`exists (select 1 from metaloom.record_members m where m.entity = ${entity.id} and m.record_id = ${key} and m.user_id = ${slot((b) => b.user.id)} and m.role = any(${roles}::text[]))`;
}

/** A record role that says nothing of comments, notes or files lets read those of a record it lets read. */
function lettersOf({ grants }: MemberRoleModel, thing: string): string {
  return grants[thing] ?? (THINGS.some((known) => known === thing) && grants["record"]?.includes("r") ? "r" : "");
}

function sharedWith(entity: EntityModel, key: Sql, level: string): Sql {
  const levels = level === "read" ? ["read", "update"] : ["update"];
  const grantees = slot((b) => [b.user.id, ...b.user.teams, ...b.user.units]);
  return sql`exists (select 1 from metaloom.record_shares s where s.entity = ${entity.id} and s.record_id = ${key} and s.grantee_id = any(${grantees}::uuid[]) and s.level = any(${levels}::text[]) and (s.expires_at is null or s.expires_at > ${slot((b) => b.now)}::timestamptz))`;
}
