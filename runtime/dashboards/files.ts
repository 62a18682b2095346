/** Widgets and reports as files. What leaves the house needs the right to export, and holds what the exporting roles show. */
import { exportRecords, type Export, type ExportFormat } from "../exchange/export";
import { writeCsv, type CsvStyle } from "../exchange/write-csv";
import { writeXlsx } from "../exchange/write-xlsx";
import type { Leaf } from "../expressions/condition";
import { AppError } from "../kernel/errors";
import { actingBy } from "../kernel/principal";
import type { ClientQuery } from "../model/kinds/query-part";
import { readableEntity, type Queries, type QueryContext } from "../queries";
import { readingOf } from "../queries/caller";
import { together, type WidgetKind } from "../widgets/widget";
import { widgetData } from "./answer";
import { tableOf } from "./table";

export const FILE_FORMATS = ["csv", "xlsx"] as const satisfies readonly ExportFormat[];
export type FileFormat = (typeof FILE_FORMATS)[number];

const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = { csv: "text/csv; charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

export interface FileQuery {
  /** First part of the file's name. */
  readonly name: string;
  readonly kind: WidgetKind;
  readonly query: ClientQuery;
  readonly chosen: readonly Leaf[];
}

/** @throws AppError right:missing, entity:notFound, and those of the gateway; all before the first byte. */
export async function fileOf(queries: Queries, call: QueryContext, { name, kind, query, chosen }: FileQuery, format: FileFormat, style: CsvStyle = {}): Promise<Export> {
  const { entity: entityName } = query;
  if (entityName === undefined) throw new AppError("state:wrong", "There are no data to take out.", { remedy: "Choose a widget with records." });
  const fileName = `${name}-${call.ctx.now.toISOString().slice(0, 10)}.${format}`;
  if (kind.takes.records) {
    const file = await exportRecords(queries, call, entityName, format, { fields: query.columns, sort: query.sort.length ? query.sort : undefined, filter: together([query.filter, ...chosen]) }, style);
    return { ...file, fileName };
  }
  const whole = readingOf(call.model, call.ctx.principal);
  const entity = readableEntity(whole, entityName);
  if (!whole.access(entityName).canExport) throw new AppError("right:missing", `You may not export records of ${entityName}.`, { remedy: "Ask an administrator for the right." });
  const exporting: QueryContext = { ...call, ctx: { ...call.ctx, principal: actingBy(call.ctx.principal, "export", entityName) } };
  const { columns, rows } = tableOf(exporting, entity, query, await widgetData(queries, exporting, kind, query, chosen));
  async function* pages() {
    yield rows;
  }
  return { mediaType: MEDIA_TYPES[format], fileName, chunks: format === "csv" ? writeCsv(columns, pages(), style) : writeXlsx(columns, pages(), call.ctx.timeZone) };
}
