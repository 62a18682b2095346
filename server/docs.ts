/**
 * /api/openapi.json and /api/docs, a page that shows it. Both are open to everybody (ADR 0009): they tell shapes, never values.
 * The page is Swagger UI from our own disk under a policy that lets nothing else in.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { sessionCookieName } from "../runtime/auth/cookie";
import type { AppModel } from "../runtime/model/types";
import type { Runtime } from "../runtime/server";
import { openApiDocument } from "./openapi";
import type { Route } from "./route";

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/api/docs/page.css">
</head>
<body><main id="page"></main><script src="/api/docs/swagger-ui.js"></script><script src="/api/docs/page.js"></script></body>
</html>
`;

const START = `SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#page", layout: "BaseLayout", presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null, docExpansion: "none", defaultModelsExpandDepth: 0, filter: true, deepLinking: true, tryItOutEnabled: true, persistAuthorization: false });
`;

/** Kept as long as its model: a document of a hundred entities takes some milliseconds to write. */
function cachedDocument(routes: readonly Route[], cookieName: string): (model: AppModel) => string {
  const kept = new WeakMap<AppModel, string>();
  return (model) => {
    const text = kept.get(model) ?? JSON.stringify(openApiDocument(model, routes, cookieName));
    kept.set(model, text);
    return text;
  };
}

/** `url` is METALOOM_URL. */
export function registerDocs(app: FastifyInstance, runtimeOf: (request: FastifyRequest) => Runtime, url: string | undefined, routes: readonly Route[]): void {
  const documentOf = cachedDocument(routes, sessionCookieName(url));
  app.get("/api/openapi.json", async (request, reply) => {
    const model = runtimeOf(request).live.current();
    const tag = `"revision-${model.revision}"`;
    void reply.header("etag", tag).header("cache-control", "no-cache");
    if (request.headers["if-none-match"] === tag) return reply.code(304).send();
    return reply.type("application/json; charset=utf-8").send(documentOf(model));
  });

  const folder = join(dirname(createRequire(import.meta.url).resolve("@fastify/swagger-ui")), "static");
  const file = (name: string) => () => readFile(join(folder, name), "utf8");
  const answers: readonly (readonly [string, string, () => Promise<string>])[] = [
    ["", "text/html", async () => PAGE],
    ["/page.js", "text/javascript", async () => START],
    ["/page.css", "text/css", file("swagger-ui.css")],
    ["/swagger-ui.js", "text/javascript", file("swagger-ui-bundle.js")],
  ];
  for (const [path, type, read] of answers) {
    app.get(`/api/docs${path}`, async (_request, reply) => reply.header("content-security-policy", POLICY).header("cache-control", "public, max-age=3600").type(`${type}; charset=utf-8`).send(await read()));
  }
}
