/** Working calendars as they are published now: terms of running instances that begin today go by today's calendar. */
import { workingCalendar } from "../calendars/calendar";
import type { AppModel } from "../model/types";
import type { CalendarNamed } from "../workflow/engine/calendars";

export const calendarsOf = (model: AppModel): CalendarNamed => (name) => {
  const found = model.parts.workingCalendar.find((one) => one.name === name);
  return found && workingCalendar(found.spec);
};
