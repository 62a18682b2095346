/** Report: a kept question, shown as a table and a chart, and sent at times. */
import type { WidgetKindName } from "../../../widgets/index";
import type { Label } from "../../types";
import type { ClientQuery, QueryModel } from "../query-part";
import type { ScheduleModel } from "../schedule";

export interface ReportSchedule extends ScheduleModel {
  readonly format: "html" | "csv" | "xlsx";
}

export interface ReportModel extends QueryModel {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly label: Label;
  readonly description?: Label;
  readonly icon?: string;
  readonly roles?: readonly string[];
  readonly entity: string;
  /** Kind of widget above the table. */
  readonly chart?: WidgetKindName;
  readonly schedule?: ReportSchedule;
}

export interface ClientReport extends ClientQuery {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: string;
  readonly entity: string;
  readonly chart?: WidgetKindName;
  /** When it is sent; to whom is nobody's business here. */
  readonly schedule?: Pick<ReportSchedule, "cron" | "timeZone" | "format">;
}
