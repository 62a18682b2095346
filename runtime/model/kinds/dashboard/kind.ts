import { isWidgetKind, widgetKind, type WidgetKindName } from "../../../widgets/index";
import { GRID_COLUMNS, overlaps } from "../../../widgets/layout";
import { definedOnly } from "../../build-field";
import { checkCondition } from "../../check-condition";
import { checkDistinct } from "../../check-entities";
import { entityOfDocument } from "../../check-screens";
import type { DashboardDocument, WidgetDocument } from "../../generated/grammar";
import { at, type Loading } from "../../loading";
import { findField, resolvePath } from "../../paths";
import type { Origin } from "../../problem";
import { suggest } from "../../schema-problems";
import { checkNamedRoles } from "../named-roles";
import type { DocumentWords, Lens, PartKind, WordTree } from "../part";
import { buildQuery, checkKind, checkQuery, checkSettings, checkTakes, clientQuery } from "../query-part";
import { buildSchedule, checkSchedule } from "../schedule";
import type { ClientDashboard, ClientWidget, DashboardModel, WidgetModel } from "./model";

const leaf: WordTree = new Map();
const ids = (nodes: readonly { readonly id: string }[] | undefined, below: WordTree = leaf): WordTree => new Map((nodes ?? []).map(({ id }) => [id, below]));

function wordTree({ filters, tabs }: DashboardDocument): WordTree {
  const widgets = tabs.flatMap((tab) => tab.widgets);
  const ofWidget = (widget: WidgetDocument): WordTree => new Map([["label", leaf], ["measures", ids(widget.measures)], ...(widget.text === undefined ? [] : [["text", leaf] as const])]);
  return new Map<string, WordTree>([["label", leaf], ["description", leaf], ["tabs", ids(tabs)], ["filters", ids(filters)], ["widgets", new Map(widgets.map((widget) => [widget.id, ofWidget(widget)]))]]);
}

/** A model of one widget; also of one that is only being tried in the builder. */
export function buildWidget(widget: WidgetDocument, words: DocumentWords): WidgetModel {
  return {
    ...buildQuery(widget, words, "widgets", widget.id),
    id: widget.id, kind: widget.kind as WidgetKindName, label: words.label(widget.label, "widgets", widget.id, "label"), x: widget.x, y: widget.y, width: widget.width, height: widget.height, filters: widget.filters ?? {},
    ...definedOnly({ text: words.optional(widget.text, "widgets", widget.id, "text"), list: widget.list }),
  };
}

export const dashboard: PartKind<"dashboard", DashboardModel, ClientDashboard> = {
  kind: "dashboard",
  addressed: true,
  words: { group: "dashboards", tree: wordTree },
  build: (body, words, pack) => ({
    id: body.id, name: body.name, pack, label: words.label(body.label, "label"), default: body.default ?? false,
    filters: (body.filters ?? []).map(({ id, label, entity, field, op, value }) => ({ id, label: words.label(label, "filters", id), entity, field, op, ...definedOnly({ value }) })),
    tabs: body.tabs.map((tab) => ({ id: tab.id, label: words.label(tab.label, "tabs", tab.id), widgets: tab.widgets.map((widget) => buildWidget(widget, words)) })),
    ...definedOnly({ description: words.optional(body.description, "description"), icon: body.icon, roles: body.roles, refresh: body.refresh, schedule: body.schedule && buildSchedule(body.schedule) }),
  }),
  uses: ({ schedule }) => (schedule ? [{ needs: "send", what: "email", steps: ["schedule"] }, { needs: "schedule", steps: ["schedule"] }] : []),
  check(part, origin, { loading, screens, roles }) {
    checkNamedRoles(loading, part.roles, roles, at(origin, "roles"));
    checkFilters(loading, part, origin);
    if (part.schedule) checkSchedule(loading, part.schedule, roles, at(origin, "schedule"), "dashboard");
    const widgets = part.tabs.flatMap((tab, t) => tab.widgets.map((widget, w) => ({ widget, id: widget.id, place: at(origin, "tabs", t, "widgets", w) })));
    for (const { widget, place } of widgets) checkWidget(loading, part, widget, place, (entity) => (screens.lists.get(entity) ?? []).map((list) => list.name));
    part.tabs.forEach((tab, t) => checkPlaces(loading, tab.widgets, at(origin, "tabs", t, "widgets")));
    checkDistinct(loading, part.tabs, "id", (_, t) => at(origin, "tabs", t));
    checkDistinct(loading, part.filters, "id", (_, f) => at(origin, "filters", f));
    checkDistinct(loading, widgets, "id", (_, i) => widgets[i]!.place);
  },
  client: clientDashboard,
};

function checkFilters(loading: Loading, part: DashboardModel, origin: Origin): void {
  part.filters.forEach((filter, i) => {
    const place = at(origin, "filters", i);
    const entity = entityOfDocument(loading, filter.entity, place);
    const found = entity && findField(entity, filter.field);
    if (found && !found.ok) loading.problems.add(at(place, "field"), found.code, found.message, found.remedy);
    if (entity && found?.ok && filter.value !== undefined) checkCondition(loading, { field: filter.field, op: filter.op, value: filter.value as never }, entity, place);
  });
}

