"use client";
import { valueType } from "../../../runtime/forms/scope";
import type { ClientField } from "../../../runtime/model/client";
import type { CellProps } from "../contract";
import { useFieldParts } from "../parts";

/** A computed field looks and filters like a field of its result's type. */
export function asResult(field: ClientField): ClientField {
  const result = valueType(field);
  return result ? { ...field, type: result.type.name, options: result.options as ClientField["options"] } : field;
}

export function ComputedCell(props: CellProps) {
  const { Cell } = useFieldParts();
  return <Cell {...props} field={asResult(props.field)} />;
}
