import { type FastifyInstance, type InjectOptions } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Auth } from "../../runtime/auth/service";
import { sys } from "../../runtime/db/schemas";
import type { Runtime } from "../../runtime/server";
import { routes as allRoutes } from "../../server/routes";
import { authRoutes } from "../../server/routes/auth";
import { userRoutes } from "../../server/routes/users";
import { addPerson, freeAttempts, GOOD_PASSWORD, staffOf, testRunner, tokenOf, type Person } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { serveRoutes } from "../helpers/http";
import { openTestRuntime } from "../helpers/runtime";

const own = [...authRoutes, ...userRoutes];
/** Addresses with parameters filled in. */
const addressOf = (url: string): string => "/api/v1" + url.replace(/:[a-zA-Z]+/g, "00000000-0000-7000-8000-000000000000").replace("*", "x");

describe.each(testDatabases())("the API of sign-in and users on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let auth: Auth;
  let app: FastifyInstance;
  let admin: Person;
  let keeper: Person;
  let clerk: Person;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["people"]);
    auth = runtime.auth;
    app = serveRoutes(runtime, allRoutes);
    [admin, keeper, clerk] = [await addPerson(auth, ["administrator"]), await addPerson(auth, ["userKeeper", "clerk"]), await addPerson(auth, ["clerk"])];
  });
  beforeEach(() => freeAttempts(test.database));
  afterAll(async () => {
    await app.close();
    await runtime.live.close();
    await auth.close();
    await test.close();
  });

  type Asked = Omit<InjectOptions, "method" | "url">;
  const ask = async (method: string, url: string, options: Asked = {}) => {
    const response = await app.inject({ method: method as "GET", url: `/api/v1${url}`, ...options });
    return { status: response.statusCode, body: (response.body === "" ? undefined : response.json()) as Record<string, unknown> & { errors?: { pointer: string; code: string }[]; items?: Record<string, unknown>[] }, headers: response.headers };
  };
  /** As a browser on our own page does it. */
  const page = async (person: Person): Promise<Record<string, string>> => ({ cookie: `metaloom=${await tokenOf(auth, person)}`, origin: "http://localhost:4000", host: "localhost:4000" });
  const as = async (person: Person, method: string, url: string, payload?: object) => ask(method, url, { headers: await page(person), ...(payload === undefined ? {} : { payload }) });
  const keyOf = async (person: Person, roles: readonly string[], readOnly = false): Promise<string> => (await auth.createApiKey(await staffOf(auth, person), { name: "test", roles, readOnly })).key;
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

  describe("who asks", () => {
    it("is known by cookie and by key", async () => {
      expect((await as(clerk, "GET", "/auth/me")).body).toMatchObject({ principal: { kind: "staff", roles: ["clerk"] }, user: { id: clerk.id, email: clerk.email, hasPassword: true, hasSecondFactor: false, language: "en", timeZone: "UTC" } });
      const byKey = await ask("GET", "/auth/me", bearer(await keyOf(clerk, ["clerk"], true)));
      expect(byKey.body).toMatchObject({ principal: { kind: "apiKey", readOnly: true, roles: ["clerk"] }, user: { id: clerk.id } });
      expect(byKey.headers["cache-control"]).toBe("private, no-store");
    });

    it("must be known at every address that is not public", async () => {
      const session = await tokenOf(auth, admin);
      const key = await keyOf(admin, ["administrator"]);
      const wrong: [string, Record<string, string>][] = [
        ["nothing", {}], ["a session for a key", { authorization: `Bearer ${session}` }], ["a key for a session", { cookie: `metaloom=${key}` }], ["a key without its prefix", { authorization: `Bearer ${key.slice(4)}` }],
        ["another scheme", { authorization: `Basic ${key}` }], ["a wrong header beside a good cookie", { authorization: "Bearer x", cookie: `metaloom=${session}` }], ["two cookies of the name", { cookie: `metaloom=${session}; metaloom=${session}` }],
        ["the https name of the cookie", { cookie: `__Host-metaloom=${session}` }], ["an unknown key", { authorization: `Bearer mlk_${"a".repeat(43)}` }],
      ];
      for (const definition of allRoutes.filter(({ policy }) => policy !== "public")) {
        for (const [what, headers] of wrong) {
          const { statusCode } = await app.inject({ method: definition.method, url: addressOf(definition.url), headers });
          expect(statusCode, `${definition.method} ${definition.url} with ${what}`).toBe(401);
        }
      }
    });

    it("is nobody with any malformed header, and nothing breaks", async () => {
      const key = await keyOf(clerk, ["clerk"]);
      const pieces = ["Bearer", "bearer ", "Bearer  ", "Bearer\t", key, key + key, key.slice(0, 30), "%00", "'", "\"", "{}", "[object Object]", "mlk_", "..", "é".normalize("NFD"), "=", ";", ",", "a".repeat(5000), "null", "undefined", "Basic Og==", "=?utf-8?", "\\", "//"];
      for (let i = 0; i < 3000; i++) {
        const text = [pieces[i % pieces.length], pieces[(i * 7) % pieces.length], pieces[(i * 13) % pieces.length]].join(i % 3 ? " " : "");
        if (text === `Bearer ${key}`) continue;
        const response = await app.inject({ method: "GET", url: "/api/v1/auth/me", headers: i % 2 ? { authorization: text } : { cookie: `metaloom=${text}` } });
        expect(response.statusCode, text).toBe(401);
      }
    });

    it("cannot make a private address public by writing more behind it", async () => {
      for (const tail of ["?x=/auth/forgot", "?/api/v1/auth/forgot", "#/auth/forgot", ";/auth/forgot", "/../auth/forgot", "%3F/auth/forgot", "//auth/forgot"]) {
        expect([400, 401, 404]).toContain((await app.inject({ method: "GET", url: `/api/v1/users${tail}` })).statusCode);
      }
    });
  });

  describe("a request that changes something by cookie", () => {
    const unsafe = own.filter(({ method }) => method !== "GET");

    it("is refused when it may come from another site", async () => {
      const cookie = `metaloom=${await tokenOf(auth, admin)}`;
      const good = { cookie, origin: "http://localhost:4000", host: "localhost:4000", "content-type": "application/json" };
      for (const definition of unsafe) {
        for (const [what, headers] of [["no origin", { origin: undefined }], ["null", { origin: "null" }], ["foreign", { origin: "https://evil.example" }], ["subdomain", { origin: "http://a.localhost:4000" }], ["another port", { origin: "http://localhost:4001" }], ["text", { "content-type": "text/plain" }], ["form", { "content-type": "application/x-www-form-urlencoded" }]] as const) {
          const merged = Object.fromEntries(Object.entries({ ...good, ...headers }).filter((entry): entry is [string, string] => entry[1] !== undefined));
          const response = await app.inject({ method: definition.method, url: addressOf(definition.url), headers: merged, payload: "{}" });
          // Fastify itself refuses some media types before anything is asked.
          expect([403, 415], `${definition.method} ${definition.url} with ${what}`).toContain(response.statusCode);
          if (response.statusCode === 403) expect(response.json()).toMatchObject({ code: "auth:csrf" });
        }
      }
    });

    it("needs none of that with a key", async () => {
      expect((await ask("POST", "/users", { ...bearer(await keyOf(admin, ["administrator"])), payload: { email: "made-by-key@example.com", name: "Made" } })).status).toBe(201);
    });
  });

  describe("a key", () => {
    it("that may only read, changes nothing by any verb", async () => {
      const key = await keyOf(admin, ["administrator"], true);
      for (const definition of allRoutes.filter(({ method, policy, url, reads }) => method !== "GET" && policy !== "public" && !reads && !/\/(query|aggregate|access|validate|plan|compare)$/.test(url))) {
        const response = await app.inject({ method: definition.method, url: addressOf(definition.url), ...bearer(key), payload: {} });
        expect(response.statusCode, `${definition.method} ${definition.url}`).toBe(403);
      }
      expect(allRoutes.filter(({ reads }) => reads).map(({ url }) => url).sort()).toEqual(["/dashboard-preview", "/dashboards/:name/data", "/metadata/roles/preview", "/metadata/rollback/plan", "/metadata/template-preview", "/reports/:name/data"]);
      expect((await ask("GET", "/users", bearer(key))).status).toBe(200);
    });

    it("has what its owner holds and it was given, at the moment of use", async () => {
      const owner = await addPerson(auth, ["clerk", "chief"]);
      const key = await keyOf(owner, ["clerk", "chief"]);
      const roles = async () => {
        const result = await auth.principalFromApiKey(key);
        return result.kind === "ok" ? result.principal.roles : result.kind;
      };
      expect(await roles()).toEqual(["chief", "clerk"]);
      await auth.setUserRights(testRunner, owner.id, { roles: ["clerk", "userKeeper"] });
      expect(await roles()).toEqual(["clerk"]);
      await auth.suspendUser(testRunner, owner.id);
      expect(await roles()).toBe("inactive");
      await auth.activateUser(testRunner, owner.id);
      expect(await roles()).toEqual(["clerk"]);
    });

    it("is made by people for themselves, with roles they hold, and shown once", async () => {
      const made = await as(clerk, "POST", "/api-keys", { name: "export", roles: ["clerk"], days: 10 });
      expect(made.status).toBe(201);
      const key = made.body.key as string;
      expect(key).toMatch(/^mlk_[\w-]{43}$/);
      expect(made.body.prefix).toBe(key.slice(0, 10));
      const listed = await as(clerk, "GET", "/api-keys");
      expect(listed.body.roles).toEqual([{ name: "clerk", label: "Clerk" }]);
      expect(JSON.stringify(listed.body)).not.toContain(key.slice(10));
      expect(JSON.stringify(await test.database.run(sql`select *, encode(key_hash, 'escape') as e from ${sys("api_keys")}`))).not.toContain(key.slice(10));

      const refusals: [number, Person, object][] = [
        [422, clerk, { name: "x", roles: ["chief"] }], [422, clerk, { name: "x", roles: ["emperor"] }], [422, clerk, { name: "", roles: [] }], [422, clerk, { name: "x", roles: [], days: 367 }], [422, clerk, { name: "x", roles: [], days: 0 }],
        [422, clerk, { name: "x", roles: ["clerk"], key: "mlk_mine" }], [422, clerk, { name: "x", roles: "clerk" }], [422, clerk, { name: "x", roles: { 0: "clerk" } }], [403, clerk, { name: "x", roles: ["clerk"], owner: admin.id }], [403, keeper, { name: "x", roles: ["clerk"], owner: clerk.id }],
      ];
      for (const [status, person, payload] of refusals) expect((await as(person, "POST", "/api-keys", payload)).status, JSON.stringify(payload)).toBe(status);
      expect((await ask("POST", "/api-keys", { ...bearer(key), payload: { name: "child", roles: ["clerk"] } })).status).toBe(403);
      expect((await as(admin, "POST", "/api-keys", { name: "for clerk", roles: ["clerk"], owner: clerk.id })).status).toBe(201);
    });

    it("is ended by its owner or an administrator, at once", async () => {
      const [key, other] = [await keyOf(clerk, ["clerk"]), await keyOf(clerk, ["clerk"])];
      const idOf = async (text: string) => (await auth.apiKeys(await staffOf(auth, clerk))).find(({ prefix }) => prefix === text.slice(0, 10))!.id;
      expect((await ask("GET", "/auth/me", bearer(key))).status).toBe(200);
      expect((await as(keeper, "DELETE", `/api-keys/${await idOf(key)}`)).status).toBe(404);
      expect((await as(clerk, "DELETE", `/api-keys/${await idOf(key)}`)).status).toBe(204);
      expect((await ask("GET", "/auth/me", bearer(key))).status).toBe(401);
      expect((await as(admin, "DELETE", `/api-keys/${await idOf(other)}`)).status).toBe(204);
      expect((await ask("GET", "/auth/me", bearer(other))).status).toBe(401);
      const ended = await keyOf(clerk, ["clerk"]);
      await test.database.change(sql`update ${sys("api_keys")} set expires_at = now() where id = ${await idOf(ended)}`);
      expect((await ask("GET", "/auth/me", bearer(ended))).status).toBe(401);
    });

    it("does nothing that belongs to a person", async () => {
      const key = await keyOf(clerk, ["clerk"]);
      for (const [method, url, payload] of [["PATCH", "/auth/me", { name: "x" }], ["POST", "/auth/change-password", { current: GOOD_PASSWORD, password: "eight brown horses" }], ["POST", "/auth/totp/begin", { password: GOOD_PASSWORD }], ["GET", "/auth/sessions", undefined], ["DELETE", "/auth/sessions", undefined]] as const) {
        expect((await ask(method, url, { ...bearer(key), ...(payload ? { payload } : {}) })).status, url).toBe(403);
      }
    });
  });

  describe("forgot and reset", () => {
    it("answer the same whoever is asked for, with the same body", async () => {
      const sam = await addPerson(auth);
      await auth.suspendUser(testRunner, sam.id);
      const answers = [];
      for (const email of [clerk.email, "nobody@example.com", sam.email, "not an address", "", clerk.email, clerk.email, clerk.email, clerk.email]) answers.push(await app.inject({ method: "POST", url: "/api/v1/auth/forgot", payload: { email } }));
      for (const answer of answers) expect([answer.statusCode, answer.body]).toEqual([202, answers[0]!.body]);
    });

    it("do not look at Host, Origin or X-Forwarded headers for the link", async () => {
      await app.inject({ method: "POST", url: "/api/v1/auth/forgot", payload: { email: clerk.email }, headers: { host: "evil.example", origin: "https://evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" } });
      const letter = await auth.writeLetter({ kind: "resetPassword", email: clerk.email });
      expect(letter!.text).not.toContain("evil");
    });

    it.each([[{}], [{ token: {} , password: "eight brown horses" }], [{ token: ["x"], password: "eight brown horses" }], [{ token: null, password: "eight brown horses" }], [{ token: "x", password: {} }], [{ token: "x", password: "eight brown horses", userId: "y" }], [[]]])("refuse the body %j", async (payload) => {
      const answer = await ask("POST", "/auth/reset", { payload });
      expect(answer.status).toBe(422);
    });

    it("refuse a token that is none with 401, and a bad password with its pointer", async () => {
      expect((await ask("POST", "/auth/reset", { payload: { token: "mll_" + "x".repeat(43), password: "eight brown horses" } })).status).toBe(401);
      for (const password of ["short", "aaaaaaaaaaaa", "password123", "Qwertyuiop1!", "        ", "x".repeat(257)]) {
        const answer = await ask("POST", "/auth/reset", { payload: { token: "mll_" + "x".repeat(43), password } });
        expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, "/password"]);
      }
    });

    it("change the password of the person who holds the letter", async () => {
      const person = await addPerson(auth);
      const token = /#token=(\S+)/.exec((await auth.writeLetter({ kind: "resetPassword", email: person.email }))!.text)![1];
      expect((await ask("POST", "/auth/reset", { payload: { token, password: "eight brown horses" } })).status).toBe(204);
      expect((await auth.signIn({ email: person.email, password: "eight brown horses" }, {})).kind).toBe("ok");
    });
  });

  describe("my account", () => {
    it("takes a name, a language and a time zone, and refuses nonsense", async () => {
      const person = await addPerson(auth);
      expect((await as(person, "PATCH", "/auth/me", { name: " Ann ", language: "uk", timeZone: "Europe/Kyiv" })).body).toMatchObject({ user: { name: "Ann", language: "uk", timeZone: "Europe/Kyiv" } });
      for (const [payload, pointer] of [[{ name: " " }, "/name"], [{ name: "a\nb" }, "/name"], [{ language: "english please" }, "/language"], [{ timeZone: "Europe/Atlantis" }, "/timeZone"], [{ timeZone: "+02:00" }, "/timeZone"], [{ email: "x@example.com" }, "/email"], [{ status: "active" }, "/status"], [{ roles: ["administrator"] }, "/roles"]] as const) {
        expect((await as(person, "PATCH", "/auth/me", payload)).body).toMatchObject({ status: 422, errors: [{ pointer }] });
      }
    });

    it("shows my sessions and ends one, or all but this", async () => {
      const person = await addPerson(auth);
      const others = [await tokenOf(auth, person), await tokenOf(auth, person), await tokenOf(auth, person)];
      const mine = await page(person);
      const listed = (await ask("GET", "/auth/sessions", { headers: mine })).body.items!;
      expect(listed).toHaveLength(4);
      expect(listed.filter(({ current }) => current)).toHaveLength(1);
      const victim = listed.find(({ current }) => !current)!;
      expect((await ask("DELETE", `/auth/sessions/${String(victim.id)}`, { headers: mine })).status).toBe(204);
      expect((await ask("DELETE", `/auth/sessions/${String(victim.id)}`, { headers: mine })).status).toBe(404);
      expect((await ask("DELETE", "/auth/sessions", { headers: mine })).body).toEqual({ ended: 2 });
      for (const token of others) expect((await auth.principalFromSession(token)).kind).toBe("revoked");
      expect((await ask("GET", "/auth/me", { headers: mine })).status).toBe(200);
    });

    it("turns the second factor on and off", async () => {
      const person = await addPerson(auth);
      const headers = await page(person);
      const { TOTP, Secret } = await import("otpauth");
      const begun = await ask("POST", "/auth/totp/begin", { headers, payload: { password: GOOD_PASSWORD } });
      const code = new TOTP({ secret: Secret.fromBase32(begun.body.secret as string) }).generate();
      const confirmed = await ask("POST", "/auth/totp/confirm", { headers, payload: { code } });
      expect(confirmed.body.recoveryCodes).toHaveLength(10);
      expect((await ask("GET", "/auth/me", { headers })).body).toMatchObject({ user: { hasSecondFactor: true } });
      expect((await ask("POST", "/auth/totp/disable", { headers, payload: { password: "not the password" } })).status).toBe(422);
      expect((await ask("POST", "/auth/totp/disable", { headers, payload: { password: GOOD_PASSWORD } })).status).toBe(204);
    });
  });

  describe("users", () => {
    it("are seen and managed with the right for it only", async () => {
      for (const definition of userRoutes.filter(({ url }) => url.startsWith("/users"))) {
        const response = await app.inject({ method: definition.method, url: addressOf(definition.url), headers: await page(clerk), ...(definition.method === "GET" ? {} : { payload: {} }) });
        expect(response.statusCode, `${definition.method} ${definition.url}`).toBe(403);
      }
      const first = await as(keeper, "GET", "/users?limit=2");
      expect(first.body.items).toHaveLength(2);
      const second = await as(keeper, "GET", `/users?limit=2&cursor=${String(first.body.nextCursor)}`);
      expect(second.body.items![0]!.id).not.toBe(first.body.items![1]!.id);
      expect(JSON.stringify(first.body)).not.toMatch(/argon2|password_hash|token/);
      expect((await as(keeper, "GET", `/users?q=${encodeURIComponent(clerk.email)}`)).body.items).toHaveLength(1);
      expect((await as(keeper, "GET", "/users?q=%25")).body.items).toHaveLength(0);
      expect((await as(keeper, "GET", "/users?sort=password_hash")).status).toBe(400);
    });

    it("get roles from those who hold them", async () => {
      const target = await addPerson(auth, ["clerk"]);
      const before = (await auth.user(target.id)).roles;
      for (const roles of [["clerk", "chief"], ["administrator"], []]) {
        const answer = await as(keeper, "PUT", `/users/${target.id}/roles`, { roles });
        expect([roles, answer.status]).toEqual([roles, roles.length === 0 ? 200 : 403]);
        if (answer.status === 403) expect((await auth.user(target.id)).roles).toEqual(before);
      }
      expect((await as(keeper, "PUT", `/users/${keeper.id}/roles`, { roles: ["userKeeper", "clerk", "administrator"] })).status).toBe(403);
      expect((await as(keeper, "PUT", `/users/${admin.id}/roles`, { roles: [] })).status).toBe(403);
      expect((await as(keeper, "POST", `/users/${admin.id}/suspend`)).status).toBe(403);
      expect((await as(keeper, "POST", "/users", { email: "boss@example.com", name: "Boss", roles: ["administrator"] })).status).toBe(403);
      expect((await as(admin, "PUT", `/users/${target.id}/roles`, { roles: ["chief"] })).body).toMatchObject({ roles: ["chief"] });
      expect((await as(admin, "PUT", `/users/${target.id}/roles`, { roles: ["chiefs"] })).body).toMatchObject({ status: 422, errors: [{ pointer: "/roles/0", code: "unknownRole", remedy: 'Did you mean "chief"?' }] });
    });

    it("get teams and units from those who are in them", async () => {
      const [mine, theirs] = ["00000000-0000-7000-8000-0000000000f1", "00000000-0000-7000-8000-0000000000f2"];
      await test.database.change(sql`insert into ${sys("teams")} (id, name) values (${mine}, 'mine'), (${theirs}, 'theirs') on conflict do nothing`);
      const boss = await addPerson(auth, ["userKeeper"]);
      await auth.setUserRights(testRunner, boss.id, { teams: [mine] });
      const target = await addPerson(auth, []);
      expect((await as(boss, "PUT", `/users/${target.id}/roles`, { teams: [theirs] })).status).toBe(403);
      expect((await as(boss, "PUT", `/users/${target.id}/roles`, { teams: [mine] })).body).toMatchObject({ teams: [mine] });
      expect((await as(admin, "PUT", `/users/${target.id}/roles`, { teams: ["00000000-0000-7000-8000-0000000000ff"] })).body).toMatchObject({ status: 422, errors: [{ pointer: "/teams/0" }] });
    });

    it("lose a right in the same moment it is taken", async () => {
      const person = await addPerson(auth, ["userKeeper"]);
      const headers = await page(person);
      expect((await ask("GET", "/users", { headers })).status).toBe(200);
      await auth.setUserRights(testRunner, person.id, { roles: [] });
      expect((await ask("GET", "/users", { headers })).status).toBe(403);
    });

    it("are made once per address, whatever its spelling", async () => {
      expect((await as(admin, "POST", "/users", { email: "Once@Example.com", name: "Once", roles: ["clerk"] })).body).toMatchObject({ email: "once@example.com", status: "invited" });
      for (const email of ["once@example.com", "ＯＮＣＥ@example.com", "ONCE@EXAMPLE.COM"]) expect((await as(admin, "POST", "/users", { email, name: "x" })).body).toMatchObject({ status: 409, code: "conflict:unique", errors: [{ pointer: "/email" }] });
      const results = await Promise.all(Array.from({ length: 20 }, () => as(admin, "POST", "/users", { email: "race@example.com", name: "Race" })));
      expect(results.filter(({ status }) => status === 201)).toHaveLength(1);
      for (const payload of [{ email: "a@b", name: "x" }, { email: '"q"@example.com', name: "x" }, { email: "x@example.com", name: "x", status: "active" }, { email: "x@example.com", name: "x", id: admin.id }, { email: "x@example.com", name: "x", password_hash: "y" }, { email: ["x@example.com"], name: "x" }, { email: "x@example.com", name: "x", password: "short" }]) {
        expect((await as(admin, "POST", "/users", payload)).status, JSON.stringify(payload)).toBe(422);
      }
      expect(await test.database.run(sql`select 1 from ${sys("users")} where email like 'x@%'`)).toHaveLength(0);
    });

    it("cannot suspend themselves, and what was done is in the event log", async () => {
      expect((await as(admin, "POST", `/users/${admin.id}/suspend`)).status).toBe(409);
      const target = await addPerson(auth, ["clerk"]);
      expect((await as(admin, "POST", `/users/${target.id}/suspend`)).body).toMatchObject({ status: "suspended" });
      expect((await as(admin, "POST", `/users/${target.id}/activate`)).body).toMatchObject({ status: "active" });
      const events = await test.database.run(sql<{ kind: string; actor_id: string }>`select kind, actor_id from ${sys("event_log")} where subject = ${target.id} and kind in ('user.suspended', 'user.activated') order by seq`);
      expect(events).toEqual([{ kind: "user.suspended", actor_id: admin.id }, { kind: "user.activated", actor_id: admin.id }]);
    });
  });
});
