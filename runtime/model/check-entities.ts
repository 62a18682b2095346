/** Cross-checks of entities and their fields, after all of them are built. */
import { checkMask, maskIssue } from "../fields/mask";
import { isTranslatable } from "../fields/translations/field";
import { NAME_PATTERN } from "../kernel/names";
import { isTextLike } from "./build-entities";
import { storageKind } from "./build-field";
import { checkCondition } from "./check-condition";
import { checkRelation } from "./check-relations";
import { at, originOf, typeOf, type Loading } from "./loading";
import { findField, relationOf, resolvePath, targetsOf } from "./paths";
import type { Origin } from "./problem";
import { shown, suggest } from "./schema-problems";
import { HIDDEN_COLUMNS, SYSTEM_FIELD_NAMES } from "./system-fields";
import type { EntityModel, FieldModel } from "./types";

/** PostgreSQL cuts identifiers at 63 bytes; index and constraint names need the rest. */
const LONGEST_SQL_NAME = 55;
const MOST_PARENTS = 2;
/** Things inside a record that member roles grant rights on, besides entities. */
const INNER_THINGS = ["record", "comments", "notes", "files"];

export function checkEntities(loading: Loading): void {
  for (const entity of loading.entities.values()) {
    checkNames(loading, entity);
    checkColumns(loading, entity);
    checkTitle(loading, entity);
    checkGroups(loading, entity);
    checkParent(loading, entity);
    checkRecordTypes(loading, entity);
    checkMemberRoles(loading, entity);
    for (const field of entity.fields) if (!field.system) checkField(loading, entity, field);
  }
}

/** Names inherited by every JavaScript object would be found where nothing is. */
function isReserved(name: string): boolean {
  return name in Object.prototype;
}

function nameProblem(name: string): string | undefined {
  if (!NAME_PATTERN.test(name) || isReserved(name)) return `The name "${name}" is reserved`;
  return /[A-Z]{2}/.test(name) ? `The name "${name}" has capitals in a row` : undefined;
}

function checkNames(loading: Loading, entity: EntityModel): void {
  const origin = originOf(loading, entity);
  const bad = nameProblem(entity.name);
  if (bad) loading.problems.add(at(origin, "name"), "reserved", bad, "Choose another name, in camelCase.");
  if (entity.table.length > LONGEST_SQL_NAME) loading.problems.add(at(origin, "name"), "tooLong", `The table name ${entity.table} is longer than ${LONGEST_SQL_NAME} characters`, "Choose a shorter name.");
  for (const field of entity.fields) {
    if (field.system) continue;
    const where = at(originOf(loading, field), "name");
    const problem = !entity.system && SYSTEM_FIELD_NAMES.includes(field.name) ? `The name "${field.name}" belongs to a system field` : nameProblem(field.name);
    if (problem) loading.problems.add(where, "reserved", problem, "Choose another name, in camelCase.");
    if (field.column.length > LONGEST_SQL_NAME) loading.problems.add(where, "tooLong", `The column name ${field.column} is longer than ${LONGEST_SQL_NAME} characters`, "Choose a shorter name.");
  }
}

/** Two fields, or a field and the product, must not want the same column. */
function checkColumns(loading: Loading, entity: EntityModel): void {
  if (entity.system) return;
  const taken = new Map<string, string>(HIDDEN_COLUMNS.map((column) => [column, "the product"]));
  for (const field of [...entity.fields].sort((a, b) => Number(b.system) - Number(a.system))) {
    if (field.column === "" || (SYSTEM_FIELD_NAMES.includes(field.name) && !field.system) || field.name === "recordType") continue;
    const suffixes = (!field.system && loading.input.columnSuffixes?.(field.type, field.options)) || [""];
    for (const column of suffixes.map((suffix) => field.column + suffix)) {
      const other = taken.get(column);
      if (other) loading.problems.add(at(originOf(loading, field), "name"), "columnTaken", `The field "${field.name}" needs the column ${column}, which ${other} has`, "Rename the field.");
      else taken.set(column, `"${field.name}"`);
    }
  }
}

