/** Field paths of a model under check: "organisation.owner.name" hops through references to one record. */
import { CONDITION_LIMITS } from "../expressions/condition";
import { typeOf, type Loading } from "./loading";
import { CORE_PACK } from "./packs";
import type { Origin } from "./problem";
import { suggest } from "./schema-problems";
import type { EntityModel, FieldModel } from "./types";

export type PathResult =
  | { readonly ok: true; readonly field: FieldModel; readonly hops: readonly FieldModel[] }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly remedy: string };

/** Entities a relation may point at (those that exist); empty for other fields. */
export function targetsOf(loading: Loading, field: FieldModel): EntityModel[] {
  const names = typeOf(loading, field)?.traits?.targets?.(field.options) ?? [];
  return names.flatMap((name) => loading.entities.get(name) ?? []);
}

export function relationOf(loading: Loading, field: FieldModel): "one" | "many" | "children" | "any" | undefined {
  return typeOf(loading, field)?.traits?.relation;
}

/** Does the field hold references to records of the entity? A field of child rows holds none: they lead the other way. */
export function leadsTo(loading: Loading, field: FieldModel, entity: EntityModel): boolean {
  const relation = relationOf(loading, field);
  const targets = targetsOf(loading, field);
  return targets.includes(entity) ? relation !== "children" && relation !== undefined : relation === "any" && targets.length === 0;
}

/** The field of an entity, or a finding with a suggestion. */
export function findField(entity: EntityModel, name: string): PathResult {
  const field = entity.fieldByName.get(name);
  if (field) return { ok: true, field, hops: [] };
  return { ok: false, code: "unknownField", message: `The entity "${entity.name}" has no field "${name}"`, remedy: suggest(name, entity.fieldByName.keys(), "Use the name of one of its fields.") };
}

/** Follows a path from an entity. */
export function resolvePath(loading: Loading, entity: EntityModel, path: string): PathResult {
  const steps = path.split(".");
  if (steps.length > CONDITION_LIMITS.pathHops + 1) return { ok: false, code: "tooDeep", message: `The path "${path}" has more than ${CONDITION_LIMITS.pathHops} hops`, remedy: "Shorten it, or fetch the value into a field." };
  const hops: FieldModel[] = [];
  let current = entity;
  for (const step of steps.slice(0, -1)) {
    const found = findField(current, step);
    if (!found.ok) return found;
    const target = relationOf(loading, found.field) === "one" ? targetsOf(loading, found.field)[0] : undefined;
    if (!target) return { ok: false, code: "noReference", message: `The path "${path}" cannot go through "${step}", which is no reference to one record`, remedy: "Go through references only." };
    hops.push(found.field);
    current = target;
  }
  const last = findField(current, steps.at(-1)!);
  return last.ok ? { ...last, hops } : last;
}

/** The entity a document of `pack` names; a problem when it does not exist or its pack is not required. Missing core entities are forgiven: a model without the pack core has no users. */
export function findEntity(loading: Loading, name: string, pack: string, origin: Origin): EntityModel | undefined {
  const entity = loading.entities.get(name);
  if (!entity) {
    loading.problems.add(origin, "unknownEntity", `There is no entity "${name}"`, suggest(name, loading.entities.keys(), !loading.packs.has(CORE_PACK) && ["user", "team", "unit"].includes(name) ? 'Load the pack "core", which has it.' : "Use the name of an entity."));
  } else if (!loading.visible.get(pack)?.has(entity.pack)) {
    loading.problems.add(origin, "notRequired", `The entity "${name}" belongs to the pack "${entity.pack}", which "${pack}" does not require`, `Add "${entity.pack}" to "requires" in pack.json.`);
  }
  return entity;
}
