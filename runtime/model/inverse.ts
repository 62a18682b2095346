/** Many-to-many fields that show the same links from both sides: one of them, the *owner*, has the table of links. Browser-safe. */
import { relationOf, targetsOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "./types";

const inverseOf = (field: FieldModel): string | undefined => field.options["inverse"] as string | undefined;

/** The owner of the links that a field shows from the other side; undefined when they are its own. */
export function mirroredBy(model: Pick<AppModel, "entities">, entity: EntityModel, field: FieldModel): { readonly entity: EntityModel; readonly field: FieldModel } | undefined {
  const target = relationOf(field) === "many" ? model.entities.get(targetsOf(field)[0] ?? "") : undefined;
  const partner = target?.fields.find((other) => relationOf(other) === "many" && targetsOf(other)[0] === entity.name && inverseOf(other) === field.name && (inverseOf(field) === undefined || inverseOf(field) === other.name));
  if (!target || !partner) return undefined;
  // Where both name each other, the first by id owns the links.
  const isOwner = inverseOf(field) !== undefined && `${entity.id}.${field.id}` < `${target.id}.${partner.id}`;
  return isOwner ? undefined : { entity: target, field: partner };
}
