/** /admin: care for users, units, positions and teams. Rights are checked here by policy and again by runtime/auth. */
import type { EventQuery } from "../../runtime/auth/event-view";
import type { PositionInput } from "../../runtime/auth/positions";
import { USERS_MANAGE } from "../../runtime/auth/roles";
import type { TeamInput } from "../../runtime/auth/teams";
import type { UnitInput } from "../../runtime/auth/units";
import type { ProfileChange } from "../../runtime/auth/users";
import { originOf } from "../auth/authenticate";
import { adminOverview, jobsOfAll, MAY_SEE_WORK } from "../admin-work";
import { route, uuidParams, type Call, type JsonSchema, type Route } from "../route";

const tag = "administration";
const policy = { system: USERS_MANAGE } as const;
const text = (maxLength: number): JsonSchema => ({ type: "string", maxLength });
const uuid: JsonSchema = { type: "string", format: "uuid" };
const maybe = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });
const object = (properties: Record<string, JsonSchema>, required: readonly string[] = []): JsonSchema => ({ type: "object", properties, required, additionalProperties: false });
type OfOne = Call<{ id: string }>;
const change = { tag, policy, idempotent: false } as const;
const params = uuidParams("id");

const unit = { name: text(400), code: maybe(text(200)), parent: maybe(uuid), head: maybe(uuid) };
const position = { name: text(400), unit: uuid, superior: maybe(uuid), user: maybe(uuid) };
const team = { name: text(400), members: { type: "array", items: uuid, maxItems: 5_000, uniqueItems: true } };

const users: readonly Route[] = [
  route({
    method: "PATCH", url: "/users/:id", summary: "Change a user's name, language or time zone", ...change, tag: "users", params, body: object({ name: text(200), language: text(35), timeZone: text(64) }),
    handler: ({ runtime, ctx, params: { id }, body, request }: Call<{ id: string }, unknown, ProfileChange>) => runtime.auth.changeProfile(ctx.principal, id, body, originOf(request)),
  }),
  route({
    method: "DELETE", url: "/users/:id/invite", summary: "Take an invitation back: its link stops working", ...change, tag: "users", status: 204, params,
    handler: ({ runtime, ctx, params: { id }, request }: OfOne) => runtime.auth.revokeInvitation(ctx.principal, id, originOf(request)),
  }),
  route({
    method: "DELETE", url: "/users/:id/second-factor", summary: "Take the second factor away from somebody who lost it; ends the sessions", ...change, tag: "users", params,
    handler: ({ runtime, ctx, params: { id }, request }: OfOne) => runtime.auth.resetSecondFactor(ctx.principal, id, originOf(request)),
  }),
  route({
    method: "GET", url: "/users/:id/sessions", summary: "Open sessions of a user", tag: "users", policy, params,
    handler: async ({ runtime, ctx, params: { id } }: OfOne) => ({ items: await runtime.auth.sessionsOf(ctx.principal, id) }),
  }),
  route({
    method: "DELETE", url: "/users/:id/sessions", summary: "Sign a user out everywhere", ...change, tag: "users", params,
    handler: async ({ runtime, ctx, params: { id }, request }: OfOne) => ({ ended: await runtime.auth.endSessionsOf(ctx.principal, id, undefined, originOf(request)) }),
  }),
  route({
    method: "DELETE", url: "/users/:id/sessions/:session", summary: "End one session of a user", ...change, tag: "users", status: 204, params: uuidParams("id", "session"),
    async handler({ runtime, ctx, params: { id, session }, request }: Call<{ id: string; session: string }>) {
      await runtime.auth.endSessionsOf(ctx.principal, id, session, originOf(request));
    },
  }),
];

