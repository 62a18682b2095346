/** What belongs to a record: history, access, members, shares; and work on many records. */
import { bulk, BULK_LIMIT, copyRecord, mergeRecords } from "../../runtime/entities/bulk";
import { findDuplicates } from "../../runtime/entities/duplicates";
import { explainAccess } from "../../runtime/entities/explain";
import { readHistory } from "../../runtime/entities/history";
import { listMembers, listShares, setMember, shareRecord, unshareRecord, type NewShare } from "../../runtime/entities/members";
import { ERASE_RIGHT, erasePersonalData, reportPersonalData } from "../../runtime/entities/personal-data";
import type { SaveContext } from "../../runtime/entities/save";
import { searchWithParts } from "../../runtime/activity/find-parts";
import type { Hit } from "../../runtime/queries/global-search";
import { QUERY_LIMITS } from "../../runtime/queries";
import { route, type Call, type JsonSchema, type Route } from "../route";

type RecordParams = { entity: string; id: string };
type AnyCall<P = RecordParams, Q = unknown, B = unknown> = Call<P, Q, B>;

const string = (maxLength: number): JsonSchema => ({ type: "string", maxLength });
const uuid: JsonSchema = { type: "string", format: "uuid" };
const params = (...more: string[]): JsonSchema => ({ type: "object", properties: { entity: string(60), id: uuid, ...Object.fromEntries(more.map((name) => [name, string(60)])) }, required: ["entity", "id", ...more] });
const entityParams: JsonSchema = { type: "object", properties: { entity: string(60) }, required: ["entity"] };
const object: JsonSchema = { type: "object" };
const ids: JsonSchema = { type: "array", minItems: 1, maxItems: BULK_LIMIT, items: uuid };
const kinds: JsonSchema = { enum: ["user", "team", "unit"] };

const saving = (call: Call<never, never, never>): SaveContext => ({ model: call.model, ctx: call.ctx, db: call.db, queries: call.runtime.queries });
const target = (call: Pick<Call, "model" | "ctx" | "tx">) => ({ model: call.model, ctx: call.ctx, tx: call.tx });

async function search({ runtime, model, ctx, db, query: { q = "", limit = 5, entity } }: AnyCall<unknown, { q?: string; limit?: number; entity?: string }>): Promise<{ items: readonly Hit[] }> {
  return { items: q.trim() ? await searchWithParts(runtime.queries, { model, ctx, db }, q, limit, entity) : [] };
}

