/** Registers routes with Fastify: the pipeline every request goes through, in one order. */
import { createHash, randomUUID } from "node:crypto";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readCookie } from "../runtime/auth/cookie";
import { isStaleSchema } from "../runtime/db/failures";
import { AppError, type Ctx, type Principal } from "../runtime/kernel";
import type { AppModel } from "../runtime/model/types";
import { rightOfSystem } from "../runtime/permissions/system";
import type { Runtime } from "../runtime/server";
import type { Authentication } from "./auth/authenticate";
import { SENT, type Call, type JsonSchema, type Route } from "./route";
import { nothingHere, validationError } from "./problem";

const bodies = addFormats(new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true, allowUnionTypes: true }));
const strings = addFormats(new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true, coerceTypes: "array", useDefaults: true, allowUnionTypes: true }));

export interface Pipeline {
  readonly runtime: Runtime;
  authenticate(request: FastifyRequest): Promise<Authentication>;
}

const BASE = "/api/v1";
const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** `pipeline` is one for all requests, or the one of the workspace a request is in. */
export function registerRoutes(app: FastifyInstance, pipeline: Pipeline | ((request: FastifyRequest) => Pipeline), routes: readonly Route[]): void {
  const pipelineOf = typeof pipeline === "function" ? pipeline : () => pipeline;
  for (const definition of routes) {
    const check = checker(definition);
    app.route({
      method: definition.method,
      url: BASE + definition.url,
      config: definition.perMinute ? { rateLimit: { max: definition.perMinute, timeWindow: "1 minute", keyGenerator: networkOf } } : {},
      handler: (request, reply) => answer(definition, check, pipelineOf(request), request, reply),
    });
  }
}

/** The network a request comes from; one IPv6 /64 is one. What somebody sends cannot change it. */
export const networkOf = (request: FastifyRequest): string => (request.ip.includes(":") ? request.ip.split(":").slice(0, 4).join(":") : request.ip);

interface Checker {
  params(request: FastifyRequest): void;
  query(request: FastifyRequest): void;
  body(request: FastifyRequest): void;
}

function checker(definition: Route): Checker {
  const query: JsonSchema = { type: "object", properties: definition.query ?? {}, additionalProperties: false };
  const validators = {
    params: definition.params && strings.compile({ ...definition.params, additionalProperties: true }),
    query: strings.compile(query),
    body: definition.body && bodies.compile(definition.body),
  };
  const run = (validate: ValidateFunction | undefined, value: unknown, part: string, names: readonly string[]) => {
    if (validate && !validate(value)) throw part === "params" ? notFound(validate.errors?.[0]?.instancePath ?? "") : validationError(validate.errors ?? [], part, names);
  };
  const bodyNames = Object.keys((definition.body?.["properties"] as object | undefined) ?? {});
  return {
    params: (request) => run(validators.params, request.params, "params", []),
    query: (request) => run(validators.query, request.query, "query", Object.keys(definition.query ?? {})),
    body: (request) => run(validators.body, bodyOf(request), "body", bodyNames),
  };
}

/** Nothing has an address of wrong form: the answer is the one for a well-formed address of nothing. */
function notFound(pointer: string): AppError {
  if (pointer === "/id") return new AppError("record:notFound", "There is no such record, or you may not see it.", { remedy: "Check the id." });
  if (pointer === "/entity") return new AppError("entity:notFound", "There is no entity of that name.", { remedy: "See GET /api/v1/model for the entities you may use." });
  return nothingHere();
}

/** No body at all is an empty one; null is a body, and none of ours. */
const bodyOf = (request: FastifyRequest): unknown => (request.body === undefined ? {} : request.body);

