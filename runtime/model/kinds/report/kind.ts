import { Cron } from "croner";
import { widgetKind, type WidgetKindName } from "../../../widgets/index";
import { definedOnly } from "../../build-field";
import { entityOfDocument } from "../../check-screens";
import { at, type Loading } from "../../loading";
import type { Origin } from "../../problem";
import { isTimeZone } from "../../time-zone";
import type { PartKind } from "../part";
import { checkNamedRoles } from "../dashboard/kind";
import { buildQuery, checkKind, checkQuery, checkSettings, checkTakes, clientQuery } from "../query-part";
import type { ClientReport, ReportModel } from "./model";

export const report: PartKind<"report", ReportModel, ClientReport> = {
  kind: "report",
  addressed: true,
  words: { group: "reports", tree: (body) => new Map([["label", new Map()], ["description", new Map()], ["measures", new Map((body.measures ?? []).map(({ id }) => [id, new Map()]))]]) },
  build: (body, words, pack) => ({
    ...buildQuery(body, words), id: body.id, name: body.name, pack, label: words.label(body.label, "label"), entity: body.entity,
    ...definedOnly({
      description: words.optional(body.description, "description"), icon: body.icon, roles: body.roles, chart: body.chart as WidgetKindName | undefined,
      schedule: body.schedule && { cron: body.schedule.cron, timeZone: body.schedule.timeZone ?? "UTC", roles: body.schedule.roles ?? [], people: body.schedule.people ?? [], format: body.schedule.format },
    }),
  }),
  uses: ({ schedule }) => (schedule ? [{ needs: "send", what: "email", steps: ["schedule"] }, { needs: "schedule", steps: ["schedule"] }] : []),
  check(part, origin, { loading, roles }) {
    checkNamedRoles(loading, part.roles, roles, at(origin, "roles"));
    const entity = entityOfDocument(loading, part.entity, origin);
    const lists = part.columns.length > 0;
    if (lists === part.measures.length > 0) loading.problems.add(origin, "either", "A report either lists records or puts them together", 'Give "columns", or "measures" with "groupBy".');
    if (lists && part.groupBy.length > 0) loading.problems.add(at(origin, "groupBy"), "surplus", "A report that lists records has no groups", 'Take "groupBy" away.');
    const chart = part.chart === undefined ? undefined : checkKind(loading, part.chart, at(origin, "chart"));
    if (chart) checkTakes(loading, part, chart, origin);
    if (entity) checkQuery(loading, part, entity, origin);
    if (entity && chart) checkSettings(loading, part, chart, entity, origin);
    if (part.schedule) checkSchedule(loading, part.schedule, roles, at(origin, "schedule"));
  },
  client(part, lens) {
    if (!lens.holds(part.roles)) return undefined;
    const { id, name, pack, label, description, icon, roles: _roles, chart, schedule, ...query } = part;
    const asked = clientQuery(query, chart && widgetKind(chart), lens);
    if (!asked) return undefined;
    return { ...asked, id, name, pack, entity: part.entity, label: lens.text(label), ...definedOnly({ description: lens.optional(description), icon, chart, schedule: schedule && { cron: schedule.cron, timeZone: schedule.timeZone, format: schedule.format } }) };
  },
};

function checkSchedule(loading: Loading, schedule: NonNullable<ReportModel["schedule"]>, roles: ReadonlyMap<string, unknown>, origin: Origin): void {
  checkNamedRoles(loading, schedule.roles, roles, at(origin, "roles"));
  if (schedule.roles.length + schedule.people.length === 0) loading.problems.add(origin, "missing", "The report is sent to nobody", 'Add "roles" or "people".');
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
