/** Pages by Next, with a content security policy whose nonce is new for each answer, and the door by which they reach the runtime. */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { PageRuntime } from "../app/_server/runtime";
import { ADDRESS_HEADER } from "../runtime/auth/cookie";
import type { Env } from "./env";
import { staticFiles } from "./static-files";
import type { Workspace } from "./open-workspace";

const DOOR = Symbol.for("metaloom.runtime");

/** The workspace of the page that is being rendered: pages ask a door without a parameter, and can never ask another workspace's. */
const within = new AsyncLocalStorage<Workspace>();

/** `alone` answers outside of any request, where it is the only workspace there is. */
function openDoor(alone: Workspace | undefined): void {
  const here = (): PageRuntime => {
    const workspace = within.getStore() ?? alone;
    if (!workspace) throw new Error("A page asked for the runtime outside of its request.");
    return workspace.pages;
  };
  const door: PageRuntime = {
    get auth() { return here().auth; },
    model: () => here().model(),
    session: (cookieHeader) => here().session(cookieHeader),
    clientModel: (principal, user, language) => here().clientModel(principal, user, language),
    records: (principal, user, entity, query) => here().records(principal, user, entity, query),
    record: (principal, user, entity, id) => here().record(principal, user, entity, id),
    aggregate: (principal, user, entity, query) => here().aggregate(principal, user, entity, query),
    views: (principal, entity) => here().views(principal, entity),
  };
  (globalThis as Record<symbol, unknown>)[DOOR] = door;
}

export async function registerPages(app: FastifyInstance, env: Env, main: Workspace): Promise<void> {
  openDoor(env.workspaceDomain === undefined ? main : undefined);
  const { default: next } = await import("next");
  const dir = fileURLToPath(new URL(import.meta.url.includes("/dist/") ? ".." : "..", import.meta.url));
  const dev = env.mode === "development";
  const pages = next({ dev, dir, quiet: true });
  await pages.prepare();
  const handle = pages.getRequestHandler();
  const sendStatic = staticFiles(dir);
  // Next reads bodies itself, so Fastify must leave them alone here.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    // A program that asks for what is not there, or by a wrong method, gets no page.
    scope.all("/api/v1/*", (_request, reply) => reply.callNotFound());
    scope.all("/*", { config: { rateLimit: false } }, async (request, reply) => {
      if (!dev && (await sendStatic(request, reply))) return reply;
      const { headers } = request.raw;
      const nonce = randomBytes(16).toString("base64");
      const policy = contentSecurityPolicy(nonce, dev);
      headers["content-security-policy"] = policy;
      headers["x-nonce"] = nonce;
      headers["x-metaloom-path"] = request.raw.url ?? "/";
      // Next keeps from pages whether a whole document is asked for or the part that differs from the page one is on.
      headers["x-metaloom-visit"] = headers["rsc"] === undefined ? "first" : "next";
      headers[ADDRESS_HEADER] = request.ip;
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value as string);
      reply.raw.setHeader("content-security-policy", policy);
      reply.hijack();
      await within.run(request.workspace, () => handle(request.raw, reply.raw));
    });
  });
}

function contentSecurityPolicy(nonce: string, dev: boolean): string {
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`;
  return [`default-src 'self'`, `script-src ${script}`, `style-src 'self' 'unsafe-inline'`, `img-src 'self' data: blob:`, `font-src 'self'`, `connect-src 'self'${dev ? " ws:" : ""}`, `worker-src 'self'`, `manifest-src 'self'`, `object-src 'none'`, `base-uri 'none'`, `form-action 'self'`, `frame-ancestors 'none'`].join("; ");
}
