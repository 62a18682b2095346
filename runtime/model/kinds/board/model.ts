/** Board: records as cards in the columns of a field with choices. */
import type { Label } from "../../types";

export interface BoardModel {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly label: Label;
  /** Field whose choices are the columns. */
  readonly field: string;
  /** Field summed in the head of each column. */
  readonly total?: string;
  readonly cardFields: readonly string[];
  /** Field that divides the board into lanes across the columns. */
  readonly lanes?: string;
  /** Choice → how many cards its column should hold at most. */
  readonly limits: Readonly<Record<string, number>>;
}

export interface ClientBoard extends Omit<BoardModel, "label"> {
  readonly label: string;
}
