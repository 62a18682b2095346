/** Calendar: records on the days of a date field. */
import type { Label } from "../../types";

export interface CalendarModel {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly label: Label;
  /** Date or date-and-time field. */
  readonly start: string;
  /** Field of the same type, or a duration. */
  readonly end?: string;
  readonly titleFields: readonly string[];
  /** Field with choices whose colour an entry takes. */
  readonly colorBy?: string;
}

export interface ClientCalendar extends Omit<CalendarModel, "label"> {
  readonly label: string;
}
