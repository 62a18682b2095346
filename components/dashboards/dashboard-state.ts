/** What a person has set of a dashboard, kept in the address: `tab`, and `f.<filter>` for each filter; an empty one says "no filter". */
import type { Condition, Leaf } from "../../runtime/expressions/condition";
import type { ClientEntity } from "../../runtime/model/client";
import type { ClientDashboard } from "../../runtime/model/kinds/dashboard/model";
import { together } from "../../runtime/widgets/widget";
import { writeListState } from "../lists/list-state";

export interface DashboardState {
  readonly tab?: string;
  /** Filter id → value; null = none, although the dashboard has one. */
  readonly filters: Readonly<Record<string, unknown>>;
}

const PREFIX = "f.";

export function readDashboardState(search: URLSearchParams): DashboardState {
  const filters = [...search].filter(([name]) => name.startsWith(PREFIX)).map(([name, text]) => [name.slice(PREFIX.length), readValue(text)] as const);
  return { tab: search.get("tab") ?? undefined, filters: Object.fromEntries(filters) };
}

/** Texts stand as they are; lists and numbers as JSON. */
function readValue(text: string): unknown {
  if (text === "") return null;
  if (!/^[[{\d"-]|^(true|false)$/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A text that only looks like JSON, or a cut-off address.
    return text;
  }
}

const writeValue = (value: unknown): string => (value === null ? "" : typeof value === "string" && !/^[[{\d"-]|^(true|false)$/.test(value) ? value : JSON.stringify(value));

export function writeDashboardState({ tab, filters }: DashboardState): string {
  const search = new URLSearchParams();
  if (tab) search.set("tab", tab);
  for (const [id, value] of Object.entries(filters)) if (value !== undefined) search.set(PREFIX + id, writeValue(value));
  return search.toString();
}

/** Only filters the dashboard has: an old link must not fail. */
export function chosenFilters(dashboard: ClientDashboard, state: DashboardState): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(state.filters).filter(([id]) => dashboard.filters.some((filter) => filter.id === id)));
}

/** Conditions of the filters on a widget, as the server adds them. */
export function leavesOf(dashboard: Pick<ClientDashboard, "filters">, bound: Readonly<Record<string, string>>, filters: Readonly<Record<string, unknown>>): readonly Leaf[] {
  return dashboard.filters.flatMap(({ id, op, value }): Leaf[] => {
    const given = id in filters ? filters[id] : value;
    const field = bound[id];
    if (field === undefined || given === undefined || given === null || given === "" || (Array.isArray(given) && given.length === 0)) return [];
    return [{ field, op, value: given as Leaf["value"] }];
  });
}

/** The list with the records behind something. A list without a filter of its own is taken, so that it shows all of them. */
export function listHref(entity: ClientEntity, list: string | undefined, parts: readonly (Condition | undefined)[]): string {
  const name = list ?? (entity.lists.find((one) => one.default && !one.filter) ?? entity.lists.find((one) => !one.filter))?.name;
  const search = writeListState({ list: name, q: "", quick: [], filter: together(parts), deleted: false });
  return `/${entity.name}${search ? `?${search}` : ""}`;
}
