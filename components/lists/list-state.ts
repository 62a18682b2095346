/**
 * What a list shows, kept in the address so that it survives a reload and can be sent to a colleague.
 *
 * - *quick*: id of the chosen quick filter of the list document.
 * - *filter*: conditions the person built; together with the list's own filter and the quick filter they must all hold.
 */
import type { Condition } from "../../runtime/expressions/condition";
import type { ClientEntity, ClientField, ClientList, ClientModel } from "../../runtime/model/client";
import type { SortItem } from "../../runtime/model/types";
import { fieldAtPath } from "../data/model";

export interface ListState {
  readonly list?: string;
  readonly q: string;
  readonly quick?: string;
  readonly sort?: readonly SortItem[];
  readonly filter?: Condition;
  readonly deleted: boolean;
}

export function readListState(search: URLSearchParams): ListState {
  return {
    list: search.get("list") ?? undefined,
    q: search.get("q") ?? "",
    quick: search.get("quick") ?? undefined,
    sort: readSort(search.get("sort")),
    filter: readFilter(search.get("filter")),
    deleted: search.get("deleted") === "true",
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

export function writeListState(state: ListState): string {
  const search = new URLSearchParams();
  if (state.list) search.set("list", state.list);
  if (state.q) search.set("q", state.q);
  if (state.quick) search.set("quick", state.quick);
  if (state.sort?.length) search.set("sort", state.sort.map((item) => (item.direction === "desc" ? "-" : "") + item.field).join(","));
  if (state.filter) search.set("filter", JSON.stringify(state.filter));
  if (state.deleted) search.set("deleted", "true");
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

export function listOf(entity: ClientEntity, name: string | undefined): ClientList | undefined {
  return entity.lists.find((list) => list.name === name) ?? entity.lists.find((list) => list.default) ?? entity.lists[0];
}

/** Records asked for at once. */
export const pageSizeOf = (list: Pick<ClientList, "pageSize"> | undefined): number => Math.min(200, list?.pageSize ?? 50);

/** All filters that hold together. */
export function filterOf(list: ClientList | undefined, state: Pick<ListState, "quick" | "filter">): Condition | undefined {
  const quick = list?.quickFilters.find((one) => one.id === state.quick)?.filter;
  const parts = [list?.filter, quick, state.filter].filter((part): part is Condition => part !== undefined);
  return parts.length > 1 ? { all: parts } : parts[0];
}

export interface ListColumn {
  /** Path of the field, and the key of its value in a row. */
  readonly path: string;
  readonly field: ClientField;
  readonly label: string;
  readonly width: number;
  readonly sortable: boolean;
}

const MOST_GENERATED = 7;
const WIDE: ReadonlySet<string> = new Set(["longText", "richText", "markdown", "json", "code", "children", "file", "image", "secret"]);

/** Columns of a list document that the person may see; without a document the title and the first few plain fields. */
export function columnsOf(model: ClientModel, entity: ClientEntity, list: ClientList | undefined): readonly ListColumn[] {
  const listed = list?.columns ?? generatedColumns(entity);
  return listed.flatMap((column) => {
    const field = fieldAtPath(model, entity, column.field);
    if (!field) return [];
    return [{ path: column.field, field, label: column.label ?? field.label, width: column.width ?? widthOf(entity, field), sortable: field.sortable && !column.field.includes(".") }];
  });
}

function generatedColumns(entity: ClientEntity): readonly { field: string; width?: number; label?: string }[] {
  const plain = entity.fields.filter((field) => !field.system && field.name !== entity.titleField && !WIDE.has(field.type)).slice(0, MOST_GENERATED - 2);
  const last = entity.fields.some((field) => field.name === "updatedAt") ? ["updatedAt"] : [];
  return [entity.titleField, ...plain.map((field) => field.name), ...last].map((field) => ({ field }));
}

const WIDTHS: Readonly<Record<string, number>> = { boolean: 90, date: 120, dateTime: 160, integer: 110, decimal: 120, percent: 100, money: 140, select: 140, rating: 110, user: 170, reference: 200, email: 210 };

function widthOf(entity: ClientEntity, field: ClientField): number {
  return field.name === entity.titleField ? 280 : (WIDTHS[field.type] ?? 180);
}

/** The record's title in a row of the list. */
export function rowTitle(entity: ClientEntity, row: Readonly<Record<string, unknown>>): string {
  const value = row[entity.titleField];
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "object" && value !== null) {
    if ("title" in value) return String(value.title);
    const words = Object.values(value).filter((part) => typeof part === "string" && part !== "");
    if (words.length > 0) return words.join(" ");
  }
  return value === null || value === undefined || value === "" ? String(row.id ?? "") : String(value);
}
