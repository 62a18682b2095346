/**
 * Dashboards as the API sees them. A dashboard that is not offered to the caller, and a widget of it that asks what he may not know,
 * are answered like ones that do not exist.
 */
import type { Leaf } from "../expressions/condition";
import { AppError, isAppError } from "../kernel/errors";
import type { Export } from "../exchange/export";
import type { CsvStyle } from "../exchange/write-csv";
import type { DashboardDocument } from "../model/generated/grammar";
import { partKinds } from "../model/kinds";
import type { ClientDashboard, ClientWidget } from "../model/kinds/dashboard/model";
import { documentErrors } from "../model/schemas";
import { findingsOf } from "../model/schema-problems";
import { lensOf } from "../permissions/client-model";
import type { Queries, QueryContext } from "../queries";
import { readingOf } from "../queries/caller";
import { checkCondition } from "../queries/filter";
import { isWidgetKind, widgetKind } from "../widgets/index";
import type { WidgetData } from "../widgets/widget";
import { leafOf, widgetData } from "./answer";
import { fileOf, type FileFormat } from "./files";

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

export type WidgetAnswer = { readonly data: WidgetData } | { readonly problem: Problem };

/** What a person has set of a dashboard. */
export interface Chosen {
  /** Filter id → value; null = no filter; a filter that is not named has the value of the dashboard. */
  readonly filters?: Readonly<Record<string, unknown>>;
}

export interface DashboardDeps {
  readonly queries: Queries;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Widgets that are computed at a time for one request. */
const AT_ONCE = 4;

/** The lens of the caller of a query. */
export function callerLens({ model, ctx }: Pick<QueryContext, "model" | "ctx">) {
  const reading = readingOf(model, ctx.principal);
  return lensOf({ model, principal: ctx.principal, language: ctx.language, access: (entity) => reading.access(entity) });
}

const unknown = (what: string, name: string): AppError => new AppError("resource:notFound", `There is no ${what} "${name.slice(0, 60)}", or it is not offered to you.`, { remedy: "See GET /api/v1/dashboards." });

export function createDashboards({ queries, log = () => undefined }: DashboardDeps) {
  const offered = (call: QueryContext): readonly ClientDashboard[] => {
    const lens = callerLens(call);
    return call.model.parts.dashboard.flatMap((part) => partKinds.dashboard.client(part, lens) ?? []);
  };
  const find = (call: QueryContext, name: string): ClientDashboard => {
    const found = offered(call).find((dashboard) => dashboard.name === name);
    if (!found) throw unknown("dashboard", name);
    return found;
  };

  async function one(call: QueryContext, dashboard: ClientDashboard, widget: ClientWidget, chosen: Chosen): Promise<WidgetAnswer> {
    try {
      return { data: await widgetData(queries, call, widgetKind(widget.kind), widget, leavesOf(dashboard, widget, chosen)) };
    } catch (error) {
      return { problem: problemOf(error, dashboard.name, widget.id) };
    }
  }

  /** What failed in one widget is told in its place; the others are shown. */
  function problemOf(error: unknown, dashboard: string, widget: string): Problem {
    if (isAppError(error) && error.status < 500) return { code: error.code, message: error.message, ...(error.remedy ? { remedy: error.remedy } : {}) };
    log("error", "A widget could not be computed.", { dashboard, widget, error: error instanceof Error ? error.message.slice(0, 500) : "unknown" });
    return { code: "internal", message: "This could not be computed.", remedy: "Try again; when it stays so, tell an administrator." };
  }

  async function compute(call: QueryContext, dashboard: ClientDashboard, chosen: Chosen, wanted: readonly string[] | undefined): Promise<Readonly<Record<string, WidgetAnswer>>> {
    const widgets = dashboard.tabs.flatMap((tab) => tab.widgets).filter((widget) => widget.entity !== undefined && (!wanted || wanted.includes(widget.id)));
    const answers: Record<string, WidgetAnswer> = {};
    const waiting = [...widgets];
    const work = async (): Promise<void> => {
      for (let widget = waiting.shift(); widget; widget = waiting.shift()) answers[widget.id] = await one(call, dashboard, widget, chosen);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, widgets.length) }, work));
    return answers;
  }

  return {
    offered,
    find,

    /** Data of all widgets of a dashboard, or of those named. @throws AppError resource:notFound, query:invalid for filters it does not have. */
    async data(call: QueryContext, name: string, input: Chosen & { readonly widgets?: readonly string[] }): Promise<Readonly<Record<string, WidgetAnswer>>> {
      const dashboard = find(call, name);
      checkChosen(dashboard, input);
      return compute(call, dashboard, input, input.widgets);
    },

    /** One widget as a file. @throws AppError also right:missing without the right to export. */
    async file(call: QueryContext, name: string, widgetId: string, chosen: Chosen, format: FileFormat, style?: CsvStyle): Promise<Export> {
      const dashboard = find(call, name);
      checkChosen(dashboard, chosen);
      const widget = dashboard.tabs.flatMap((tab) => tab.widgets).find(({ id }) => id === widgetId);
      if (!widget) throw unknown("widget", widgetId);
      return fileOf(queries, call, { name: widget.id, kind: widgetKind(widget.kind), query: widget, chosen: leavesOf(dashboard, widget, chosen) }, format, style);
    },

    /** A document that is not published: what it would show its author now. @throws AppError input:invalid when it does not fit the grammar. */
    async preview(call: QueryContext, document: unknown, input: Chosen & { readonly widgets?: readonly string[] }): Promise<{ dashboard: ClientDashboard | null; widgets: Readonly<Record<string, WidgetAnswer>> }> {
      const dashboard = draftOf(call, document);
      if (!dashboard) return { dashboard: null, widgets: {} };
      checkChosen(dashboard, input);
      return { dashboard, widgets: await compute(call, dashboard, input, input.widgets) };
    },
  };
}

