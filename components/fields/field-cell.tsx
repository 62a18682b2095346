"use client";
import type { CellProps } from "./contract";
import { uiOf } from "./dispatch";
import { TextCell } from "./kinds/common";

/** Shows a value of any field; masked values are texts, whatever the type. */
export function FieldCell(props: CellProps) {
  const Cell = props.field.right === "masked" ? TextCell : (uiOf(props.field.type)?.Cell ?? TextCell);
  return <Cell {...props} />;
}
