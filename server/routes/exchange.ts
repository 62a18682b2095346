/** Import, export, and the jobs that imports are. */
import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { exportRecords, type ExportFormat } from "../../runtime/exchange/export";
import { askUndo, cancelJob, errorRows, jobView, listJobs, loadJob } from "../../runtime/exchange/jobs";
import { EXCHANGE_LIMITS } from "../../runtime/exchange/limits";
import { parseOptions, type ImportOptions } from "../../runtime/exchange/plan";
import { tableKind } from "../../runtime/exchange/read";
import { dropFile, stagedFile } from "../../runtime/exchange/source";
import { csvCell } from "../../runtime/exchange/write-csv";
import { attachmentHeader } from "../../runtime/files/name";
import type { ImportFile } from "../../runtime/exchange/imports";
import { jsonField, missingFile, readForm } from "../multipart";
import { route, SENT, uuidParams, type Call, type JsonSchema, type Route } from "../route";
import { withList } from "./records";
import { LIST_PARAMETERS, listQuery, type ListParameters } from "./query-input";

type EntityCall<Q = unknown> = Call<{ entity: string }, Q>;

const entityParams: JsonSchema = { type: "object", properties: { entity: { type: "string", maxLength: 60 } }, required: ["entity"] };

/** The file and options of an import request; the file may have come with a preview before. */
async function importForm(call: EntityCall): Promise<{ file: ImportFile; options: ImportOptions }> {
  const { runtime, ctx, request, model, params, db } = call;
  runtime.imports.allow({ model, ctx }, params.entity);
  const { file, fields } = await readForm(request, { maxBytes: EXCHANGE_LIMITS.importBytes, fields: ["options"], take: (name, bytes) => runtime.files.stage(ctx, { name, bytes, maxBytes: EXCHANGE_LIMITS.importBytes, kindOf: tableKind }) });
  return orDrop(call, file, async () => {
    const options = parseOptions(jsonField(fields["options"]));
    const known = file ?? (options.file === undefined ? undefined : await stagedFile(db, ctx, options.file));
    if (!known) throw missingFile();
    return { file: known, options };
  });
}

/** A file that turns out to be of no use does not wait a day to be forgotten. */
async function orDrop<T>({ db }: EntityCall, file: ImportFile | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (file) await dropFile(db, file.id);
    throw error;
  }
}

async function startImport(call: EntityCall): Promise<unknown> {
  const { file, options } = await importForm(call);
  return orDrop(call, options.file === undefined ? file : undefined, async () => jobView(await call.runtime.imports.start({ model: call.model, ctx: call.ctx }, call.params.entity, file, options)));
}

async function previewImport(call: EntityCall): Promise<unknown> {
  const { file, options } = await importForm(call);
  return orDrop(call, options.file === undefined ? file : undefined, () => call.runtime.imports.preview({ model: call.model, ctx: call.ctx }, call.params.entity, file, options));
}

interface ExportParameters extends Omit<ListParameters, "limit" | "cursor" | "count"> {
  ids?: boolean;
  recordId?: boolean;
  header?: "label" | "name";
  separator?: "comma" | "semicolon" | "tab";
  bom?: boolean;
}

const SEPARATORS = { comma: ",", semicolon: ";", tab: "\t" } as const;

async function exportFile({ runtime, model, ctx, db, params, query, reply }: Call<{ entity: string; format: ExportFormat }, ExportParameters>): Promise<unknown> {
  const list = withList(model, params.entity, query.list, listQuery(query));
  const fields = query.recordId === false ? list.fields?.filter((name) => name !== "id") : list.fields;
  const file = await exportRecords(runtime.queries, { model, ctx, db }, params.entity, params.format, { ...list, fields }, { ids: query.ids, header: query.header, bom: query.bom, separator: SEPARATORS[query.separator ?? "comma"] });
  void reply.header("content-type", file.mediaType).header("content-disposition", attachmentHeader(file.fileName)).header("x-content-type-options", "nosniff").send(Readable.from(file.chunks));
  return SENT;
}