function checkTitle(loading: Loading, entity: EntityModel): void {
  const field = entity.fieldByName.get(entity.titleField);
  const origin = at(originOf(loading, entity), "titleField");
  if (!field) {
    const { remedy } = findField(entity, entity.titleField) as { remedy: string };
    loading.problems.add(origin, "unknownField", `The title field "${entity.titleField}" does not exist`, remedy);
  } else if (field.name !== "id" && !isTextLike(loading, field)) {
    loading.problems.add(origin, "type", `The title field "${field.name}" has the type "${field.type}", which is no text`, "Use a text field, or a formula that makes a text.");
  }
}

function checkFieldNames(loading: Loading, entity: EntityModel, names: readonly string[], origin: Origin): FieldModel[] {
  return names.flatMap((name, i) => {
    const found = findField(entity, name);
    if (!found.ok) loading.problems.add(at(origin, "fields", i), found.code, found.message, found.remedy);
    else if (storageKind(loading, found.field) !== "columns") loading.problems.add(at(origin, "fields", i), "noColumn", `The field "${name}" has no column of its own`, "Use fields that are stored.");
    else return [found.field];
    return [];
  });
}

function checkGroups(loading: Loading, entity: EntityModel): void {
  for (const group of [...entity.unique, ...entity.indexes, ...entity.duplicateRules]) {
    const origin = originOf(loading, group);
    const fields = checkFieldNames(loading, entity, group.fields, origin);
    if ("kind" in group && group.kind === "trigram" && fields.some((field) => typeOf(loading, field)?.feel !== "text")) loading.problems.add(at(origin, "kind"), "type", "A trigram index needs text fields", 'Use "btree".');
  }
  for (const list of [entity.unique, entity.indexes, entity.duplicateRules, entity.recordTypes, entity.memberRoles]) checkDistinct(loading, list, "id");
  checkApprovals(loading, entity);
  for (const list of [entity.recordTypes, entity.memberRoles]) checkDistinct(loading, list, "name");
  entity.defaultSort.forEach((item, i) => checkSort(loading, entity, item.field, at(originOf(loading, entity), "defaultSort", i, "field")));
}

/** Each names a select field and choices of it. */
function checkApprovals(loading: Loading, entity: EntityModel): void {
  checkDistinct(loading, entity.approvals, "id");
  for (const approval of entity.approvals) {
    const origin = originOf(loading, approval);
    const found = findField(entity, approval.field);
    if (!found.ok) loading.problems.add(at(origin, "field"), found.code, found.message, found.remedy);
    else if (found.field.type !== "select") loading.problems.add(at(origin, "field"), "noStages", `The field "${approval.field}" has no stages`, "Name a field of the type select.");
    else {
      const choices = ((found.field.options["choices"] ?? []) as readonly { value: string }[]).map(({ value }) => value);
      const unknown = (value: string, where: Origin) => choices.includes(value) || loading.problems.add(where, "unknownChoice", `"${value}" is no choice of the field "${approval.field}"`, suggest(value, choices));
      unknown(approval.value, at(origin, "value"));
      approval.back.forEach((value, i) => unknown(value, at(origin, "back", i)));
    }
  }
}

/** Adds a problem when two nodes of a list share an id or name. */
export function checkDistinct(loading: Loading, nodes: readonly { readonly id: string; readonly name?: string }[], key: "id" | "name", origin: (node: object, index: number) => Origin = (node) => originOf(loading, node)): void {
  const seen = new Set<string>();
  nodes.forEach((node, index) => {
    const value = node[key];
    if (value !== undefined && seen.has(value)) loading.problems.add(at(origin(node, index), key), key === "id" ? "duplicateId" : "duplicateName", `The ${key} "${value}" is used twice`, `Give one of them another ${key}.`);
    if (value !== undefined) seen.add(value);
  });
}

/** A path that lists can be sorted by. */
export function checkSort(loading: Loading, entity: EntityModel, path: string, origin: Origin): void {
  const found = resolvePath(loading, entity, path);
  if (!found.ok) loading.problems.add(origin, found.code, found.message, found.remedy);
  else if (!typeOf(loading, found.field)?.sortable && relationOf(loading, found.field) !== "one") loading.problems.add(origin, "notSortable", `Lists cannot be sorted by "${path}" (${found.field.type})`, "Sort by a stored field.");
}

