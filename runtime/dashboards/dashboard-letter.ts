/** The letter of a scheduled dashboard: every widget of every tab as its reader would see it, in his language and zone, at the time it is written. */
import type { Mail } from "../mail/mailer";
import type { MailTask } from "../mail/outbox";
import type { ClientWidget } from "../model/kinds/dashboard/model";
import type { QueryContext } from "../queries";
import type { Dashboards, WidgetAnswer } from "./dashboards";
import { callOf, nameOf, oneLine, type LetterDeps } from "./letter";
import { compose, escape, numberInLetter, paragraph, prose, tableInLetter, type LetterParts } from "./letter-body";

export interface DashboardLetterDeps extends Omit<LetterDeps, "reports"> {
  readonly dashboards: Dashboards;
}

/** Rows of one widget; the rest is behind the link. */
const ROWS = 20;

/** The letter, or undefined when the dashboard is not (any more) offered to the reader. */
export async function writeDashboardLetter(deps: DashboardLetterDeps, task: Extract<MailTask, { kind: "dashboard" }>): Promise<Mail | undefined> {
  const reader = await deps.actAs(task.userId);
  if (!reader) return undefined;
  const call = callOf(deps, reader);
  const dashboard = deps.dashboards.offered(call).find(({ name }) => name === task.dashboard);
  if (!dashboard) return undefined;
  const answers = await deps.dashboards.data(call, dashboard.name, {});
  const parts = dashboard.tabs.flatMap((tab) => [
    ...(dashboard.tabs.length > 1 ? [heading(tab.label, 2)] : []),
    ...[...tab.widgets].sort((a, b) => a.y - b.y || a.x - b.x).flatMap((widget) => [heading(widget.label, 3), inLetter(call, widget, answers[widget.id])]),
  ]);
  const { label, description } = dashboard;
  const frame = { name: nameOf(reader.principal), label, description, link: `${deps.origin()}/dashboards/${dashboard.name}`, open: "openDashboard", why: "whyDashboard" } as const;
  return { to: reader.email, subject: oneLine(label), ...compose(call.ctx, frame, { body: parts.flatMap(({ body }) => body), html: parts.map(({ html }) => html).join("") }) };
}

const heading = (label: string, level: 2 | 3): LetterParts => ({ body: ["", level === 2 ? `== ${label} ==` : label], html: `<h${level} style="font-size:${level === 2 ? 16 : 14}px;margin:20px 0 4px">${escape(label)}</h${level}>` });

function inLetter(call: QueryContext, widget: ClientWidget, answer: WidgetAnswer | undefined): LetterParts {
  if (widget.text !== undefined) return prose(widget.text);
  if (!answer) return { body: [], html: "" };
  if ("problem" in answer) return paragraph(answer.problem.message);
  return answer.data.shape === "number" ? numberInLetter(call, widget, answer.data) : tableInLetter(call, widget, answer.data, ROWS);
}
