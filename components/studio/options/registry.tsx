"use client";
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import type { FieldTypeName } from "../../../runtime/fields/index";
import { ChoicesOptions } from "./choices-options";
import type { OptionsProps } from "./context";
import { RollupOptions } from "./rollup-options";
import { LinesOptions, TargetOptions } from "./target-options";

interface OptionsEditor {
  readonly Editor: ComponentType<OptionsProps>;
  /** Options it edits; the rest is in the generated form. */
  readonly edits: readonly string[];
}

/** Brings the compiler of formulas along, so it is loaded when a formula is written. */
const FormulaOptions = dynamic(() => import("./formula-options"), { ssr: false });

/** Types whose most important options deserve an editor of their own, shown with the field at once. */
export const OPTION_EDITORS: Readonly<Partial<Record<FieldTypeName, OptionsEditor>>> = {
  select: { Editor: ChoicesOptions, edits: ["choices"] },
  multiSelect: { Editor: ChoicesOptions, edits: ["choices"] },
  reference: { Editor: TargetOptions, edits: ["entity", "filter"] },
  references: { Editor: TargetOptions, edits: ["entity"] },
  children: { Editor: LinesOptions, edits: ["entity", "field"] },
  formula: { Editor: FormulaOptions, edits: ["formula", "result"] },
  rollup: { Editor: RollupOptions, edits: ["entity", "via", "function", "field", "children", "where"] },
};
