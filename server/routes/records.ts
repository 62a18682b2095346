/** Records: lists, single records, trash, actions on them. Thin callers of the gateway. */
import { runAction } from "../../runtime/actions/run";
import { AppError } from "../../runtime/kernel";
import type { AppModel } from "../../runtime/model/types";
import { checkCondition } from "../../runtime/queries/filter";
import { GROUPINGS, type Grouping } from "../../runtime/queries/aggregate";
import { QUERY_LIMITS, type ListQuery } from "../../runtime/queries";
import { route, type Call, type JsonSchema, type Route } from "../route";
import { LIST_PARAMETERS, listQuery, parseFields, type ListParameters } from "./query-input";

type EntityCall = Call<{ entity: string }, ListParameters>;
type RecordParams = { entity: string; id: string };

const entityParams: JsonSchema = { type: "object", properties: { entity: { type: "string", maxLength: 60 } }, required: ["entity"] };
const recordParams: JsonSchema = { type: "object", properties: { entity: { type: "string", maxLength: 60 }, id: { type: "string", format: "uuid" } }, required: ["entity", "id"] };
const anyObject: JsonSchema = { type: "object" };
/** What the answer about one record has in it. */
const answerQuery = { fields: LIST_PARAMETERS["fields"]! };
type AnswerQuery = Pick<ListParameters, "fields">;

/** Columns, order and filter of a list document where the request is silent. */
export function withList(model: AppModel, entity: string, name: string | undefined, query: ListQuery): ListQuery {
  if (name === undefined) return query;
  const list = model.lists.get(entity)?.find((candidate) => candidate.name === name);
  if (!list) throw new AppError("query:invalid", `There is no list "${name.slice(0, 60)}".`, { remedy: "See GET /api/v1/model for the lists of the entity.", issues: [{ pointer: "/list", code: "unknownList", message: `There is no list "${name.slice(0, 60)}".` }] });
  const filters = [list.filter, query.filter].filter((filter) => filter !== undefined);
  return { ...query, fields: query.fields ?? ["id", ...list.columns.map((column) => column.field)], sort: query.sort ?? list.sort, filter: filters.length > 1 ? { all: filters } : filters[0], limit: query.limit ?? list.pageSize };
}

const list = async ({ runtime, model, ctx, db, params, query }: EntityCall) =>
  runtime.queries.list({ model, ctx, db }, params.entity, withList(model, params.entity, query.list, listQuery(query)));

const sortSchema: JsonSchema = { type: "array", maxItems: QUERY_LIMITS.sort, items: { type: "object", properties: { field: { type: "string" }, direction: { enum: ["asc", "desc"] } }, required: ["field"], additionalProperties: false } };
const querySchema: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    filter: anyObject, q: { type: "string", maxLength: QUERY_LIMITS.search }, sort: sortSchema, fields: { type: "array", maxItems: QUERY_LIMITS.fields, items: { type: "string" } },
    limit: { type: "integer", minimum: 1, maximum: QUERY_LIMITS.limit }, cursor: { type: "string" }, count: { enum: ["exact", "estimate", "none"] }, list: { type: "string" }, deleted: { type: "boolean" },
  },
};

interface QueryBody extends Omit<ListParameters, "filter" | "sort" | "fields"> {
  filter?: unknown;
  sort?: { field: string; direction?: "asc" | "desc" }[];
  fields?: string[];
}

function bodyQuery(body: QueryBody): ListQuery {
  return {
    filter: body.filter === undefined ? undefined : checkCondition(body.filter, "/filter"), q: body.q, limit: body.limit, cursor: body.cursor, count: body.count, trash: body.deleted,
    sort: body.sort?.map((item) => ({ field: item.field, direction: item.direction ?? "asc" })), fields: parseFields(body.fields?.join()),
  };
}

const aggregateSchema: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    groupBy: { type: "array", maxItems: QUERY_LIMITS.groups, items: { type: "object", properties: { field: { type: "string" }, by: { enum: GROUPINGS } }, required: ["field"], additionalProperties: false } },
    measures: {
      type: "array", minItems: 1, maxItems: QUERY_LIMITS.measures,
      items: { type: "object", properties: { as: { type: "string", pattern: "^[a-zA-Z][a-zA-Z0-9]{0,47}$" }, function: { enum: ["count", "sum", "avg", "min", "max"] }, field: { type: "string" } }, required: ["as", "function"], additionalProperties: false },
    },
    filter: anyObject, q: { type: "string", maxLength: QUERY_LIMITS.search }, limit: { type: "integer", minimum: 1, maximum: QUERY_LIMITS.aggregateRows },
  },
};

interface AggregateBody {
  groupBy?: { field: string; by?: Grouping }[];
  measures?: { as: string; function: "count" | "sum" | "avg" | "min" | "max"; field?: string }[];
  filter?: unknown;
  q?: string;
  limit?: number;
}

