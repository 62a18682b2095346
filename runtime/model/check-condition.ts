/** Conditions of documents: paths, operators, operands, depth. The same rules hold for filters of requests (queries/filter.ts). */
import { CONDITION_LIMITS, type BackwardRelation, type Condition, type Leaf, type Operand, type Some } from "../expressions/condition";
import { operandKey, shiftInstant } from "../expressions/operand";
import type { AnyFieldType } from "../fields/index";
import { at, typeOf, type Loading } from "./loading";
import { findEntity, findField, leadsTo, relationOf, resolvePath, targetsOf } from "./paths";
import type { Origin } from "./problem";
import { shown, suggest } from "./schema-problems";
import type { EntityModel, FieldModel } from "./types";

interface Scope {
  readonly loading: Loading;
  /** Names that `{ param }` may use. */
  readonly params: readonly string[];
  /** Is the database asked? Only it knows the records that lead to one. */
  readonly asked: boolean;
  leaves: number;
}

/** Adds a problem for every mistake of a condition on records of `entity`. */
export function checkCondition(loading: Loading, condition: Condition | undefined, entity: EntityModel, origin: Origin, params: readonly string[] = []): void {
  if (condition) visit({ loading, params, asked: false, leaves: 0 }, condition, entity, origin, 1);
}

/** The same for a condition that is always put to the database and never weighed beside a form: it may read relations backwards. */
export function checkFilter(loading: Loading, condition: Condition | undefined, entity: EntityModel, origin: Origin, params: readonly string[] = []): void {
  if (condition) visit({ loading, params, asked: true, leaves: 0 }, condition, entity, origin, 1);
}

function visit(scope: Scope, node: Condition, entity: EntityModel, origin: Origin, depth: number): void {
  const { problems } = scope.loading;
  if (depth > CONDITION_LIMITS.depth) {
    problems.add(origin, "tooDeep", `The condition is nested deeper than ${CONDITION_LIMITS.depth} levels`, "Flatten the groups.");
  } else if ("all" in node) node.all.forEach((child, i) => visit(scope, child, entity, at(origin, "all", i), depth + 1));
  else if ("any" in node) node.any.forEach((child, i) => visit(scope, child, entity, at(origin, "any", i), depth + 1));
  else if ("not" in node) visit(scope, node.not, entity, at(origin, "not"), depth + 1);
  else if ("some" in node) visitSome(scope, node, entity, origin, depth);
  else if (++scope.leaves > CONDITION_LIMITS.leaves) problems.add(origin, "tooMany", `The condition has more than ${CONDITION_LIMITS.leaves} tests`, "Use \"in\" with a list, or split the rule.");
  else checkLeaf(scope, node, entity, origin);
}

function visitSome(scope: Scope, node: Some, entity: EntityModel, origin: Origin, depth: number): void {
  const { loading } = scope;
  if (typeof node.some !== "string") {
    const other = checkBackward(scope, node.some, entity, at(origin, "some"));
    if (other) visit(scope, node.where, other, at(origin, "where"), depth + 1);
    return;
  }
  const found = resolvePath(loading, entity, node.some);
  if (!found.ok) return loading.problems.add(at(origin, "some"), found.code, found.message, found.remedy);
  const relation = relationOf(loading, found.field);
  const target = relation === "many" || relation === "children" ? targetsOf(loading, found.field)[0] : undefined;
  if (!target) return loading.problems.add(at(origin, "some"), "noList", `"${node.some}" holds no list of records`, 'Use a field with child rows or several references after "some".');
  visit(scope, node.where, target, at(origin, "where"), depth + 1);
}

/** The entity whose records lead to the one asked about. */
function checkBackward({ loading, asked }: Scope, { entity: name, field }: BackwardRelation, entity: EntityModel, origin: Origin): EntityModel | undefined {
  if (!asked) {
    loading.problems.add(origin, "backward", `Only the database knows which records of "${name}" lead to one, and this condition is weighed without it`, `Name a field of "${entity.name}" that holds those records (type "children") after "some", or ask in a filter, a right or a notification.`);
    return undefined;
  }
  const other = findEntity(loading, name, origin.file.split("/")[0]!, at(origin, "entity"));
  if (!other) return undefined;
  const found = findField(other, field);
  if (!found.ok) loading.problems.add(at(origin, "field"), found.code, found.message, found.remedy);
  else if (!leadsTo(loading, found.field, entity)) loading.problems.add(at(origin, "field"), "noReference", `The field "${field}" of "${other.name}" does not point at "${entity.name}"`, `Name a reference field of "${other.name}" whose entity is "${entity.name}".`);
  return other;
}

