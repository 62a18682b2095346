/** Which working calendar the terms of a node go by: its own, that of the activity it sits on, of its lane, of the process. */
import type { WorkingCalendar } from "../../calendars/calendar";
import type { ProcessDefinition } from "../definition/types";

/** The working calendar with a name; undefined when there is none any more: terms are plain time then. */
export type CalendarNamed = (name: string) => WorkingCalendar | undefined;

export const NO_CALENDARS: CalendarNamed = () => undefined;

/** Name of the calendar of a node; undefined: plain time. */
export function calendarNameAt(definition: ProcessDefinition, nodeId: string): string | undefined {
  const node = definition.nodes.find(({ id }) => id === nodeId);
  const host = node?.attachedTo === undefined ? undefined : definition.nodes.find(({ id }) => id === node.attachedTo);
  const own = node?.calendar ?? host?.calendar;
  if (own !== undefined) return own;
  const seen = new Set<string>();
  for (let id = node?.lane ?? host?.lane; id !== undefined && !seen.has(id); ) {
    seen.add(id);
    const lane = definition.lanes?.find((one) => one.id === id);
    if (lane?.calendar !== undefined) return lane.calendar;
    id = lane?.parent;
  }
  return definition.calendar;
}

export function calendarAt(definition: ProcessDefinition, node: string, named: CalendarNamed): WorkingCalendar | undefined {
  const name = calendarNameAt(definition, node);
  return name === undefined ? undefined : named(name);
}
