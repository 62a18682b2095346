/** Timeline: records as bars from one date to another. */
import type { Label } from "../../types";

export interface TimelineModel {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly label: Label;
  readonly start: string;
  /** Of the same type as the start; a date is the last day of the bar. */
  readonly end: string;
  readonly groupBy?: string;
  /** References to records of the same entity that come before. */
  readonly dependencies: readonly string[];
  readonly colorBy?: string;
}

export interface ClientTimeline extends Omit<TimelineModel, "label"> {
  readonly label: string;
}
