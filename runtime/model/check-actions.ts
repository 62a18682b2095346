/** Cross-checks of actions: parameters, steps, where values come from. */
import type { NameType } from "../expressions/formula/types";
import { storageKind } from "./build-field";
import { checkCondition } from "./check-condition";
import { checkDistinct, checkMaskOf } from "./check-entities";
import { checkRelation } from "./check-relations";
import { entityOfDocument } from "./check-screens";
import { checkFormula } from "./formulas";
import type { StepDocument, ValueSource } from "./generated/grammar";
import { at, originOf, typeOf, type Loading } from "./loading";
import { findField, relationOf, resolvePath, targetsOf } from "./paths";
import type { Origin } from "./problem";
import { shown, suggest } from "./schema-problems";
import { WRITABLE_SYSTEM_FIELDS } from "./system-fields";
import type { ActionModel, AppModel, EntityModel, FieldModel } from "./types";

interface Scope {
  readonly loading: Loading;
  readonly action: ActionModel;
  readonly entity: EntityModel;
  readonly params: readonly string[];
  /** Records made by earlier steps: name → entity. */
  readonly made: Map<string, EntityModel>;
}

export function checkActions(loading: Loading, actions: AppModel["actions"]): void {
  for (const action of [...actions.values()].flat()) {
    const origin = originOf(loading, action);
    const entity = entityOfDocument(loading, action.entity, origin);
    if (!entity) continue;
    checkParameters(loading, action, entity);
    const scope: Scope = { loading, action, entity, params: action.parameters.map((field) => field.name), made: new Map() };
    checkCondition(loading, action.when, entity, at(origin, "when"));
    const steps = action.steps as unknown as readonly StepDocument[];
    checkDistinct(loading, steps, "id", (_, i) => at(origin, "steps", i));
    steps.forEach((step, i) => checkStep(scope, step, at(origin, "steps", i)));
  }
}

function checkParameters(loading: Loading, action: ActionModel, entity: EntityModel): void {
  for (const key of ["id", "name"] as const) checkDistinct(loading, action.parameters, key);
  const known = withParameters({ ...entity, fields: [], fieldByName: new Map() }, action);
  for (const field of action.parameters) {
    const origin = originOf(loading, field);
    for (const key of ["requiredWhen", "visibleWhen"] as const) checkCondition(loading, field[key], known, at(origin, key));
    const formula = (field.default as { formula?: unknown } | null | undefined)?.formula;
    if (typeof formula === "string") checkFormula(loading, formula, entity, at(origin, "default", "formula"));
    const type = typeOf(loading, field);
    if (type?.traits?.computed || ["children", "computed"].includes(storageKind(loading, field))) loading.problems.add(at(origin, "type"), "type", `A parameter cannot have the type "${field.type}"`, "Use a type whose value a person can write.");
    checkRelation(loading, entity, field, origin);
    checkMaskOf(loading, field, origin);
    for (const flag of RECORD_FLAGS) if (field[flag]) loading.problems.add(at(origin, flag), "noEffect", `"${flag}" has no effect on a parameter, which is kept nowhere`, `Take "${flag}" away.`);
  }
}

/** Flags about values that are kept in records. */
const RECORD_FLAGS = ["readOnly", "unique", "index", "searchable", "audited", "personalData", "noCopy", "setOnce", "translatable", "fetchFrom", "readOnlyWhen"] as const;

/** Keys that belong to one kind of step only. */
const KEYS: Readonly<Record<StepDocument["do"], readonly string[]>> = {
  create: ["entity", "as", "set", "carryCustomFields"], update: ["set"], updateRelated: ["relation", "set"], open: ["ref"],
};

function checkStep(scope: Scope, step: StepDocument, origin: Origin): void {
  const { loading, entity } = scope;
  for (const key of Object.keys(step)) {
    if (!["id", "do", "when", ...KEYS[step.do]].includes(key)) loading.problems.add(at(origin, key), "surplus", `A step that does "${step.do}" has no "${key}"`, "Take it away.");
  }
  checkCondition(loading, step.when, withParameters(entity, scope.action), at(origin, "when"), scope.params);
  const target = targetOf(scope, step, origin);
  for (const [name, source] of Object.entries(step.set ?? {})) if (target) checkSetting(scope, target, name, source, at(origin, "set", name));
  if (step.do === "open" && step.ref !== undefined) checkRef(scope, step.ref, at(origin, "ref"));
  if (step.do === "create" && step.as !== undefined && target) {
    if (scope.made.has(step.as)) loading.problems.add(at(origin, "as"), "duplicateName", `An earlier step already names a record "${step.as}"`, "Choose another name.");
    scope.made.set(step.as, target);
  }
}

