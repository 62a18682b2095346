/** A document out of a template: its text, and what the file is called. */
import { pathsIn } from "../expressions/template/parse";
import { renderTemplate, TemplateError, type TemplateFormat } from "../expressions/template/render";
import type { Json } from "../expressions/formula";
import { AppError } from "../kernel/errors";
import type { TemplateModel } from "../model/kinds/template/model";
import type { Queries, QueryContext } from "../queries";
import { readFacts, wantedOf, wordsOf } from "./facts";

export interface GeneratedDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

const KINDS: Readonly<Record<TemplateFormat, { readonly mediaType: string; readonly extension: string }>> = {
  html: { mediaType: "text/html", extension: "html" }, markdown: { mediaType: "text/markdown", extension: "md" }, text: { mediaType: "text/plain", extension: "txt" },
};

/** @throws AppError record:notFound, query:invalid, input:invalid when a formula of the template fails; in plain words. */
export async function generateDocument(queries: Queries, query: QueryContext, template: TemplateModel, recordId: string, variables: Readonly<Record<string, Json>> = {}): Promise<GeneratedDocument> {
  const entity = query.model.entities.get(template.entity);
  if (!entity) throw new AppError("entity:notFound", `There is no entity “${template.entity}” any more.`, { remedy: "Mend the template." });
  const paths = [template.body, template.fileName].flatMap(({ pieces }) => pathsIn(pieces).map(({ path }) => path));
  const below = (name: string) => paths.flatMap(([first, ...rest]) => (first === name && rest.length > 0 ? [rest] : []));
  const words = wantedOf(below("words"));
  const record = await readFacts({ queries, query }, entity, recordId, wantedOf([...below("record"), ...[...words.keys()].map((name) => [name])]));
  const { language, format } = template;
  const filling = { values: { ...variables, record, words: wordsOf(entity, record, words, language) }, now: query.ctx.now, timeZone: query.ctx.timeZone, language };
  const { mediaType, extension } = KINDS[format];
  try {
    const name = renderTemplate(template.fileName.pieces, { ...filling, format: "text" }).replace(/\s+/g, " ").trim().slice(0, 150) || "document";
    const text = renderTemplate(template.body.pieces, { ...filling, format });
    return { name: `${name}.${extension}`, mediaType, text: format === "html" ? page(name, language, text) : text };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new AppError("input:invalid", error.message, { remedy: error.remedy, issues: [{ pointer: "/template", code: "template", message: error.message, remedy: error.remedy }] });
  }
}

const LOOK = "body{font:11pt/1.5 system-ui,sans-serif;color:#111;max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}thead{display:table-header-group}tr{break-inside:avoid}@page{margin:18mm}@media print{body{margin:0;max-width:none;padding:0}}";

/** The policy keeps a page from running or fetching anything wherever it is opened. */
const page = (title: string, language: string, body: string): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width"><title>${title.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)}</title><style>${LOOK}</style></head><body>
${body}
</body></html>
`;