async function answer(definition: Route, check: Checker, { runtime, authenticate }: Pipeline, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const who = await authenticate(request);
  const model = runtime.live.current();
  try {
    return await perform(definition, check, runtime, model, who, request, reply);
  } catch (error) {
    if (!isStaleSchema(error) || reply.sent) throw error;
    // Another node has published: the tables are those of the next revision already. Nothing of the request was committed.
    const next = await runtime.live.refresh();
    if (next.revision === model.revision) throw error;
    if (definition.piecewise || definition.consumes) throw overtaken(error);
    return perform(definition, check, runtime, next, who, request, reply).catch((again: unknown) => {
      throw isStaleSchema(again) ? overtaken(again) : again;
    });
  }
}

/** Its Retry-After is that of every 503. */
const overtaken = (cause: unknown): AppError => new AppError("unavailable:database", "The application was changed while this request was under way.", { remedy: "Send the request again.", cause });

async function perform(definition: Route, check: Checker, runtime: Runtime, model: AppModel, who: Authentication, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  authorise(definition, who, model.roles);
  check.params(request);
  check.query(request);
  check.body(request);
  const ctx = contextOf(who, request);
  const call = { runtime, model, ctx, db: runtime.db, params: request.params, query: request.query, body: bodyOf(request), request, reply } as Call;
  reply.header("cache-control", "private, no-store");
  const key = SAFE.has(definition.method) || definition.idempotent === false ? undefined : idempotencyKey(request);
  if (key === undefined) {
    const result = await definition.handler(call);
    if (result === SENT) return reply;
    return reply.code(definition.status ?? 200).send(result ?? null);
  }
  const { status, body } = await runtime.idempotency.once(ctx, key, requestHash(definition, request), async (tx) => ({ status: definition.status ?? 200, body: await definition.handler({ ...call, db: tx, tx }) }));
  return reply.code(status).send(body ?? null);
}

function authorise(definition: Route, who: Authentication, roles: Parameters<typeof rightOfSystem>[0]): void {
  if (definition.policy === "public") return;
  if (who.kind !== "ok") throw new AppError("auth:required", who.kind === "expired" ? "The session has ended." : "Sign in first.", { remedy: "Sign in, or send Authorization: Bearer <api key>." });
  if (who.principal.kind === "apiKey" && who.principal.readOnly && !SAFE.has(definition.method) && !definition.reads && !definition.url.endsWith("/query") && !definition.url.endsWith("/aggregate"))
    throw new AppError("right:missing", "This API key may only read.", { remedy: "Use a key that may write." });
  if (definition.policy !== "signedIn" && !rightOfSystem(roles, who.principal, definition.policy.system))
    throw new AppError("right:missing", "You do not have the right for this.", { remedy: `Ask an administrator for the right "${definition.policy.system}".` });
}

/** Nobody: the principal of public routes. It holds no role, so it may do nothing with records. */
const NOBODY: Principal = { kind: "portal", portalUserId: "00000000-0000-0000-0000-000000000000", name: "", organisationId: "", roles: [], teams: [], units: [], unitTree: [], sharedEntities: [] };

function contextOf(who: Authentication, request: FastifyRequest): Ctx {
  const known = who.kind === "ok";
  return {
    principal: known ? who.principal : NOBODY,
    channel: known && who.principal.kind === "staff" ? "ui" : "api",
    now: new Date(),
    timeZone: known ? who.timeZone : "UTC",
    language: known ? (deviceLanguage(who.principal, request) ?? who.language) : "en",
    requestId: String(request.id),
  };
}

/** People at a screen choose a language for the device, as its pages do; keys speak that of their owner. */
function deviceLanguage(principal: Principal, request: FastifyRequest): string | undefined {
  const chosen = principal.kind === "staff" ? readCookie(request.headers.cookie, "language") : undefined;
  return chosen !== undefined && /^[a-z]{2,3}(-[A-Z]{2})?$/.test(chosen) ? chosen : undefined;
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new AppError("request:malformed", "Idempotency-Key must be 1 to 200 visible characters.", { remedy: `For example ${randomUUID()}.` });
  return key;
}

const requestHash = (definition: Route, request: FastifyRequest): Buffer =>
  createHash("sha256").update(JSON.stringify([definition.method, request.url, request.body ?? null])).digest();
