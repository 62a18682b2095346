/** Words of dashboards on the screen. A *tile* is a widget with its place; a *spec* is what is shown in one, of a dashboard or a report. */
import type { ClientQuery } from "../../runtime/model/kinds/query-part";
import type { WidgetData } from "../../runtime/widgets/widget";

export interface WidgetProblem {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

export type WidgetAnswer = { readonly data: WidgetData; readonly problem?: undefined } | { readonly problem: WidgetProblem; readonly data?: undefined };

export interface WidgetSpec extends ClientQuery {
  readonly label: string;
  readonly list?: string;
  readonly text?: string;
}

/** What each kind of widget gets to draw itself. */
export interface WidgetViewProps {
  readonly spec: WidgetSpec;
  readonly data: WidgetData;
  /** Address of the records behind some groups; undefined where nothing can be opened. */
  hrefOf(keys: readonly unknown[]): string | undefined;
}
