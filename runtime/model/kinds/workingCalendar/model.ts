/** Working calendar: when work is done. Processes and clocks reckon their terms with it (runtime/calendars). */
import type { CalendarSpec } from "../../../calendars/calendar";
import type { Label } from "../../types";

export interface WorkingCalendarModel {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  readonly description?: string;
  readonly spec: CalendarSpec;
}

/** Screens get moments that are reckoned already; administrators read the document. */
export type ClientWorkingCalendar = never;
