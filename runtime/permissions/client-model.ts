/** AppModel → ClientModel: what one person's screens may know. Whatever he may not read is absent. */
import type { Principal } from "../kernel/principal";
import { fieldType } from "../fields/index";
import { isComputed, isWriteOnly, relationOf, storageOf } from "../fields/traits";
import type { EntityAccess } from "./access";
import type { ClientAction, ClientEntity, ClientField, ClientForm, ClientList, ClientMenu, ClientMenuItem, ClientModel, ClientUser } from "../model/client";
import { clientParts } from "../model/kinds";
import type { Lens } from "../model/kinds/part";
import { companionOf } from "../model/content-languages";
import { processRights } from "./process-rights";
import { formsOf, listsOf } from "../model/default-screens";
import { LOCAL_PACK } from "../model/source";
import type { ActionModel, AppModel, EntityModel, FieldModel, FormModel, FormSection, Label, ListModel, MenuItem } from "../model/types";

export interface ClientModelInput {
  readonly model: AppModel;
  readonly principal: Principal;
  readonly user: ClientUser;
  readonly language: string;
  access(entity: string): EntityAccess;
}

export function clientModelOf(input: ClientModelInput): ClientModel {
  const { model, language } = input;
  const entities: Record<string, ClientEntity> = {};
  for (const entity of model.entities.values()) {
    const access = input.access(entity.name);
    if (access.rows.read.length || access.rows.create.length) entities[entity.name] = clientEntity(input, entity, access);
  }
  const parts = clientParts(model.parts, lensOf(input));
  return { revision: model.revision, language, languages: model.languages, user: input.user, system: systemRights(input), entities, menus: menusOf(input, entities, parts), parts } as ClientModel;
}

/** What one person may know of documents that stand beside entities; also used by the routes that answer for them. */
export function lensOf(input: Omit<ClientModelInput, "user">): Lens {
  const { model, principal, language } = input;
  const sees = (name: string, path: string, least: "masked" | "full"): boolean => {
    const entity = model.entities.get(name);
    return entity !== undefined && visiblePath(input, entity, path, least);
  };
  return {
    reads: (entity) => model.entities.has(entity) && input.access(entity).rows.read.length > 0,
    sees: (entity, path) => sees(entity, path, "masked"),
    asks: (entity, path) => sees(entity, path, "full"),
    holds: (roles) => isOffered({ roles }, principal),
    process: (name) => processRights(model, principal, name),
    text: (label) => named(label, language, ""),
    optional: (label) => text(label, language),
  };
}

function systemRights({ model, principal }: ClientModelInput): string[] {
  if (principal.kind === "system") return ["*"];
  return [...new Set(principal.roles.flatMap((name) => model.roles.get(name)?.system ?? []))];
}

const text = (label: Label | undefined, language: string): string | undefined => label && (label[language] ?? label["en"] ?? Object.values(label)[0]);
const named = (label: Label, language: string, name: string): string => text(label, language) ?? name;

function clientEntity(input: ClientModelInput, entity: EntityModel, access: EntityAccess): ClientEntity {
  const { model, language } = input;
  const label = (value: Label, name: string) => named(value, language, name);
  const visible = (path: string) => visiblePath(input, entity, path);
  const writable = new Set([...access.creates, ...access.updates].flatMap((variant) => [...variant.fields]));
  return {
    name: entity.name, label: label(entity.label, entity.name), plural: label(entity.plural, entity.name), description: text(entity.description, language), icon: entity.icon,
    titleField: entity.titleField, system: entity.system, ...(entity.parent ? { parent: entity.parent } : {}), ...(entity.formerNames ? { formerNames: entity.formerNames } : {}),
    rights: { create: access.rows.create.length > 0, read: access.rows.read.length > 0, update: access.rows.update.length > 0, delete: access.rows.delete.length > 0, export: access.canExport, import: access.canImport },
    fields: entity.fields.flatMap((field) => clientField(field, access, writable, language).map((shown) => ({ ...shown, ...(field.baseLanguage ? { companion: companionOf(entity, field)?.name } : {}) }))),
    recordTypes: entity.recordTypes.map((type) => ({ name: type.name, label: label(type.label, type.name), form: type.form, choices: type.choices })),
    lists: clientLists(listsOf(model, entity).filter((list) => isOffered(list, input.principal)), language, visible),
    forms: formsOf(model, entity).filter((form) => isOffered(form, input.principal)).map((form) => clientForm(input, form, visible)),
    actions: (model.actions.get(entity.name) ?? []).filter((action) => access.actions.has(action.name) || input.principal.kind === "system").map((action) => clientAction(action, language)),
    defaultSort: entity.defaultSort.filter((item) => visible(item.field)),
    ...(!entity.system && !entity.parent && (entity.approvals.length > 0 || [...model.roles.values()].some((role) => role.entities[entity.name]?.collegial?.length)) ? { collegial: true as const } : {}),
    ...(entity.duplicateRules.length > 0 ? { duplicateRules: entity.duplicateRules.filter((rule) => rule.fields.every((name) => visiblePath(input, entity, name, "full"))).map(({ id, fields }) => ({ id, fields })) } : {}),
  };
}

