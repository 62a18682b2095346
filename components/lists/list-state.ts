/**
 * What a list shows, kept in the address so that it survives a reload, "back" takes it back and it can be sent to a colleague.
 *
 * - *base*: what the list begins from: a list of the metadata or a saved view. It has a filter of its own: that of a list made by a
 *   pack always holds (*fixed*), that of a view can be changed.
 * - *state*: what the person changed, as it stands in the address. What is absent there is as the base says.
 * - *settings*: both together, which is what is shown, exported and saved as a view.
 * - *quick*: ids of the chosen quick filters; together with the other filters they must all hold.
 */
import type { Condition } from "../../runtime/expressions/condition";
import type { ClientEntity, ClientField, ClientList, ClientModel } from "../../runtime/model/client";
import type { ColumnTotal, ListGroup, SortItem } from "../../runtime/model/types";
import { fieldAtPath } from "../data/field-paths";
import { untitled } from "../data/untitled";
import type { SavedView } from "./views-api";

/** A column as somebody chose it. */
export interface ColumnChoice {
  /** Path of the field, "organisation.city". */
  readonly path: string;
  readonly width?: number;
  readonly pinned?: boolean;
  readonly label?: string;
  /** Figure under the column; absent: what its field has by itself. */
  readonly total?: ColumnTotal;
}

export interface ListState {
  /** How records are shown: "list", or another kind of components/views/registry. */
  readonly as?: string;
  /** Name of the board, calendar …; the first of its kind when absent. */
  readonly part?: string;
  /** What part of time a calendar or timeline shows, in its own words. */
  readonly at?: string;
  /** Name of a list of the metadata. */
  readonly list?: string;
  /** Id of a saved view. */
  readonly view?: string;
  readonly q: string;
  readonly quick: readonly string[];
  readonly sort?: readonly SortItem[];
  /** Null: none, although the base has one. */
  readonly filter?: Condition | null;
  readonly columns?: readonly ColumnChoice[];
  readonly group?: ListGroup | null;
  readonly deleted: boolean;
  /** Beside the list stands a preview of this record; "" while none is chosen. */
  readonly preview?: string;
}

const NONE = "-";

export function readListState(search: URLSearchParams): ListState {
  const text = (name: string): string | undefined => search.get(name) || undefined;
  const filter = search.get("filter");
  const group = search.get("group");
  return {
    as: text("as"), part: text("part"), at: text("at"), list: text("list"), view: text("view"), q: search.get("q") ?? "", quick: (search.get("quick") ?? "").split(",").filter(Boolean),
    sort: readSort(search.get("sort")), filter: filter === NONE ? null : readFilter(filter), columns: readColumns(search.get("columns")),
    group: group === NONE ? null : readGroup(group), deleted: search.get("deleted") === "true", preview: search.get("preview") ?? undefined,
  };
}

function readSort(text: string | null): readonly SortItem[] | undefined {
  const items = (text ?? "").split(",").filter(Boolean).map<SortItem>((part) => (part.startsWith("-") ? { field: part.slice(1), direction: "desc" } : { field: part, direction: "asc" }));
  return items.length > 0 ? items : undefined;
}

/** A filter from an address; what is no JSON object is ignored, the server judges the rest. */
function readFilter(text: string | null): Condition | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Condition) : undefined;
  } catch {
    // A cut-off address shows the list without the filter instead of an error.
    return undefined;
  }
}

/** "name:280!,stage,organisation.city:140" ; the number is the width, "!" a pinned column. */
function readColumns(text: string | null): readonly ColumnChoice[] | undefined {
  const columns = (text ?? "").split(",").flatMap((part): ColumnChoice[] => {
    const [, path, width, pin] = /^([A-Za-z][\w.]*)(?::(\d{2,4}))?(!)?$/.exec(part) ?? [];
    return path ? [{ path, ...(width ? { width: Number(width) } : {}), ...(pin ? { pinned: true } : {}) }] : [];
  });
  return columns.length > 0 ? columns : undefined;
}

function readGroup(text: string | null): ListGroup | undefined {
  const [field, by] = (text ?? "").split(":");
  const period = GROUP_PERIODS.find((known) => known === by);
  return field ? { field, ...(period ? { by: period } : {}) } : undefined;
}

export const GROUP_PERIODS = ["day", "week", "month", "quarter", "year"] as const;

const columnText = ({ path, width, pinned }: ColumnChoice): string => `${path}${width ? `:${Math.round(width)}` : ""}${pinned ? "!" : ""}`;

export function writeListState(state: ListState): string {
  const search = new URLSearchParams();
  const set = (name: string, text: string | undefined): void => void (text && search.set(name, text));
  set("as", state.as);
  set("part", state.part);
  set("at", state.at);
  set("list", state.list);
  set("view", state.view);
  set("q", state.q);
  set("quick", state.quick.join(","));
  set("sort", state.sort?.map((item) => (item.direction === "desc" ? "-" : "") + item.field).join(","));
  set("filter", state.filter === null ? NONE : state.filter && JSON.stringify(state.filter));
  set("columns", state.columns?.map(columnText).join(","));
  set("group", state.group === null ? NONE : state.group && `${state.group.field}${state.group.by ? `:${state.group.by}` : ""}`);
  if (state.deleted) search.set("deleted", "true");
  if (state.preview !== undefined) search.set("preview", state.preview);
  return search.toString();
}

