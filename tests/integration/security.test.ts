/** The security suites in small, with fixed seeds, and what holds for every route of the API. `npm run sec:oracle` and `sec:matrix` run them large. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../server/routes";
import type { JsonSchema, Route } from "../../server/route";
import { startServer, type RunningServer } from "../../server/main";
import { runMatrix } from "../security/matrix";
import { runOracle } from "../security/oracle";
import { addPerson, staffOf, tokenOf, type Person } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { openTestRuntime, TEST_SECRET } from "../helpers/runtime";
import type { Runtime } from "../../runtime/server";

const kinds = testDatabases();

describe.each(kinds)("what one may not see on $kind", (kind) => {
  it("cannot be told from answers of twin databases", async () => {
    expect(await runOracle(kind, { n: 140, seed: 7 })).toMatchObject({ failures: 0, examples: [] });
  }, 300_000); // fourteen databases are made; the embedded ones take their time
});

// The real server opens the database by its address, which the embedded one does not have.
describe.each(kinds.filter(({ kind }) => kind === "postgres"))("the server on $kind", (kind) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let server: RunningServer;
  let origin: string;
  let person: Person;
  let key: string;

  beforeAll(async () => {
    test = await kind.open();
    runtime = await openTestRuntime(test.database, ["vault"]);
    person = await addPerson(runtime.auth, ["administrator"]);
    key = (await runtime.auth.createApiKey(await staffOf(runtime.auth, person), { name: "test", roles: ["administrator"] })).key;
    server = await startServer({ worker: false, pages: false, env: { mode: "test", databaseUrl: test.url, dataDir: test.dataDir, port: 0, secret: TEST_SECRET, smtpFrom: "test@example.com", oidc: [], logLevel: "fatal", workspace: "default", trustProxy: false, requestsPerMinute: 1_000_000 } });
    origin = server.url.replace("localhost", "127.0.0.1");
  });
  afterAll(async () => {
    await server?.close();
    await runtime?.live.close();
    await runtime?.auth.close();
    await test?.close();
  });

  /** An address of the route with every parameter filled in so that it passes the door. */
  const address = ({ url, params }: Route): string => {
    const properties = (params?.["properties"] ?? {}) as Record<string, JsonSchema>;
    return "/api/v1" + url.replace(/:(\w+)/g, (_, name: string) => sample(properties[name], name)).replace("*", "x");
  };
  const sample = (schema: JsonSchema | undefined, name: string): string => {
    if (schema?.["format"] === "uuid") return "00000000-0000-7000-8000-000000000001";
    if (schema?.["type"] === "integer") return "1";
    const [choice] = (schema?.["enum"] ?? []) as string[];
    return choice ?? (name === "entity" ? "paper" : "x");
  };
  const ask = async (route: Route, path: string, headers: Record<string, string>): Promise<{ status: number; code: unknown }> => {
    const sends = route.method !== "GET" && route.method !== "DELETE";
    const response = await fetch(origin + path, { method: route.method, headers: { origin, ...headers, ...(sends ? { "content-type": "application/json" } : {}) }, ...(sends ? { body: "{}" } : {}) });
    const text = await response.text();
    return { status: response.status, code: text.startsWith("{") ? (JSON.parse(text) as { code?: unknown }).code : undefined };
  };

  it("grants what the roles say and refuses the rest without a trace", async () => {
    expect(await runMatrix(kind, { n: 250, seed: 11 })).toMatchObject({ failures: 0, examples: [] });
  });

  it("has a policy for every route", () => {
    expect(routes.length).toBeGreaterThan(40);
    for (const { policy, method, url } of routes) expect(policy === "public" || policy === "signedIn" || typeof policy.system === "string", `${method} ${url}`).toBe(true);
    const open = routes.filter(({ policy }) => policy === "public").map(({ method, url }) => `${method} ${url}`);
    // Whoever adds a public route adds it here, on purpose: links of letters and web addresses of processes are sealed and work without a sign-in.
    expect(open.filter((name) => !/ \/(auth|openapi)/.test(name))).toEqual(["POST /notifications/unsubscribe", "POST /hooks/starts/:process/:start/:seal", "POST /hooks/steps/:address", "POST /task-links/look", "POST /task-links/decide"]);
  });

  it.each(routes.map((route) => [`${route.method} ${route.url}`, route] as const))("refuses a parameter nobody declared: %s", async (_, route) => {
    expect(await ask(route, `${address(route)}?nobodyDeclaredThis=1`, { authorization: `Bearer ${key}` })).toMatchObject({ status: 400, code: "request:unknownParameter" });
  });

  it("answers 401 to everybody without credentials, and to wrong ones, on every route that is not public", async () => {
    const session = await tokenOf(runtime.auth, person);
    const ended = await tokenOf(runtime.auth, await addPerson(runtime.auth, ["administrator"]));
    await test.database.run(sql`update metaloom.sessions set expires_at = now() - interval '1 minute' where user_id <> ${person.id}::uuid`);
    const wrong: Record<string, string>[] = [{}, { authorization: "Bearer mlk_nothing" }, { authorization: "Basic eDp5" }, { cookie: "metaloom=mls_nothing" }, { cookie: `metaloom=${ended}` }, { cookie: `metaloom=${key}` }, { authorization: `Bearer ${session}` }, { authorization: "", cookie: `metaloom=${session}` }];
    const accepted: string[] = [];
    for (const route of routes.filter(({ policy }) => policy !== "public"))
      for (const [i, headers] of wrong.entries()) {
        const { status } = await ask(route, address(route), headers);
        if (status !== 401) accepted.push(`${route.method} ${route.url} with ${i}: ${status}`);
      }
    expect(accepted).toEqual([]);
  });

  it("lets a read-only key change nothing", async () => {
    const { key: readOnly } = await runtime.auth.createApiKey(await staffOf(runtime.auth, person), { name: "read", roles: ["administrator"], readOnly: true });
    const changing = routes.filter(({ method, policy, url, reads }) => !reads && method !== "GET" && policy !== "public" && !/\/(query|aggregate)$/.test(url));
    const accepted: string[] = [];
    for (const route of changing) {
      const { status } = await ask(route, address(route), { authorization: `Bearer ${readOnly}` });
      if (status !== 403) accepted.push(`${route.method} ${route.url}: ${status}`);
    }
    expect(changing.length).toBeGreaterThan(15);
    expect(accepted).toEqual([]);
  });
});
