/** Record types of an entity: kinds of its records with a form and choices of their own. Pure. */
import type { StudioDocument } from "./documents";
import { freeName, nameOf } from "./names";

export interface RecordTypeAnswer {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  /** Name of the form it opens with. */
  readonly form?: string;
  /** Choices it allows, by name of the select field; a field that is absent has all of them. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

export const recordTypesOf = (entity: StudioDocument): readonly RecordTypeAnswer[] => (entity["recordTypes"] ?? []) as readonly RecordTypeAnswer[];

function written(entity: StudioDocument, types: readonly RecordTypeAnswer[]): StudioDocument {
  const { recordTypes: _old, ...rest } = entity as Record<string, unknown>;
  return types.length > 0 ? { ...entity, recordTypes: types } : rest;
}

export function addRecordType(entity: StudioDocument, label: string): StudioDocument {
  const types = recordTypesOf(entity);
  const name = freeName(nameOf(label, "kind"), (wish) => !types.some((type) => type.name === wish || type.id === wish));
  return written(entity, [...types, { id: name, name, label: label.trim() }]);
}

export const changeRecordType = (entity: StudioDocument, id: string, change: Partial<Pick<RecordTypeAnswer, "label">>): StudioDocument => written(entity, recordTypesOf(entity).map((type) => (type.id === id ? { ...type, ...change } : type)));

export const removeRecordType = (entity: StudioDocument, id: string): StudioDocument => written(entity, recordTypesOf(entity).filter((type) => type.id !== id));

/** The form it opens with; undefined = whichever fits. */
export const withTypeForm = (entity: StudioDocument, id: string, form: string | undefined): StudioDocument => written(entity, recordTypesOf(entity).map((type) => {
  if (type.id !== id) return type;
  const { form: _old, ...rest } = type;
  return form ? { ...rest, form } : rest;
}));

/** Choices of one field that records of the type may have; none or all of them = no limit. */
export const withTypeChoices = (entity: StudioDocument, id: string, field: string, values: readonly string[], all: number): StudioDocument => written(entity, recordTypesOf(entity).map((type) => {
  if (type.id !== id) return type;
  const { choices = {}, ...rest } = type;
  const { [field]: _old, ...others } = choices;
  const next = values.length === 0 || values.length === all ? others : { ...others, [field]: values };
  return Object.keys(next).length > 0 ? { ...rest, choices: next } : rest;
}));
