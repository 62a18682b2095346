/** Health for those who watch the process: alive, ready to serve, and numbers for Prometheus. */
import { sql } from "kysely";
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Runtime } from "../runtime/server";

export function registerHealth(app: FastifyInstance, runtime: Runtime): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({ name: "metaloom_http_seconds", help: "Time of API requests", labelNames: ["method", "route", "status"], buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5], registers: [registry] });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url;
    if (route?.startsWith("/api/")) durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  app.get("/healthz", { config: { rateLimit: false } }, async () => ({ status: "alive" }));
  app.get("/readyz", { config: { rateLimit: false } }, async (_request, reply) => {
    try {
      await runtime.db.run(sql`select 1`);
      return { status: "ready", revision: runtime.live.current().revision };
    } catch {
      return reply.code(503).send({ status: "waiting", reason: "The database does not answer." });
    }
  });
  app.get("/metrics", { config: { rateLimit: false } }, async (_request, reply) => reply.header("content-type", registry.contentType).send(await registry.metrics()));
}
