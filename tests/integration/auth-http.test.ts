import { sql } from "kysely";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { handleAuth } from "../../app/_server/auth-handler";
import type { Auth } from "../../runtime/auth/service";
import { sys } from "../../runtime/db/schemas";
import { addPerson, freeAttempts, GOOD_PASSWORD, openAuth, staffOf, tokenOf, type Person } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { startForger, startOidc, type ForgerTools, type TestForger, type TestOidc } from "../helpers/oidc";
import { visitorOf, type Visitor } from "../helpers/visitor";

// Throws outside a server component on purpose; here is neither a browser nor a component.
vi.mock("server-only", () => ({}));

const SITE = "http://crm.test:4000";

describe.each(testDatabases())("sign-in by next-auth on $kind", ({ open }) => {
  let test: TestDatabase;
  let auth: Auth;
  let oidc: TestOidc;
  let strict: TestOidc;
  let forger: TestForger;
  let ann: Person;

  beforeAll(async () => {
    test = await open();
    oidc = await startOidc([`${SITE}/api/auth/callback/oidc`]);
    strict = await startOidc([`${SITE}/api/auth/callback/oidc2`], { userinfoOnly: true });
    forger = await startForger();
    const provider = ({ issuer, clientId, clientSecret }: TestOidc | TestForger, id: string) => ({ id, name: id, issuer, clientId, clientSecret });
    auth = openAuth(test.database, { url: SITE, oidc: [provider(oidc, "oidc"), { ...provider(strict, "oidc2"), provisionRole: "clerk" }, { ...provider(forger, "oidc3"), provisionRole: "clerk" }] });
    ann = await addPerson(auth, ["clerk"], "ann@example.com");
  });
  beforeEach(() => freeAttempts(test.database));
  afterAll(async () => {
    await auth.close();
    await Promise.all([oidc.close(), strict.close(), forger.close()]);
    await test.close();
  });

  const visitor = (of: Auth = auth): Visitor => visitorOf({ origin: SITE, answer: (request) => handleAuth(request, of) });
  const credentials = (who: Visitor, fields: Record<string, string>) => who.form("/api/auth/callback/credentials", fields);
  const sessionOf = async (who: Visitor): Promise<string> => {
    const result = await auth.principalFromSession(who.cookies.get("metaloom"));
    return result.kind === "ok" ? result.principal.userId : result.kind;
  };
  const errorOf = async (response: Response): Promise<string | null> => new URL(((await response.json()) as { url: string }).url).searchParams.get("error");
  const openSessions = async () => (await test.database.run(sql<{ n: number }>`select count(*)::int as n from ${sys("sessions")} where revoked_at is null`))[0]!.n;

  describe("by password", () => {
    it("gives an opaque cookie, and next-auth knows the person by it", async () => {
      const who = visitor();
      const response = await credentials(who, { email: "Ann@example.com", password: GOOD_PASSWORD, callbackUrl: "/deal?x=1" });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ url: `${SITE}/deal?x=1` });
      const cookie = response.headers.getSetCookie().find((line) => line.startsWith("metaloom="))!;
      expect(cookie).toMatch(/^metaloom=mls_[\w-]{43}; .*HttpOnly.*SameSite=Lax/);
      expect(cookie).toContain("Path=/");
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      expect(await sessionOf(who)).toBe(ann.id);
      expect(await (await who.ask("/api/auth/session")).json()).toMatchObject({ user: { name: "Person of ann@example.com", email: "ann@example.com" } });
      expect(await sessionOf(who)).toBe(ann.id); // asking made no other session
    });

    it("uses __Host- cookies that are Secure when the site has https", async () => {
      const https = openAuth(test.database, { url: "https://crm.test" });
      const who = visitorOf({ origin: "https://crm.test", answer: (request) => handleAuth(request, https) });
      const response = await credentials(who, { email: ann.email, password: GOOD_PASSWORD });
      for (const line of response.headers.getSetCookie()) expect(line).toMatch(/^__Host-.*; Path=\/.*; HttpOnly; Secure; SameSite=Lax$/);
      expect([...who.cookies.keys()].sort()).toEqual(["__Host-metaloom", "__Host-ml-auth.callback", "__Host-ml-auth.csrf"]);
      await https.close();
    });

    it("makes a new session each time, and ends the older one of this browser", async () => {
      const who = visitor();
      await credentials(who, { email: ann.email, password: GOOD_PASSWORD });
      const first = who.cookies.get("metaloom")!;
      await credentials(who, { email: ann.email, password: GOOD_PASSWORD });
      expect(who.cookies.get("metaloom")).not.toBe(first);
      expect((await auth.principalFromSession(first)).kind).toBe("revoked");
    });

    it("never takes a session id that was planted", async () => {
      const who = visitor();
      const planted = "mls_" + "A".repeat(43);
      who.cookies.set("metaloom", planted);
      await credentials(who, { email: ann.email, password: GOOD_PASSWORD });
      expect(who.cookies.get("metaloom")).not.toBe(planted);
      expect((await auth.principalFromSession(planted)).kind).toBe("none");
    });

    it("answers byte for byte the same for unknown, wrong and suspended", async () => {
      const sam = await addPerson(auth);
      await auth.suspendUser({ kind: "system", reason: "test" }, sam.id);
      const answers = [];
      for (const fields of [{ email: "nobody@example.com", password: GOOD_PASSWORD }, { email: ann.email, password: "not the password" }, { email: sam.email, password: GOOD_PASSWORD }, { email: "", password: "" }]) {
        const who = visitor();
        const response = await credentials(who, fields);
        answers.push({ status: response.status, body: await response.text(), headers: [...response.headers].filter(([name]) => name !== "set-cookie") });
        expect(who.cookies.has("metaloom")).toBe(false);
      }
      expect(answers[0]).toMatchObject({ status: 401 });
      expect(answers[0]!.body).toContain("CredentialsSignin");
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    });

    it("asks for the second factor and takes it", async () => {
      const tom = await addPerson(auth);
      const principal = await staffOf(auth, tom);
      const { secret } = await auth.beginSecondFactor(principal, GOOD_PASSWORD);
      const code = (timestamp: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
      await auth.confirmSecondFactor(principal, code(Date.now() - 30_000), {});
      const who = visitor();
      const enter = async (fields: Record<string, string>) => credentials(who, { email: tom.email, password: GOOD_PASSWORD, ...fields });
      expect(await errorOf(await enter({}))).toBe("SecondFactorRequired");
      expect(await errorOf(await enter({ code: "000000" }))).toBe("SecondFactorWrong");
      expect(who.cookies.has("metaloom")).toBe(false);
      expect((await enter({ code: code(Date.now()) })).status).toBe(200);
      expect(await sessionOf(who)).toBe(tom.id);
    });

    it("says so when the network is locked out", async () => {
      for (let i = 0; i < 20; i++) await auth.signIn({ email: `x${i}@example.com`, password: "not the password" }, {});
      expect(await errorOf(await credentials(visitor(), { email: ann.email, password: GOOD_PASSWORD }))).toBe("LockedOut");
    });

    it("is refused without the CSRF token of this browser", async () => {
      const before = await openSessions();
      const [who, other] = [visitor(), visitor()];
      const { csrfToken } = (await (await other.ask("/api/auth/csrf")).json()) as { csrfToken: string };
      for (const token of ["", csrfToken]) await who.ask("/api/auth/callback/credentials", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ csrfToken: token, email: ann.email, password: GOOD_PASSWORD }) });
      expect(who.cookies.has("metaloom")).toBe(false);
      expect(await openSessions()).toBe(before);
    });

    it("ends with sign-out, in the table too", async () => {
      const who = visitor();
      await credentials(who, { email: ann.email, password: GOOD_PASSWORD });
      const token = who.cookies.get("metaloom")!;
      expect((await who.form("/api/auth/signout", { callbackUrl: "/sign-in" })).status).toBe(200);
      expect(who.cookies.has("metaloom")).toBe(false);
      expect((await auth.principalFromSession(token)).kind).toBe("revoked");
    });

    it("is not signed out by another site", async () => {
      const who = visitor();
      await credentials(who, { email: ann.email, password: GOOD_PASSWORD });
      await who.ask("/api/auth/signout", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" }, body: "csrfToken=x" });
      expect(await sessionOf(who)).toBe(ann.id);
    });
  });

  it.each(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "http://crm.test:4000@evil.example/", "http://crm.test:4000.evil.example/", "%2f%2fevil.example", "\t//evil.example", "data:text/html,x"])("never leads to %j", async (callbackUrl) => {
    const who = visitor();
    const response = await credentials(who, { email: ann.email, password: GOOD_PASSWORD, callbackUrl });
    expect(await response.json()).toEqual({ url: `${SITE}/` });
    const page = await visitor().ask(`/api/auth/signin?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    expect(page.headers.get("location")).toBe(`/sign-in?callbackUrl=${encodeURIComponent("/")}`);
    const planted = visitor();
    planted.cookies.set("ml-auth.callback", encodeURIComponent(callbackUrl));
    expect((await planted.ask("/api/auth/signin")).headers.get("location")).toBe(`/sign-in?callbackUrl=${encodeURIComponent("/")}`);
  });

  it("believes no Host, Origin or X-Forwarded header", async () => {
    const headers = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", origin: "https://evil.example" };
    for (const path of ["/api/auth/signin", "/api/auth/providers", "/api/auth/error?error=x", "/api/auth/csrf"]) {
      const response = await visitor().ask(path, { headers });
      expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain("evil.example");
    }
    const wrong = await visitor().ask("/api/auth/callback/credentials", { method: "POST", headers, body: new URLSearchParams({ json: "true" }) });
    expect(await wrong.text()).not.toContain("evil.example");
  });

  it("answers no other address and no strange body", async () => {
    const who = visitor();
    const statuses = async (requests: readonly [string, RequestInit?][]) => Promise.all(requests.map(async ([url, init]) => (await who.ask(url, init)).status));
    expect(await statuses([["/api/auth"], ["/api/auth/_log", { method: "POST", body: "{}" }], ["/api/auth/constructor"], ["/api/auth/verify-request"], ["/api/auth/callback/a/b"], ["/api/auth/csrf", { method: "PUT" }]])).toEqual([404, 404, 404, 404, 404, 404]);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect(await statuses([["/api/auth/signout", { method: "POST", headers: form, body: "a=" + "x".repeat(30_000) }], ["/api/auth/signout", { method: "POST", headers: { "content-type": "text/xml" }, body: "<a/>" }], ["/api/auth/signout", { method: "POST", headers: { "content-type": "application/json" }, body: "{" }], ["/api/auth/signout", { method: "POST", headers: { "content-type": "application/json" }, body: "[]" }]])).toEqual([413, 413, 413, 413]);
  });

  it("never takes one of next-auth's own cookies for a session", async () => {
    const who = visitor();
    await who.form("/api/auth/signin/oidc", {});
    const others = ["ml-auth.state", "ml-auth.pkce", "ml-auth.nonce", "ml-auth.csrf"].map((name) => who.cookies.get(name)!);
    for (const value of others) {
      expect(value.length).toBeGreaterThan(20);
      const thief = visitor();
      thief.cookies.set("metaloom", value);
      expect(await (await thief.ask("/api/auth/session")).json()).toEqual({});
      expect(await sessionOf(thief)).toBe("none");
    }
  });

  describe("by OpenID Connect", () => {
    const start = async (who: Visitor, id = "oidc", extra: Record<string, string> = {}): Promise<string> => ((await (await who.form(`/api/auth/signin/${id}`, { callbackUrl: "/deal", ...extra })).json()) as { url: string }).url;
    const go = async (who: Visitor, id = "oidc"): Promise<string> => who.follow(await start(who, id));

    it("asks with PKCE, state and nonce, and with nothing the caller wrote into the address", async () => {
      const who = visitor();
      const { csrfToken } = (await (await who.ask("/api/auth/csrf")).json()) as { csrfToken: string };
      const response = await who.ask("/api/auth/signin/oidc?redirect_uri=https://evil.example&client_id=x&scope=admin&prompt=none", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ csrfToken }) });
      const asked = new URL(response.headers.get("location")!);
      expect(asked.origin).toBe(oidc.issuer);
      expect(Object.fromEntries(asked.searchParams)).toMatchObject({ client_id: "metaloom", redirect_uri: `${SITE}/api/auth/callback/oidc`, scope: "openid email profile", code_challenge_method: "S256" });
      for (const name of ["state", "nonce", "code_challenge"]) expect(asked.searchParams.get(name)!.length).toBeGreaterThan(30);
      expect(asked.searchParams.has("prompt")).toBe(false);
    });

    it("lets nobody in who has no account, unless that is wanted", async () => {
      oidc.person = { sub: "stranger", email: "stranger@example.com", email_verified: true };
      const who = visitor();
      expect(await go(who)).toBe("/sign-in?error=AccessDenied");
      expect(who.cookies.has("metaloom")).toBe(false);
      strict.person = { sub: "welcome", email: "Welcome@Example.com", email_verified: true, name: "Wel Come" };
      const other = visitor();
      expect(await go(other, "oidc2")).toBe("/deal");
      expect(await auth.user(await sessionOf(other))).toMatchObject({ email: "welcome@example.com", name: "Wel Come", roles: ["clerk"], hasPassword: false });
      const again = visitor();
      expect(await go(again, "oidc2")).toBe("/deal");
      expect(await sessionOf(again)).toBe(await sessionOf(other));
    });

    it("links by an address only after the local password, then by issuer and subject alone", async () => {
      const kim = await addPerson(auth, ["clerk"], "kim@example.com");
      oidc.person = { sub: "kim-at-oidc", email: "KIM@example.com", email_verified: true };
      const who = visitor();
      expect(await go(who)).toBe("/sign-in?error=LinkIdentity");
      expect(who.cookies.has("metaloom")).toBe(false);
      expect((await credentials(who, { email: kim.email, password: "not the password" })).status).toBe(401);
      expect((await credentials(who, { email: kim.email, password: GOOD_PASSWORD })).status).toBe(200);
      expect(who.cookies.has("ml-auth.link")).toBe(false);
      oidc.person = { sub: "kim-at-oidc", email: "renamed@example.com", email_verified: true };
      const later = visitor();
      expect(await go(later)).toBe("/deal");
      expect(await sessionOf(later)).toBe(kim.id);
      // The same subject at another issuer is somebody else.
      strict.person = { sub: "kim-at-oidc", email: "another@example.com", email_verified: true };
      const elsewhere = visitor();
      await go(elsewhere, "oidc2");
      expect(await sessionOf(elsewhere)).not.toBe(kim.id);
    });

    it("does not link to whoever else signs in in that browser", async () => {
      const victim = await addPerson(auth, ["clerk"], "victim@example.com");
      oidc.person = { sub: "attacker", email: victim.email, email_verified: true };
      const who = visitor();
      expect(await go(who)).toBe("/sign-in?error=LinkIdentity");
      await credentials(who, { email: ann.email, password: GOOD_PASSWORD });
      expect(await test.database.run(sql`select 1 from ${sys("identities")} where subject = 'attacker'`)).toHaveLength(0);
    });

    it("believes no address that the provider has not verified", async () => {
      oidc.person = { sub: "unverified", email: ann.email, email_verified: false };
      expect(await go(visitor())).toBe("/sign-in?error=AccessDenied");
      oidc.person = { sub: "unverified2", email: ann.email };
      expect(await go(visitor())).toBe("/sign-in?error=AccessDenied");
      oidc.person = { sub: "look-alike", email: "аnn@example.com", email_verified: true };
      expect(await go(visitor())).toBe("/sign-in?error=AccessDenied");
    });

    it("lets a suspended user in by no door", async () => {
      strict.person = { sub: "leaver", email: "leaver@example.com", email_verified: true };
      const who = visitor();
      await go(who, "oidc2");
      await auth.suspendUser({ kind: "system", reason: "test" }, await sessionOf(who));
      const again = visitor();
      expect(await go(again, "oidc2")).toBe("/sign-in?error=AccessDenied");
    });

    it("refuses what was begun with one provider and ends at another", async () => {
      const who = visitor();
      const state = new URL(await start(who, "oidc")).searchParams.get("state")!;
      const end = await who.follow(`/api/auth/callback/oidc3?code=code&state=${state}&iss=${encodeURIComponent(forger.issuer)}`);
      expect(end).toContain("/sign-in?");
      expect(end).toContain("error=OAuthCallback");
      expect(who.cookies.has("metaloom")).toBe(false);
    });

    it("refuses an answer that this browser did not ask for, and one that comes twice", async () => {
      forger.forge = (nonce, tools) => tools.rs256({ ...tools.good, nonce, sub: "twice", email: "twice@example.com" });
      const who = visitor();
      const authorize = await start(who, "oidc3");
      const back = (await fetch(authorize, { redirect: "manual" })).headers.get("location")!;
      const stranger = visitor();
      expect(await stranger.follow(back)).toContain("error=OAuthCallback");
      expect(await who.follow(back)).toBe("/deal");
      expect(await who.follow(back)).toContain("error=OAuthCallback");
    });

    const forged: [string, (tools: ForgerTools) => string][] = [
      ["for another client", ({ good, rs256 }) => rs256({ ...good, aud: "somebody else" })],
      ["of another issuer", ({ good, rs256 }) => rs256({ ...good, iss: "https://evil.example" })],
      ["without a signature (alg none)", ({ good, none }) => none(good)],
      ["signed with the public key for an HMAC secret", ({ good, hs256WithPublicKey }) => hs256WithPublicKey(good)],
      ["signed with the client secret", ({ good, hs256WithClientSecret }) => hs256WithClientSecret(good)],
      ["signed with a stranger's key", ({ good, rs256, strangerKey }) => rs256(good, strangerKey())],
      ["that is over", ({ good, rs256 }) => rs256({ ...good, exp: Math.floor(Date.now() / 1000) - 60 })],
      ["from the future", ({ good, rs256 }) => rs256({ ...good, iat: Math.floor(Date.now() / 1000) + 3600, nbf: Math.floor(Date.now() / 1000) + 3600 })],
      ["with another nonce", ({ good, rs256 }) => rs256({ ...good, nonce: "another" })],
      ["without a nonce", ({ good, rs256 }) => rs256({ ...good, nonce: undefined })],
      ["without a subject", ({ good, rs256 }) => rs256({ ...good, sub: undefined })],
      ["with an empty subject", ({ good, rs256 }) => rs256({ ...good, sub: "" })],
      ["that is none", () => "not.a.token"],
      ["changed after signing", ({ good, rs256 }) => rs256(good).replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ ...good, sub: "changed" })).toString("base64url")}.`)],
    ];

    it("takes the token of the forger when it is right", async () => {
      forger.forge = (_nonce, { good, rs256 }) => rs256(good);
      expect(await go(visitor(), "oidc3")).toBe("/deal");
    });

    it.each(forged)("refuses an ID token %s", async (_what, forge) => {
      forger.forge = (_nonce, tools) => forge(tools);
      const who = visitor();
      expect(await go(who, "oidc3")).toMatch(/^\/sign-in\?/);
      expect(who.cookies.has("metaloom")).toBe(false);
    });
  });

  describe("with broken settings", () => {
    it("lets nobody in by a provider that is away, and the password still works", async () => {
      const broken = openAuth(test.database, { url: SITE, oidc: [{ id: "oidc", name: "away", issuer: "http://127.0.0.1:1", clientId: "x", clientSecret: "y", provisionRole: "admin" }] });
      const who = visitor(broken);
      const answer = (await (await who.form("/api/auth/signin/oidc", {})).json()) as { url: string };
      expect(answer.url).toContain("error=OAuthSignin");
      expect(await who.follow("/api/auth/callback/oidc?code=x&state=y")).toContain("error=OAuthCallback");
      expect(who.cookies.has("metaloom")).toBe(false);
      expect(await (await who.ask("/api/auth/session")).json()).toEqual({});
      expect((await who.form("/api/auth/callback/credentials", { email: ann.email, password: GOOD_PASSWORD })).status).toBe(200);
      await broken.close();
    });

    it("lets nobody in when the database is away, and says no more than that", async () => {
      const token = await tokenOf(auth, ann);
      const away = openAuth({ ...test.database, run: () => Promise.reject(new Error("connection refused at 10.0.0.5")), change: () => Promise.reject(new Error("connection refused")) }, { url: SITE });
      const who = visitor(away);
      const response = await who.form("/api/auth/callback/credentials", { email: ann.email, password: GOOD_PASSWORD });
      expect(await errorOf(response)).toBe("Unavailable");
      who.cookies.set("metaloom", token);
      const session = await who.ask("/api/auth/session");
      expect(await session.json()).toEqual({});
      await away.close();
    });

    it("lets nobody in with a role to provision that does not exist", async () => {
      const broken = openAuth(test.database, { url: SITE, oidc: [{ id: "oidc3", name: "x", issuer: forger.issuer, clientId: forger.clientId, clientSecret: forger.clientSecret, provisionRole: "emperor" }] });
      forger.forge = (_nonce, { good, rs256 }) => rs256({ ...good, sub: "would-be", email: "would-be@example.com" });
      const who = visitor(broken);
      const answer = (await (await who.form("/api/auth/signin/oidc3", {})).json()) as { url: string };
      expect(await who.follow(answer.url)).toContain("/sign-in?");
      expect(who.cookies.has("metaloom")).toBe(false);
      await broken.close();
    });
  });
});
