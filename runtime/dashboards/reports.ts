/** Reports as the API sees them. A report that is not offered to the caller is answered like one that does not exist. */
import { AppError } from "../kernel/errors";
import type { Export } from "../exchange/export";
import type { CsvStyle } from "../exchange/write-csv";
import { partKinds } from "../model/kinds";
import type { ClientReport } from "../model/kinds/report/model";
import type { Queries, QueryContext } from "../queries";
import { widgetKind } from "../widgets/index";
import type { WidgetData, WidgetKind } from "../widgets/widget";
import { widgetData } from "./answer";
import { callerLens } from "./dashboards";
import { fileOf, type FileFormat } from "./files";

/** Records are shown as a table, groups by their chart, or crossed when there is none. */
export const kindOfReport = (report: Pick<ClientReport, "columns" | "chart">): WidgetKind => widgetKind(report.columns.length > 0 ? "table" : (report.chart ?? "pivot"));

/** Groups and records on the page of a report; a file holds all records. */
const SHOWN = 200;

export function createReports({ queries }: { readonly queries: Queries }) {
  const offered = (call: Pick<QueryContext, "model" | "ctx">): readonly ClientReport[] => {
    const lens = callerLens(call);
    return call.model.parts.report.flatMap((part) => partKinds.report.client(part, lens) ?? []);
  };
  const find = (call: Pick<QueryContext, "model" | "ctx">, name: string): ClientReport => {
    const found = offered(call).find((report) => report.name === name);
    if (!found) throw new AppError("resource:notFound", `There is no report "${name.slice(0, 60)}", or it is not offered to you.`, { remedy: "See GET /api/v1/reports." });
    return found;
  };
  return {
    offered,
    find,
    /** @throws AppError resource:notFound, and those of the gateway. */
    data: async (call: QueryContext, name: string): Promise<WidgetData> => {
      const report = find(call, name);
      return widgetData(queries, call, kindOfReport(report), { ...report, limit: report.limit ?? SHOWN }, []);
    },
    /** @throws AppError also right:missing without the right to export. */
    file: async (call: QueryContext, name: string, format: FileFormat, style?: CsvStyle): Promise<Export> => {
      const report = find(call, name);
      return fileOf(queries, call, { name: report.name, kind: kindOfReport(report), query: { ...report, limit: report.limit ?? SHOWN }, chosen: [] }, format, style);
    },
  };
}

export type Reports = ReturnType<typeof createReports>;
