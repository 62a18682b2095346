/** Cross-checks of lists, forms, boards and menus. */
import { checkCondition, checkFilter } from "./check-condition";
import { checkDistinct, checkSort, choiceValues } from "./check-entities";
import { measuresOf } from "./check-relations";
import type { Screens } from "./build-screens";
import { at, documentsOf, originOf, typeOf, type Loading } from "./loading";
import { findEntity, findField, leadsTo, resolvePath } from "./paths";
import type { Origin } from "./problem";
import { suggest } from "./schema-problems";
import { LOCAL_PACK } from "./source";
import { TOTAL_MEASURES, type AppModel, type EntityModel, type FormModel, type ListGroup, type ListModel, type MenuItem } from "./types";

const MENU_LEVELS = 3;
/** What an entry of a menu may lead to. */
const TARGETS = ["entity", "dashboard", "report", "url"] as const;

export function checkScreens(loading: Loading, screens: Screens, roles: AppModel["roles"]): void {
  for (const list of [...screens.lists.values()].flat()) checkList(loading, list, roles);
  for (const form of [...screens.forms.values()].flat()) checkForm(loading, form, screens, roles);
  for (const menu of screens.menus) checkMenu(loading, menu, menu.items, screens);
  for (const group of [...screens.lists.values(), ...screens.forms.values(), ...screens.actions.values()]) checkDistinct(loading, group, "name");
  for (const group of [...screens.lists.values(), ...screens.forms.values()]) {
    for (const second of rivals<ListModel | FormModel>(group)) loading.problems.add(at(originOf(loading, second), "default"), "duplicate", `The entity "${second.entity}" has more than one default`, 'Keep "default": true on one.');
  }
  for (const all of [[...screens.lists.values()].flat(), [...screens.forms.values()].flat(), [...screens.actions.values()].flat(), screens.menus, [...roles.values()]]) checkDistinct(loading, all, "id");
  checkRecordTypeForms(loading, screens);
}

/** Defaults that another one precedes for the same people: for everybody, or for one of their roles. What was made here goes before what a pack brought. */
function rivals<T extends ListModel | FormModel>(group: readonly T[]): T[] {
  const defaults = group.filter((item) => item.default);
  // A form's roles narrow who may use it; which one fits best is decided by more than that.
  const reach = (item: T): readonly string[] => ("columns" in item ? (item.roles ?? [""]).map((role) => `${role} ${item.pack === LOCAL_PACK}`) : [""]);
  return defaults.filter((item, index) => defaults.slice(0, index).some((earlier) => reach(earlier).some((role) => reach(item).includes(role))));
}

/** The entity of a document, with a problem when it does not exist or may not be used. */
export function entityOfDocument(loading: Loading, name: string, origin: Origin): EntityModel | undefined {
  return findEntity(loading, name, origin.file.split("/")[0]!, at(origin, "entity"));
}

function checkPath(loading: Loading, entity: EntityModel, path: string, origin: Origin): void {
  const found = resolvePath(loading, entity, path);
  if (!found.ok) loading.problems.add(origin, found.code, found.message, found.remedy);
  else if (typeOf(loading, found.field)?.traits?.writeOnly) loading.problems.add(origin, "writeOnly", `"${path}" never comes out again, so it cannot be shown`, "Show another field.");
}

function checkList(loading: Loading, list: ListModel, roles: AppModel["roles"]): void {
  const origin = originOf(loading, list);
  const entity = entityOfDocument(loading, list.entity, origin);
  if (!entity) return;
  list.columns.forEach((column, i) => {
    checkPath(loading, entity, column.field, at(origin, "columns", i, "field"));
    checkTotal(loading, entity, column, at(origin, "columns", i, "total"));
  });
  list.sort.forEach((item, i) => checkSort(loading, entity, item.field, at(origin, "sort", i, "field")));
  checkFilter(loading, list.filter, entity, at(origin, "filter"));
  list.quickFilters.forEach((filter, i) => checkFilter(loading, filter.filter, entity, at(origin, "quickFilters", i, "filter")));
  checkRoles(loading, list.roles, roles, origin);
  if (list.groupBy) checkGroup(loading, entity, list.groupBy, at(origin, "groupBy"));
  const clocks = documentsOf(loading, "clock").flatMap(({ body }) => (body.entity === entity.name ? [body.name] : []));
  list.clocks?.forEach((name, i) => clocks.includes(name) || loading.problems.add(at(origin, "clocks", i), "unknownClock", `There is no clock "${name}" of "${entity.name}"`, suggest(name, clocks, "Name a clock of the entity.")));
  checkDistinct(loading, list.columns, "id", (_, i) => at(origin, "columns", i));
  checkDistinct(loading, list.quickFilters, "id", (_, i) => at(origin, "quickFilters", i));
}

