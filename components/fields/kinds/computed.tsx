"use client";
import type { FilterInputProps } from "../contract";
import { useFieldParts } from "../parts";
import { asResult } from "./computed-cell";

export function ComputedFilter(props: FilterInputProps) {
  const { FilterInput } = useFieldParts();
  return <FilterInput {...props} field={asResult(props.field)} />;
}
