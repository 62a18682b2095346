/** /deputies: who acts for whom while somebody is away. */
import type { NewAbsence } from "../../runtime/auth/absences";
import type { NewDeputy } from "../../runtime/auth/deputies";
import { originOf } from "../auth/authenticate";
import { route, uuidParams, type Call, type JsonSchema, type Route } from "../route";

const tag = "deputies";
const uuid: JsonSchema = { type: "string", format: "uuid" };
const day: JsonSchema = { type: "string", format: "date" };

export const deputyRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/deputies", summary: "My deputies and those whose deputy I am; or everybody's", tag, policy: "signedIn", query: { all: { type: "boolean" } },
    handler: async ({ runtime, ctx, query }: Call<unknown, { all?: boolean }>) => ({ items: await runtime.auth.deputies(ctx.principal, query) }),
  }),
  route({
    method: "POST", url: "/deputies", summary: "Name a deputy from day to day, for all or for named kinds of actions", tag, policy: "signedIn", status: 201, idempotent: false,
    body: {
      type: "object", required: ["deputy", "from", "to"], additionalProperties: false,
      properties: { person: uuid, deputy: uuid, from: day, to: day, whenAbsent: { type: "boolean", description: "Only on days on which the person is absent" }, kinds: { anyOf: [{ type: "array", maxItems: 20, uniqueItems: true, items: { type: "string", pattern: "^[a-z][a-zA-Z0-9]{0,47}$" } }, { type: "null" }] } },
    },
    handler: ({ runtime, ctx, body, request }: Call<unknown, unknown, NewDeputy>) => runtime.auth.nameDeputy(ctx.principal, body, originOf(request)),
  }),
  route({
    method: "DELETE", url: "/deputies/:id", summary: "End a deputyship", tag, policy: "signedIn", status: 204, idempotent: false, params: uuidParams("id"),
    handler: ({ runtime, ctx, params: { id }, request }: Call<{ id: string }>) => runtime.auth.endDeputy(ctx.principal, id, originOf(request)),
  }),
  route({
    method: "GET", url: "/absences", summary: "My absences, or everybody's", tag, policy: "signedIn", query: { all: { type: "boolean" } },
    handler: async ({ runtime, ctx, query }: Call<unknown, { all?: boolean }>) => ({ items: await runtime.auth.absences(ctx.principal, query) }),
  }),
  route({
    method: "POST", url: "/absences", summary: "Write down days on which one is away; deputies named for absences act then", tag, policy: "signedIn", status: 201, idempotent: false,
    body: { type: "object", required: ["from", "to"], additionalProperties: false, properties: { person: uuid, from: day, to: day, note: { type: ["string", "null"], maxLength: 200 } } },
    handler: ({ runtime, ctx, body, request }: Call<unknown, unknown, NewAbsence>) => runtime.auth.addAbsence(ctx.principal, body, originOf(request)),
  }),
  route({
    method: "DELETE", url: "/absences/:id", summary: "Take an absence back", tag, policy: "signedIn", status: 204, idempotent: false, params: uuidParams("id"),
    handler: ({ runtime, ctx, params: { id }, request }: Call<{ id: string }>) => runtime.auth.removeAbsence(ctx.principal, id, originOf(request)),
  }),
];
