/** Routes of the product on a server of their own, asked by `inject`: nothing of pages, background work or limits. */
import Fastify, { type FastifyInstance } from "fastify";
import type { Runtime } from "../../runtime/server";
import { createAuthenticate } from "../../server/auth/authenticate";
import { problemOf, toAppError } from "../../server/problem";
import { registerRoutes, type Pipeline } from "../../server/register";

/** `runtime` need have no store for files, as long as no route asked gets that far. */
export function serveRoutes(runtime: Runtime, routes: Parameters<typeof registerRoutes>[2]): FastifyInstance {
  const app = Fastify() as unknown as FastifyInstance;
  app.setErrorHandler((error, request, reply) => {
    const known = toAppError(error);
    return reply.code(known.status).send(problemOf(known, String(request.id)));
  });
  registerRoutes(app, { runtime: runtime as Pipeline["runtime"], authenticate: createAuthenticate(runtime.auth) }, routes);
  return app;
}
