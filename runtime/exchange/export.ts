/**
 * Exports: all records of a query as a stream. Pages come through the gateway as the caller, so an export shows exactly what his
 * lists show of the rows and fields his exporting roles give; they are not one moment in time, records changed meanwhile may be of either state.
 */
import { AppError } from "../kernel/errors";
import { actingBy } from "../kernel/principal";
import { QUERY_LIMITS, readableEntity, type ListQuery, type Queries, type QueryContext } from "../queries";
import { readingOf } from "../queries/caller";
import { exportColumns, type ExportColumn } from "./columns";
import { EXCHANGE_LIMITS } from "./limits";
import { writeCsv, type CsvStyle } from "./write-csv";
import { writeJson } from "./write-json";
import { writeXlsx } from "./write-xlsx";

export const EXPORT_FORMATS = ["csv", "xlsx", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportOptions extends CsvStyle {
  /** A second column with the ids of each reference. */
  readonly ids?: boolean;
  /** Head columns with labels in the caller's language (the default) or with names. */
  readonly header?: "label" | "name";
}

export interface Export {
  readonly mediaType: string;
  readonly fileName: string;
  readonly chunks: AsyncIterable<Uint8Array | string>;
}

const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json; charset=utf-8",
};

export type Records = AsyncIterable<readonly Record<string, unknown>[]>;

/** @throws AppError entity:notFound, right:missing, query:invalid, limit:exceeded; all before the first byte. */
export async function exportRecords(queries: Queries, query: QueryContext, entityName: string, format: ExportFormat, list: ListQuery, options: ExportOptions = {}): Promise<Export> {
  const { model, ctx } = query;
  const whole = readingOf(model, ctx.principal);
  const entity = readableEntity(whole, entityName);
  if (!whole.access(entityName).canExport) throw new AppError("right:missing", `You may not export records of ${entityName}.`, { remedy: "Ask an administrator for the right." });
  const exporting: QueryContext = { ...query, ctx: { ...ctx, principal: actingBy(ctx.principal, "export", entityName) } };
  const reading = readingOf(model, exporting.ctx.principal);
  const columns = exportColumns(reading, entity, list.fields, ctx.language, options);
  const everything: ListQuery = { ...list, fields: [...new Set(["id", ...columns.map((column) => column.path)])].slice(0, QUERY_LIMITS.fields), limit: QUERY_LIMITS.limit, cursor: undefined };
  const first = await queries.list(exporting, entityName, { ...everything, count: "exact" });
  if (first.total! > EXCHANGE_LIMITS.rows) throw new AppError("limit:exceeded", `${first.total!.toLocaleString("en")} records fit; at most ${EXCHANGE_LIMITS.rows.toLocaleString("en")} are exported at once.`, { remedy: "Narrow the filter and export in parts." });
  async function* pages(): Records {
    for (let page = first, rows = first.items.length; ; rows += page.items.length) {
      yield page.items;
      if (page.nextCursor === null || rows >= EXCHANGE_LIMITS.rows) return;
      page = await queries.list(exporting, entityName, { ...everything, count: "none", cursor: page.nextCursor });
    }
  }
  return { mediaType: MEDIA_TYPES[format], fileName: `${entity.name}-${ctx.now.toISOString().slice(0, 10)}.${format}`, chunks: write(format, columns, pages(), options, ctx.timeZone) };
}

function write(format: ExportFormat, columns: readonly ExportColumn[], pages: Records, options: ExportOptions, timeZone: string): AsyncIterable<Uint8Array | string> {
  if (format === "csv") return writeCsv(columns, pages, options);
  return format === "json" ? writeJson(columns, pages) : writeXlsx(columns, pages, timeZone);
}
