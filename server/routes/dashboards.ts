/** Dashboards and reports: what is offered to the caller, their data, and files of them. */
import { Readable } from "node:stream";
import type { Chosen } from "../../runtime/dashboards/dashboards";
import { FILE_FORMATS, type FileFormat } from "../../runtime/dashboards/files";
import type { Export } from "../../runtime/exchange/export";
import { attachmentHeader } from "../../runtime/files/name";
import { AppError } from "../../runtime/kernel";
import { route, SENT, type Call, type JsonSchema, type Route } from "../route";

const tag = "Dashboards";
const text = (maxLength: number): JsonSchema => ({ type: "string", minLength: 1, maxLength });
const params = (...names: string[]): JsonSchema => ({ type: "object", properties: Object.fromEntries(names.map((name) => [name, name === "format" ? { enum: FILE_FORMATS } : text(60)])), required: names });
const filters: JsonSchema = { type: "object", maxProperties: 12, description: "Filter of the dashboard → value; null for none. What is left out has the value of the dashboard." };
const widgets: JsonSchema = { type: "array", maxItems: 100, items: text(60), description: "Widgets wanted; all when left out." };
const body = (more: Readonly<Record<string, JsonSchema>> = {}, required: readonly string[] = []): JsonSchema => ({ type: "object", additionalProperties: false, required, properties: { filters, widgets, ...more } });
const separator: JsonSchema = { enum: ["comma", "semicolon", "tab"], default: "comma", description: "Between the cells of a CSV file" };

const problem: JsonSchema = { type: "object", required: ["code", "message"], properties: { code: { type: "string" }, message: { type: "string" }, remedy: { type: "string" } } };
const answers: JsonSchema = { type: "object", description: "Widget → its data, or its own problem.", additionalProperties: { type: "object", properties: { data: { type: "object" }, problem } } };
const items = (description: string): JsonSchema => ({ type: "object", required: ["items"], properties: { items: { type: "array", description, items: { type: "object" } } } });

const SEPARATORS = { comma: ",", semicolon: ";", tab: "\t" } as const;

interface FileQuery {
  readonly filters?: string;
  readonly separator?: keyof typeof SEPARATORS;
}

type DataCall = Call<{ name: string }, unknown, Chosen & { widgets?: readonly string[] }>;
const queryOf = ({ model, ctx, db }: Pick<Call, "model" | "ctx" | "db">) => ({ model, ctx, db });

function send({ reply }: Pick<Call, "reply">, file: Export): typeof SENT {
  void reply.header("content-type", file.mediaType).header("content-disposition", attachmentHeader(file.fileName)).header("x-content-type-options", "nosniff").send(Readable.from(file.chunks));
  return SENT;
}

function parsed(filters: string | undefined): Chosen["filters"] {
  if (!filters) return undefined;
  try {
    const value: unknown = JSON.parse(filters);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Chosen["filters"];
  } catch {
    // said below
  }
  throw new AppError("query:invalid", "The filters are not a JSON object.", { remedy: 'Write {"period":"thisMonth"} and encode it for the address.', issues: [{ pointer: "/filters", code: "json", message: "The filters are not a JSON object." }] });
}

export const dashboardRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/dashboards", tag, summary: "Dashboards offered to the caller", policy: "signedIn", response: items("Dashboards with the widgets the caller may ask."),
    handler: async (call: Call) => ({ items: call.runtime.dashboards.offered(queryOf(call)) }),
  }),
  route({
    method: "GET", url: "/dashboards/:name", tag, summary: "One dashboard as the caller sees it", policy: "signedIn", params: params("name"),
    handler: async (call: Call<{ name: string }>) => call.runtime.dashboards.find(queryOf(call), call.params.name),
  }),
  route({
    method: "POST", url: "/dashboards/:name/data", tag, summary: "Data of all widgets of a dashboard, each computed with the caller's rights", policy: "signedIn", params: params("name"), body: body(), idempotent: false, reads: true,
    response: { type: "object", required: ["widgets"], properties: { widgets: answers } },
    handler: async (call: DataCall) => ({ widgets: await call.runtime.dashboards.data(queryOf(call), call.params.name, call.body) }),
  }),
  route({
    method: "GET", url: "/dashboards/:name/widgets/:widget/:format", tag, summary: "One widget as a file; needs the right to export its records", policy: "signedIn", params: params("name", "widget", "format"),
    query: { filters: { type: "string", maxLength: 20_000, description: "Values of filters as JSON" }, separator }, produces: ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    handler: async (call: Call<{ name: string; widget: string; format: FileFormat }, FileQuery>) =>
      send(call, await call.runtime.dashboards.file(queryOf(call), call.params.name, call.params.widget, { filters: parsed(call.query.filters) }, call.params.format, { separator: SEPARATORS[call.query.separator ?? "comma"] })),
  }),
  route({
    method: "POST", url: "/dashboard-preview", tag, summary: "What a dashboard that is not published would show its author", policy: { system: "metadata.read" }, idempotent: false, reads: true, body: body({ dashboard: { type: "object" } }, ["dashboard"]),
    response: { type: "object", required: ["dashboard", "widgets"], properties: { dashboard: { type: ["object", "null"] }, widgets: answers } },
    handler: async (call: Call<unknown, unknown, Chosen & { dashboard: object; widgets?: readonly string[] }>) => call.runtime.dashboards.preview(queryOf(call), call.body.dashboard, call.body),
  }),
  route({
    method: "GET", url: "/reports", tag, summary: "Reports offered to the caller", policy: "signedIn", response: items("Reports the caller may ask."),
    handler: async (call: Call) => ({ items: call.runtime.reports.offered(queryOf(call)) }),
  }),
  route({
    method: "GET", url: "/reports/:name", tag, summary: "One report as the caller sees it", policy: "signedIn", params: params("name"),
    handler: async (call: Call<{ name: string }>) => call.runtime.reports.find(queryOf(call), call.params.name),
  }),
  route({
    method: "POST", url: "/reports/:name/data", tag, summary: "Data of a report, computed with the caller's rights", policy: "signedIn", params: params("name"), body: { type: "object", additionalProperties: false, properties: {} }, idempotent: false, reads: true,
    response: { type: "object", required: ["data"], properties: { data: { type: "object" } } },
    handler: async (call: Call<{ name: string }>) => ({ data: await call.runtime.reports.data(queryOf(call), call.params.name) }),
  }),
  route({
    method: "GET", url: "/reports/:name/:format", tag, summary: "A report as a file; needs the right to export its records", policy: "signedIn", params: params("name", "format"), query: { separator }, produces: ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    handler: async (call: Call<{ name: string; format: FileFormat }, FileQuery>) => send(call, await call.runtime.reports.file(queryOf(call), call.params.name, call.params.format, { separator: SEPARATORS[call.query.separator ?? "comma"] })),
  }),
];
