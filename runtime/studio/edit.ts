/**
 * Changes of an entity that is there, with its screens: what is added appears where people look for it, what is removed leaves no gap.
 * Pure; documents are replaced, never changed.
 *
 * - *design*: the documents of one entity by "<kind> <name>": itself, its forms, lists and boards.
 */
import { isFieldTypeName } from "../fields/index";
import type { FieldAnswer } from "./answers";
import { fieldDocument, type StudioChange, type StudioDocument } from "./documents";

export type Design = Readonly<Record<string, StudioDocument>>;

type Json = Record<string, unknown>;
type Items = readonly Json[];

export interface FormPlace {
  readonly id: string;
  readonly field: string;
  readonly span?: number;
}

export interface FormSectionDocument {
  readonly id: string;
  readonly label?: string;
  readonly columns?: number;
  readonly collapsed?: boolean;
  readonly visibleWhen?: unknown;
  readonly fields: readonly FormPlace[];
}

export interface FormTabDocument {
  readonly id: string;
  readonly label: string;
  readonly visibleWhen?: unknown;
  readonly sections: readonly FormSectionDocument[];
}

export type FormDocument = StudioDocument & { readonly tabs: readonly FormTabDocument[]; readonly side?: readonly FormSectionDocument[] };

export const keyOf = (kind: string, name: string): string => `${kind} ${name}`;

const fieldsOf = (document: StudioDocument | undefined): Items => (document?.["fields"] ?? []) as Items;

/** Fields of an entity's document as answers. */
export function fieldAnswers(entity: StudioDocument | undefined): readonly FieldAnswer[] {
  return fieldsOf(entity).flatMap((field) => {
    const type = String(field["type"]);
    return isFieldTypeName(type) ? [{ name: String(field["name"]), label: String(field["label"]), type, ...(field["required"] === true ? { required: true } : {}), ...(field["unique"] === true ? { unique: true } : {}), options: (field["options"] ?? {}) as FieldAnswer["options"] }] : [];
  });
}

/** What an answer says is written into the field; everything else of it stays. */
function written(before: Json, answer: FieldAnswer): Json {
  const { id: _id, name: _name, ...said } = fieldDocument(answer) as Json;
  const { required: _required, unique: _unique, options: _options, ...rest } = before;
  // Of another type nothing is left that spoke of its values.
  const { default: _default, mask: _mask, searchable: _searchable, translatable: _translatable, ...bare } = rest;
  return { ...(before["type"] === answer.type ? rest : bare), ...said };
}

export function changeField(design: Design, entity: string, answer: FieldAnswer): Design {
  const key = keyOf("entity", entity);
  return { ...design, [key]: { ...design[key], fields: fieldsOf(design[key]).map((field) => (field["name"] === answer.name ? written(field, answer) : field)) } };
}

/** The field at the end of the entity, and at the end of the first section of its default form; `isForm` where a design holds several entities. */
export function addField(design: Design, entity: string, answer: FieldAnswer, isForm = (key: string): boolean => key.startsWith("form ")): Design {
  const key = keyOf("entity", entity);
  const next = { ...design, [key]: { ...design[key], fields: [...fieldsOf(design[key]), fieldDocument(answer)] } };
  const forms = Object.keys(design).filter(isForm);
  const form = forms.find((one) => design[one]!["default"] === true) ?? forms[0];
  return form ? { ...next, [form]: placeField(design[form] as FormDocument, answer.name, undefined) } : next;
}

/** The document of a field as it is. */
export const fieldDocumentOf = (design: Design, entity: string, name: string): StudioDocument => fieldsOf(design[keyOf("entity", entity)]).find((field) => field["name"] === name) ?? {};

/** One property of a field; undefined, false and empty lists take it away. */
export function setFieldProperty(design: Design, entity: string, name: string, key: string, value: unknown): Design {
  const isNothing = value === undefined || value === false || value === "" || (Array.isArray(value) && value.length === 0);
  const set = (field: Json): Json => {
    const { [key]: _old, ...rest } = field;
    return isNothing ? rest : { ...field, [key]: value };
  };
  const at = keyOf("entity", entity);
  return { ...design, [at]: { ...design[at], fields: fieldsOf(design[at]).map((field) => (field["name"] === name ? set(field) : field)) } };
}

export function moveField(design: Design, entity: string, name: string, step: number): Design {
  const key = keyOf("entity", entity);
  const fields = [...fieldsOf(design[key])];
  const index = fields.findIndex((field) => field["name"] === name);
  fields.splice(index + step, 0, ...fields.splice(index, 1));
  return { ...design, [key]: { ...design[key], fields } };
}