function checkTotal(loading: Loading, entity: EntityModel, { field: path, total }: ListModel["columns"][number], origin: Origin): void {
  const found = resolvePath(loading, entity, path);
  const type = found.ok ? typeOf(loading, found.field) : undefined;
  if (!found.ok || !type || total === undefined || total === "none") return;
  const stored = (type.traits?.storage?.(found.field.options) ?? type.storage) === "columns";
  const measures = stored && type.sortable ? measuresOf(loading, found.field) : [];
  const known = Object.entries(TOTAL_MEASURES).flatMap(([name, measure]) => (measures.includes(measure) ? [name] : []));
  if (!known.includes(total)) loading.problems.add(origin, "type", `"${path}" (${found.field.type}) has no ${total} of many`, known.length > 0 ? `It has: none, ${known.join(", ")}.` : "Take the key away.");
}

function checkRoles(loading: Loading, named: readonly string[] | undefined, roles: AppModel["roles"], origin: Origin): void {
  named?.forEach((role, i) => {
    if (!roles.has(role)) loading.problems.add(at(origin, "roles", i), "unknownRole", `There is no role "${role}"`, suggest(role, roles.keys()));
  });
}

function checkGroup(loading: Loading, entity: EntityModel, group: ListGroup, origin: Origin): void {
  const found = resolvePath(loading, entity, group.field);
  if (!found.ok) return loading.problems.add(at(origin, "field"), found.code, found.message, found.remedy);
  const type = typeOf(loading, found.field);
  if (type && !type.groupable) loading.problems.add(at(origin, "field"), "notGroupable", `"${group.field}" cannot be grouped by`, "Name a field with choices, a reference, a date or a switch.");
  else if (group.by && type && type.feel !== "date" && type.feel !== "dateTime") loading.problems.add(at(origin, "by"), "notADate", `"${group.field}" is no date to cut to a period`, 'Take "by" away.');
}

function checkForm(loading: Loading, form: FormModel, screens: Screens, roles: AppModel["roles"]): void {
  const origin = originOf(loading, form);
  const entity = entityOfDocument(loading, form.entity, origin);
  if (!entity) return;
  checkRoles(loading, form.roles, roles, origin);
  const types = entity.recordTypes.map((type) => type.name);
  if (form.recordType !== undefined && !types.includes(form.recordType)) loading.problems.add(at(origin, "recordType"), "unknownRecordType", `The entity "${entity.name}" has no record type "${form.recordType}"`, suggest(form.recordType, types, "Add it to the entity, or take the key away."));
  checkCondition(loading, form.when, entity, at(origin, "when"));
  checkStage(loading, entity, form.stage, at(origin, "stage"));
  form.tabs.forEach((tab, t) => {
    checkCondition(loading, tab.visibleWhen, entity, at(origin, "tabs", t, "visibleWhen"));
    tab.sections.forEach((section, s) => checkSection(loading, entity, section, at(origin, "tabs", t, "sections", s)));
  });
  checkDistinct(loading, form.tabs, "id", (_, t) => at(origin, "tabs", t));
  form.side?.forEach((section, s) => checkSection(loading, entity, section, at(origin, "side", s)));
  const sections = [
    ...form.tabs.flatMap((tab, t) => tab.sections.map((section, s) => ({ id: section.id, place: at(origin, "tabs", t, "sections", s) }))),
    ...(form.side ?? []).map((section, s) => ({ id: section.id, place: at(origin, "side", s) })),
  ];
  checkDistinct(loading, sections, "id", (_, i) => sections[i]!.place);
  checkRelated(loading, form, entity, screens, origin);
}

function checkStage(loading: Loading, entity: EntityModel, name: string | undefined, origin: Origin): void {
  if (name === undefined) return;
  const found = findField(entity, name);
  if (!found.ok) return loading.problems.add(origin, found.code, found.message, found.remedy);
  if (!choiceValues(found.field) || typeOf(loading, found.field)?.feel !== "text") loading.problems.add(origin, "type", `The field "${name}" has no choices to make steps of`, "Name a select field.");
}

