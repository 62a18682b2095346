/**
 * Changes of a report document: pure functions. A report is either a *listing* (columns of each record) or a *summary* (numbers by
 * groups, with a chart or without).
 */
import type { ClientEntity } from "../../../runtime/model/client";
import { fitWidget, type DraftDashboard, type DraftWidget } from "../../dashboards/builder/document";
import type { DraftSchedule } from "../../dashboards/builder/schedule";

export const REPORT_CHARTS = ["bar", "line", "area", "pie", "funnel"] as const;
export type ReportChart = (typeof REPORT_CHARTS)[number];

/** Sent as a table in the letter, or as a file with it. */
export interface ReportSchedule extends DraftSchedule {
  readonly format: "html" | "csv" | "xlsx";
}

type Asked = Pick<DraftWidget, "entity" | "filter" | "measures" | "groupBy" | "columns" | "sort" | "limit">;

export interface DraftReport extends Asked {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: string;
  readonly roles?: readonly string[];
  readonly chart?: ReportChart;
  readonly schedule?: ReportSchedule;
}

/** What is asked for, as a table, a chart, or crossed. */
export type ReportShape = "table" | "pivot" | ReportChart;

export const shapeOf = (report: Pick<DraftReport, "columns" | "chart">): ReportShape => ((report.columns?.length ?? 0) > 0 ? "table" : (report.chart ?? "pivot"));

/** The report as a widget, so that the settings of widgets serve it, too. */
export function widgetOf(report: DraftReport, shape: ReportShape = shapeOf(report)): DraftWidget {
  const { entity, filter, measures, groupBy, columns, sort, limit, label } = report;
  return { id: shape, kind: shape, label, x: 0, y: 0, width: 12, height: 4, ...definedOnly({ entity, filter, measures, groupBy, columns, sort, limit }) };
}

/** The report with what a widget was made to ask. */
export function withWidget(report: DraftReport, widget: DraftWidget): DraftReport {
  const { entity: _e, filter: _f, measures: _m, groupBy: _g, columns: _c, sort: _s, limit: _l, chart: _chart, ...rest } = report;
  const { entity, filter, measures, groupBy, columns, sort, limit, kind } = widget;
  const chart = REPORT_CHARTS.find((one) => one === kind);
  return { ...rest, ...definedOnly({ entity, filter, measures, groupBy, columns, sort, limit, chart }) };
}

/** The report in another shape, or over another entity: what still fits is kept, what is needed is put in. */
export const reshape = (report: DraftReport, shape: ReportShape, entity: ClientEntity): DraftReport => withWidget(report, fitWidget(widgetOf(report), shape, entity));

/** Rows of a preview; the report itself shows more. */
const PREVIEW = 100;

/** A dashboard that shows what the report would show. */
export function previewOf(report: DraftReport): DraftDashboard {
  const shape = shapeOf(report);
  const limited = { ...report, limit: Math.min(report.limit ?? PREVIEW, PREVIEW) };
  const table = widgetOf(limited, shape === "table" ? "table" : "pivot");
  const widgets = REPORT_CHARTS.some((chart) => chart === shape) ? [widgetOf(limited), { ...table, y: 4 }] : [table];
  return { id: "preview", name: "preview", label: report.label, tabs: [{ id: "main", label: report.label, widgets }] };
}

function definedOnly<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}
