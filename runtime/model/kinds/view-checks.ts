/** Checks that kinds of views (board, calendar, timeline, tree) share. */
import { choiceValues } from "../check-entities";
import { at, typeOf, type Loading } from "../loading";
import { findField, relationOf } from "../paths";
import type { Origin } from "../problem";
import type { EntityModel, FieldModel } from "../types";

export interface FieldChecks {
  /** The field of that name; a problem at the place, and undefined, when there is none. */
  known(name: string, place: Origin): FieldModel | undefined;
  /** The same, and it must fit; nothing is asked of a key that is left out. */
  fits(key: string, name: string | undefined, fit: (field: FieldModel) => boolean, message: string, remedy: string): FieldModel | undefined;
  /** The same for lists of names that are shown. */
  all(key: string, names: readonly string[]): void;
}

export function fieldChecks(loading: Loading, entity: EntityModel, origin: Origin): FieldChecks {
  const known = (name: string, place: Origin): FieldModel | undefined => {
    const found = findField(entity, name);
    if (!found.ok) loading.problems.add(place, found.code, found.message, found.remedy);
    return found.ok ? found.field : undefined;
  };
  return {
    known,
    fits(key, name, fit, message, remedy) {
      const field = name === undefined ? undefined : known(name, at(origin, key));
      if (field && !fit(field)) loading.problems.add(at(origin, key), "type", `The field "${field.name}" ${message}`, remedy);
      return field;
    },
    all: (key, names) => names.forEach((name, i) => known(name, at(origin, key, i))),
  };
}

export const hasChoices = (field: FieldModel): boolean => choiceValues(field) !== undefined;

/** Records can be put together by it: one of its choices, or one record it points at. */
export const isGrouping = (loading: Loading, field: FieldModel): boolean => hasChoices(field) || relationOf(loading, field) === "one";

/** A day, or a moment: what stands on a calendar. */
export function isTemporal(loading: Loading, field: FieldModel): boolean {
  const feel = typeOf(loading, field)?.feel;
  return feel === "date" || feel === "dateTime";
}
