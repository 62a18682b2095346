/** Options that point at other entities: references, child rows, rollups. */
import type { Condition } from "../expressions/condition";
import { checkCondition, checkFilter } from "./check-condition";
import { at, typeOf, type Loading } from "./loading";
import { findEntity, findField, relationOf, targetsOf } from "./paths";
import type { Origin } from "./problem";
import type { EntityModel, FieldModel } from "./types";

export function checkRelation(loading: Loading, entity: EntityModel, field: FieldModel, origin: Origin): void {
  const type = typeOf(loading, field)!;
  const options = at(origin, "options");
  const names = type.traits?.targets?.(field.options) ?? [];
  const pack = origin.file.split("/")[0]!;
  const known = names.filter((name) => findEntity(loading, name, pack, names.length === 1 ? at(options, "entity") : at(options, "entities")) !== undefined);
  if (known.length < names.length) return;
  if (type.traits?.relation === "children") checkChildren(loading, entity, field, options);
  if (type.traits?.relation !== undefined && isCondition(field.options["filter"])) checkFilter(loading, field.options["filter"], loading.entities.get(names[0] ?? "") ?? entity, at(options, "filter"), [...entity.fieldByName.keys()]);
  if (type.traits?.computation === "rollup") checkRollup(loading, entity, field, options);
  if (typeof field.options["inverse"] === "string") checkInverse(loading, entity, field, options);
  checkAcyclic(loading, entity, field, options);
}

function isCondition(value: unknown): value is Condition {
  return value !== null && typeof value === "object";
}

function checkChildren(loading: Loading, entity: EntityModel, field: FieldModel, options: Origin): void {
  const child = targetsOf(loading, field)[0];
  const back = String(field.options["field"]);
  if (!child) return;
  const found = findField(child, back);
  if (!found.ok) return loading.problems.add(at(options, "field"), found.code, found.message, found.remedy);
  if (relationOf(loading, found.field) !== "one" || !targetsOf(loading, found.field).includes(entity)) {
    loading.problems.add(at(options, "field"), "noReference", `The field "${back}" of "${child.name}" does not point back at "${entity.name}"`, `Name the reference field of "${child.name}" whose entity is "${entity.name}".`);
  }
}

/** The entity whose records a rollup measures: of its children field, or the one named with `via`. */
export function rollupSource(loading: Loading, entity: EntityModel, field: FieldModel): EntityModel | undefined {
  const { children, entity: named } = field.options;
  if (typeof children !== "string") return loading.entities.get(String(named));
  const list = entity.fieldByName.get(children);
  return list && relationOf(loading, list) === "children" ? targetsOf(loading, list)[0] : undefined;
}

/** Problems of where the records of a rollup come from. */
function checkRollupSource(loading: Loading, entity: EntityModel, field: FieldModel, options: Origin): void {
  const { problems } = loading;
  if (typeof field.options["children"] === "string") {
    const found = findField(entity, field.options["children"]);
    if (!found.ok) problems.add(at(options, "children"), found.code, found.message, found.remedy);
    else if (relationOf(loading, found.field) !== "children") problems.add(at(options, "children"), "noList", `"${found.field.name}" holds no child rows`, "Name a field of the type children.");
    return;
  }
  const source = findEntity(loading, String(field.options["entity"]), options.file.split("/")[0]!, at(options, "entity"));
  const via = source && findField(source, String(field.options["via"]));
  if (via && !via.ok) problems.add(at(options, "via"), via.code, via.message, via.remedy);
  if (via?.ok && (relationOf(loading, via.field) !== "one" || !targetsOf(loading, via.field).includes(entity))) problems.add(at(options, "via"), "noReference", `The field "${via.field.name}" of "${source!.name}" does not point at "${entity.name}"`, `Name a reference field whose entity is "${entity.name}".`);
}

function checkRollup(loading: Loading, entity: EntityModel, field: FieldModel, options: Origin): void {
  const { problems } = loading;
  checkRollupSource(loading, entity, field, options);
  const child = rollupSource(loading, entity, field);
  if (!child) return;
  if (isCondition(field.options["where"])) checkCondition(loading, field.options["where"], child, at(options, "where"));
  const measure = String(field.options["function"]);
  const name = field.options["field"];
  if (typeof name !== "string") return;
  const measured = findField(child, name);
  if (!measured.ok) return problems.add(at(options, "field"), measured.code, measured.message, measured.remedy);
  const measures = measuresOf(loading, measured.field);
  if (measure !== "count" && !measures.includes(measure)) problems.add(at(options, "field"), "type", `A field of the type "${measured.field.type}" cannot be measured by "${measure}"`, measures.length > 0 ? `It can be measured by: ${measures.join(", ")}.` : "Choose a number, money or date.");
}

/** What a field can be measured by; computed fields by what their value can. */
export function measuresOf(loading: Loading, field: FieldModel): readonly string[] {
  const type = typeOf(loading, field);
  if (!type?.traits?.delegate) return type?.measures ?? [];
  return typeOf(loading, { type: type.traits.delegate(field.options).type })?.measures ?? [];
}

/** Only a reference to its own entity can lead back to its record. */
function checkAcyclic(loading: Loading, entity: EntityModel, field: FieldModel, options: Origin): void {
  if (field.options["acyclic"] !== true || targetsOf(loading, field)[0] === entity) return;
  loading.problems.add(at(options, "acyclic"), "type", `The field "${field.name}" does not point at records of "${entity.name}"`, "Take the key away: such a reference never leads in a circle.");
}

function checkInverse(loading: Loading, entity: EntityModel, field: FieldModel, options: Origin): void {
  const target = targetsOf(loading, field)[0];
  if (!target) return;
  const found = findField(target, String(field.options["inverse"]));
  if (!found.ok) return loading.problems.add(at(options, "inverse"), found.code, found.message, found.remedy);
  const back = found.field.options["inverse"];
  const twin = entity.fields.find((other) => other !== field && other.options["inverse"] === found.field.name && targetsOf(loading, other)[0] === target);
  if ((back !== undefined && back !== field.name) || twin) return loading.problems.add(at(options, "inverse"), "twice", `The field "${found.field.name}" of "${target.name}" shows the links of "${twin?.name ?? String(back)}" already`, "Name another field.");
  if (found.field === field) return loading.problems.add(at(options, "inverse"), "cycle", `The field "${field.name}" cannot be its own other side`, "Name another field, or take the key away.");
  if (relationOf(loading, found.field) !== "many" || !targetsOf(loading, found.field).includes(entity)) loading.problems.add(at(options, "inverse"), "noReference", `The field "${found.field.name}" of "${target.name}" does not hold references to "${entity.name}"`, `Name a references field of "${target.name}" whose entity is "${entity.name}".`);
}
