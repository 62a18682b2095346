/**
 * Changes of a dashboard document: pure functions from document to document, so that each step of the builder can be taken back.
 * A *draft widget* is one that is being built; it may lack what its kind needs.
 */
import { fieldType, isFieldTypeName } from "../../../runtime/fields/index";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import { widgetKind, type WidgetKindName } from "../../../runtime/widgets/index";
import { clampPlace, freePlace, settle, type Place } from "../../../runtime/widgets/layout";
import type { Bucket, WidgetMeasure } from "../../../runtime/widgets/widget";
import type { DraftSchedule } from "./schedule";

export interface DraftWidget extends Place {
  readonly id: string;
  readonly kind: WidgetKindName;
  readonly label: string;
  readonly text?: string;
  readonly entity?: string;
  readonly filter?: unknown;
  readonly filters?: Readonly<Record<string, string>>;
  readonly measures?: readonly (WidgetMeasure & { readonly label?: string })[];
  readonly groupBy?: readonly { readonly id: string; readonly field: string; readonly by?: Bucket }[];
  readonly columns?: readonly string[];
  readonly sort?: readonly { readonly field: string; readonly direction?: "asc" | "desc" }[];
  readonly limit?: number;
  readonly list?: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface DraftFilter {
  readonly id: string;
  readonly label: string;
  readonly entity: string;
  readonly field: string;
  readonly op: string;
  readonly value?: unknown;
}

export interface DraftTab {
  readonly id: string;
  readonly label: string;
  readonly widgets: readonly DraftWidget[];
}

export interface DraftDashboard {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: string;
  readonly default?: boolean;
  readonly roles?: readonly string[];
  readonly refresh?: number;
  readonly schedule?: DraftSchedule;
  readonly filters?: readonly DraftFilter[];
  readonly tabs: readonly DraftTab[];
}

/** An id like `base` that none of `taken` has: "bar", "bar2", "bar3" … */
export function freeId(base: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}${n}`;
    if (!known.has(id)) return id;
  }
}

/** "Won by month" → "wonByMonth"; words without Latin letters give `fallback`. */
export function nameOf(label: string, fallback: string): string {
  const words = label.normalize("NFD").replace(/[\u0300-\u036f]/g, "").match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()).join("").replace(/^\d+/, "").slice(0, 40);
  return name === "" ? fallback : name[0]!.toLowerCase() + name.slice(1);
}

const typeOf = (field: ClientField) => (isFieldTypeName(field.type) ? fieldType(field.type) : undefined);
export const isDate = (field: ClientField): boolean => ["date", "dateTime"].includes(typeOf(field)?.feel ?? "");
export const canGroup = (field: ClientField): boolean => field.right !== "masked" && (typeOf(field)?.groupable ?? false) && field.name !== "id" && field.name !== "version";
export const measuresOf = (field: ClientField): readonly string[] => (field.right === "masked" || field.name === "id" || field.name === "version" ? [] : (typeOf(field)?.measures ?? []).filter((name) => name !== "count"));
export const hasChoices = (field: ClientField): boolean => Array.isArray(field.options["choices"]);

/** Groups that a kind can be made of, the most telling first. */
function firstGroups(entity: ClientEntity, kind: WidgetKindName): NonNullable<DraftWidget["groupBy"]> {
  const [least] = widgetKind(kind).takes.groupBy ?? [0, 0];
  const own = entity.fields.filter((field) => canGroup(field));
  const date = own.find((field) => isDate(field) && !field.system) ?? own.find(isDate);
  const overTime = kind === "line" || kind === "area";
  const choice = own.find((field) => hasChoices(field) && !field.system) ?? own.find(hasChoices) ?? own.find((field) => !isDate(field)) ?? own[0];
  if (least === 0) return [];
  if (overTime && date) return [{ id: "month", field: date.name, by: "month" }];
  return choice ? [{ id: "group", field: choice.name, ...(isDate(choice) ? { by: "month" as const } : {}) }] : [];
}

/** A widget of `kind` over `entity`: everything the kind needs is there, so that it shows something at once. What still fits is kept. */
export function fitWidget(widget: DraftWidget, kind: WidgetKindName, entity: ClientEntity | undefined): DraftWidget {
  const { takes, least, settings } = widgetKind(kind);
  const { x, y, id, label } = widget;
  const size = clampPlace({ x, y, width: widget.width, height: widget.height }, least);
  if (takes.text) return { ...size, id, kind, label, text: widget.text ?? label };
  const known = (path: string): boolean => entity?.fields.some((field) => field.name === path.split(".")[0]) ?? false;
  const measures = (widget.measures ?? []).filter(({ field }) => field === undefined || known(field)).slice(0, takes.measures?.[1] ?? 0);
  const groups = (widget.groupBy ?? []).filter(({ field }) => known(field) && (!takes.choices || entity?.fields.some((one) => one.name === field && hasChoices(one)))).slice(0, takes.groupBy?.[1] ?? 0);
  const columns = (widget.columns ?? []).filter(known).slice(0, takes.columns?.[1] ?? 0);
  const options = Object.entries(widget.options ?? {}).filter(([name, value]) => settings.some((setting) => setting.name === name && ((setting.type !== "date" && setting.type !== "field") || known(String(value)))));
  const filters = Object.entries(widget.filters ?? {}).filter(([, path]) => known(path));
  return {
    ...size, id, kind, label, ...(entity ? { entity: entity.name } : {}),
    ...(widget.filter && widget.entity === entity?.name ? { filter: widget.filter } : {}),
    ...(filters.length ? { filters: Object.fromEntries(filters) } : {}),
    ...(takes.measures ? { measures: measures.length ? measures : [{ id: "count", function: "count" as const }] } : {}),
    ...(takes.groupBy && entity ? { groupBy: groups.length >= takes.groupBy[0] ? groups : firstGroups(entity, kind) } : {}),
    ...(takes.columns && entity ? { columns: columns.length ? columns : firstColumns(entity, takes.columns[1]) } : {}),
    ...(takes.records && widget.sort?.every(({ field }) => known(field)) ? { sort: widget.sort } : {}),
    ...(widget.limit ? { limit: widget.limit } : {}),
    ...(widget.list && widget.entity === entity?.name ? { list: widget.list } : {}),
    ...(options.length ? { options: Object.fromEntries(options) } : {}),
  };
}

function firstColumns(entity: ClientEntity, most: number): readonly string[] {
  const listed = (entity.lists.find((list) => list.default) ?? entity.lists[0])?.columns.map(({ field }) => field) ?? [];
  return [...new Set([entity.titleField, ...listed])].slice(0, Math.min(most, 4));
}

const allWidgets = (document: DraftDashboard): readonly DraftWidget[] => document.tabs.flatMap((tab) => tab.widgets);

const inTab = (document: DraftDashboard, tab: string, change: (widgets: readonly DraftWidget[]) => readonly DraftWidget[]): DraftDashboard => ({ ...document, tabs: document.tabs.map((one) => (one.id === tab ? { ...one, widgets: change(one.widgets) } : one)) });

/** Adds a widget where there is room; answers with its id, too. */
export function addWidget(document: DraftDashboard, tab: string, kind: WidgetKindName, label: string, entity: ClientEntity | undefined): [DraftDashboard, string] {
  const id = freeId(kind, allWidgets(document).map((widget) => widget.id));
  const { size } = widgetKind(kind);
  return [inTab(document, tab, (widgets) => [...widgets, fitWidget({ id, kind, label, ...freePlace(widgets, size) }, kind, entity)]), id];
}

export const removeWidget = (document: DraftDashboard, tab: string, id: string): DraftDashboard => inTab(document, tab, (widgets) => settle(widgets.filter((widget) => widget.id !== id)));
export const replaceWidget = (document: DraftDashboard, tab: string, next: DraftWidget): DraftDashboard => inTab(document, tab, (widgets) => widgets.map((widget) => (widget.id === next.id ? next : widget)));

export function copyWidget(document: DraftDashboard, tab: string, id: string): [DraftDashboard, string] {
  const widget = allWidgets(document).find((one) => one.id === id)!;
  const copy = freeId(widget.kind, allWidgets(document).map((one) => one.id));
  return [inTab(document, tab, (widgets) => [...widgets, { ...widget, id: copy, ...freePlace(widgets, widget) }]), copy];
}

/** Moves or resizes a tile; the others make way. */
export function placeWidget(document: DraftDashboard, tab: string, id: string, place: Place): DraftDashboard {
  return inTab(document, tab, (widgets) => settle(widgets.map((widget) => (widget.id === id ? { ...widget, ...clampPlace(place, widgetKind(widget.kind).least) } : widget)), id));
}

export function addTab(document: DraftDashboard, label: string): [DraftDashboard, string] {
  const id = freeId("tab", document.tabs.map((tab) => tab.id));
  return [{ ...document, tabs: [...document.tabs, { id, label, widgets: [] }] }, id];
}

export const renameTab = (document: DraftDashboard, id: string, label: string): DraftDashboard => ({ ...document, tabs: document.tabs.map((tab) => (tab.id === id ? { ...tab, label } : tab)) });
export const removeTab = (document: DraftDashboard, id: string): DraftDashboard => ({ ...document, tabs: document.tabs.filter((tab) => tab.id !== id) });

/** Operator a filter of the dashboard uses for a field. */
export const filterOperator = (field: ClientField): string => (isDate(field) ? "within" : Object.hasOwn(typeOf(field)?.operators ?? {}, "in") ? "in" : "eq");

/** Adds a filter and binds it to every widget of the same entity. */
export function addFilter(document: DraftDashboard, entity: string, field: ClientField): DraftDashboard {
  const id = freeId(field.name, (document.filters ?? []).map((filter) => filter.id));
  const bind = (widget: DraftWidget): DraftWidget => (widget.entity === entity ? { ...widget, filters: { ...widget.filters, [id]: field.name } } : widget);
  return { ...document, filters: [...(document.filters ?? []), { id, label: field.label, entity, field: field.name, op: filterOperator(field) }], tabs: document.tabs.map((tab) => ({ ...tab, widgets: tab.widgets.map(bind) })) };
}

export function removeFilter(document: DraftDashboard, id: string): DraftDashboard {
  const unbind = (widget: DraftWidget): DraftWidget => {
    const { [id]: _gone, ...kept } = widget.filters ?? {};
    return widget.filters ? { ...widget, filters: kept } : widget;
  };
  return { ...document, filters: (document.filters ?? []).filter((filter) => filter.id !== id), tabs: document.tabs.map((tab) => ({ ...tab, widgets: tab.widgets.map(unbind) })) };
}
