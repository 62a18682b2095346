/**
 * OpenID providers on loopback. `startOidc` is a real one (oidc-provider) that signs in whom the test names; `startForger`
 * speaks the protocol rightly up to the ID token, which is whatever the test wants.
 */
import { createHmac, createPublicKey, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

export interface OidcPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

export interface TestOidc {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is signed in at the provider from now on. */
  person: OidcPerson;
  close(): Promise<void>;
}

const CLIENT = { clientId: "metaloom", clientSecret: "a client secret of tests" };

// The package brings no types along.
interface ProviderObject {
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
  interactionFinished(request: IncomingMessage, response: ServerResponse, result: object, options: object): Promise<void>;
}
interface OidcContext {
  oidc: { client: { clientId: string }; session: { accountId: string }; provider: { Grant: new (about: object) => { addOIDCScope(scope: string): void; save(): Promise<unknown> } } };
}

/** `userinfoOnly`: address and name are given by the userinfo endpoint and not in the ID token, as the standard has it. */
export async function startOidc(redirectUris: readonly string[], { userinfoOnly = false } = {}): Promise<TestOidc> {
  const { default: Provider } = (await import(createRequire(import.meta.url).resolve("oidc-provider"))) as { default: new (issuer: string, configuration: object) => ProviderObject };
  const { server, origin } = await listening();
  const test: TestOidc = { issuer: origin, ...CLIENT, person: { sub: "nobody" }, close: () => closed(server) };
  const provider = new Provider(origin, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [...redirectUris] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: userinfoOnly,
    cookies: { keys: ["a key of tests"] },
    jwks: { keys: [{ ...keyPair().privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "1" }] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => "/interaction" },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: async () => ({ ...test.person, sub }) }),
    async loadExistingGrant({ oidc }: OidcContext) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    renderError: (context: { body: string }, out: { error: string; error_description?: string }) => void (context.body = JSON.stringify(out)),
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction")) void provider.interactionFinished(request, response, { login: { accountId: test.person.sub, remember: false } }, { mergeWithLastSubmission: false });
    else answer(request, response);
  });
  return test;
}

export interface TestForger {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Makes the ID token of the next sign-in from the nonce that was asked for. */
  forge: (nonce: string, tools: ForgerTools) => string;
  close(): Promise<void>;
}

export interface ForgerTools {
  /** Claims that would be accepted. */
  readonly good: Readonly<Record<string, unknown>>;
  rs256(claims: object, key?: KeyObject): string;
  none(claims: object): string;
  /** HMAC with the public RSA key for a secret: the classical confusion of algorithms. */
  hs256WithPublicKey(claims: object): string;
  hs256WithClientSecret(claims: object): string;
  strangerKey(): KeyObject;
}

export async function startForger(): Promise<TestForger> {
  const { server, origin } = await listening();
  const { privateKey } = keyPair();
  const publicKey = createPublicKey(privateKey);
  let nonce = "";
  const forger: TestForger = { issuer: origin, ...CLIENT, forge: (_nonce, tools) => tools.rs256(tools.good), close: () => closed(server) };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const hs256 = (claims: object, secret: string): string => {
    const head = `${part({ alg: "HS256" })}.${part(claims)}`;
    return `${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`;
  };
  const tools = (): ForgerTools => {
    const now = Math.floor(Date.now() / 1000);
    return {
      good: { iss: origin, aud: CLIENT.clientId, sub: "forged", iat: now, exp: now + 600, nonce, email: "forged@example.com", email_verified: true, name: "Forged" },
      rs256(claims, key = privateKey) {
        const head = `${part({ alg: "RS256", kid: "1" })}.${part(claims)}`;
        return `${head}.${createSign("RSA-SHA256").update(head).sign(key).toString("base64url")}`;
      },
      none: (claims) => `${part({ alg: "none" })}.${part(claims)}.`,
      hs256WithPublicKey: (claims) => hs256(claims, publicKey.export({ type: "spki", format: "pem" }).toString()),
      hs256WithClientSecret: (claims) => hs256(claims, CLIENT.clientSecret),
      strangerKey: () => keyPair().privateKey,
    };
  };
  server.on("request", (request, response) => {
    const url = new URL(request.url ?? "/", origin);
    const json = (value: object): void => void response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    if (url.pathname === "/.well-known/openid-configuration") {
      return json({ issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token`, jwks_uri: `${origin}/jwks`, response_types_supported: ["code"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256", "HS256", "none"] });
    }
    if (url.pathname === "/jwks") return json({ keys: [{ ...publicKey.export({ format: "jwk" }), use: "sig", kid: "1" }] });
    if (url.pathname === "/token") return json({ access_token: "access", token_type: "Bearer", id_token: forger.forge(nonce, tools()) });
    nonce = url.searchParams.get("nonce") ?? "";
    const back = new URL(url.searchParams.get("redirect_uri")!);
    back.searchParams.set("code", "code");
    back.searchParams.set("state", url.searchParams.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  });
  return forger;
}

const keyPair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

async function listening(): Promise<{ server: Server; origin: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