function checkParent(loading: Loading, entity: EntityModel): void {
  if (entity.parent === undefined) return;
  const origin = at(originOf(loading, entity), "parent");
  const found = findField(entity, entity.parent);
  if (!found.ok) return loading.problems.add(origin, found.code, found.message, found.remedy);
  if (relationOf(loading, found.field) !== "one" || found.field.system) return loading.problems.add(origin, "noReference", `The parent field "${entity.parent}" is no reference to one record`, "Name a reference field.");
  if (!found.field.required) loading.problems.add(origin, "notRequired", `The parent field "${entity.parent}" is not required`, 'Add "required": true to the field.');
  const chain = parentChain(loading, entity);
  if (chain.length - 1 > MOST_PARENTS) loading.problems.add(origin, "tooDeep", `Line items may be nested ${MOST_PARENTS} levels: ${chain.join(" → ")}`, "Make one of them an entity of its own.");
}

/** Names from an entity up through its parents; stops when one comes back. */
function parentChain(loading: Loading, entity: EntityModel): string[] {
  const chain = [entity.name];
  for (let at: EntityModel | undefined = entity; at?.parent !== undefined;) {
    const field: FieldModel | undefined = at.fieldByName.get(at.parent);
    at = field && targetsOf(loading, field)[0];
    if (!at) break;
    const again = chain.includes(at.name);
    chain.push(at.name);
    if (again) break;
  }
  return chain;
}

function checkRecordTypes(loading: Loading, entity: EntityModel): void {
  for (const type of entity.recordTypes) {
    const origin = originOf(loading, type);
    for (const [name, values] of Object.entries(type.choices)) {
      const found = findField(entity, name);
      if (!found.ok) {
        loading.problems.add(at(origin, "choices", name), found.code, found.message, found.remedy);
        continue;
      }
      const known = choiceValues(found.field);
      if (!known) loading.problems.add(at(origin, "choices", name), "type", `The field "${name}" has no choices`, "Name a select field.");
      values.forEach((value, i) => {
        if (known && !known.includes(value)) loading.problems.add(at(origin, "choices", name, i), "unknownChoice", `The field "${name}" has no choice "${value}"`, suggest(value, known));
      });
    }
  }
}

/** Values of the choices of a field, or undefined when it has none. */
export function choiceValues(field: FieldModel): string[] | undefined {
  const choices = field.options["choices"];
  return Array.isArray(choices) ? choices.map((choice: { value?: unknown }) => String(choice.value)) : undefined;
}

function checkMemberRoles(loading: Loading, entity: EntityModel): void {
  for (const role of entity.memberRoles) {
    for (const thing of Object.keys(role.grants)) {
      if (!INNER_THINGS.includes(thing) && !loading.entities.has(thing)) loading.problems.add(at(originOf(loading, role), "grants", thing), "unknownEntity", `There is nothing called "${thing}" inside a record`, suggest(thing, [...INNER_THINGS, ...loading.entities.keys()]));
    }
  }
}

function checkField(loading: Loading, entity: EntityModel, field: FieldModel): void {
  const origin = originOf(loading, field);
  checkCondition(loading, field.requiredWhen, entity, at(origin, "requiredWhen"));
  checkCondition(loading, field.visibleWhen, entity, at(origin, "visibleWhen"));
  checkCondition(loading, field.readOnlyWhen, entity, at(origin, "readOnlyWhen"));
  field.invalidWhen.forEach((rule, i) => checkCondition(loading, rule.when, entity, at(origin, "invalidWhen", i, "when")));
  checkDistinct(loading, field.invalidWhen, "id", (_, i) => at(origin, "invalidWhen", i));
  checkFlags(loading, field, origin);
  checkDefault(loading, field, origin);
  checkFetchFrom(loading, entity, field, origin);
  checkRelation(loading, entity, field, origin);
}

