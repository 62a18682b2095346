/** What all cells of a column have in common, worked out once for a table instead of once for each cell. */
import type { ReactNode } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { LinePlace } from "../fields/contract";
import { lineOf } from "../fields/field-cell";
import { isEditable, isNumeric } from "./list-columns";
import type { ListColumn } from "./list-state";

export interface CellKind {
  readonly column: ListColumn;
  /** Its text is the link to the record. */
  readonly isTitle: boolean;
  readonly editable: boolean;
  /** Distance from the left edge of a pinned column. */
  readonly left: number | undefined;
  readonly look: string;
  /** Look while it is edited. */
  readonly edited: string;
  /** Draws a value into the cell; undefined for types that need a component. */
  readonly draw: ((value: unknown) => ReactNode) | undefined;
}

const LINE = "min-w-0 truncate px-2.5 leading-[35px]";
const EDITED = "z-20 flex h-full min-w-0 items-center overflow-visible bg-inherit px-0.5";
const BOX = "flex h-full min-w-0 items-center px-2.5";

export function cellKinds(entity: ClientEntity, columns: readonly ListColumn[], lefts: readonly (number | undefined)[], place: LinePlace): readonly CellKind[] {
  return columns.map((column, index) => {
    const isTitle = column.path === entity.titleField;
    const line = isTitle ? undefined : lineOf(column.field);
    const numeric = isNumeric(column.field);
    const edge = column.pinned && !columns[index + 1]?.pinned;
    const look = [line ? LINE : BOX, numeric && (line ? "text-right" : "justify-end text-right"), column.pinned && "sticky z-10 bg-inherit", edge && "pinned-edge"].filter(Boolean).join(" ");
    return { column, isTitle, editable: isEditable(entity, column), left: lefts[index], look, edited: column.pinned ? `${EDITED} sticky` : EDITED, draw: line && ((value) => line(value, place)) };
  });
}