/** Without the field, on every screen of the entity. What other entities and roles say of it is told by the plan. */
export function removeField(design: Design, entity: string, name: string): Design {
  return Object.fromEntries(Object.entries(design).flatMap(([key, document]): [string, StudioDocument][] => {
    const [kind] = key.split(" ");
    if (key === keyOf("entity", entity)) return [[key, withoutMentions({ ...document, fields: fieldsOf(document).filter((field) => field["name"] !== name) }, name)]];
    if (kind === "form") return [[key, unplaceField(document as FormDocument, name)]];
    if (kind === "list") return [[key, { ...document, columns: pathFree(document["columns"], name), ...(document["sort"] ? { sort: pathFree(document["sort"], name) } : {}) }]];
    // Steps of actions that name it are told by the plan: what they should do without it nobody can guess.
    if (kind === "action" || kind === "role") return [[key, document]];
    return [[key, withoutMention(document, name)]];
  }));
}

const pathFree = (items: unknown, name: string): Items => ((items ?? []) as Items).filter((item) => String(item["field"]).split(".")[0] !== name);

function withoutMentions(entity: StudioDocument, name: string): StudioDocument {
  const { titleField, ...rest } = entity as Json;
  return { ...rest, ...(titleField === undefined || titleField === name ? {} : { titleField }), ...(rest["defaultSort"] ? { defaultSort: pathFree(rest["defaultSort"], name) } : {}) };
}

/** A view without the field wherever it can do without; what it cannot be without is told by the plan. */
function withoutMention(view: StudioDocument, name: string): StudioDocument {
  const NEEDED = ["id", "name", "entity", "label", "field", "start"];
  return Object.fromEntries(Object.entries(view).flatMap(([key, value]) => {
    if (Array.isArray(value)) {
      const left = value.filter((one) => one !== name);
      return left.length > 0 ? [[key, left]] : [];
    }
    return value === name && !NEEDED.includes(key) ? [] : [[key, value]];
  }));
}

/** Sections of a form with the way to write them back: those of its tabs and those at the side. */
function mapSections(form: FormDocument, change: (section: FormSectionDocument) => FormSectionDocument): FormDocument {
  return { ...form, tabs: form.tabs.map((tab) => ({ ...tab, sections: tab.sections.map(change) })), ...(form.side ? { side: form.side.map(change) } : {}) };
}

export const placedFields = (form: FormDocument): ReadonlySet<string> => new Set([...form.tabs.flatMap((tab) => tab.sections), ...(form.side ?? [])].flatMap((section) => section.fields.map(({ field }) => field)));

export function unplaceField(form: FormDocument, name: string): FormDocument {
  return mapSections(form, (section) => (section.fields.some(({ field }) => field === name) ? { ...section, fields: section.fields.filter(({ field }) => field !== name) } : section));
}

/** Where a field goes: into a section, before another field or at its end. */
export interface Target {
  readonly section: string;
  readonly before?: string;
}

/** Puts a field there, from elsewhere in the form or anew; without a target at the end of the first section. */
export function placeField(form: FormDocument, name: string, target: Target | undefined): FormDocument {
  if (target?.before === name) return form;
  const known = form.tabs.flatMap((tab) => tab.sections).flatMap(({ fields }) => fields).find(({ field }) => field === name);
  const place: FormPlace = known ?? { id: freeId(form, name), field: name };
  const section = target?.section ?? form.tabs[0]?.sections[0]?.id;
  return mapSections(unplaceField(form, name), (one) => {
    if (one.id !== section) return one;
    const at = target?.before === undefined ? -1 : one.fields.findIndex(({ field }) => field === target.before);
    const fitting = { ...place, ...(place.span !== undefined ? { span: Math.min(place.span, one.columns ?? 1) } : {}) };
    return { ...one, fields: at < 0 ? [...one.fields, fitting] : [...one.fields.slice(0, at), fitting, ...one.fields.slice(at)] };
  });
}

/** One place up or down; over the end of a section into the next one. */
export function stepField(form: FormDocument, name: string, step: 1 | -1): FormDocument {
  const sections = form.tabs.flatMap((tab) => tab.sections);
  const at = sections.findIndex(({ fields }) => fields.some(({ field }) => field === name));
  const section = sections[at];
  if (!section) return form;
  const index = section.fields.findIndex(({ field }) => field === name);
  const others = section.fields.filter(({ field }) => field !== name);
  const next = index + step;
  if (next >= 0 && next <= others.length) return placeField(form, name, { section: section.id, ...(others[next] ? { before: others[next].field } : {}) });
  const beside = sections[at + step];
  if (!beside) return form;
  return placeField(form, name, { section: beside.id, ...(step === 1 && beside.fields[0] ? { before: beside.fields[0].field } : {}) });
}