/** In steps the parameters are known by their names, beside the fields of the record; a parameter hides a field of its name. */
export const withParameters = (entity: EntityModel, action: ActionModel): EntityModel => ({ ...entity, fields: [...entity.fields.filter((field) => !action.parameters.some(({ name }) => name === field.name)), ...action.parameters], fieldByName: new Map([...entity.fieldByName, ...action.parameters.map((field): [string, FieldModel] => [field.name, field])]) });

/** The entity whose fields a step sets. */
function targetOf(scope: Scope, step: StepDocument, origin: Origin): EntityModel | undefined {
  const { loading, entity } = scope;
  if (step.do === "create") return entityOfDocument(loading, step.entity!, origin);
  if (step.do !== "updateRelated") return entity;
  const found = findField(entity, step.relation!);
  if (!found.ok) return void loading.problems.add(at(origin, "relation"), found.code, found.message, found.remedy);
  const relation = relationOf(loading, found.field);
  if (relation === "children" || relation === "many" || relation === "one") return targetsOf(loading, found.field)[0];
  return void loading.problems.add(at(origin, "relation"), "noReference", `The field "${step.relation}" does not lead to other records`, "Name a reference, references or children field.");
}

function checkSetting(scope: Scope, target: EntityModel, name: string, source: ValueSource, origin: Origin): void {
  const { loading } = scope;
  const found = findField(target, name);
  if (!found.ok) return loading.problems.add(origin, found.code, found.message, found.remedy);
  const { field } = found;
  if (typeOf(loading, field)?.traits?.computed || (field.system && !WRITABLE_SYSTEM_FIELDS.includes(name))) return loading.problems.add(origin, "computed", `The field "${name}" of "${target.name}" is made by the product`, "Set another field.");
  if (source.from !== undefined) checkFrom(scope, field, source.from, at(origin, "from"));
  if (source.formula !== undefined) checkFormula(loading, source.formula, scope.entity, at(origin, "formula"), parameterNames(scope));
  if (source.param !== undefined && !scope.params.includes(source.param)) loading.problems.add(at(origin, "param"), "unknownParameter", `The action has no parameter "${source.param}"`, suggest(source.param, scope.params, "Add the parameter."));
  if (source.ref !== undefined) checkRefInto(scope, field, source.ref, at(origin, "ref"));
  if (source.value !== undefined && source.value !== null) checkValue(loading, field, source.value, at(origin, "value"));
}

function parameterNames({ loading, action }: Scope): Record<string, NameType> {
  return Object.fromEntries(action.parameters.map((field) => [field.name, typeOf(loading, field)?.feel ?? "any"]));
}

function checkFrom({ loading, entity }: Scope, field: FieldModel, path: string, origin: Origin): void {
  const found = resolvePath(loading, entity, path);
  if (!found.ok) return loading.problems.add(origin, found.code, found.message, found.remedy);
  const [from, to] = [typeOf(loading, found.field), typeOf(loading, field)];
  if (from?.feel !== to?.feel || from?.traits?.relation !== to?.traits?.relation) loading.problems.add(origin, "type", `A value of "${path}" (${found.field.type}) does not fit into "${field.name}" (${field.type})`, "Take it from a field of the same type, or use a formula.");
}

/** A field that gets a new record must be able to point at it. `id` of this record may be written as a reference to it. */
function checkRefInto(scope: Scope, field: FieldModel, ref: string, origin: Origin): void {
  const made = checkRef(scope, ref, origin);
  const targets = targetsOf(scope.loading, field);
  if (made && !targets.includes(made) && !(relationOf(scope.loading, field) === "any" && targets.length === 0)) scope.loading.problems.add(origin, "type", `The field "${field.name}" cannot point at "${made.name}"`, `Use a reference field whose entity is "${made.name}".`);
}

function checkRef({ loading, made }: Scope, ref: string, origin: Origin): EntityModel | undefined {
  const entity = made.get(ref);
  if (!entity) loading.problems.add(origin, "unknownRef", `No earlier step names a record "${ref}"`, suggest(ref, made.keys(), 'Name it with "as" in an earlier step.'));
  return entity;
}

function checkValue(loading: Loading, field: FieldModel, value: unknown, origin: Origin): void {
  const parsed = typeOf(loading, field)!.parse(value, field.options);
  if (!parsed.ok) for (const issue of parsed.issues.slice(0, 3)) loading.problems.add(origin, "value", `${shown(value)} is no valid "${field.name}": ${issue.message}`, issue.remedy ?? "Write a value of the field's type.");
}
