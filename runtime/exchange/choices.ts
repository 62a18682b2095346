/** What the columns of a file may fill, as an import wizard offers it. */
import { fieldType } from "../fields/index";
import { partsOf, relationOf, storageOf } from "../fields/traits";
import { label } from "../model/accessors";
import type { FieldModel } from "../model/types";
import type { Reading } from "../queries/scope";
import { findingFields, targetEntity, writableFields } from "./mapping";

export interface TargetChoice {
  /** For options.mapping. */
  readonly path: string;
  readonly label: string;
  /** The field must be filled in a new record. */
  readonly required: boolean;
  /** Records can be found by it: for options.key. */
  readonly key: boolean;
  /** No two records share its value. */
  readonly unique: boolean;
  /** A part of a value: several of one field may be filled, or the whole. */
  readonly part: boolean;
}

/** Fields in display order; after a reference each way to find what it points at, after a value of several parts each of them. */
export function targetChoices(reading: Reading, entityName: string, language: string): TargetChoice[] {
  const { fields } = reading.access(entityName);
  const choice = (path: string, text: string, more: Partial<TargetChoice> = {}): TargetChoice => ({ path, label: text, required: false, key: false, unique: false, part: false, ...more });
  const ofField = (field: FieldModel): TargetChoice[] => {
    const text = label(field.label, language);
    if (field.translates !== undefined) return reading.model.languages.map((tag) => choice(`${field.name}.${tag}`, `${text} [${tag}]`));
    const isKey = fields.get(field.name)?.read === "full" && storageOf(field) === "columns" && "eq" in fieldType(field.type).operators;
    const whole = choice(field.name, text, { required: field.required && field.default === undefined, key: isKey && relationOf(field) !== "many", unique: field.unique });
    const target = targetEntity(reading, field);
    return target ? [whole, ...findingFields(reading, target).map((by) => choice(`${field.name}.${by.name}`, `${text} / ${label(by.label, language)}`)), choice(`${field.name}.id`, `${text} / ID`)] : [whole, ...Object.entries(partsOf(field)).map(([part, names]) => choice(`${field.name}.${part}`, `${text} / ${label(names, language)}`, { part: true }))];
  };
  const ordinary = writableFields(reading, entityName);
  return [...ordinary.filter((field) => !field.system), ...ordinary.filter((field) => field.system)].flatMap(ofField).concat(choice("id", "ID", { key: true, unique: true }));
}
