/**
 * Screens of an entity beside its forms: lists, boards, calendars, timelines, trees. Pure; documents are replaced, never changed.
 *
 * - *screen kind*: what its document is told about fields (*slots*) and what a new one begins with.
 * - *slot*: a key of the document that names one field, or several in order.
 */
import { fieldType, isFieldTypeName } from "../fields/index";
import type { ColumnTotal } from "../model/types";
import type { StudioDocument } from "./documents";
import { keyOf, type Design } from "./edit";
import { freeName } from "./names";

export const SCREEN_KINDS = ["list", "board", "calendar", "timeline", "tree"] as const;
export type ScreenKind = (typeof SCREEN_KINDS)[number];

export interface ScreenField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Slot {
  readonly key: string;
  readonly many?: boolean;
  /** A screen without it cannot be. */
  readonly needed?: boolean;
  /** May the field stand here? `document` is the screen as it is. */
  fits(field: ScreenField, entity: string, document: StudioDocument): boolean;
}

const typeOf = ({ type }: Pick<ScreenField, "type">) => (isFieldTypeName(type) ? fieldType(type) : undefined);
/** Of a computed field the type of what it gives. */
function valueTypeOf(field: ScreenField) {
  const type = typeOf(field);
  const delegate = type?.traits?.delegate?.(field.options);
  return delegate && isFieldTypeName(delegate.type) ? fieldType(delegate.type) : type;
}

const hasChoices = ({ type, options }: ScreenField): boolean => type === "select" && Array.isArray(options["choices"]);
const isOne = (field: ScreenField): boolean => typeOf(field)?.traits?.relation === "one";
const isGroup = (field: ScreenField): boolean => hasChoices(field) || isOne(field);
const isDay = (field: ScreenField): boolean => ["date", "dateTime"].includes(valueTypeOf(field)?.feel ?? "");
const isSum = (field: ScreenField): boolean => valueTypeOf(field)?.measures.includes("sum") ?? false;
const isShown = (field: ScreenField): boolean => typeOf(field)?.traits?.writeOnly !== true && typeOf(field)?.traits?.relation !== "children";
const isSelf = (field: ScreenField, entity: string): boolean => isOne(field) && (typeOf(field)?.traits?.targets?.(field.options) ?? []).includes(entity);

/** What boards, calendars, timelines and trees are told about fields. Lists have columns instead. */
export const SLOTS: Readonly<Record<Exclude<ScreenKind, "list">, readonly Slot[]>> = {
  board: [
    { key: "field", needed: true, fits: hasChoices }, { key: "total", fits: isSum }, { key: "lanes", fits: (field, _, { field: columns }) => isGroup(field) && field.name !== columns }, { key: "cardFields", many: true, fits: isShown },
  ],
  calendar: [
    { key: "start", needed: true, fits: isDay }, { key: "end", fits: (field, _, { start }) => (isDay(field) || field.type === "duration") && field.name !== start }, { key: "titleFields", many: true, fits: isShown }, { key: "colorBy", fits: hasChoices },
  ],
  timeline: [
    { key: "start", needed: true, fits: isDay }, { key: "end", needed: true, fits: (field, _, { start }) => isDay(field) && field.name !== start },
    { key: "groupBy", fits: isGroup }, { key: "dependencies", many: true, fits: (field, entity) => isSelf(field, entity) || (typeOf(field)?.traits?.relation === "many" && (typeOf(field)?.traits?.targets?.(field.options) ?? []).includes(entity)) }, { key: "colorBy", fits: hasChoices },
  ],
  tree: [{ key: "field", needed: true, fits: isSelf }, { key: "columns", many: true, fits: isShown }],
};

/** Screens of the design by key, in the order of their kinds. */
export const screensOf = (design: Design): readonly (readonly [key: string, kind: ScreenKind])[] => SCREEN_KINDS.flatMap((kind) => Object.keys(design).filter((key) => key.startsWith(`${kind} `)).map((key) => [key, kind] as const));

/** A first screen of this kind; undefined while no field of the entity can carry it. */
export function newScreen(kind: ScreenKind, entity: string, label: string, fields: readonly ScreenField[], design: Design): { readonly key: string; readonly document: StudioDocument } | undefined {
  const name = freeName("main", (wish) => design[keyOf(kind, `${entity}.${wish}`)] === undefined);
  const ids = new Set(Object.values(design).map((document) => document["id"]));
  const id = freeName(`${entity}.${kind === "list" ? name : kind}`, (wish) => !ids.has(wish));
  const head = { id, name, entity, label };
  const key = keyOf(kind, `${entity}.${name}`);
  if (kind === "list") {
    const first = fields.filter(isShown).slice(0, 5).map(({ name: field }) => ({ id: field, field }));
    return { key, document: { ...head, columns: first.length > 0 ? first : [{ id: "createdAt", field: "createdAt" }] } };
  }
  let document: StudioDocument = head;
  for (const slot of SLOTS[kind].filter(({ needed }) => needed)) {
    const found = fields.find((field) => slot.fits(field, entity, document));
    if (!found) return undefined;
    document = { ...document, [slot.key]: found.name };
  }
  return { key, document };
}

/** The document with a key set; what is undefined or empty is left out. Limits go with the field whose choices they are of. */
export function withSetting(document: StudioDocument, key: string, value: unknown): StudioDocument {
  const { [key]: before, ...rest } = document as Record<string, unknown>;
  const next = value === undefined || value === "" || value === false || (Array.isArray(value) && value.length === 0) ? rest : { ...document, [key]: value };
  if (key !== "field" || before === value) return next;
  const { limits: _limits, ...bare } = next as Record<string, unknown>;
  return bare;
}

export interface Column {
  readonly id: string;
  readonly field: string;
  readonly width?: number;
  readonly pinned?: boolean;
  readonly label?: string;
  readonly total?: ColumnTotal;
}

export const columnsOf = (list: StudioDocument): readonly Column[] => (list["columns"] ?? []) as readonly Column[];

/** Columns in a new order and width; those that were there keep their ids and words. */
export function withColumns(list: StudioDocument, wanted: readonly { readonly path: string; readonly width?: number; readonly pinned?: boolean }[]): StudioDocument {
  const before = columnsOf(list);
  const taken = new Set(before.map(({ id }) => id));
  const columns = wanted.map(({ path, width, pinned }): Column => {
    const known = before.find(({ field }) => field === path);
    const id = known?.id ?? freeName(path.replace(/\W/g, "_"), (wish) => !taken.has(wish));
    taken.add(id);
    const { width: _width, pinned: _pinned, ...kept } = known ?? { id, field: path };
    return { ...kept, ...(width === undefined ? {} : { width: Math.min(1200, Math.max(40, Math.round(width))) }), ...(pinned ? { pinned } : {}) };
  });
  return columns.length > 0 ? { ...list, columns } : list;
}

/** The figure under a column; without one it is what the field has by itself. */
export function withTotal(list: StudioDocument, path: string, total: ColumnTotal | undefined): StudioDocument {
  return { ...list, columns: columnsOf(list).map((column) => {
    const { total: _total, ...rest } = column;
    return column.field !== path ? column : total === undefined ? rest : { ...rest, total };
  }) };
}

/** One of the entity's lists opens first; the others no longer say so. */
export function asDefault(design: Design, key: string): Design {
  return Object.fromEntries(Object.entries(design).map(([one, document]) => (one === key ? [one, { ...document, default: true }] : one.startsWith("list ") && !document["roles"] ? [one, withSetting(document, "default", undefined)] : [one, document])));
}
