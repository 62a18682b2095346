/** The document of a template as its editor changes it. */
import type { TemplateFormat } from "../../runtime/expressions/template/render";

export interface TemplateDocument {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly entity: string;
  readonly format: TemplateFormat;
  readonly language?: string;
  readonly fileName?: string;
  readonly body: string;
}

export const FORMATS: readonly TemplateFormat[] = ["html", "markdown", "text"];

/** Of no entity yet: it is chosen first. */
export const newTemplate = (name: string, label: string): TemplateDocument => ({ id: name, name, label, entity: "", format: "html", body: `<h1>${label.replace(/[<>&{}]/g, "")}</h1>\n<p>{{record.id}}</p>\n` });
