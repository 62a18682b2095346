/**
 * formula: a value computed from the record by a FEEL text. *stored* ones are kept in columns and may be filtered, sorted and indexed;
 * *virtual* ones (the default) are computed when read and know neither. Made by a function, because it is built out of the result types.
 */
import type { FieldType } from "../field";
import { delegateTo, derivedType, type Delegate, type ResultType, type ResultTypes } from "../families/derived";

export interface FormulaOptions {
  /** Type of the value. */
  readonly result: ResultType;
  /** FEEL, e.g. "total - cost". */
  readonly formula: string;
  readonly stored?: boolean;
  readonly precision?: number;
  readonly scale?: number;
}

export const formulaDelegate = (options: FormulaOptions): Delegate => delegateTo(options.result, options);

export const formulaType = (types: ResultTypes): FieldType<unknown, FormulaOptions> =>
  derivedType<FormulaOptions>({
    name: "formula", icon: "sigma", label: "Formula", storage: "computed", types,
    delegate: formulaDelegate,
    traits: { computation: "formula", storage: (options) => (options.stored ? "columns" : "computed") },
  });
