/**
 * One process: Fastify answers the API, health and metrics; everything else (pages, /api/auth) goes to Next. The runtime is put on
 * globalThis for the pages; Next never bundles the runtime's node half.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { PageRuntime } from "../app/_server/runtime";
import { ADDRESS_HEADER } from "../runtime/auth/cookie";
import { FILE_LIMITS } from "../runtime/files/limits";
import { openRuntime, type Runtime } from "../runtime/server";
import { createAuthenticate } from "./auth/authenticate";
import { pageSession } from "./auth/page-session";
import { openServices } from "./services";
import type { Env } from "./env";
import { registerDocs } from "./docs";
import { registerHealth } from "./health";
import { SERVER_LIMITS } from "./limits";
import { problemOf, toAppError } from "./problem";
import { networkOf, registerRoutes } from "./register";
import { routes } from "./routes";
import { startBackgroundWork, type Background } from "./background";
import { AppError } from "../runtime/kernel";

export interface ServerOptions {
  readonly env: Env;
  /** Do background work (letters, imports) in this process too. */
  readonly worker: boolean;
  /** Without pages: for tests and benches of the API. */
  readonly pages?: boolean;
}

export interface RunningServer {
  readonly url: string;
  readonly runtime: Runtime;
  close(): Promise<void>;
}

const DOOR = Symbol.for("metaloom.runtime");

/** Starts everything; resolves when requests are answered. @throws AppError state:wrong when the port is taken. */
export async function startServer({ env, worker, pages = true }: ServerOptions): Promise<RunningServer> {
  const app = await createApp(env);
  const services = await openServices(env, app.log);
  const runtime = await openRuntime(services.runtimeOptions);
  const pageRuntime: PageRuntime = {
    auth: runtime.auth,
    model: () => runtime.live.current(),
    session: (cookieHeader) => pageSession(runtime.auth, cookieHeader),
    clientModel: (principal, user, language) => runtime.clientModel(principal, user, language),
  };
  (globalThis as Record<symbol, unknown>)[DOOR] = pageRuntime;
  const background = worker ? startBackgroundWork(runtime, services, env) : undefined;
  const close = () => closeAll(app, background, runtime, services);
  try {
    registerHealth(app, runtime);
    registerDocs(app, runtime, routes);
    registerRoutes(app, { runtime, authenticate: createAuthenticate(runtime.auth) }, routes);
    if (pages) await registerPages(app, env);
    await app.listen({ port: env.port, host: "0.0.0.0" });
  } catch (error) {
    // A start that failed half-way must not hold the database: the process would never end.
    await close();
    throw isPortTaken(error) ? portTaken(env.port, error) : error;
  }
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : env.port;
  return { url: env.url ?? `http://localhost:${port}`, runtime, close };
}

const isPortTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EADDRINUSE";
const portTaken = (port: number, cause: unknown): AppError => new AppError("state:wrong", `Port ${port} is taken by another program.`, { remedy: "Stop it, or choose another port: PORT=3001.", cause });

/** Background work alone. */
export async function startWorker({ env }: { env: Env }): Promise<{ close(): Promise<void> }> {
  const app = await createApp(env);
  const services = await openServices(env, app.log);
  const runtime = await openRuntime(services.runtimeOptions);
  const background = startBackgroundWork(runtime, services, env);
  return { close: () => closeAll(app, background, runtime, services) };
}

async function closeAll(app: FastifyInstance, background: Background | undefined, runtime: Runtime, services: { close(): Promise<void> }): Promise<void> {
  // Event streams never end by themselves; the server would wait for them.
  await runtime.events.close();
  await app.close();
  await background?.stop();
  await services.close();
  await runtime.close();
}

/** Plugins are awaited: a plugin that hooks into routes must be there before the first of them. */
async function createApp(env: Env): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: env.logLevel, redact: ["req.headers.authorization", "req.headers.cookie"] },
    logController: new LogController({ disableRequestLogging: env.logLevel !== "debug" }),
    genReqId: (request) => requestIdOf(request.headers["x-request-id"]),
    bodyLimit: SERVER_LIMITS.body,
    trustProxy: "loopback",
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: SERVER_LIMITS.addressPart },
    forceCloseConnections: "idle",
    requestTimeout: SERVER_LIMITS.requestSeconds * 1000,
    // What the router itself refuses never comes to the error handler.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request as FastifyRequest, reply.header("x-request-id", request.id) as FastifyReply),
  }) as unknown as FastifyInstance;
  // Fastify would take text/plain; our API takes JSON, and files where a route says so.
  app.removeContentTypeParser("text/plain");
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: FILE_LIMITS.bytes, files: 10, fields: 20, parts: 30 } });
  await app.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: env.url?.startsWith("https:") ? undefined : false });
  if (env.requestsPerMinute > 0) await app.register(rateLimit, { global: true, max: env.requestsPerMinute, timeWindow: "1 minute", keyGenerator: callerKey, errorResponseBuilder: () => new AppError("request:tooMany", "Too many requests.", { remedy: "Wait as long as Retry-After says." }) });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(new AppError("resource:notFound", "There is nothing at this address.", { remedy: "See /api/docs for the addresses of the API." }), request, reply));
  app.addHook("onRequest", (request, reply, done) => {
    void reply.header("x-request-id", request.id);
    done();
  });
  return app;
}

const requestIdOf = (given: unknown): string => (typeof given === "string" && /^[\w-]{8,64}$/.test(given) ? given : randomUUID());

/** Callers are told apart by what they hold, else by network. Routes where guessing pays count by network only (register.ts). */
function callerKey(request: FastifyRequest): string {
  const { authorization } = request.headers;
  return authorization ? `${networkOf(request)} ${authorization.slice(0, 60)}` : networkOf(request);
}

async function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const known = toAppError(error);
  if (known.status >= 500) request.log.error({ err: known.cause ?? known, requestId: request.id }, known.message);
  if (known.status === 503) void reply.header("retry-after", "5");
  return reply.code(known.status).header("content-type", "application/problem+json").header("cache-control", "private, no-store").send(JSON.stringify(problemOf(known, String(request.id))));
}

/** Pages by Next, with a content security policy whose nonce is new for each answer. */
async function registerPages(app: FastifyInstance, env: Env): Promise<void> {
  const { default: next } = await import("next");
  const dir = fileURLToPath(new URL(import.meta.url.includes("/dist/") ? ".." : "..", import.meta.url));
  const dev = env.mode === "development";
  const pages = next({ dev, dir, quiet: true });
  await pages.prepare();
  const handle = pages.getRequestHandler();
  // Next reads bodies itself, so Fastify must leave them alone here.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    scope.all("/*", { config: { rateLimit: false } }, async (request, reply) => {
      const { headers } = request.raw;
      const nonce = randomBytes(16).toString("base64");
      const policy = contentSecurityPolicy(nonce, dev);
      headers["content-security-policy"] = policy;
      headers["x-nonce"] = nonce;
      headers["x-metaloom-path"] = request.raw.url ?? "/";
      headers[ADDRESS_HEADER] = request.ip;
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value as string);
      reply.raw.setHeader("content-security-policy", policy);
      reply.hijack();
      await handle(request.raw, reply.raw);
    });
  });
}

function contentSecurityPolicy(nonce: string, dev: boolean): string {
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`;
  return [`default-src 'self'`, `script-src ${script}`, `style-src 'self' 'unsafe-inline'`, `img-src 'self' data: blob:`, `font-src 'self'`, `connect-src 'self'${dev ? " ws:" : ""}`, `object-src 'none'`, `base-uri 'none'`, `form-action 'self'`, `frame-ancestors 'none'`].join("; ");
}
