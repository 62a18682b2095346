/** Schedule of something that is sent by letter: a report, a dashboard. */
import { Cron } from "croner";
import { at, type Loading } from "../loading";
import type { Origin } from "../problem";
import { isTimeZone } from "../time-zone";
import { checkNamedRoles } from "./named-roles";

export interface ScheduleModel {
  readonly cron: string;
  readonly timeZone: string;
  readonly roles: readonly string[];
  /** E-mail addresses of users. */
  readonly people: readonly string[];
}

/** When it is sent; to whom is nobody's business on a screen. */
export type ClientSchedule = Pick<ScheduleModel, "cron" | "timeZone">;

type ScheduleBody = Pick<ScheduleModel, "cron"> & Partial<ScheduleModel>;

export const buildSchedule = ({ cron, timeZone = "UTC", roles = [], people = [] }: ScheduleBody): ScheduleModel => ({ cron, timeZone, roles, people });

export function checkSchedule(loading: Loading, schedule: ScheduleModel, roles: ReadonlyMap<string, unknown>, origin: Origin, what: string): void {
  checkNamedRoles(loading, schedule.roles, roles, at(origin, "roles"));
  if (schedule.roles.length + schedule.people.length === 0) loading.problems.add(origin, "missing", `The ${what} is sent to nobody`, 'Add "roles" or "people".');
  if (!isTimeZone(schedule.timeZone)) return loading.problems.add(at(origin, "timeZone"), "timeZone", `There is no time zone "${schedule.timeZone}"`, 'Write it like "Europe/Kyiv".');
  if (!isCron(schedule.cron)) loading.problems.add(at(origin, "cron"), "cron", `"${schedule.cron}" is no schedule`, 'Write minute, hour, day, month and weekday, for example "0 8 * * 1".');
}

/** Five parts: nothing is sent more often than once a minute. */
function isCron(pattern: string): boolean {
  if (pattern.trim().split(/\s+/).length !== 5) return false;
  try {
    return new Cron(pattern, { paused: true }).nextRun() !== null;
  } catch {
    // croner tells by throwing.
    return false;
  }
}