function checkWidget(loading: Loading, part: DashboardModel, widget: WidgetModel, origin: Origin, lists: (entity: string) => readonly string[]): void {
  const kind = checkKind(loading, widget.kind, at(origin, "kind"));
  if (!kind) return;
  checkTakes(loading, widget, kind, origin);
  if (widget.x + widget.width > GRID_COLUMNS) loading.problems.add(at(origin, "width"), "tooBig", `The widget reaches beyond the ${GRID_COLUMNS} columns of the grid`, "Make it narrower, or move it to the left.");
  if (widget.width < kind.least.width || widget.height < kind.least.height) loading.problems.add(at(origin, "width"), "tooSmall", `A widget of the kind "${kind.kind}" needs ${kind.least.width} columns and ${kind.least.height} rows`, "Make it larger.");
  if (kind.takes.text) {
    if (widget.text === undefined) loading.problems.add(origin, "missing", "A widget of words needs a text", 'Add "text".');
    if (widget.entity !== undefined) loading.problems.add(at(origin, "entity"), "surplus", "A widget of words asks nothing", 'Take "entity" away.');
    return;
  }
  if (widget.text !== undefined) loading.problems.add(at(origin, "text"), "surplus", `A widget of the kind "${kind.kind}" shows no text`, 'Take "text" away.');
  if (widget.entity === undefined) return loading.problems.add(origin, "missing", `A widget of the kind "${kind.kind}" needs an entity`, 'Add "entity".');
  const entity = entityOfDocument(loading, widget.entity, origin);
  if (!entity) return;
  checkQuery(loading, widget, entity, origin);
  checkSettings(loading, widget, kind, entity, origin);
  for (const [id, path] of Object.entries(widget.filters)) {
    const filter = part.filters.find((known) => known.id === id);
    const found = resolvePath(loading, entity, path);
    if (!filter) loading.problems.add(at(origin, "filters", id), "unknownFilter", `The dashboard has no filter "${id}"`, suggest(id, part.filters.map((known) => known.id)));
    else if (!found.ok) loading.problems.add(at(origin, "filters", id), found.code, found.message, found.remedy);
    else if (filter.value !== undefined) checkCondition(loading, { field: path, op: filter.op, value: filter.value as never }, entity, at(origin, "filters", id));
  }
  if (widget.list !== undefined && !lists(widget.entity).includes(widget.list)) loading.problems.add(at(origin, "list"), "unknownList", `The entity "${widget.entity}" has no list "${widget.list}"`, suggest(widget.list, lists(widget.entity)));
}

function checkPlaces(loading: Loading, widgets: readonly WidgetModel[], origin: Origin): void {
  widgets.forEach((widget, i) => {
    const under = widgets.slice(0, i).find((other) => overlaps(other, widget));
    if (under) loading.problems.add(at(origin, i), "overlap", `The widget "${widget.id}" lies on "${under.id}"`, "Change x, y, width or height of one of them.");
  });
}

/** Widgets the person may ask; a dashboard of which nothing but words is left is not offered. */
function clientDashboard(part: DashboardModel, lens: Lens): ClientDashboard | undefined {
  if (!lens.holds(part.roles)) return undefined;
  const tabs = part.tabs.map((tab) => ({ id: tab.id, label: lens.text(tab.label), widgets: tab.widgets.flatMap((widget) => clientWidget(widget, lens) ?? []) })).filter((tab) => tab.widgets.length > 0);
  const asks = (widgets: readonly { readonly entity?: string }[]): boolean => widgets.some(({ entity }) => entity !== undefined);
  if (asks(part.tabs.flatMap((tab) => tab.widgets)) && !asks(tabs.flatMap((tab) => tab.widgets))) return undefined;
  const heeded = new Set(tabs.flatMap((tab) => tab.widgets.flatMap((widget) => Object.keys(widget.filters))));
  const { label, description, filters, schedule, ...rest } = part;
  return {
    ...rest, label: lens.text(label), ...definedOnly({ description: lens.optional(description), schedule: schedule && { cron: schedule.cron, timeZone: schedule.timeZone } }), tabs,
    filters: filters.filter((filter) => heeded.has(filter.id) && lens.reads(filter.entity) && lens.asks(filter.entity, filter.field)).map((filter) => ({ ...filter, label: lens.text(filter.label) })),
  };
}

export function clientWidget(widget: WidgetModel, lens: Lens): ClientWidget | undefined {
  const { id, kind, label, text, x, y, width, height, filters, list, ...query } = widget;
  const asked = clientQuery(query, isWidgetKind(kind) ? widgetKind(kind) : undefined, lens);
  if (!asked) return undefined;
  const bound = Object.fromEntries(Object.entries(filters).filter(([, path]) => asked.entity !== undefined && lens.asks(asked.entity, path)));
  return { ...asked, id, kind, x, y, width, height, label: lens.text(label), filters: bound, ...definedOnly({ text: lens.optional(text), list }) };
}
