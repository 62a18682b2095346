/** Tree: records below one another, by a reference to their own entity. */
import type { Label } from "../../types";

export interface TreeModel {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly label: Label;
  /** Reference to the record above. */
  readonly field: string;
  readonly columns: readonly string[];
}

export interface ClientTree extends Omit<TreeModel, "label"> {
  readonly label: string;
}
