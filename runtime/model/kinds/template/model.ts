/** Template: the text of a document that is filled in from a record (runtime/documents). */
import type { Piece, TemplateFault } from "../../../expressions/template/parse";
import type { TemplateFormat } from "../../../expressions/template/render";
import type { Label } from "../../types";

export interface TemplateModel {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  /** Name of the entity. */
  readonly entity: string;
  readonly format: TemplateFormat;
  readonly language: string;
  readonly body: TemplateText;
  readonly fileName: TemplateText;
}

/** A text read once. */
export interface TemplateText {
  readonly pieces: readonly Piece[];
  readonly faults: readonly TemplateFault[];
}

export interface ClientTemplate {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly entity: string;
}
