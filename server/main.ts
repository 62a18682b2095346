/**
 * One process: Fastify answers the API, health and metrics; everything else (pages, /api/auth) goes to Next. The runtime is put on
 * globalThis for the pages; Next never bundles the runtime's node half.
 */
import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { FILE_LIMITS } from "../runtime/files/limits";
import type { Runtime } from "../runtime/server";
import { openServices, type Services } from "./services";
import type { Env } from "./env";
import { LOG_SERIALIZERS } from "./log-safe";
import { registerDocs } from "./docs";
import { registerHealth } from "./health";
import { SERVER_LIMITS } from "./limits";
import { sendNoWorkspace, wantsPage } from "./no-workspace";
import { registerPages } from "./pages";
import { nothingHere, problemOf, toAppError } from "./problem";
import { networkOf, registerRoutes } from "./register";
import { routes } from "./routes";
import { openWorkspaces, type Workspaces } from "./workspaces";
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
  /** Of the default workspace. */
  readonly runtime: Runtime;
  readonly workspaces: Workspaces;
  close(): Promise<void>;
}

/** Starts everything; resolves when requests are answered. @throws AppError state:wrong when the port is taken. */
export async function startServer({ env, worker, pages = true }: ServerOptions): Promise<RunningServer> {
  const app = await createApp(env);
  const services = await openServices(env, app.log);
  const workspaces = await openWorkspaces({ services, env, worker });
  const { main } = workspaces;
  const close = () => closeAll(app, workspaces, services);
  try {
    chooseWorkspace(app, workspaces);
    registerHealth(app, main.runtime);
    registerDocs(app, (request) => request.workspace.runtime, main.runtime.auth.site.url, routes);
    registerRoutes(app, (request) => request.workspace, routes);
    if (pages) await registerPages(app, env, main);
    await app.listen({ port: env.port, host: "0.0.0.0" });
  } catch (error) {
    // A start that failed half-way must not hold the database: the process would never end.
    await close();
    throw isPortTaken(error) ? portTaken(env.port, error) : error;
  }
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : env.port;
  return { url: env.url ?? `http://localhost:${port}`, runtime: main.runtime, workspaces, close };
}

const isPortTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EADDRINUSE";
const portTaken = (port: number, cause: unknown): AppError => new AppError("state:wrong", `Port ${port} is taken by another program.`, { remedy: "Stop it, or choose another port: PORT=3001.", cause });

/** Background work alone. */
export async function startWorker({ env }: { env: Env }): Promise<{ close(): Promise<void> }> {
  const app = await createApp(env);
  const services = await openServices(env, app.log);
  const workspaces = await openWorkspaces({ services, env, worker: true });
  return { close: () => closeAll(app, workspaces, services) };
}

async function closeAll(app: FastifyInstance, workspaces: Workspaces, services: Services): Promise<void> {
  // Event streams never end by themselves; the server would wait for them.
  await workspaces.endStreams();
  await app.close();
  await workspaces.close();
  await services.close();
}

/** Before anything else happens with a request, its host says which workspace it is in. */
function chooseWorkspace(app: FastifyInstance, workspaces: Workspaces): void {
  app.decorateRequest("workspace", null as never); // set by the hook, always
  app.addHook("onRequest", (request, reply, done) => {
    const refuse = (error: Error): void => {
      if (error instanceof AppError && error.code === "resource:notFound" && wantsPage(request)) void sendNoWorkspace(request, reply);
      else done(error);
    };
    try {
      const entering = workspaces.enter(request, reply);
      if (entering) entering.then(() => done(), refuse);
      else done();
    } catch (error) {
      refuse(error as Error);
    }
  });
}

/** Plugins are awaited: a plugin that hooks into routes must be there before the first of them. */
async function createApp(env: Env): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: env.logLevel, redact: ["req.headers.authorization", "req.headers.cookie"], serializers: LOG_SERIALIZERS },
    logController: new LogController({ disableRequestLogging: env.logLevel !== "debug" }),
    genReqId: (request) => requestIdOf(request.headers["x-request-id"]),
    bodyLimit: SERVER_LIMITS.body,
    trustProxy: trusted(env.trustProxy),
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: SERVER_LIMITS.addressPart },
    forceCloseConnections: "idle",
    requestTimeout: SERVER_LIMITS.requestSeconds * 1000,
    // What the router itself refuses never comes to the error handler.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request as FastifyRequest, reply.header("x-request-id", request.id) as FastifyReply),
  }) as unknown as FastifyInstance;
  // Fastify would take text/plain; our API takes JSON, and files where a route says so.
  app.removeContentTypeParser("text/plain");
  await app.register(cookie);
  // A mail program answers List-Unsubscribe with a form (RFC 8058). What it says is known, so it is not read; other addresses take no forms.
  app.addContentTypeParser("application/x-www-form-urlencoded", (request, payload, done) => {
    payload.resume();
    done(request.url.startsWith("/api/v1/notifications/unsubscribe?") ? null : new AppError("request:unsupportedType", "This address takes no forms.", { remedy: "Send application/json." }));
  });
  await app.register(multipart, { limits: { fileSize: FILE_LIMITS.bytes, files: 10, fields: 20, parts: 30 } });
  await app.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: env.url?.startsWith("https:") ? undefined : false });
  if (env.requestsPerMinute > 0) await app.register(rateLimit, { global: true, max: env.requestsPerMinute, timeWindow: "1 minute", keyGenerator: callerKey, errorResponseBuilder: () => new AppError("request:tooMany", "Too many requests.", { remedy: "Wait as long as Retry-After says." }) });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(nothingHere(), request, reply));
  app.addHook("onRequest", (request, reply, done) => {
    void reply.header("x-request-id", request.id);
    done();
  });
  return app;
}

/** Fastify's types know no number of proxies, but a function of the place in their chain. */
const trusted = (proxies: Env["trustProxy"]) => (typeof proxies === "number" ? (_address: string, place: number): boolean => place < proxies : proxies);

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