/** One line for each finding, with what the file says there. */
async function errorsFile({ runtime, ctx, db, params, reply }: Call<{ id: string }>): Promise<unknown> {
  await loadJob(db, ctx.principal, params.id);
  async function* lines(): AsyncGenerator<string> {
    yield `\ufeff${stringify([["line", "column", "field", "code", "message", "remedy", "value"]], { record_delimiter: "windows" })}`;
    for await (const { line, issues } of errorRows(runtime.db, params.id))
      yield stringify(issues.map((issue) => [String(line), issue.column ?? "", issue.pointer.slice(1), issue.code, issue.message, issue.remedy ?? "", issue.value ?? ""].map(csvCell)), { record_delimiter: "windows" });
  }
  void reply.header("content-type", "text/csv; charset=utf-8").header("content-disposition", attachmentHeader("errors.csv")).header("x-content-type-options", "nosniff").send(Readable.from(lines()));
  return SENT;
}

const { limit: _limit, cursor: _cursor, count: _count, ...EXPORT_LIST } = LIST_PARAMETERS;
const form = { consumes: ["multipart/form-data"], idempotent: false } as const;

export const exchangeRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/export/:entity.:format", produces: ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json"], tag: "Import and export", summary: "All records of a query as CSV, XLSX or JSON", policy: "signedIn", perMinute: 60,
    params: { type: "object", properties: { entity: { type: "string", maxLength: 60 }, format: { enum: ["csv", "xlsx", "json"] } }, required: ["entity", "format"] },
    query: {
      ...EXPORT_LIST, ids: { type: "boolean", default: false, description: "A second column with the ids of each reference" }, recordId: { type: "boolean", default: true, description: "A first column with the id of the record, by which an import finds it again" }, header: { enum: ["label", "name"], default: "label" },
      separator: { enum: ["comma", "semicolon", "tab"], default: "comma", description: "CSV only" }, bom: { type: "boolean", default: true, description: "CSV only: begin with a byte order mark, as Excel wants it" },
    },
    handler: exportFile,
  }),
  route({ method: "POST", url: "/import/:entity/preview", tag: "Import and export", summary: "What a file holds and how its columns could be mapped", policy: "signedIn", params: entityParams, perMinute: 60, ...form, handler: previewImport }),
  route({ method: "POST", url: "/import/:entity", tag: "Import and export", summary: "Import records from CSV, XLSX or JSON: a file and options as JSON", policy: "signedIn", params: entityParams, status: 202, perMinute: 60, ...form, handler: startImport }),
  route({
    method: "GET", url: "/jobs", tag: "Import and export", summary: "One's own jobs, the newest first", policy: "signedIn", query: { limit: { type: "integer", minimum: 1, maximum: 200, default: 50 } },
    handler: async ({ ctx, db, query }: Call<unknown, { limit?: number }>) => ({ items: (await listJobs(db, ctx.principal, query.limit ?? 50)).map(jobView) }),
  }),
  route({ method: "GET", url: "/jobs/:id", tag: "Import and export", summary: "A job and how far it is", policy: "signedIn", params: uuidParams("id"), handler: async ({ ctx, db, params }: Call<{ id: string }>) => jobView(await loadJob(db, ctx.principal, params.id)) }),
  route({
    method: "GET", url: "/jobs/:id/findings", tag: "Import and export", summary: "The first rows with something wrong, with all their cells", policy: "signedIn", params: uuidParams("id"), perMinute: 60, query: { limit: { type: "integer", minimum: 1, maximum: 200, default: 50 } },
    handler: async ({ runtime, ctx, params, query }: Call<{ id: string }, { limit?: number }>) => runtime.imports.findings(ctx, params.id, query.limit ?? 50),
  }),
  route({ method: "GET", url: "/jobs/:id/errors.csv", produces: ["text/csv"], tag: "Import and export", summary: "What was wrong, line by line", policy: "signedIn", params: uuidParams("id"), handler: errorsFile }),
  route({ method: "POST", url: "/jobs/:id/cancel", tag: "Import and export", summary: "Stop a job; what it saved stays", policy: "signedIn", params: uuidParams("id"), handler: async ({ ctx, db, params }: Call<{ id: string }>) => jobView(await cancelJob(db, ctx.principal, params.id)) }),
  route({
    method: "POST", url: "/jobs/:id/undo", tag: "Import and export", summary: "Take an import back", policy: "signedIn", params: uuidParams("id"), status: 202,
    handler: async ({ runtime, ctx, db, params }: Call<{ id: string }>) => {
      const job = jobView(await askUndo(db, ctx, params.id));
      runtime.imports.wake();
      return job;
    },
  }),
];
