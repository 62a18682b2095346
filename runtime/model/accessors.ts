/** Reading a model. Browser-safe. */
import { didYouMean } from "../kernel/names";
import { AppError } from "../kernel/errors";
import { relationOf, targetsOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel, Label } from "./types";

/** The entity of a name. @throws AppError entity:notFound with a suggestion; only for callers who may see all names. */
export function entityOf(model: AppModel, name: string): EntityModel {
  const entity = model.entities.get(name);
  if (entity) return entity;
  const near = didYouMean(name, model.entities.keys());
  throw new AppError("entity:notFound", `There is no entity "${name.slice(0, 60)}".`, near ? { remedy: `Did you mean "${near}"?` } : {});
}

/** The entity of an id, as tables of ours keep it: names change. Undefined when it is gone, or for null. */
export const entityById = (model: AppModel, id: string | null): EntityModel | undefined => (id === null ? undefined : [...model.entities.values()].find((entity) => entity.id === id));

export interface ResolvedPath {
  /** References gone through, first to last; empty for a field of the entity itself. */
  readonly hops: readonly FieldModel[];
  readonly field: FieldModel;
  /** Entity that has `field`. */
  readonly entity: EntityModel;
}

/** The field at a path such as "organisation.city", or undefined when a step does not exist or is no reference to one record. */
export function fieldPath(model: AppModel, entity: EntityModel, path: string): ResolvedPath | undefined {
  const steps = path.split(".");
  const hops: FieldModel[] = [];
  let current = entity;
  for (const step of steps.slice(0, -1)) {
    const hop = current.fieldByName.get(step);
    const target = hop && relationOf(hop) === "one" ? model.entities.get(targetsOf(hop)[0] ?? "") : undefined;
    if (!hop || !target) return undefined;
    hops.push(hop);
    current = target;
  }
  const field = current.fieldByName.get(steps.at(-1)!);
  return field && { hops, field, entity: current };
}

/** Text of a label: the language, its base ("de" for "de-AT"), English, whatever there is. */
export function label(words: Label | undefined, language: string): string {
  if (!words) return "";
  return words[language] ?? words[language.split("-")[0]!] ?? words["en"] ?? Object.values(words)[0] ?? "";
}
