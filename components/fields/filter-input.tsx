"use client";
import type { FilterInputProps } from "./contract";
import { uiOf } from "./dispatch";

/** Edits the right side of a filter on any field. */
export function FilterInput(props: FilterInputProps) {
  const Input = uiOf(props.field.type)?.FilterInput;
  return Input ? <Input {...props} /> : null;
}