export const changePlace = (form: FormDocument, name: string, span: number): FormDocument => mapSections(form, (section) => (section.fields.some(({ field }) => field === name) ? { ...section, fields: section.fields.map((place) => (place.field === name ? { ...place, span } : place)) } : section));

export const changeSection = (form: FormDocument, id: string, change: Partial<FormSectionDocument>): FormDocument => mapSections(form, (section) => {
  if (section.id !== id) return section;
  const next = { ...section, ...change } as FormSectionDocument & Json;
  if (!next.label) {
    delete (next as Json)["label"];
    delete (next as Json)["collapsed"];
  }
  const columns = next.columns ?? 1;
  return { ...next, fields: next.fields.map((place) => (place.span !== undefined && place.span > columns ? { ...place, span: columns } : place)) };
});

function freeId(form: FormDocument, wish: string): string {
  const taken = new Set([...form.tabs.flatMap((tab) => [tab.id, ...tab.sections.flatMap((section) => [section.id, ...section.fields.map(({ id }) => id)])]), ...(form.side ?? []).flatMap((section) => [section.id, ...section.fields.map(({ id }) => id)])]);
  if (!taken.has(wish)) return wish;
  for (let number = 2; ; number++) if (!taken.has(`${wish}${number}`)) return `${wish}${number}`;
}

export function addSection(form: FormDocument, tab: string, label: string): FormDocument {
  const id = freeId(form, "section");
  return { ...form, tabs: form.tabs.map((one) => (one.id === tab ? { ...one, sections: [...one.sections, { id, label, columns: 2, fields: [] }] } : one)) };
}

/** Without the section; its fields are free again. A tab keeps its last one. */
export const removeSection = (form: FormDocument, id: string): FormDocument => ({ ...form, tabs: form.tabs.map((tab) => (tab.sections.length > 1 ? { ...tab, sections: tab.sections.filter((section) => section.id !== id) } : tab)) });

export function addTab(form: FormDocument, label: string): FormDocument {
  const id = freeId(form, "tab");
  return { ...form, tabs: [...form.tabs, { id, label, sections: [{ id: freeId(form, `${id}Main`), columns: 2, fields: [] }] }] };
}

export const changeTab = (form: FormDocument, id: string, label: string): FormDocument => ({ ...form, tabs: form.tabs.map((tab) => (tab.id === id ? { ...tab, label } : tab)) });

/** The tab or section shown only where the condition holds; undefined = always. */
export function showWhen(form: FormDocument, kind: "tab" | "section", id: string, visibleWhen: unknown): FormDocument {
  const set = <Part extends { readonly id: string; readonly visibleWhen?: unknown }>(part: Part): Part => {
    if (part.id !== id) return part;
    const { visibleWhen: _before, ...rest } = part;
    return (visibleWhen === undefined ? rest : { ...rest, visibleWhen }) as Part;
  };
  return kind === "tab" ? { ...form, tabs: form.tabs.map(set) } : mapSections(form, set);
}

/** Without the tab and what is on it; the last one stays. */
export const removeTab = (form: FormDocument, id: string): FormDocument => (form.tabs.length > 1 ? { ...form, tabs: form.tabs.filter((tab) => tab.id !== id) } : form);

/** Documents that say something else than before; `packOf` a document that was not there says where it belongs. */
export function changesBetween(before: Design, after: Design, packOf: (key: string) => string | undefined = () => undefined): readonly StudioChange[] {
  const addressOf = (key: string) => {
    const [kind, name] = key.split(" ") as [string, string];
    return { kind, name };
  };
  const changed = Object.entries(after).filter(([key, document]) => JSON.stringify(document) !== JSON.stringify(before[key]));
  const gone = Object.keys(before).filter((key) => after[key] === undefined);
  const packed = (key: string) => {
    const pack = before[key] === undefined ? packOf(key) : undefined;
    return pack === undefined ? {} : { pack };
  };
  return [...changed.map(([key, document]) => ({ ...addressOf(key), ...packed(key), document })), ...gone.map((key) => ({ ...addressOf(key), document: null }))];
}