/** If-Match: "3" says the same as version: 3 in the body. */
function versionOf(call: Pick<Call, "request">): number | undefined {
  const header = call.request.headers["if-match"];
  if (header === undefined) return undefined;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header);
  if (!match) throw new AppError("request:malformed", "If-Match must be the version of the record.", { remedy: 'Send If-Match: "3".' });
  return Number(match[1]);
}

export const recordRoutes: readonly Route[] = [
  route({ method: "GET", url: "/records/:entity", tag: "Records", summary: "A page of records", policy: "signedIn", params: entityParams, query: LIST_PARAMETERS, handler: list }),
  route({
    method: "POST", url: "/records/:entity/query", tag: "Records", summary: "A page of records, asked for in a body", policy: "signedIn", params: entityParams, body: querySchema, idempotent: false,
    handler: async ({ runtime, model, ctx, db, params, body }: Call<{ entity: string }, unknown, QueryBody>) => runtime.queries.list({ model, ctx, db }, params.entity, withList(model, params.entity, body.list, bodyQuery(body))),
  }),
  route({
    method: "POST", url: "/records/:entity/aggregate", tag: "Records", summary: "Groups and measures over records", policy: "signedIn", params: entityParams, body: aggregateSchema, idempotent: false,
    handler: async ({ runtime, model, ctx, db, params, body }: Call<{ entity: string }, unknown, AggregateBody>) => ({
      rows: await runtime.queries.aggregate({ model, ctx, db }, params.entity, {
        groupBy: body.groupBy ?? [], measures: body.measures ?? [{ as: "count", function: "count" }], filter: body.filter === undefined ? undefined : checkCondition(body.filter, "/filter"), q: body.q, limit: body.limit,
      }),
    }),
  }),
  route({
    method: "POST", url: "/records/:entity", tag: "Records", summary: "Create a record", policy: "signedIn", params: entityParams, query: answerQuery, body: anyObject, status: 201,
    handler: async ({ runtime, model, ctx, tx, params, query, body }: Call<{ entity: string }, AnswerQuery>) => runtime.records.create({ model, ctx, tx }, params.entity, body, { fields: parseFields(query.fields) }),
  }),
  route({
    method: "GET", url: "/records/:entity/:id", tag: "Records", summary: "One record with its child rows", policy: "signedIn", params: recordParams, query: answerQuery,
    handler: async ({ runtime, model, ctx, tx, params, query }: Call<RecordParams, AnswerQuery>) => runtime.records.get({ model, ctx, tx }, params.entity, params.id, { fields: parseFields(query.fields) }),
  }),
  route({
    method: "PATCH", url: "/records/:entity/:id", tag: "Records", summary: "Change a record; version protects from overwriting", policy: "signedIn", params: recordParams, query: answerQuery, body: anyObject,
    handler: async (call: Call<RecordParams, AnswerQuery, Record<string, unknown>>) =>
      call.runtime.records.update({ model: call.model, ctx: call.ctx, tx: call.tx }, call.params.entity, call.params.id, call.body, { version: versionOf(call), fields: parseFields(call.query.fields) }),
  }),
  route({
    method: "DELETE", url: "/records/:entity/:id", tag: "Records", summary: "Move a record to the trash; purge=true deletes it from there for ever, with the right trash.purge", policy: "signedIn", params: recordParams, query: { purge: { type: "boolean", default: false } }, status: 204,
    handler: async (call: Call<RecordParams, { purge?: boolean }>) => {
      const target = { model: call.model, ctx: call.ctx, tx: call.tx };
      if (call.query.purge) await call.runtime.records.purge(target, call.params.entity, call.params.id);
      else await call.runtime.records.remove(target, call.params.entity, call.params.id, versionOf(call));
    },
  }),
  route({
    method: "POST", url: "/records/:entity/:id/restore", tag: "Records", summary: "Take a record out of the trash", policy: "signedIn", params: recordParams, body: { type: "object", additionalProperties: false, properties: {} },
    handler: async ({ runtime, model, ctx, tx, params }: Call<RecordParams>) => runtime.records.restore({ model, ctx, tx }, params.entity, params.id),
  }),
  route({
    method: "POST", url: "/records/:entity/:id/actions/:action", tag: "Records", summary: "Run a named action on a record", policy: "signedIn",
    params: { type: "object", properties: { entity: { type: "string", maxLength: 60 }, id: { type: "string", format: "uuid" }, action: { type: "string", maxLength: 60 } }, required: ["entity", "id", "action"] },
    body: { type: "object", additionalProperties: false, properties: { parameters: anyObject } },
    handler: async ({ runtime, model, ctx, tx, params, body }: Call<RecordParams & { action: string }, unknown, { parameters?: unknown }>) => runAction(runtime.records, { model, ctx, tx }, params.entity, params.id, params.action, body.parameters),
  }),
];
