/**
 * Screens nobody designed: every entity has a list and a form from its first minute, and a field that was just added appears at the
 * end of the default form until somebody places it.
 */
import { storageOf } from "../fields/traits";
import { LOCAL_PACK } from "./source";
import type { AppModel, EntityModel, FieldModel, FormModel, FormSection, ListModel } from "./types";

const COLUMNS = 6;
const PAGE_SIZE = 50;

/** Lists of an entity; a plain one when there is none. */
export function listsOf(model: AppModel, entity: EntityModel): readonly ListModel[] {
  const lists = model.lists.get(entity.name) ?? [];
  // A view somebody shared stands beside the plain list, it does not take its place.
  return lists.some((list) => !list.roles && list.pack !== LOCAL_PACK) ? lists : [defaultList(entity), ...lists];
}

/** Forms of an entity, the default one completed with custom fields that no form shows. */
export function formsOf(model: AppModel, entity: EntityModel): readonly FormModel[] {
  const forms = model.forms.get(entity.name) ?? [];
  if (forms.length === 0) return [defaultForm(entity)];
  const placed = new Set(forms.flatMap((form) => form.tabs.flatMap((tab) => tab.sections).concat(form.side ?? []).flatMap((section) => section.fields.map((item) => item.field))));
  const loose = entity.fields.filter((field) => isCustom(entity, field) && !placed.has(field.name) && !field.recordTypes);
  return loose.length ? forms.map((form) => (form.default ? withLoose(form, loose) : form)) : forms;
}

/** A field a builder made; companions are shown with the field they translate. */
const isOwn = (field: FieldModel): boolean => !field.system && field.translates === undefined;

/** Not of the pack that made the entity: added here, or by another pack. */
const isCustom = (entity: EntityModel, field: FieldModel): boolean => isOwn(field) && (field.provenance["*"] ?? entity.pack) !== entity.pack;

function withLoose(form: FormModel, fields: readonly FieldModel[]): FormModel {
  const [first, ...rest] = form.tabs;
  if (!first) return form;
  return { ...form, tabs: [{ ...first, sections: [...first.sections, section("added", fields)] }, ...rest] };
}

function section(id: string, fields: readonly FieldModel[]): FormSection {
  return { id, columns: 2, collapsed: false, fields: fields.map((field) => ({ id: field.id, field: field.name, span: storageOf(field) === "children" ? 2 : 1 })) };
}

function defaultForm(entity: EntityModel): FormModel {
  const own = entity.fields.filter((field) => isOwn(field) && field.name !== entity.parent);
  return {
    id: `${entity.id}.default`, name: "default", entity: entity.name, label: entity.label, default: true, related: [],
    tabs: [{ id: "main", label: entity.label, sections: [section("main", own.filter((field) => storageOf(field) !== "children")), ...own.filter((field) => storageOf(field) === "children").map((field) => section(field.id, [field]))] }],
  };
}

function defaultList(entity: EntityModel): ListModel {
  const shown = entity.fields.filter((field) => isOwn(field) && ["columns", "computed"].includes(storageOf(field)));
  const title = shown.filter((field) => field.name === entity.titleField);
  const columns = [...title, ...shown.filter((field) => field.name !== entity.titleField)].slice(0, COLUMNS);
  return { id: `${entity.id}.default`, name: "default", pack: entity.pack, entity: entity.name, label: entity.plural, columns: columns.map((field) => ({ id: field.id, field: field.name })), sort: entity.defaultSort, quickFilters: [], pageSize: PAGE_SIZE, default: true };
}
