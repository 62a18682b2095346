/** Shapes of all parts, by kind. Browser-safe. */
import type { BoardModel, ClientBoard } from "./board/model";
import type { CalendarModel, ClientCalendar } from "./calendar/model";
import type { ClientClock, ClockModel } from "./clock/model";
import type { ClientDashboard, DashboardModel } from "./dashboard/model";
import type { ClientDecision, DecisionModel } from "./decision/model";
import type { ClientNotification, NotificationModel } from "./notification/model";
import type { ClientProcess, ProcessModel } from "./process/model";
import type { ClientReport, ReportModel } from "./report/model";
import type { ClientTemplate, TemplateModel } from "./template/model";
import type { ClientTimeline, TimelineModel } from "./timeline/model";
import type { ClientTree, TreeModel } from "./tree/model";
import type { ClientWorkingCalendar, WorkingCalendarModel } from "./workingCalendar/model";

export interface PartModels {
  readonly board: BoardModel;
  readonly calendar: CalendarModel;
  readonly timeline: TimelineModel;
  readonly tree: TreeModel;
  readonly dashboard: DashboardModel;
  readonly report: ReportModel;
  readonly notification: NotificationModel;
  readonly process: ProcessModel;
  readonly decision: DecisionModel;
  readonly workingCalendar: WorkingCalendarModel;
  readonly clock: ClockModel;
  readonly template: TemplateModel;
}

export interface ClientPartModels {
  readonly board: ClientBoard;
  readonly calendar: ClientCalendar;
  readonly timeline: ClientTimeline;
  readonly tree: ClientTree;
  readonly dashboard: ClientDashboard;
  readonly report: ClientReport;
  readonly notification: ClientNotification;
  readonly process: ClientProcess;
  readonly decision: ClientDecision;
  readonly workingCalendar: ClientWorkingCalendar;
  readonly clock: ClientClock;
  readonly template: ClientTemplate;
}

export type PartKindName = keyof PartModels;
/** Kind → its parts, in the order of packs and paths. */
export type Parts = { readonly [K in PartKindName]: readonly PartModels[K][] };
export type ClientParts = { readonly [K in PartKindName]: readonly ClientPartModels[K][] };