export const recordPartRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/search", tag: "Records", summary: "Records of all entities that contain a text, or to which somebody added it as a comment, a note or a file", policy: "signedIn",
    query: { q: { type: "string", minLength: 1, maxLength: QUERY_LIMITS.search }, limit: { type: "integer", minimum: 1, maximum: 50, default: 5, description: "Of each entity" }, entity: { type: "string", maxLength: 60, description: "Only records of this one" } },
    handler: search,
  }),
  route({
    method: "GET", url: "/records/:entity/:id/history", tag: "Records", summary: "What happened to a record, newest first", policy: "signedIn", params: params(),
    query: { limit: { type: "integer", minimum: 1, maximum: 200 }, before: { type: "integer", minimum: 1, description: "next of the page before" } },
    handler: async (call: AnyCall<RecordParams, { limit?: number; before?: number }>) => readHistory(saving(call as never), call.params.entity, call.params.id, call.query),
  }),
  route({ method: "GET", url: "/records/:entity/:id/personal-data", tag: "Records", summary: "Data about a person that is kept of a record, and where", policy: "signedIn", params: params(), handler: async (call: AnyCall) => reportPersonalData(saving(call as never), call.params.entity, call.params.id) }),
  route({
    method: "POST", url: "/records/:entity/:id/erase-personal-data", tag: "Records", summary: "Empty the data about a person, former values too; the record stays", policy: { system: ERASE_RIGHT }, params: params(), body: { type: "object", additionalProperties: false, properties: {} }, idempotent: false,
    async handler(call: AnyCall) {
      const { runtime, params: { entity, id } } = call;
      await runtime.records.together(target(call as never), (unit) => erasePersonalData(unit, entity, id));
      return reportPersonalData(saving(call as never), entity, id);
    },
  }),
  route({ method: "GET", url: "/records/:entity/:id/access", tag: "Records", summary: "Why the caller may or may not", policy: "signedIn", params: params(), handler: async (call: AnyCall) => explainAccess(saving(call as never), call.params.entity, call.params.id) }),
  route({
    method: "GET", url: "/records/:entity/clocks", tag: "Records", summary: "Clocks of several records; those one may not read are left out", policy: "signedIn", params: { type: "object", properties: { entity: { type: "string", maxLength: 60 } }, required: ["entity"] },
    query: { ids: { type: "array", items: { type: "string", format: "uuid" }, minItems: 1, maxItems: 200, description: "Ids of records" } },
    handler: async (call: Call<{ entity: string }, { ids?: readonly string[] }>) => ({ items: call.query.ids ? await call.runtime.clocks.of(saving(call as never), call.params.entity, call.query.ids) : [] }),
  }),
  route({ method: "GET", url: "/records/:entity/:id/clocks", tag: "Records", summary: "Clocks (terms in working time) of a record: time left, paused, broken", policy: "signedIn", params: params(), handler: async (call: AnyCall) => ({ items: await call.runtime.clocks.of(saving(call as never), call.params.entity, [call.params.id]) }) }),
  route({ method: "GET", url: "/records/:entity/:id/members", tag: "Records", summary: "People with record roles", policy: "signedIn", params: params(), handler: async (call: AnyCall) => ({ items: await listMembers(saving(call as never), call.params.entity, call.params.id) }) }),
  route({
    method: "PUT", url: "/records/:entity/:id/members/:user", tag: "Records", summary: "Give a person record roles; none takes him out", policy: "signedIn", params: { ...params("user"), properties: { entity: string(60), id: uuid, user: uuid } },
    body: { type: "object", additionalProperties: false, required: ["roles"], properties: { roles: { type: "array", maxItems: 20, items: string(60) } } },
    handler: async (call: AnyCall<RecordParams & { user: string }, unknown, { roles: string[] }>) => ({ items: await setMember(saving(call as never), call.params.entity, call.params.id, call.params.user, call.body.roles) }),
  }),
  route({ method: "GET", url: "/records/:entity/:id/shares", tag: "Records", summary: "To whom the record is shared", policy: "signedIn", params: params(), handler: async (call: AnyCall) => ({ items: await listShares(saving(call as never), call.params.entity, call.params.id) }) }),
  route({
    method: "POST", url: "/records/:entity/:id/shares", tag: "Records", summary: "Share a record", policy: "signedIn", params: params(),
    body: { type: "object", additionalProperties: false, required: ["kind", "id", "level"], properties: { kind: kinds, id: uuid, level: { enum: ["read", "update"] }, expiresAt: { type: "string", format: "date-time" } } },
    handler: async (call: AnyCall<RecordParams, unknown, NewShare>) => {
      const items = await shareRecord(saving(call as never), call.params.entity, call.params.id, call.body);
      call.runtime.auth.invalidate();
      return { items };
    },
  }),
  route({
    method: "DELETE", url: "/records/:entity/:id/shares/:kind/:grantee", tag: "Records", summary: "Take a share back", policy: "signedIn", status: 204,
    params: { type: "object", properties: { entity: string(60), id: uuid, kind: kinds, grantee: uuid }, required: ["entity", "id", "kind", "grantee"] },
    handler: async (call: AnyCall<RecordParams & { kind: NewShare["kind"]; grantee: string }>) => {
      await unshareRecord(saving(call as never), call.params.entity, call.params.id, call.params.kind, call.params.grantee);
      call.runtime.auth.invalidate();
    },
  }),
  route({
    method: "POST", url: "/records/:entity/bulk", tag: "Records", summary: "Change or delete many records; each goes by its own rights", policy: "signedIn", params: entityParams, piecewise: true,
    body: { type: "object", additionalProperties: false, required: ["ids"], properties: { ids, set: object, delete: { type: "boolean" } } },
    handler: async (call: AnyCall<{ entity: string }, unknown, { ids: string[]; set?: Record<string, unknown>; delete?: boolean }>) => bulk(call.runtime.records, target(call as never), call.params.entity, call.body.ids, call.body),
  }),
  route({
    method: "POST", url: "/records/:entity/duplicates", tag: "Records", summary: "Records that look like the one being typed", policy: "signedIn", params: entityParams, idempotent: false,
    body: { type: "object", additionalProperties: false, required: ["values"], properties: { values: object, except: uuid } },
    handler: async (call: AnyCall<{ entity: string }, unknown, { values: Record<string, unknown>; except?: string }>) => ({ items: await findDuplicates(call.runtime.queries, { model: call.model, ctx: call.ctx, db: call.db }, call.params.entity, call.body.values, call.body.except) }),
  }),
  route({
    method: "POST", url: "/records/:entity/:id/copy", tag: "Records", summary: "A new record with the values of this one", policy: "signedIn", params: params(), body: object, status: 201,
    handler: async (call: AnyCall<RecordParams, unknown, Record<string, unknown>>) => copyRecord(call.runtime.records, target(call as never), call.params.entity, call.params.id, call.body),
  }),
  route({
    method: "POST", url: "/records/:entity/:id/merge", tag: "Records", summary: "Merge duplicates into this record", policy: "signedIn", params: params(),
    body: { type: "object", additionalProperties: false, required: ["others"], properties: { others: { ...ids, maxItems: 20 }, values: object } },
    handler: async (call: AnyCall<RecordParams, unknown, { others: string[]; values?: Record<string, unknown> }>) => mergeRecords(call.runtime.records, target(call as never), call.params.entity, call.params.id, call.body),
  }),
];