/** Next order after a click on a header: ascending, descending, none. With `add` the other columns keep theirs. */
export function nextSort(sort: readonly SortItem[], field: string, add: boolean): readonly SortItem[] | undefined {
  const current = sort.find((item) => item.field === field);
  const next: SortItem[] = !current ? [{ field, direction: "asc" }] : current.direction === "asc" ? [{ field, direction: "desc" }] : [];
  if (!add) return next.length > 0 ? next : undefined;
  const kept = sort.flatMap((item) => (item.field === field ? next : [item]));
  return current ? kept : [...kept, ...next];
}

/** The list of that name, or the one that opens first. */
export function listOf(entity: ClientEntity, name: string | undefined): ClientList | undefined {
  return entity.lists.find((list) => list.name === name) ?? entity.lists.find((list) => list.default) ?? entity.lists[0];
}

/** Columns of a list as choices. */
export const listedColumns = (list: ClientList): readonly ColumnChoice[] => list.columns.map(({ field, width, pinned, label, total }) => ({ path: field, width, pinned, label, total }));

export interface ListBase {
  /** Name of the list, id of the view; "" when the entity has neither. */
  readonly key: string;
  readonly label?: string;
  readonly kind: string;
  readonly columns?: readonly ColumnChoice[];
  readonly sort: readonly SortItem[];
  /** Always holds and is not shown among the conditions one edits. */
  readonly fixed?: Condition;
  readonly filter?: Condition;
  readonly quickFilters: readonly { readonly id: string; readonly label: string; readonly filter: Condition }[];
  readonly group?: ListGroup;
  readonly pageSize: number;
  /** The saved view it is, if it is one. */
  readonly view?: SavedView;
  readonly list?: ClientList;
}

/** Records asked for at once. */
export const pageSizeOf = (list: { readonly pageSize?: number } | undefined): number => Math.min(200, list?.pageSize ?? 50);

/** What the list begins from: what the address names, else what the person opens first, else what the metadata opens first. */
export function baseOf(entity: ClientEntity, state: Pick<ListState, "list" | "view">, views: { readonly items: readonly SavedView[]; readonly default: string | null }): ListBase {
  const wanted = state.view ?? (state.list === undefined ? (views.default ?? undefined) : undefined);
  const view = views.items.find((one) => one.id === wanted);
  if (view) return viewBase(view);
  const list = listOf(entity, state.list ?? wanted);
  return list ? listBase(list) : { key: "", kind: "list", sort: entity.defaultSort, quickFilters: [], pageSize: pageSizeOf(undefined) };
}

function listBase(list: ClientList): ListBase {
  const columns = listedColumns(list);
  const filter = list.local ? { filter: list.filter } : { fixed: list.filter };
  return { key: list.name, label: list.label, kind: list.shownAs ?? "list", columns, sort: list.sort, ...filter, quickFilters: list.quickFilters, group: list.groupBy, pageSize: pageSizeOf(list), list };
}

function viewBase(view: SavedView): ListBase {
  const { columns, sort, filter, quickFilters, groupBy, pageSize } = view.document;
  return {
    key: view.id, label: view.label, kind: view.kind, columns: columns.map(({ field, width, pinned, label, total }) => ({ path: field, width, pinned, label, total })),
    sort: (sort ?? []).map((item) => ({ field: item.field, direction: item.direction ?? "asc" })), filter, quickFilters: quickFilters ?? [], group: groupBy, pageSize: pageSizeOf({ pageSize }), view,
  };
}

export interface ListSettings {
  readonly columns: readonly ListColumn[];
  readonly sort: readonly SortItem[];
  /** What the person edits; the whole is `filterOf`. */
  readonly filter?: Condition;
  readonly group?: ListGroup;
}

export function settingsOf(model: ClientModel, entity: ClientEntity, base: ListBase, state: ListState): ListSettings {
  const sort = state.sort ?? (base.sort.length ? base.sort : entity.defaultSort);
  const group = state.group === null || state.deleted ? undefined : (state.group ?? base.group);
  return { columns: columnsOf(model, entity, (state.columns ?? base.columns)?.map((column) => ({ ...column, total: totalOf(entity, base, column) }))), sort, filter: state.filter === null ? undefined : (state.filter ?? base.filter), group };
}

/** What the list says of a column; of one that somebody added, what he kept of it or another list of the entity says. */
function totalOf(entity: ClientEntity, base: ListBase, { path, total }: ColumnChoice): ColumnTotal | undefined {
  const own = base.list?.columns.find(({ field }) => field === path);
  if (own) return own.total;
  return total ?? base.columns?.find((column) => column.path === path)?.total ?? entity.lists.flatMap(({ columns }) => columns).find((column) => column.field === path && column.total !== undefined)?.total;
}

