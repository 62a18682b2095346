/** /metadata/template-preview: a template that is not published yet, filled in from a record as its author may see it. */
import { generateDocument } from "../../runtime/documents/generate";
import { AppError } from "../../runtime/kernel";
import type { Json } from "../../runtime/workflow/definition/types";
import { route, type Call, type Route } from "../route";

interface Wanted {
  readonly template: { readonly name: string };
  readonly record: string;
  readonly variables?: Readonly<Record<string, Json>>;
}

export const documentRoutes: readonly Route[] = [
  route({
    method: "POST", url: "/metadata/template-preview", tag: "metadata", summary: "The document a template would make of a record, as the caller may see it; the template need not be published", policy: { system: "metadata.publish" }, idempotent: false, reads: true, perMinute: 120,
    body: {
      type: "object", additionalProperties: false, required: ["template", "record"],
      properties: { template: { type: "object", required: ["name"], properties: { name: { type: "string", minLength: 1, maxLength: 48 } } }, record: { type: "string", format: "uuid" }, variables: { type: "object", maxProperties: 200 } },
    },
    async handler({ runtime, ctx, db, body }: Call<unknown, unknown, Wanted>) {
      const model = await runtime.publisher.candidate([{ kind: "template", name: body.template.name, document: body.template as never }]);
      const template = model.parts.template.find(({ name }) => name === body.template.name);
      if (!template) throw new AppError("resource:notFound", "There is no such template.", { remedy: "Check its name." });
      return generateDocument(runtime.queries, { model, ctx, db }, template, body.record, body.variables);
    },
  }),
];
