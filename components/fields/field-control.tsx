"use client";
import { NoControl } from "./kinds/common";
import type { ControlProps } from "./contract";
import { uiOf } from "./dispatch";

/** Edits a value of any field. */
export function FieldControl(props: ControlProps) {
  const Control = uiOf(props.field.type)?.Control ?? NoControl;
  return <Control {...props} />;
}