function checkSection(loading: Loading, entity: EntityModel, section: FormModel["tabs"][number]["sections"][number], origin: Origin): void {
  checkCondition(loading, section.visibleWhen, entity, at(origin, "visibleWhen"));
  if (section.collapsed && section.label === undefined) loading.problems.add(at(origin, "collapsed"), "missing", "A collapsed section without a label cannot be opened", 'Add "label".');
  section.fields.forEach((item, i) => {
    const found = findField(entity, item.field);
    if (!found.ok) loading.problems.add(at(origin, "fields", i, "field"), found.code, found.message, found.remedy);
    if (item.span > section.columns) loading.problems.add(at(origin, "fields", i, "span"), "tooBig", `The field spans ${item.span} columns of ${section.columns}`, "Give the section more columns, or the field fewer.");
  });
  checkDistinct(loading, section.fields, "id", (_, i) => at(origin, "fields", i));
}

function checkRelated(loading: Loading, form: FormModel, entity: EntityModel, screens: Screens, origin: Origin): void {
  checkDistinct(loading, form.related, "id", (_, i) => at(origin, "related", i));
  form.related.forEach((related, i) => {
    const place = at(origin, "related", i);
    const other = entityOfDocument(loading, related.entity, place);
    if (!other) return;
    const found = findField(other, related.field);
    if (!found.ok) loading.problems.add(at(place, "field"), found.code, found.message, found.remedy);
    else if (!leadsTo(loading, found.field, entity)) loading.problems.add(at(place, "field"), "noReference", `The field "${related.field}" of "${other.name}" does not point at "${entity.name}"`, `Name a reference field of "${other.name}" whose entity is "${entity.name}".`);
    checkListName(loading, screens, related.entity, related.list, at(place, "list"));
  });
}

function checkListName(loading: Loading, screens: Screens, entity: string, name: string | undefined, origin: Origin): void {
  const names = (screens.lists.get(entity) ?? []).map((list) => list.name);
  if (name !== undefined && !names.includes(name)) loading.problems.add(origin, "unknownList", `The entity "${entity}" has no list "${name}"`, suggest(name, names, "Add the list, or take the key away."));
}

function checkMenu(loading: Loading, menu: object, items: readonly MenuItem[], screens: Screens): void {
  const seen = new Set<string>();
  const visit = (item: MenuItem, origin: Origin, level: number): void => {
    if (seen.has(item.id)) loading.problems.add(at(origin, "id"), "duplicateId", `The id "${item.id}" is used twice in the menu`, "Give one of them another id.");
    seen.add(item.id);
    if (level > MENU_LEVELS) loading.problems.add(origin, "tooDeep", `Menus have ${MENU_LEVELS} levels at most`, "Flatten the menu.");
    const leads = TARGETS.filter((key) => item[key] !== undefined);
    if (leads.length === 0 && item.items.length === 0) loading.problems.add(origin, "missing", "The entry leads nowhere", 'Add "entity", "dashboard", "url" or "items".');
    for (const key of ["dashboard", "report"] as const) checkPartName(loading, key, item[key], at(origin, key));
    if (leads.every((key) => key === "url") && item.label === undefined) loading.problems.add(origin, "missing", "The entry has no label", 'Add "label".');
    if (leads.length > 1) loading.problems.add(at(origin, leads[1]!), "surplus", `The entry has both "${leads[0]}" and "${leads[1]}"`, "Keep one.");
    if (item.list !== undefined && item.entity === undefined) loading.problems.add(at(origin, "list"), "missing", "A list needs its entity", 'Add "entity".');
    if (item.entity !== undefined && entityOfDocument(loading, item.entity, origin)) checkListName(loading, screens, item.entity, item.list, at(origin, "list"));
    item.items.forEach((child, i) => visit(child, at(origin, "items", i), level + 1));
  };
  items.forEach((item, i) => visit(item, at(originOf(loading, menu), "items", i), 1));
}

function checkPartName(loading: Loading, kind: "dashboard" | "report", name: string | undefined, origin: Origin): void {
  const names = name === undefined ? [] : documentsOf(loading, kind).map(({ body }) => body.name);
  if (name !== undefined && !names.includes(name)) loading.problems.add(origin, kind === "dashboard" ? "unknownDashboard" : "unknownReport", `There is no ${kind} "${name}"`, suggest(name, names));
}

function checkRecordTypeForms(loading: Loading, screens: Screens): void {
  for (const entity of loading.entities.values()) {
    const names = (screens.forms.get(entity.name) ?? []).map((form) => form.name);
    for (const type of entity.recordTypes) {
      if (type.form !== undefined && !names.includes(type.form)) loading.problems.add(at(originOf(loading, type), "form"), "unknownForm", `The entity "${entity.name}" has no form "${type.form}"`, suggest(type.form, names, "Add the form, or take the key away."));
    }
  }
}
