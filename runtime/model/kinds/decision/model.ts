/** Decision: a table of rules a step of a process asks. */
import type { DecisionDefinition } from "../../../workflow/dmn/decision";
import type { Label } from "../../types";

export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  /** As written; the label in the language of the pack. */
  readonly definition: DecisionDefinition;
}

/** Screens of people need nothing of a table; administrators read the document. */
export type ClientDecision = never;
