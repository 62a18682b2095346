"use client";
import type { ReactNode } from "react";
import type { ClientField } from "../../runtime/model/client";
import type { CellProps, CellType, LinePlace } from "./contract";
import { fieldCells } from "./cells";
import { TextCell } from "./kinds/common";
import { asResult, ComputedCell } from "./kinds/computed-cell";

/** Shows a value of any field; masked values are texts, whatever the type. */
export function FieldCell(props: CellProps) {
  const Cell = cellOf(props.field);
  return <Cell {...props} />;
}

/** How values of the field are drawn as one line of a list without a component of their own; undefined for those that need theirs. */
export function lineOf(field: ClientField): ((value: unknown, place: LinePlace) => ReactNode) | undefined {
  const shown = cellOf(field) === ComputedCell ? asResult(field) : field;
  const { line } = cellOf(shown);
  return line && ((value, place) => line(shown, value, place));
}

/** A type this build does not know (a newer revision than the page) is shown as text. */
function cellOf({ type, right }: ClientField): CellType {
  return right !== "masked" && Object.hasOwn(fieldCells, type) ? (fieldCells as Record<string, CellType>)[type]! : TextCell;
}
