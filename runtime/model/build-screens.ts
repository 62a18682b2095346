/** Lists, forms, actions and menus: documents with defaults filled in and words in all languages. */
import { buildField, definedOnly } from "./build-field";
import type { ActionDocument, FormDocument, ListDocument, MenuItemDocument } from "./generated/grammar";
import { at, documentsOf, type CheckedDocument, type Loading } from "./loading";
import type { ActionModel, AppModel, FormModel, ListModel, MenuItem, MenuModel } from "./types";

const PAGE_SIZE = 50;
const MENU_ORDER = 100;

export interface Screens {
  readonly lists: AppModel["lists"];
  readonly forms: AppModel["forms"];
  readonly actions: AppModel["actions"];
  readonly menus: AppModel["menus"];
}

export function buildScreens(loading: Loading): Screens {
  const lists = documentsOf(loading, "list").map((document) => remember(loading, document, buildList(loading, document)));
  const forms = documentsOf(loading, "form").map((document) => remember(loading, document, buildForm(loading, document)));
  const actions = documentsOf(loading, "action").map((document) => remember(loading, document, buildAction(loading, document)));
  const menus = documentsOf(loading, "menu").map((document) => remember(loading, document, buildMenu(loading, document)));
  return { lists: byEntity(lists), forms: byEntity(forms), actions: byEntity(actions), menus: menus.sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1)) };
}

function remember<T extends object>(loading: Loading, document: CheckedDocument, model: T): T {
  loading.origins.set(model, { file: document.file, pointer: "" });
  return model;
}

/** Groups by entity; the default one is first. */
function byEntity<T extends { readonly entity: string; readonly default?: boolean }>(models: readonly T[]): Map<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const model of models) groups.set(model.entity, [...(groups.get(model.entity) ?? []), model]);
  for (const group of groups.values()) group.sort((a, b) => Number(b.default ?? false) - Number(a.default ?? false));
  return groups;
}

function buildList(loading: Loading, { body, pack }: CheckedDocument<"list">): ListModel {
  const words = ["lists", body.id];
  const { label, optional } = wordsOf(loading, pack, words);
  return {
    id: body.id, name: body.name, pack, entity: body.entity, label: label(body.label, "label"), default: body.default ?? false, pageSize: body.pageSize ?? PAGE_SIZE,
    columns: body.columns.map((column) => ({ id: column.id, field: column.field, ...definedOnly({ width: column.width, pinned: column.pinned, label: optional(column.label, "columns", column.id), total: column.total }) })),
    sort: sortOf(body.sort),
    quickFilters: (body.quickFilters ?? []).map((filter) => ({ id: filter.id, label: label(filter.label, "quickFilters", filter.id), filter: filter.filter })),
    ...definedOnly({ filter: body.filter, clocks: body.clocks, shownAs: body.shownAs, groupBy: body.groupBy && { field: body.groupBy.field, ...definedOnly({ by: body.groupBy.by }) }, roles: body.roles }),
  };
}

function sortOf(sort: ListDocument["sort"]): ListModel["sort"] {
  return (sort ?? []).map(({ field, direction }) => ({ field, direction: direction ?? "asc" }));
}

function wordsOf(loading: Loading, pack: string, root: readonly string[]) {
  return {
    label: (text: string, ...path: string[]) => loading.words.label(text, pack, [...root, ...path]),
    optional: (text: string | undefined, ...path: string[]) => loading.words.optional(text, pack, [...root, ...path]),
  };
}

function buildForm(loading: Loading, { body, pack }: CheckedDocument<"form">): FormModel {
  const { label, optional } = wordsOf(loading, pack, ["forms", body.id]);
  const section = (item: FormDocument["tabs"][number]["sections"][number]) => ({
    id: item.id, columns: item.columns ?? 2, collapsed: item.collapsed ?? false,
    fields: item.fields.map(({ id, field, span }) => ({ id, field, span: span ?? 1 })),
    ...definedOnly({ label: optional(item.label, "sections", item.id), visibleWhen: item.visibleWhen }),
  });
  return {
    id: body.id, name: body.name, entity: body.entity, label: label(body.label, "label"), default: body.default ?? false,
    tabs: body.tabs.map((tab) => ({ id: tab.id, label: label(tab.label, "tabs", tab.id), sections: tab.sections.map(section), ...definedOnly({ visibleWhen: tab.visibleWhen }) })),
    related: (body.related ?? []).map((item) => ({ id: item.id, entity: item.entity, field: item.field, ...definedOnly({ list: item.list, label: optional(item.label, "related", item.id) }) })),
    ...definedOnly({ roles: body.roles, recordType: body.recordType, when: body.when, stage: body.stage, side: body.side?.map(section) }),
  };
}

function buildAction(loading: Loading, { body, pack, file }: CheckedDocument<"action">): ActionModel {
  const { label, optional } = wordsOf(loading, pack, ["actions", body.id]);
  const parameters = (body.parameters ?? []).flatMap((parameter, i) =>
    buildField(loading, body.entity, { body: parameter, pack, origin: at({ file, pointer: "" }, "parameters", i), words: ["actions", body.id, "parameters", parameter.id] }) ?? []);
  return {
    id: body.id, name: body.name, entity: body.entity, label: label(body.label, "label"), parameters,
    steps: body.steps satisfies ActionDocument["steps"] as unknown as ActionModel["steps"],
    ...definedOnly({ icon: body.icon, confirm: optional(body.confirm, "confirm"), when: body.when }),
  };
}

function buildMenu(loading: Loading, { body, pack }: CheckedDocument<"menu">): MenuModel {
  const { label, optional } = wordsOf(loading, pack, ["menus", body.id]);
  const item = (entry: MenuItemDocument): MenuItem => ({
    id: entry.id, items: (entry.items ?? []).map(item),
    ...definedOnly({ label: optional(entry.label, "items", entry.id), icon: entry.icon, entity: entry.entity, list: entry.list, dashboard: entry.dashboard, report: entry.report, url: entry.url, right: entry.right }),
  });
  return { id: body.id, name: body.name, label: label(body.label, "label"), order: body.order ?? MENU_ORDER, items: body.items.map(item) };
}