export type Dashboards = ReturnType<typeof createDashboards>;

function draftOf(call: QueryContext, document: unknown): ClientDashboard | undefined {
  const findings = findingsOf(documentErrors("dashboard", document));
  if (findings.length > 0) throw new AppError("input:invalid", "The dashboard does not fit the grammar.", { issues: findings.map((finding) => ({ ...finding, pointer: `/dashboard${finding.pointer}` })) });
  const body = document as DashboardDocument;
  const strange = body.tabs.flatMap((tab) => tab.widgets).find((widget) => !isWidgetKind(widget.kind));
  if (strange) throw new AppError("input:invalid", `There is no widget of the kind "${strange.kind}".`);
  const label = (text: string) => ({ en: text, [call.ctx.language]: text });
  const part = partKinds.dashboard.build(body, { label, optional: (text) => (text === undefined ? undefined : label(text)) }, "local");
  return partKinds.dashboard.client({ ...part, roles: undefined }, callerLens(call));
}

function checkChosen(dashboard: ClientDashboard, { filters = {} }: Chosen): void {
  const strange = Object.keys(filters).find((id) => !dashboard.filters.some((filter) => filter.id === id));
  if (strange !== undefined) throw new AppError("query:invalid", `The dashboard has no filter "${strange.slice(0, 60)}".`, { remedy: `It has: ${dashboard.filters.map(({ id }) => id).join(", ") || "none"}.`, issues: [{ pointer: `/filters/${strange.slice(0, 60)}`, code: "unknownFilter", message: `The dashboard has no filter "${strange.slice(0, 60)}".` }] });
}

/** Conditions of the dashboard's filters on one widget. @throws AppError query:invalid for a value no condition can have. */
function leavesOf(dashboard: ClientDashboard, widget: ClientWidget, { filters = {} }: Chosen): readonly Leaf[] {
  return dashboard.filters.flatMap(({ id, op, value }) => {
    const path = widget.filters[id];
    const given = id in filters ? filters[id] : value;
    if (path === undefined || given === undefined || given === null || given === "" || (Array.isArray(given) && given.length === 0)) return [];
    const leaf = leafOf(path, op, given);
    checkCondition(leaf, `/filters/${id}`);
    return [leaf];
  });
}