/** Flags that the storage of the type cannot keep. */
function checkFlags(loading: Loading, field: FieldModel, origin: Origin): void {
  const type = typeOf(loading, field)!;
  const stored = storageKind(loading, field) === "columns";
  for (const flag of ["unique", "index"] as const) if (field[flag] && !stored) loading.problems.add(at(origin, flag), "noColumn", `The field "${field.name}" has no column of its own, so "${flag}" has no effect`, `Take "${flag}" away.`);
  checkMaskOf(loading, field, origin);
  if (field.translatable) checkTranslatable(loading, field, origin);
  if (field.searchable && !type.searchable) loading.problems.add(at(origin, "searchable"), "type", `Text search cannot look into a field of the type "${field.type}"`, 'Take "searchable" away.');
  if (type.traits?.computed) for (const flag of ["required", "setOnce"] as const) if (field[flag]) loading.problems.add(at(origin, flag), "computed", `The field "${field.name}" is computed, so "${flag}" has no effect`, `Take "${flag}" away.`);
}

/** Flags that speak of one text for everybody do not go with a text for each language. */
function checkTranslatable(loading: Loading, field: FieldModel, origin: Origin): void {
  const where = at(origin, "translatable");
  if (!isTranslatable(field.type)) loading.problems.add(where, "type", `A field of the type "${field.type}" has no text in several languages`, 'Take "translatable" away.');
  if (loading.entities.get(field.entity)?.system) loading.problems.add(where, "system", "The product's own tables keep one text", 'Take "translatable" away.');
  for (const other of ["unique", "setOnce", "mask"] as const) if (field[other]) loading.problems.add(where, "contradiction", `The field "${field.name}" is translatable and has "${other}", which speaks of one text`, `Take "${other}" or "translatable" away.`);
}

/** Also of parameters of actions. */
export function checkMaskOf(loading: Loading, field: FieldModel, origin: Origin): void {
  if (field.mask === undefined) return;
  const where = at(origin, "mask");
  if (!typeOf(loading, field)?.traits?.masking) return loading.problems.add(where, "type", `A field of the type "${field.type}" takes no mask`, 'Use "text" or "phone", or take "mask" away.');
  const checked = checkMask(field.mask);
  for (const issue of checked.ok ? [] : checked.issues) loading.problems.add(where, issue.code, issue.message.replace(/\.$/, ""), issue.remedy ?? "Change the mask.");
}

function checkDefault(loading: Loading, field: FieldModel, origin: Origin): void {
  if (field.default === undefined || field.default === null || isVariable(field.default)) return;
  const type = typeOf(loading, field)!;
  if (type.traits?.computed || storageKind(loading, field) === "children" || type.traits?.writeOnly) {
    return loading.problems.add(at(origin, "default"), "computed", `A field of the type "${field.type}" cannot have a default`, 'Take "default" away.');
  }
  const parsed = type.parse(field.default, field.options);
  const misshapen = parsed.ok ? maskIssue(field, parsed.value) : undefined;
  for (const issue of parsed.ok ? (misshapen ? [misshapen] : []) : parsed.issues.slice(0, 3)) loading.problems.add(at(origin, "default"), "default", `The default ${shown(field.default)} is not valid: ${issue.message}`, issue.remedy ?? "Write a value of the field's type.");
}

/** A default that is computed: `{ "formula": … }` (checked with the formulas) or `{ "user": "id" }`. */
function isVariable(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  const keys = Object.keys(value);
  const [key, word] = [keys[0], (value as Record<string, unknown>)[keys[0] ?? ""]];
  return keys.length === 1 && ((key === "formula" && typeof word === "string") || (key === "user" && word === "id"));
}

function checkFetchFrom(loading: Loading, entity: EntityModel, field: FieldModel, origin: Origin): void {
  if (field.fetchFrom === undefined) return;
  const where = at(origin, "fetchFrom");
  const found = resolvePath(loading, entity, field.fetchFrom);
  if (!found.ok) return loading.problems.add(where, found.code, found.message, found.remedy);
  if (found.hops.length === 0) return loading.problems.add(where, "noReference", `"${field.fetchFrom}" does not go through a reference`, 'Write "<reference>.<field>".');
  if (typeOf(loading, found.field)?.feel !== typeOf(loading, field)?.feel) loading.problems.add(where, "type", `A value of "${field.fetchFrom}" (${found.field.type}) does not fit into "${field.name}" (${field.type})`, "Fetch from a field of the same type.");
}
