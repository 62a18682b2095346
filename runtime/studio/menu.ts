/**
 * The menu of a module while somebody changes it. Pure; documents are replaced, never changed.
 *
 * - *target*: where an entry leads, as one text: "entity:trip", "entity:trip/main" (one of its lists), "dashboard:work", "report:won",
 *   "url" (the address stands beside it), "group" (a heading with entries below it).
 */
import type { StudioDocument } from "./documents";
import { freeName } from "./names";

export interface MenuEntry {
  readonly id: string;
  readonly label?: string;
  readonly icon?: string;
  readonly entity?: string;
  readonly list?: string;
  readonly dashboard?: string;
  readonly report?: string;
  readonly url?: string;
  readonly right?: string;
  readonly items?: readonly MenuEntry[];
}

export type MenuDocument = StudioDocument & { readonly label: string; readonly items: readonly MenuEntry[] };

/** Headings stand on the first levels only: what is below the last would be refused. */
export const MENU_LEVELS = 3;

export function targetOf({ entity, list, dashboard, report, url }: MenuEntry): string {
  if (entity !== undefined) return `entity:${entity}${list === undefined ? "" : `/${list}`}`;
  if (dashboard !== undefined) return `dashboard:${dashboard}`;
  if (report !== undefined) return `report:${report}`;
  return url === undefined ? "group" : "url";
}

/** The entry leading elsewhere; its words, picture and the entries below it stay. */
export function withTarget(entry: MenuEntry, target: string): MenuEntry {
  const { entity: _entity, list: _list, dashboard: _dashboard, report: _report, url, ...rest } = entry;
  const [kind = "", name = ""] = target.split(/:(.*)/s);
  const [entity = "", list] = name.split("/");
  if (kind === "entity") return { ...rest, entity, ...(list === undefined ? {} : { list }) };
  if (kind === "dashboard" || kind === "report") return { ...rest, [kind]: name };
  return kind === "url" ? { ...rest, url: url ?? "/" } : { ...rest, items: rest.items ?? [] };
}

const idsOf = (entries: readonly MenuEntry[]): readonly string[] => entries.flatMap((entry) => [entry.id, ...idsOf(entry.items ?? [])]);

/** An entry that leads there, named apart from all of the menu. `label` for what has no words of its own. */
export function newEntry(menu: MenuDocument, target: string, label?: string): MenuEntry {
  const taken = new Set(idsOf(menu.items));
  const base = target.replace(/^\w+:/, "").replace(/\W.*$/s, "") || target;
  const id = freeName(/^[a-z]/.test(base) ? base : "entry", (name) => !taken.has(name));
  return withTarget({ id, ...(label === undefined ? {} : { label }) }, target);
}

/** The menu with the entries below `under` (undefined = the first level) put through `change`. */
export function changeEntries(menu: MenuDocument, under: string | undefined, change: (entries: readonly MenuEntry[]) => readonly MenuEntry[]): MenuDocument {
  const within = (entries: readonly MenuEntry[]): readonly MenuEntry[] => entries.map((entry) => {
    if (entry.id === under) return { ...entry, items: change(entry.items ?? []) };
    return entry.items ? { ...entry, items: within(entry.items) } : entry;
  });
  return { ...menu, items: under === undefined ? change(menu.items) : within(menu.items) };
}

/** The entry with that id in another place among its neighbours: -1 up, 1 down. */
export function moveEntry(entries: readonly MenuEntry[], id: string, step: number): readonly MenuEntry[] {
  const moved = [...entries];
  const index = moved.findIndex((entry) => entry.id === id);
  moved.splice(index + step, 0, ...moved.splice(index, 1));
  return moved;
}
