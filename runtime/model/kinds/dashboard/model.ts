/** Dashboard: widgets in a grid on tabs, with filters that several of them heed. */
import type { Place } from "../../../widgets/layout";
import type { WidgetKindName } from "../../../widgets/index";
import type { Label } from "../../types";
import type { ClientQuery, QueryModel } from "../query-part";
import type { ClientSchedule, ScheduleModel } from "../schedule";

export interface DashboardFilter {
  readonly id: string;
  readonly label: Label;
  readonly entity: string;
  readonly field: string;
  readonly op: string;
  readonly value?: unknown;
}

export interface WidgetModel extends QueryModel, Place {
  readonly id: string;
  readonly kind: WidgetKindName;
  readonly label: Label;
  readonly text?: Label;
  /** Filter of the dashboard → path of this entity it is applied to. */
  readonly filters: Readonly<Record<string, string>>;
  readonly list?: string;
}

export interface DashboardTab {
  readonly id: string;
  readonly label: Label;
  readonly widgets: readonly WidgetModel[];
}

export interface DashboardModel {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly label: Label;
  readonly description?: Label;
  readonly icon?: string;
  /** On the start page of those it is offered to. */
  readonly default: boolean;
  readonly roles?: readonly string[];
  /** Seconds. */
  readonly refresh?: number;
  /** When it is sent by letter, and to whom. */
  readonly schedule?: ScheduleModel;
  readonly filters: readonly DashboardFilter[];
  readonly tabs: readonly DashboardTab[];
}

export interface ClientDashboardFilter extends Omit<DashboardFilter, "label"> {
  readonly label: string;
}

export interface ClientWidget extends ClientQuery, Place {
  readonly id: string;
  readonly kind: WidgetKindName;
  readonly label: string;
  readonly text?: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly list?: string;
}

export interface ClientDashboard extends Omit<DashboardModel, "label" | "description" | "filters" | "tabs" | "schedule"> {
  readonly label: string;
  readonly description?: string;
  readonly schedule?: ClientSchedule;
  readonly filters: readonly ClientDashboardFilter[];
  readonly tabs: readonly { readonly id: string; readonly label: string; readonly widgets: readonly ClientWidget[] }[];
}
