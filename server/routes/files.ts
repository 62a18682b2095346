/** Files: upload, download, and the files of a record. */
import { buffer } from "node:stream/consumers";
import { attachmentHeader } from "../../runtime/files/name";
import { PDF_BYTES, pdfHasProgram } from "../../runtime/files/pdf-script";
import { previewKind, previewPolicy, previewType } from "../../runtime/files/preview";
import type { ByteRange } from "../../runtime/files/store";
import { FILE_LIMITS } from "../../runtime/files/limits";
import { AppError } from "../../runtime/kernel";
import { label } from "../../runtime/model/accessors";
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

/** A part of the file for players that jump about; one range, whole otherwise. */
function rangeOf(header: string | undefined): (size: number) => ByteRange | undefined {
  return (size) => {
    const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
    if (from === "" && to === "") return undefined;
    const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
    const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
    return start <= end && start < size ? { start, end } : undefined;
  };
}

const WITHHELD = {
  en: "This PDF brings a program along or is too large, so it is not shown here. Download it if you trust whoever it is from.",
  ru: "В этом PDF есть программа, или он слишком велик, поэтому здесь он не показан. Скачайте его, если доверяете тому, от кого он.",
  uk: "У цьому PDF є програма, або він завеликий, тому тут його не показано. Завантажте його, якщо довіряєте тому, від кого він.",
  tr: "Bu PDF bir program içeriyor ya da çok büyük, bu yüzden burada gösterilmiyor. Gönderene güveniyorsanız indirin.",
};

/** Files whose contents were looked through: they never change. */
const looked = new Map<string, boolean>();
const LOOKED = 1000;

async function isHarmless({ runtime, model, ctx, db }: Pick<Call, "runtime" | "model" | "ctx" | "db">, id: string): Promise<boolean> {
  const known = looked.get(id);
  if (known !== undefined) return known;
  const { info, stored } = await runtime.files.open({ model, ctx, db }, id);
  if (info.size > PDF_BYTES) {
    stored.stream.destroy();
    return false;
  }
  const harmless = !pdfHasProgram(await buffer(stored.stream));
  if (looked.size >= LOOKED) looked.delete(looked.keys().next().value!);
  looked.set(id, harmless);
  return harmless;
}

/** Shown inside the product: only contents a browser shows without running anything, and under a policy that lets nothing in. */
async function view({ runtime, model, ctx, db, params, request, reply }: Call<{ id: string }>): Promise<unknown> {
  const { info, stored, range } = await runtime.files.open({ model, ctx, db }, params.id, rangeOf(request.headers.range));
  if (!previewKind(info.mediaType)) {
    stored.stream.destroy();
    throw new AppError("request:unsupportedType", `Files of type ${info.mediaType} are not shown here.`, { remedy: "Download the file." });
  }
  if (previewKind(info.mediaType) === "pdf" && !(await isHarmless({ runtime, model, ctx, db }, params.id))) {
    stored.stream.destroy();
    void reply.header("content-type", "text/plain; charset=utf-8").header("content-security-policy", previewPolicy("text/plain")).header("x-frame-options", "SAMEORIGIN").header("x-content-type-options", "nosniff").send(label(WITHHELD, ctx.language));
    return SENT;
  }
  void reply
    .code(range ? 206 : 200)
    .header("content-type", previewType(info.mediaType))
    .header("content-length", stored.size)
    .header("accept-ranges", "bytes")
    .header("content-disposition", attachmentHeader(info.name).replace(/^attachment/, "inline"))
    .header("content-security-policy", previewPolicy(info.mediaType))
    .header("x-frame-options", "SAMEORIGIN")
    .header("x-content-type-options", "nosniff")
    .header("cross-origin-resource-policy", "same-origin")
    .header("referrer-policy", "no-referrer");
  if (range) void reply.header("content-range", `bytes ${range.start}-${range.end}/${info.size}`);
  void reply.send(stored.stream);
  return SENT;
}

async function filesOfRecord({ runtime, model, ctx, db, params }: Call<{ entity: string; id: string }>): Promise<unknown> {
  const call = { model, ctx, db };
  const inFields = await runtime.files.ofRecord(call, params.entity, params.id);
  const added = await runtime.activity.files(call, params.entity, params.id);
  return { items: [...inFields, ...added.map(({ id, file, ...rest }) => ({ id: file, field: null, attachment: id, ...rest }))] };
}

export const fileRoutes: readonly Route[] = [
  route({
    method: "POST", url: "/files", tag: "Files", summary: "Upload a file; put its id into a record within a day", policy: "signedIn", status: 201, idempotent: false, consumes: ["multipart/form-data"],
    query: { entity: { type: "string", maxLength: 60, description: "With field: the file must fit that field" }, field: { type: "string", maxLength: 60 } },
    handler: upload,
  }),
  route({ method: "GET", url: "/files/:id", produces: ["*/*"], tag: "Files", summary: "Download a file", policy: "signedIn", params: uuidParams("id"), handler: download }),
  route({ method: "GET", url: "/files/:id/view", produces: ["*/*"], tag: "Files", summary: "Show a picture, PDF, film, sound or text in the browser", policy: "signedIn", params: uuidParams("id"), handler: view }),
  route({
    method: "GET", url: "/records/:entity/:id/files", tag: "Files", summary: "Files of a record: those in its fields, then those added to it, its comments and notes (field null)", policy: "signedIn",
    params: { type: "object", properties: { entity: { type: "string", maxLength: 60 }, id: { type: "string", format: "uuid" } }, required: ["entity", "id"] },
    handler: filesOfRecord,
  }),
];