/** The type whose operators a field has: its own, or that of the value it stands for. */
function operatorsOf(loading: Loading, field: FieldModel): { type: AnyFieldType; options: object } | undefined {
  const type = typeOf(loading, field);
  if (!type || Object.keys(type.operators).length > 0 || !type.traits?.delegate) return type && { type, options: field.options };
  const { type: name, options } = type.traits.delegate(field.options);
  const delegate = typeOf(loading, { type: name });
  return delegate && { type: delegate, options };
}

function checkLeaf(scope: Scope, leaf: Leaf, entity: EntityModel, origin: Origin): void {
  const { loading } = scope;
  const { problems } = loading;
  const found = resolvePath(loading, entity, leaf.field);
  if (!found.ok) return problems.add(at(origin, "field"), found.code, found.message, found.remedy);
  const known = operatorsOf(loading, found.field);
  if (!known) return;
  if (known.type.traits?.writeOnly) return problems.add(at(origin, "field"), "writeOnly", `"${leaf.field}" never comes out again, so no condition can test it`, "Test another field.");
  const operator = Object.hasOwn(known.type.operators, leaf.op) ? known.type.operators[leaf.op] : undefined;
  if (!operator) return problems.add(at(origin, "op"), "unknownOperator", `A field of the type "${found.field.type}" has no operator "${leaf.op}"`, suggest(leaf.op, Object.keys(known.type.operators), `Use one of: ${Object.keys(known.type.operators).join(", ") || "none"}.`));
  if (operator.operand === "none") {
    if (leaf.value !== undefined) problems.add(at(origin, "value"), "surplus", `The operator "${leaf.op}" takes no value`, 'Leave "value" out.');
  } else if (leaf.value === undefined || leaf.value === null) {
    problems.add(origin, "missing", `The operator "${leaf.op}" needs a value`, 'Add "value"; to test for emptiness use isEmpty.');
  } else checkOperand(scope, leaf.value, leaf, found.field, entity, at(origin, "value"), (value) => operator.parseOperand(value, known.options));
}

type ParseOperand = (value: unknown) => { ok: true } | { ok: false; issues: readonly { message: string; remedy?: string }[] };

function checkOperand(scope: Scope, operand: Operand, leaf: Leaf, field: FieldModel, entity: EntityModel, origin: Origin, parse: ParseOperand): void {
  const { loading, params } = scope;
  const { problems } = loading;
  const refuse = (code: string, message: string, remedy: string): void => problems.add(origin, code, message, remedy);
  switch (operandKey(operand)) {
    case "user":
      return checkUserOperand(loading, (operand as { user: string }).user, field, refuse);
    case "now": {
      const { now } = operand as { now: string };
      if (!shiftInstant(new Date(0), now)) return refuse("format", `${shown(now)} is no duration`, 'Write it in ISO 8601, for example "-P1D" or "PT0S".');
      if (!["date", "dateTime"].includes(typeOf(loading, field)?.feel ?? "")) refuse("type", `"${leaf.field}" is no date, so it cannot be compared with now`, "Compare a date or a moment.");
      return;
    }
    case "param": {
      const { param } = operand as { param: string };
      if (!params.includes(param)) refuse("unknownParameter", `There is no parameter "${param}" here`, suggest(param, params, params.length === 0 ? "Only actions have parameters." : "Use a parameter of the action."));
      return;
    }
    case "field":
      return checkFieldOperand(loading, (operand as { field: string }).field, field, entity, refuse);
    default: {
      const parsed = parse(operand);
      if (!parsed.ok) for (const issue of parsed.issues.slice(0, 3)) refuse("operand", `${issue.message.replace(/\.$/, "")} (operator "${leaf.op}" of "${leaf.field}")`, issue.remedy ?? "Write a value of the field's type.");
    }
  }
}

type Refuse = (code: string, message: string, remedy: string) => void;

/** What each list of the user holds ids of. */
const USER_ENTITY: Readonly<Record<string, string>> = { id: "user", teams: "team", units: "unit", unitTree: "unit" };

function checkUserOperand(loading: Loading, key: string, field: FieldModel, refuse: Refuse): void {
  const expected = USER_ENTITY[key];
  const targets = field.name === "id" ? [field.entity] : (typeOf(loading, field)?.traits?.targets?.(field.options) ?? []);
  if (expected && targets.length > 0 && !targets.includes(expected)) refuse("type", `"${field.name}" points at "${targets.join('", "')}", not at "${expected}"`, `Compare a field that points at "${expected}".`);
}

function checkFieldOperand(loading: Loading, path: string, field: FieldModel, entity: EntityModel, refuse: Refuse): void {
  const other = resolvePath(loading, entity, path);
  if (!other.ok) return refuse(other.code, other.message, other.remedy);
  const [a, b] = [typeOf(loading, field)?.feel, typeOf(loading, other.field)?.feel];
  if (a !== b && a !== "any" && b !== "any") refuse("type", `"${field.name}" (${field.type}) and "${path}" (${other.field.type}) cannot be compared`, "Compare fields of the same kind.");
}
