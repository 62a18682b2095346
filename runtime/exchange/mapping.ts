/**
 * Mapping: which column of a file fills which field. A *target* is the name of a field, "id" (to find records), or a reference and
 * a field of what it points at: "organisation.inn" finds the organisation by its INN, "organisation.id" by its id; or a part of a value:
 * "name.last" fills the last name.
 */
import { didYouMean } from "../kernel/names";
import { isComputed, partsOf, relationOf, storageOf, targetsOf } from "../fields/traits";
import { isWritable } from "../entities/input";
import type { EntityModel, FieldModel } from "../model/types";
import type { Reading } from "../queries/scope";

export interface Target {
  /** As written: "organisation.inn". */
  readonly path: string;
  /** Undefined for "id". */
  readonly field?: FieldModel;
  /** Field of the record a reference points at, by which it is found; undefined = by id, a unique field or the title. */
  readonly by?: FieldModel;
  /** Language of the text, for a field of translations: "titleTranslations.ru". */
  readonly language?: string;
  /** Part of the value, for a field of several: "name.last". */
  readonly part?: string;
}

/** Names the caller may write on some record, new or old. */
export function writableFields(reading: Reading, entityName: string): FieldModel[] {
  const access = reading.access(entityName);
  const names = new Set([...access.creates, ...access.updates].flatMap((variant) => [...variant.fields]));
  return access.entity.fields.filter((field) => names.has(field.name) && isWritable(field) && storageOf(field) !== "children" && !isComputed(field));
}

/** The entity a reference points at, when the caller may read some of it. */
export function targetEntity(reading: Reading, field: FieldModel): EntityModel | undefined {
  const relation = relationOf(field);
  const name = relation === "one" || relation === "many" ? targetsOf(field)[0] : undefined;
  const access = name !== undefined && reading.model.entities.has(name) ? reading.access(name) : undefined;
  return access && access.rows.read.length > 0 ? access.entity : undefined;
}

/** Fields of an entity by which the caller may find its records: unique ones first, then the title. */
export function findingFields(reading: Reading, entity: EntityModel): FieldModel[] {
  const { fields } = reading.access(entity.name);
  const known = entity.fields.filter((field) => fields.get(field.name)?.read === "full" && storageOf(field) === "columns" && !relationOf(field));
  return [...known.filter((field) => field.unique), ...known.filter((field) => !field.unique && field.name === entity.titleField)];
}

/** What a path means to this caller, or undefined. */
export function targetOf(reading: Reading, entityName: string, path: string): Target | undefined {
  if (path === "id") return { path };
  const [name, by, ...rest] = path.split(".");
  const field = writableFields(reading, entityName).find((candidate) => candidate.name === name);
  if (!field || rest.length) return undefined;
  if (by === undefined) return { path, field };
  if (field.translates !== undefined) return reading.model.languages.includes(by) ? { path, field, language: by } : undefined;
  if (Object.hasOwn(partsOf(field), by)) return { path, field, part: by };
  const entity = targetEntity(reading, field);
  const found = by === "id" ? entity?.fieldByName.get("id") : entity && reading.access(entity.name).fields.get(by)?.read === "full" ? entity.fieldByName.get(by) : undefined;
  return found && storageOf(found) === "columns" ? { path, field, by: found } : undefined;
}

/** Paths that may be chosen, for "did you mean". */
export const targetPaths = (reading: Reading, entityName: string): string[] => ["id", ...writableFields(reading, entityName).flatMap((field) => (field.translates !== undefined ? languagePaths(reading, field) : targetEntity(reading, field) ? [field.name, `${field.name}.id`] : [field.name, ...partPaths(field)]))];

const languagePaths = (reading: Reading, field: FieldModel): string[] => reading.model.languages.map((tag) => `${field.name}.${tag}`);

const partPaths = (field: FieldModel): string[] => Object.keys(partsOf(field)).map((part) => `${field.name}.${part}`);

const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Words a column may be headed with → path. Earlier entries win. */
function vocabulary(reading: Reading, entityName: string, language: string): Map<string, string> {
  const words = new Map<string, string>();
  const fields = writableFields(reading, entityName);
  const add = (word: string | undefined, path: string): void => {
    const key = fold(word ?? "");
    if (key && !words.has(key)) words.set(key, path);
  };
  add("id", "id");
  for (const field of fields) add(field.name, field.name);
  for (const field of fields) {
    if (field.translates !== undefined) {
      const base = reading.access(entityName).entity.fieldByName.get(field.translates)!;
      for (const tag of reading.model.languages) for (const word of [field.name, base.label[language], ...Object.values(base.label)]) if (word) add(`${word} ${tag}`, `${field.name}.${tag}`);
      continue;
    }
    const labels = [field.label[language], field.label[language.split("-")[0]!], ...Object.values(field.label)];
    for (const label of labels) add(label, field.name);
    for (const label of labels) add(`${label ?? ""} (${field.name})`, field.name);
    if (!targetEntity(reading, field)) continue;
    for (const label of [field.name, ...labels]) if (label) add(`${label} id`, `${field.name}.id`);
  }
  // Last, so that a field of its own called "City" goes before the city of an address.
  for (const field of fields) {
    for (const [part, names] of Object.entries(partsOf(field))) {
      add(`${field.name} ${part}`, `${field.name}.${part}`);
      for (const name of Object.values(names)) for (const label of ["", ...Object.values(field.label)]) add(`${label} ${name}`, `${field.name}.${part}`);
    }
  }
  return words;
}

export interface Suggestion {
  readonly path: string | null;
  /** The column is headed with the name or label itself; otherwise the words are only near. */
  readonly exact: boolean;
}

/** A suggestion for each column. A field is suggested once, as a whole or in parts; the id column of a reference wins over its title column. */
export function suggestMapping(reading: Reading, entityName: string, columns: readonly string[], language: string): Suggestion[] {
  const words = vocabulary(reading, entityName, language);
  const taken = new Set<string>();
  const fields = reading.access(entityName).entity.fieldByName;
  /** The field whose part a path is, when it is one. */
  const wholeOf = (path: string): string | undefined => {
    const [name = "", part] = path.split(".");
    const field = fields.get(name);
    return field && part !== undefined && Object.hasOwn(partsOf(field), part) ? name : undefined;
  };
  // Names of whole fields first: "Name" beside "Last name" leaves no place for a part.
  const exact = columns.map((column) => words.get(fold(column)));
  for (const path of exact) if (path !== undefined && wholeOf(path) === undefined) taken.add(path);
  const free = (path: string): boolean => {
    const whole = wholeOf(path);
    return !taken.has(path) && (whole === undefined ? ![...taken].some((other) => wholeOf(other) === path) : !taken.has(whole));
  };
  const given = new Set<string>();
  const suggestions: Suggestion[] = exact.map((path) => {
    if (path === undefined || given.has(path) || (wholeOf(path) !== undefined && !free(path))) return { path: null, exact: false };
    given.add(path);
    taken.add(path);
    return { path, exact: true };
  });
  for (const [i, column] of columns.entries()) {
    const path = suggestions[i]!.path;
    if (path !== null && taken.has(`${path}.id`)) suggestions[i] = { path: null, exact: false };
    if (path !== null) continue;
    const near = didYouMean(fold(column), [...words].filter(([, candidate]) => free(candidate)).map(([word]) => word));
    if (near === undefined) continue;
    taken.add(words.get(near)!);
    suggestions[i] = { path: words.get(near)!, exact: false };
  }
  return suggestions;
}
