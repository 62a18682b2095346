import { widgetKind, type WidgetKindName } from "../../../widgets/index";
import { definedOnly } from "../../build-field";
import { entityOfDocument } from "../../check-screens";
import { at } from "../../loading";
import type { PartKind } from "../part";
import { checkNamedRoles } from "../named-roles";
import { buildQuery, checkKind, checkQuery, checkSettings, checkTakes, clientQuery } from "../query-part";
import { buildSchedule, checkSchedule } from "../schedule";
import type { ClientReport, ReportModel } from "./model";

export const report: PartKind<"report", ReportModel, ClientReport> = {
  kind: "report",
  addressed: true,
  words: { group: "reports", tree: (body) => new Map([["label", new Map()], ["description", new Map()], ["measures", new Map((body.measures ?? []).map(({ id }) => [id, new Map()]))]]) },
  build: (body, words, pack) => ({
    ...buildQuery(body, words), id: body.id, name: body.name, pack, label: words.label(body.label, "label"), entity: body.entity,
    ...definedOnly({
      description: words.optional(body.description, "description"), icon: body.icon, roles: body.roles, chart: body.chart as WidgetKindName | undefined,
      schedule: body.schedule && { ...buildSchedule(body.schedule), format: body.schedule.format },
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
    if (part.schedule) checkSchedule(loading, part.schedule, roles, at(origin, "schedule"), "report");
  },
  client(part, lens) {
    if (!lens.holds(part.roles)) return undefined;
    const { id, name, pack, label, description, icon, roles: _roles, chart, schedule, ...query } = part;
    const asked = clientQuery(query, chart && widgetKind(chart), lens);
    if (!asked) return undefined;
    return { ...asked, id, name, pack, entity: part.entity, label: lens.text(label), ...definedOnly({ description: lens.optional(description), icon, chart, schedule: schedule && { cron: schedule.cron, timeZone: schedule.timeZone, format: schedule.format } }) };
  },
};
