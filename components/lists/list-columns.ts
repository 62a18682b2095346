/** Columns as they stand on the screen: places, order, what can be edited in them. Pure. */
import { isComputed, targetsOf } from "../../runtime/fields/traits";
import { valueType } from "../../runtime/forms/scope";
import type { ClientEntity, ClientField, ClientModel } from "../../runtime/model/client";
import type { ListColumn } from "./list-state";

/** Numbers stand at the right, so that digits are under digits. */
export function isNumeric(field: ClientField): boolean {
  const type = field.right === "masked" ? undefined : valueType(field)?.type;
  return type !== undefined && (type.feel === "number" || type.measures.includes("sum")) && field.type !== "rating";
}

/** Distance of each pinned column from the left edge; undefined for the others. `start` is what stands before them. */
export function pinnedLefts(columns: readonly ListColumn[], start: number): readonly (number | undefined)[] {
  let left = start;
  return columns.map((column) => {
    if (!column.pinned) return undefined;
    left += column.width;
    return left - column.width;
  });
}

/** Columns lose at most this share of their width to fit into the window. */
const SQUEEZE = 0.8;

const widthOf = (columns: readonly ListColumn[]): number => columns.reduce((sum, column) => sum + column.width, 0);

/** Columns that are too wide for the window made narrower, as far as they give way; what is still too wide scrolls. */
export function fitColumns(columns: readonly ListColumn[], room: number): readonly ListColumn[] {
  const wanted = widthOf(columns);
  if (room <= 0 || wanted <= room) return columns;
  const factor = Math.max(SQUEEZE, room / wanted);
  return columns.map((column) => ({ ...column, width: column.width * factor }));
}

/** The same for the browser to reckon, which knows the room before any script runs: no line is laid out twice. `start` is what stands before the columns. */
export function fitTracks(columns: readonly ListColumn[], start: number): { readonly tracks: readonly string[]; readonly least: number } {
  const wanted = widthOf(columns);
  return { tracks: columns.map(({ width }) => `clamp(${width * SQUEEZE}px, (100% - ${start}px) * ${width / wanted}, ${width}px)`), least: start + wanted * SQUEEZE };
}

/** The column put at another place; among the pinned ones it becomes one of them, outside it is let go. */
export function moveColumn(columns: readonly ListColumn[], path: string, to: number): readonly ListColumn[] {
  const from = columns.findIndex((column) => column.path === path);
  const moved = columns[from];
  if (!moved || from === to) return columns;
  const rest = columns.filter((column) => column !== moved);
  const pinned = rest[to]?.pinned ?? (to > 0 && (rest[to - 1]?.pinned ?? false) && moved.pinned);
  return [...rest.slice(0, to), { ...moved, pinned }, ...rest.slice(to)];
}

const NOT_INLINE: ReadonlySet<string> = new Set(["children", "richText", "markdown", "code", "json", "file", "image", "secret", "address", "geo", "anyReference"]);

/** May a cell of the column be edited in the list? Whether this record may be, the server says. */
export function isEditable(entity: ClientEntity, { path, field }: ListColumn): boolean {
  return entity.rights.update && !entity.system && !path.includes(".") && field.right === "write" && !field.readOnly && !field.setOnce && !field.system && !isComputed(field) && !NOT_INLINE.has(field.type);
}

/** Can something be done with many records at once? */
export const isSelectable = ({ rights, system }: Pick<ClientEntity, "rights" | "system">): boolean => (rights.delete || rights.update) && !system;

/** Fields many records can be given at once: what one may write, and the owner. */
export function bulkFields(entity: ClientEntity): readonly ClientField[] {
  return entity.fields.filter((field) => field.right === "write" && !field.readOnly && !field.setOnce && !isComputed(field) && !NOT_INLINE.has(field.type) && field.name !== entity.parent);
}

export interface PathChoice {
  readonly path: string;
  readonly label: string;
  readonly field: ClientField;
}

const LAST: ReadonlySet<string> = new Set(["id", "version"]);

/**
 * Fields in the order people look for them: the title, the ordinary ones, the computed and numbering ones, those every record has. With
 * `hops` also those of the records that references lead to, as "organisation.city".
 */
export function pathChoices(model: ClientModel, entity: ClientEntity, fits: (field: ClientField) => boolean, hops = 1): readonly PathChoice[] {
  const rank = (field: ClientField): number => (field.name === entity.titleField ? 0 : field.system ? (LAST.has(field.name) ? 4 : 3) : field.type === "autonumber" ? 2 : 1);
  const own = entity.fields.map((field, index) => ({ field, order: rank(field) * 1000 + index })).sort((a, b) => a.order - b.order).map(({ field }) => field);
  const here = own.filter(fits).map((field) => ({ path: field.name, label: field.label, field }));
  if (hops === 0) return here;
  const beyond = own.filter((field) => isHop(model, field)).flatMap((field) => {
    const target = model.entities[targetsOf(field)[0]!]!;
    return pathChoices(model, target, (one) => !one.system && fits(one), hops - 1).map((choice) => ({ ...choice, path: `${field.name}.${choice.path}`, label: `${field.label} › ${choice.label}` }));
  });
  return [...here, ...beyond];
}

/** Does the field lead to one record of one readable entity? */
function isHop(model: ClientModel, field: ClientField): boolean {
  const targets = valueType(field)?.type.traits?.relation === "one" ? targetsOf(field) : [];
  return targets.length === 1 && field.right !== "masked" && !LAST.has(field.name) && model.entities[targets[0]!]?.rights.read === true;
}
