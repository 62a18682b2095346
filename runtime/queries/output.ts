import type { Sql } from "../fields/storage";
import type { FormulaMoment } from "./formulas";

/** One member of a record in an answer: its columns in the select list and how to read them back. */
export interface Output {
  readonly path: string;
  readonly columns: readonly Sql[];
  /** Value of the output from its own columns; `moment` is the request's clock, for formulas. */
  read(values: readonly unknown[], moment: FormulaMoment): unknown;
}

/** Reads a whole row. */
export type RowReader = (row: readonly unknown[], moment: FormulaMoment) => Record<string, unknown>;