/** Has the person changed something that a view could keep? */
export const isChanged = (state: ListState): boolean => Boolean(state.columns ?? state.sort) || state.filter !== undefined || state.group !== undefined || state.quick.length > 0;

/** All filters that hold together. */
export function filterOf(base: Pick<ListBase, "fixed" | "quickFilters">, settings: Pick<ListSettings, "filter">, quick: readonly string[]): Condition | undefined {
  const chosen = base.quickFilters.filter((one) => quick.includes(one.id)).map((one) => one.filter);
  const parts = [base.fixed, ...chosen, settings.filter].filter((part): part is Condition => part !== undefined);
  return parts.length > 1 ? { all: parts } : parts[0];
}

export interface ListColumn {
  /** Path of the field, and the key of its value in a row. */
  readonly path: string;
  readonly field: ClientField;
  readonly label: string;
  readonly width: number;
  readonly pinned: boolean;
  readonly sortable: boolean;
  /** Figure under it; absent: what its field has by itself. */
  readonly total?: ColumnTotal;
}

const MOST_GENERATED = 7;
const WIDE: ReadonlySet<string> = new Set(["longText", "richText", "markdown", "json", "code", "children", "file", "image", "secret"]);

/** Columns the person may see; without a choice the title and the first few plain fields. The title stays in sight unless others are pinned. */
export function columnsOf(model: ClientModel, entity: ClientEntity, chosen: readonly ColumnChoice[] | undefined): readonly ListColumn[] {
  const listed = (chosen ?? generatedColumns(entity)).flatMap((column) => columnAt(model, entity, column) ?? []);
  const pins = listed.some((column) => column.pinned) ? listed : listed.map((column, index) => ({ ...column, pinned: index <= titlePlace(entity, listed) }));
  return [...pins.filter((column) => column.pinned), ...pins.filter((column) => !column.pinned)];
}

/** The title and what stands before it, as long as that is little. */
function titlePlace(entity: ClientEntity, columns: readonly ListColumn[]): number {
  const place = columns.findIndex((column) => column.path === entity.titleField);
  return place <= 1 ? place : -1;
}

export function columnAt(model: ClientModel, entity: ClientEntity, { path, width, pinned, label, total }: ColumnChoice): ListColumn | undefined {
  const field = fieldAtPath(model, entity, path);
  if (!field) return undefined;
  return { path, field, label: label ?? labelAt(model, entity, path), width: width ?? widthOf(entity, field), pinned: pinned ?? false, sortable: field.sortable && !path.includes("."), ...(total ? { total } : {}) };
}

/** "Organisation › City" for a path, the field's own label otherwise. */
function labelAt(model: ClientModel, entity: ClientEntity, path: string): string {
  const steps = path.split(".");
  return steps.map((_, index) => fieldAtPath(model, entity, steps.slice(0, index + 1).join("."))?.label ?? "").join(" › ");
}

function generatedColumns(entity: ClientEntity): readonly ColumnChoice[] {
  const plain = entity.fields.filter((field) => !field.system && field.name !== entity.titleField && !WIDE.has(field.type)).slice(0, MOST_GENERATED - 2);
  const last = entity.fields.some((field) => field.name === "updatedAt") ? ["updatedAt"] : [];
  return [entity.titleField, ...plain.map((field) => field.name), ...last].map((path) => ({ path }));
}

const WIDTHS: Readonly<Record<string, number>> = { boolean: 90, date: 120, dateTime: 165, integer: 100, decimal: 110, percent: 95, money: 130, select: 140, rating: 110, user: 160, reference: 190, email: 210, autonumber: 110, phone: 150, color: 110, duration: 110, time: 90, tags: 170, multiSelect: 170 };

function widthOf(entity: ClientEntity, field: ClientField): number {
  // The heading should be readable, with the arrow of the order beside it.
  return field.name === entity.titleField ? 260 : Math.max(WIDTHS[field.type] ?? 170, Math.min(200, 44 + Math.round(field.label.length * 7)));
}

/** Columns as they are kept in an address or a view. */
export const choicesOf = (columns: readonly ListColumn[]): readonly ColumnChoice[] => columns.map(({ path, width, pinned, total }) => ({ path, width: Math.round(width), pinned, ...(total ? { total } : {}) }));

/** The record's title in a row of the list. */
export function rowTitle(entity: ClientEntity, row: Readonly<Record<string, unknown>>): string {
  const value = row[entity.titleField];
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "object" && value !== null) {
    if ("title" in value) return String(value.title);
    const words = Object.values(value).filter((part) => typeof part === "string" && part !== "");
    if (words.length > 0) return words.join(" ");
  }
  return value === null || value === undefined || value === "" ? untitled(entity.label, String(row.id ?? "")) : String(value);
}