const organisation: readonly Route[] = [
  route({ method: "GET", url: "/admin/units", summary: "Units, parents before their children", tag, policy, handler: async ({ runtime, ctx }: Call) => ({ items: await runtime.auth.units(ctx.principal) }) }),
  route({
    method: "POST", url: "/admin/units", summary: "Make a unit", ...change, status: 201, body: object(unit, ["name"]),
    handler: ({ runtime, ctx, body, request }: Call<unknown, unknown, UnitInput & { name: string }>) => runtime.auth.createUnit(ctx.principal, body, originOf(request)),
  }),
  route({
    method: "PATCH", url: "/admin/units/:id", summary: "Rename, move or head a unit; nothing is put below itself", ...change, params, body: object(unit),
    handler: ({ runtime, ctx, params: { id }, body, request }: Call<{ id: string }, unknown, UnitInput>) => runtime.auth.changeUnit(ctx.principal, id, body, originOf(request)),
  }),
  route({
    method: "DELETE", url: "/admin/units/:id", summary: "Close an empty unit", ...change, status: 204, params,
    handler: ({ runtime, ctx, params: { id }, request }: OfOne) => runtime.auth.removeUnit(ctx.principal, id, originOf(request)),
  }),
  route({ method: "GET", url: "/admin/positions", summary: "Positions in units", tag, policy, handler: async ({ runtime, ctx }: Call) => ({ items: await runtime.auth.positions(ctx.principal) }) }),
  route({
    method: "POST", url: "/admin/positions", summary: "Make a position", ...change, status: 201, body: object(position, ["name", "unit"]),
    handler: ({ runtime, ctx, body, request }: Call<unknown, unknown, PositionInput & { name: string; unit: string }>) => runtime.auth.createPosition(ctx.principal, body, originOf(request)),
  }),
  route({
    method: "PATCH", url: "/admin/positions/:id", summary: "Change a position or who holds it", ...change, params, body: object(position),
    handler: ({ runtime, ctx, params: { id }, body, request }: Call<{ id: string }, unknown, PositionInput>) => runtime.auth.changePosition(ctx.principal, id, body, originOf(request)),
  }),
  route({
    method: "DELETE", url: "/admin/positions/:id", summary: "Remove a position", ...change, status: 204, params,
    handler: ({ runtime, ctx, params: { id }, request }: OfOne) => runtime.auth.removePosition(ctx.principal, id, originOf(request)),
  }),
  route({ method: "GET", url: "/admin/teams", summary: "Teams with their members", tag, policy, handler: async ({ runtime, ctx }: Call) => ({ items: await runtime.auth.teams(ctx.principal) }) }),
  route({
    method: "POST", url: "/admin/teams", summary: "Make a team", ...change, status: 201, body: object(team, ["name"]),
    handler: ({ runtime, ctx, body, request }: Call<unknown, unknown, TeamInput>) => runtime.auth.saveTeam(ctx.principal, undefined, body, originOf(request)),
  }),
  route({
    method: "PATCH", url: "/admin/teams/:id", summary: "Rename a team or set its members", ...change, params, body: object(team),
    handler: ({ runtime, ctx, params: { id }, body, request }: Call<{ id: string }, unknown, TeamInput>) => runtime.auth.saveTeam(ctx.principal, id, body, originOf(request)),
  }),
  route({
    method: "DELETE", url: "/admin/teams/:id", summary: "Close a team", ...change, status: 204, params,
    handler: ({ runtime, ctx, params: { id }, request }: OfOne) => runtime.auth.removeTeam(ctx.principal, id, originOf(request)),
  }),
];

const watching: readonly Route[] = [
  route({
    method: "GET", url: "/admin/events", summary: "Sign-ins, rights and keys, newest first", tag, policy: { system: "events.read" },
    query: { kind: text(60), user: uuid, from: { type: "string", format: "date-time" }, to: { type: "string", format: "date-time" }, before: { type: "integer", minimum: 1 }, limit: { type: "integer", minimum: 1, maximum: 200 } },
    handler: ({ runtime, ctx, query }: Call<unknown, EventQuery>) => runtime.auth.events(ctx.principal, query),
  }),
  route({
    method: "GET", url: "/admin/jobs", summary: "Imports of everybody, scheduled reports and letters that wait", tag, policy: MAY_SEE_WORK,
    handler: ({ runtime, model, ctx }: Call) => jobsOfAll(runtime.db, model, ctx.language),
  }),
  route({ method: "GET", url: "/admin/health", summary: "Is everything well: database, schema, mail, queues", tag, policy: MAY_SEE_WORK, handler: ({ runtime }: Call) => adminOverview(runtime) }),
];

export const adminRoutes: readonly Route[] = [...users, ...organisation, ...watching];
