/** Files: upload, download, and the files of a record. */
import { attachmentHeader } from "../../runtime/files/name";
import { FILE_LIMITS } from "../../runtime/files/limits";
import { AppError } from "../../runtime/kernel";
import { missingFile, readForm } from "../multipart";
import { route, SENT, uuidParams, type Call, type Route } from "../route";

async function upload({ runtime, model, ctx, query, request }: Call<unknown, { entity?: string; field?: string }>): Promise<unknown> {
  if ((query.entity === undefined) !== (query.field === undefined)) throw new AppError("query:invalid", "entity and field are given together.", { issues: [{ pointer: query.entity === undefined ? "/entity" : "/field", code: "required", message: "entity and field are given together." }] });
  const field = query.entity === undefined ? undefined : runtime.files.fieldOptions({ model, ctx }, query.entity, query.field!);
  const { file } = await readForm(request, { maxBytes: FILE_LIMITS.bytes, fields: [], take: (name, bytes) => runtime.files.stage(ctx, { name, bytes, field }) });
  if (!file) throw missingFile();
  return file;
}

async function download({ runtime, model, ctx, db, params, reply }: Call<{ id: string }>): Promise<unknown> {
  const { info, stored } = await runtime.files.open({ model, ctx, db }, params.id);
  void reply
    .header("content-type", info.mediaType)
    .header("content-length", stored.size)
    .header("content-disposition", attachmentHeader(info.name))
    // Should a browser show it after all: without scripts, forms, or an origin.
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("x-content-type-options", "nosniff")
    .header("cross-origin-resource-policy", "same-origin")
    .send(stored.stream);
  return SENT;
}

export const fileRoutes: readonly Route[] = [
  route({
    method: "POST", url: "/files", tag: "Files", summary: "Upload a file; put its id into a record within a day", policy: "signedIn", status: 201, idempotent: false, consumes: ["multipart/form-data"],
    query: { entity: { type: "string", maxLength: 60, description: "With field: the file must fit that field" }, field: { type: "string", maxLength: 60 } },
    handler: upload,
  }),
  route({ method: "GET", url: "/files/:id", produces: ["*/*"], tag: "Files", summary: "Download a file", policy: "signedIn", params: uuidParams("id"), handler: download }),
  route({
    method: "GET", url: "/records/:entity/:id/files", tag: "Files", summary: "Files of a record, by field", policy: "signedIn",
    params: { type: "object", properties: { entity: { type: "string", maxLength: 60 }, id: { type: "string", format: "uuid" } }, required: ["entity", "id"] },
    handler: async ({ runtime, model, ctx, db, params }: Call<{ entity: string; id: string }>) => ({ items: await runtime.files.ofRecord({ model, ctx, db }, params.entity, params.id) }),
  }),
];
