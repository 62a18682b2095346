/** /users and /api-keys: administration of who may come in. Rights are checked here by policy and again by runtime/auth. */
import type { NewApiKey } from "../../runtime/auth/api-keys";
import { PASSWORD_MAX_LENGTH } from "../../runtime/auth/password";
import { USERS_MANAGE } from "../../runtime/auth/roles";
import { label } from "../../runtime/model/accessors";
import type { UserStatus } from "../../runtime/auth/user-view";
import type { NewUser, UserRights } from "../../runtime/auth/users";
import { originOf } from "../auth/authenticate";
import { route, uuidParams, type Call, type JsonSchema, type Route } from "../route";

const text = (maxLength: number): JsonSchema => ({ type: "string", maxLength });
const uuid: JsonSchema = { type: "string", format: "uuid" };
const roles: JsonSchema = { type: "array", items: text(100), maxItems: 100, uniqueItems: true };
const teams: JsonSchema = { type: "array", items: uuid, maxItems: 200, uniqueItems: true };
const policy = { system: USERS_MANAGE } as const;

interface UserListQuery {
  q?: string; status?: UserStatus; cursor?: string; limit?: number;
}

export const userRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/users", summary: "Users with their roles", tag: "users", policy,
    query: { q: text(200), status: { type: "string", enum: ["active", "invited", "suspended"] }, cursor: uuid, limit: { type: "integer", minimum: 1, maximum: 200 } },
    handler: ({ runtime, ctx, query: { cursor, ...query } }: Call<unknown, UserListQuery>) => runtime.auth.users(ctx.principal, { ...query, ...(cursor === undefined ? {} : { after: cursor }) }),
  }),
  route({
    method: "GET", url: "/roles", summary: "Roles that people may be given", tag: "users", policy,
    handler: async ({ model, ctx }: Call) => ({ items: [...model.roles.values()].map((role) => ({ name: role.name, label: label(role.label, ctx.language), pack: role.pack, system: role.system })) }),
  }),
  route({ method: "GET", url: "/users/:id", summary: "One user", tag: "users", policy, params: uuidParams("id"), handler: ({ runtime, params }: Call<{ id: string }>) => runtime.auth.user(params.id) }),
  route({
    method: "POST", url: "/users", summary: "Make a user; without a password he is invited by letter", tag: "users", policy, status: 201, idempotent: false,
    body: {
      type: "object", required: ["email", "name"], additionalProperties: false,
      properties: { email: text(400), name: text(200), password: text(PASSWORD_MAX_LENGTH * 4), roles, teams, unit: uuid, language: text(35), timeZone: text(64) },
    },
    handler: ({ runtime, ctx, body, request }: Call<unknown, unknown, NewUser>) => runtime.auth.createUser(ctx.principal, body, originOf(request)),
  }),
  route({
    method: "POST", url: "/users/:id/invite", summary: "Send the invitation again", tag: "users", policy, status: 202, idempotent: false, params: uuidParams("id"),
    async handler({ runtime, ctx, params, request }: Call<{ id: string }>) {
      await runtime.auth.inviteAgain(ctx.principal, params.id, originOf(request));
    },
  }),
  route({
    method: "POST", url: "/users/:id/suspend", summary: "Shut a user out at once", tag: "users", policy, idempotent: false, params: uuidParams("id"),
    handler: ({ runtime, ctx, params, request }: Call<{ id: string }>) => runtime.auth.suspendUser(ctx.principal, params.id, originOf(request)),
  }),
  route({
    method: "POST", url: "/users/:id/activate", summary: "Let a suspended user in again", tag: "users", policy, idempotent: false, params: uuidParams("id"),
    handler: ({ runtime, ctx, params, request }: Call<{ id: string }>) => runtime.auth.activateUser(ctx.principal, params.id, originOf(request)),
  }),
  route({
    method: "PUT", url: "/users/:id/roles", summary: "Set roles, teams and unit; only what you hold yourself", tag: "users", policy, idempotent: false, params: uuidParams("id"),
    body: { type: "object", additionalProperties: false, properties: { roles, teams, unit: { anyOf: [uuid, { type: "null" }] } } },
    handler: ({ runtime, ctx, params, body, request }: Call<{ id: string }, unknown, UserRights>) => runtime.auth.setUserRights(ctx.principal, params.id, body, originOf(request)),
  }),

  route({
    method: "GET", url: "/api-keys", summary: "My API keys, or everybody's; with the labels of their roles and of mine", tag: "users", policy: "signedIn", query: { all: { type: "boolean" } },
    async handler({ runtime, model, ctx, query }: Call<unknown, { all?: boolean }>) {
      const items = await runtime.auth.apiKeys(ctx.principal, query);
      const named = new Set([...items.flatMap((key) => key.roles), ...("roles" in ctx.principal ? ctx.principal.roles : [])]);
      return { items, roles: [...model.roles.values()].filter(({ name }) => named.has(name)).map((role) => ({ name: role.name, label: label(role.label, ctx.language) })) };
    },
  }),
  route({
    // Not idempotent by key: the stored answer would hold the API key in clear.
    method: "POST", url: "/api-keys", summary: "Make an API key; it is shown once", tag: "users", policy: "signedIn", status: 201, idempotent: false,
    body: {
      type: "object", required: ["name", "roles"], additionalProperties: false,
      properties: { name: text(100), roles, readOnly: { type: "boolean" }, days: { type: "integer" }, owner: uuid },
    },
    handler: ({ runtime, ctx, body, request }: Call<unknown, unknown, NewApiKey>) => runtime.auth.createApiKey(ctx.principal, body, originOf(request)),
  }),
  route({
    method: "DELETE", url: "/api-keys/:id", summary: "End an API key", tag: "users", policy: "signedIn", status: 204, idempotent: false, params: uuidParams("id"),
    async handler({ runtime, ctx, params, request }: Call<{ id: string }>) {
      await runtime.auth.revokeApiKey(ctx.principal, params.id, originOf(request));
    },
  }),
];