function visiblePath(input: Pick<ClientModelInput, "model" | "access">, entity: EntityModel, path: string, least: "masked" | "full" = "masked"): boolean {
  const [head, ...rest] = path.split(".");
  const right = input.access(entity.name).fields.get(head!)?.read ?? "none";
  if (right === "none" || (least === "full" && right === "masked")) return false;
  if (rest.length === 0) return true;
  const field = entity.fieldByName.get(head!);
  const target = field && input.model.entities.get(fieldType(field.type).traits?.targets?.(field.options)[0] ?? "");
  return target !== undefined && visiblePath(input, target, rest.join("."), least);
}

function clientField(field: FieldModel, access: EntityAccess, writable: ReadonlySet<string>, language: string): ClientField[] {
  const right = access.fields.get(field.name)?.read ?? "none";
  if (right === "none") return [];
  return [fieldOf(field, right === "masked" ? "masked" : writable.has(field.name) && !isComputed(field) ? "write" : "read", language)];
}

function fieldOf(field: FieldModel, right: ClientField["right"], language: string): ClientField {
  const type = fieldType(field.type);
  const stored = storageOf(field) === "columns";
  const literal = field.default !== null && typeof field.default === "object" && "formula" in field.default ? undefined : field.default;
  return {
    name: field.name, type: field.type, label: named(field.label, language, field.name), help: text(field.help, language), placeholder: text(field.placeholder, language),
    options: plainLabels(field.options, language) as ClientField["options"], required: field.required, readOnly: field.readOnly, system: field.system || field.translates !== undefined, searchable: field.searchable,
    sortable: type.sortable && stored && right !== "masked", filterable: Object.keys(type.operators).length > 0 && !isWriteOnly(field) && right !== "masked" && (stored || relationOf(field) === "many"), setOnce: field.setOnce, right,
    requiredWhen: field.requiredWhen, visibleWhen: field.visibleWhen, readOnlyWhen: field.readOnlyWhen,
    invalidWhen: field.invalidWhen.map((rule) => ({ id: rule.id, when: rule.when, message: named(rule.message, language, rule.id) })),
    ...(field.mask ? { mask: field.mask } : {}), ...(field.personalData ? { personalData: true } : {}), ...(literal === undefined ? {} : { default: literal }), ...(field.fetchFrom ? { fetchFrom: field.fetchFrom } : {}), ...(field.recordTypes ? { recordTypes: field.recordTypes } : {}),
  };
}

/** Choice labels inside options are Label objects in the model, plain strings on the screen. */
function plainLabels(value: unknown, language: string): unknown {
  if (Array.isArray(value)) return value.map((item) => plainLabels(item, language));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === "label" && item !== null && typeof item === "object" ? text(item as Label, language) : plainLabels(item, language)]));
}

/** One of them opens first: what is made for a role of the person comes before what is made for everybody. */
function clientLists(lists: readonly ListModel[], language: string, visible: (path: string) => boolean): ClientList[] {
  const defaults = lists.filter((list) => list.default);
  const first = defaults.find((list) => list.roles) ?? defaults.find((list) => list.pack === LOCAL_PACK) ?? defaults[0] ?? lists[0];
  return lists.map((list) => ({ ...clientList(list, language, visible), default: list === first }));
}

