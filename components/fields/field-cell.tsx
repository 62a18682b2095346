"use client";
import type { ComponentType } from "react";
import type { CellProps } from "./contract";
import { fieldCells } from "./cells";
import { TextCell } from "./kinds/common";

/** Shows a value of any field; masked values are texts, whatever the type. */
export function FieldCell(props: CellProps) {
  const Cell = props.field.right === "masked" ? TextCell : cellOf(props.field.type);
  return <Cell {...props} />;
}

/** A type this build does not know (a newer revision than the page) is shown as text. */
function cellOf(type: string): ComponentType<CellProps> {
  return Object.hasOwn(fieldCells, type) ? (fieldCells as Record<string, ComponentType<CellProps>>)[type]! : TextCell;
}