function clientList(list: ListModel, language: string, visible: (path: string) => boolean): ClientList {
  return {
    id: list.id, name: list.name, label: named(list.label, language, list.name), filter: list.filter, pageSize: list.pageSize, default: list.default,
    columns: list.columns.filter((column) => visible(column.field)).map((column) => ({ id: column.id, field: column.field, width: column.width, ...(column.pinned ? { pinned: true } : {}), label: text(column.label, language), ...(column.total ? { total: column.total } : {}) })),
    ...(list.groupBy && visible(list.groupBy.field) ? { groupBy: list.groupBy } : {}), local: list.pack === LOCAL_PACK, ...(list.roles ? { roles: list.roles } : {}), ...(list.clocks ? { clocks: list.clocks } : {}), ...(list.shownAs ? { shownAs: list.shownAs } : {}),
    sort: list.sort.filter((item) => visible(item.field)),
    quickFilters: list.quickFilters.map((filter) => ({ id: filter.id, label: named(filter.label, language, filter.id), filter: filter.filter })),
  };
}

/** What names roles (forms, lists, parts) is for people who have one of them. */
const isOffered = ({ roles }: Pick<FormModel, "roles">, principal: Principal): boolean => !roles || principal.kind === "system" || roles.some((role) => principal.roles.includes(role));

function clientForm(input: ClientModelInput, form: FormModel, visible: (path: string) => boolean): ClientForm {
  const { language } = input;
  const sections = (all: readonly FormSection[]) =>
    all.map((section) => ({ ...section, label: text(section.label, language), fields: section.fields.filter((item) => visible(item.field)) })).filter((section) => section.fields.length > 0);
  return {
    id: form.id, name: form.name, label: named(form.label, language, form.name), default: form.default, ...(form.recordType ? { recordType: form.recordType } : {}),
    ...(form.roles ? { forRoles: true } : {}), ...(form.when ? { when: form.when } : {}), ...(form.stage !== undefined && visible(form.stage) ? { stage: form.stage } : {}),
    tabs: form.tabs.map((tab) => ({ id: tab.id, label: named(tab.label, language, tab.id), visibleWhen: tab.visibleWhen, sections: sections(tab.sections) })),
    ...(form.side ? { side: sections(form.side) } : {}),
    related: form.related.filter((list) => input.model.entities.has(list.entity) && input.access(list.entity).rows.read.length > 0).map((list) => ({ id: list.id, entity: list.entity, field: list.field, list: list.list, label: text(list.label, language) })),
  };
}

function clientAction(action: ActionModel, language: string): ClientAction {
  return { name: action.name, label: named(action.label, language, action.name), icon: action.icon, confirm: text(action.confirm, language), when: action.when, parameters: action.parameters.map((field) => clientParameter(field, language)) };
}

/** Parameters keep their formulas: the dialogue begins with what the record says, where the formula is just a field of it. */
function clientParameter(field: FieldModel, language: string): ClientField {
  const known = fieldOf(field, "write", language);
  return field.default === undefined ? known : { ...known, default: field.default };
}

/** Of people, teams and units everybody may read the titles; who may read no more than that finds nothing on their page. */
function isWorthVisiting(entity: ClientEntity | undefined): boolean {
  if (!entity?.rights.read) return false;
  return !entity.system || entity.fields.some(({ name }) => !["id", "version", entity.titleField].includes(name));
}

function menusOf(input: ClientModelInput, entities: Readonly<Record<string, ClientEntity>>, parts: ClientModel["parts"]): ClientMenu[] {
  const { model, language } = input;
  const held = systemRights(input);
  const holds = (right: string) => held.includes("*") || (right === "*" ? held.length > 0 : held.includes(right));
  const item = (entry: MenuItem): ClientMenuItem[] => {
    if (entry.entity && !isWorthVisiting(entities[entry.entity])) return [];
    if (entry.right !== undefined && !holds(entry.right)) return [];
    const items = entry.items.flatMap(item);
    const part = entry.dashboard ? parts.dashboard.find(({ name }) => name === entry.dashboard) : entry.report ? parts.report.find(({ name }) => name === entry.report) : undefined;
    if (!entry.entity && !entry.url && !part && items.length === 0) return [];
    const entity = entry.entity ? entities[entry.entity] : undefined;
    const icon = entry.icon ?? entity?.icon ?? part?.icon ?? (part && (entry.dashboard ? "chart-column" : "file-chart-column"));
    return [{ id: entry.id, label: text(entry.label, language) ?? entity?.plural ?? part?.label ?? entry.id, icon, entity: entry.entity, list: entry.list, dashboard: entry.dashboard, report: entry.report, url: entry.url, items } as ClientMenuItem];
  };
  return [...model.menus].sort((a, b) => a.order - b.order).map((menu) => ({ id: menu.id, name: menu.name, label: named(menu.label, language, menu.name), items: menu.items.flatMap(item) })).filter((menu) => menu.items.length > 0);
}

