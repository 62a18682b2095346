import "server-only";
/**
 * The door of next-auth: takes a web Request, gives a web Response. Everything that comes in is cut to plain strings and safe
 * paths first; nothing that goes out depends on the Host header.
 */
import NextAuth from "next-auth";
import type { NextApiRequest, NextApiResponse } from "next";
import { ADDRESS_HEADER, isSecure, readCookie, readCookies, sessionCookieName } from "../../runtime/auth/cookie";
import { safePath } from "../../runtime/auth/redirect";
import type { Auth } from "../../runtime/auth/service";
import { authOptions, type Visit } from "./auth-options";

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  GET: ["providers", "session", "csrf", "signin", "callback", "error", "signout"],
  POST: ["signin", "callback", "signout", "session"],
};
const BODY_LIMIT = 20_000;

/** Answers /api/auth/*. */
export async function handleAuth(request: Request, auth: Auth): Promise<Response> {
  const url = new URL(request.url);
  const nextauth = url.pathname.split("/").slice(3).filter((part) => part !== "");
  const [action = ""] = nextauth;
  if (!ACTIONS[request.method]?.includes(action) || nextauth.length > 2) return plain(404, "There is nothing at this address.");
  const body = await bodyOf(request);
  if (body === undefined) return plain(413, "The body is too large or of a type that is not taken here.");
  const visit = visitOf(request, auth);
  const base = auth.site.url === undefined ? `http://localhost:${auth.site.port}` : new URL(auth.site.url).origin;
  // The only way next-auth 4 can be told its address; without it, it would believe the Host header.
  // eslint-disable-next-line no-restricted-properties -- written, not read: the value comes from server/env.ts
  process.env.NEXTAUTH_URL = base;
  const collected = collector();
  const asked = { method: request.method, headers: Object.fromEntries(request.headers), query: { ...cleanQuery(url, action, base), nextauth }, body: withSafeCallback(body, base), cookies: cleanCookies(request, base) };
  // next-auth's handler for API routes needs only these members of Next's request and response.
  await NextAuth(asked as unknown as NextApiRequest, collected.response as unknown as NextApiResponse, authOptions(auth, visit));
  if (visit.signedOut) await auth.signOut(visit.oldToken, visit.origin);
  return answer(collected, { base, page: auth.site.url === undefined ? pageOrigin(request, base) : base, visit, secure: isSecure(auth.site.url) });
}

function visitOf(request: Request, auth: Auth): Visit {
  const cookies = request.headers.get("cookie") ?? undefined;
  const agent = request.headers.get("user-agent");
  const address = request.headers.get(ADDRESS_HEADER);
  return {
    origin: { ...(address === null ? {} : { address }), ...(agent === null ? {} : { agent }) },
    oldToken: readCookie(cookies, sessionCookieName(auth.site.url)),
    linkToken: readCookie(cookies, linkCookieName(isSecure(auth.site.url))) || undefined,
  };
}

const linkCookieName = (secure: boolean): string => `${secure ? "__Host-" : ""}ml-auth.link`;

/** Form or JSON, strings only; {} without a body; undefined when it is not to be read. */
async function bodyOf(request: Request): Promise<Record<string, string> | undefined> {
  if (request.method !== "POST") return {};
  const type = request.headers.get("content-type") ?? "";
  const text = await request.text();
  if (text === "") return {};
  if (text.length > BODY_LIMIT) return undefined;
  if (type.startsWith("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  if (!type.startsWith("application/json")) return undefined;
  const json = parseJson(text);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  return Object.fromEntries(Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // answered as a body that is not taken
  }
}

function withSafeCallback(fields: Record<string, string>, base: string): Record<string, string> {
  return fields.callbackUrl === undefined ? fields : { ...fields, callbackUrl: safePath(fields.callbackUrl, base) };
}

/** What the caller writes into the address of "signin" would go on to the OIDC provider, so nothing of it does. */
function cleanQuery(url: URL, action: string, base: string): Record<string, string> {
  const given = Object.fromEntries(url.searchParams);
  const kept = action === "callback" ? given : Object.fromEntries(Object.entries(given).filter(([name]) => name === "callbackUrl" || name === "error"));
  return withSafeCallback(kept, base);
}

function cleanCookies(request: Request, base: string): Record<string, string> {
  const cookies = readCookies(request.headers.get("cookie") ?? undefined);
  for (const [name, value] of Object.entries(cookies)) if (name.endsWith("ml-auth.callback")) cookies[name] = safePath(value, base);
  return cookies;
}

interface Collected {
  status: number;
  headers: Map<string, string | readonly string[]>;
  body: string;
}

/** Stands in for Next's response and keeps what is written to it. */
function collector() {
  const collected: Collected = { status: 200, headers: new Map(), body: "" };
  const response = {
    status(code: number) {
      collected.status = code;
      return response;
    },
    setHeader(name: string, value: string | readonly string[]) {
      collected.headers.set(name.toLowerCase(), value);
      return response;
    },
    getHeader: (name: string) => collected.headers.get(name.toLowerCase()),
    json(value: unknown) {
      response.setHeader("content-type", "application/json");
      collected.body = JSON.stringify(value);
    },
    send(value: unknown) {
      if (typeof value === "string" || value === undefined) collected.body = value ?? "";
      else response.json(value);
    },
    end: () => undefined,
  };
  return { response, read: (): Collected => collected };
}

interface Leaving {
  readonly base: string;
  /** Origin of the page that asked. */
  readonly page: string;
  readonly visit: Visit;
  readonly secure: boolean;
}

function answer(collector: { read(): Collected }, leaving: Leaving): Response {
  const { status, headers: written, body } = collector.read();
  const headers = new Headers({ "cache-control": "private, no-store", "referrer-policy": "no-referrer" });
  for (const [name, value] of written) {
    if (name === "set-cookie") for (const cookie of [value].flat()) headers.append(name, cookie);
    else if (name === "location") headers.set(name, ownPath(String(value), leaving.base));
    else if (name !== "cache-control") headers.set(name, String(value));
  }
  const { newLinkToken } = leaving.visit;
  if (newLinkToken !== undefined) headers.append("set-cookie", `${linkCookieName(leaving.secure)}=${newLinkToken}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${newLinkToken === "" ? 0 : 600}${leaving.secure ? "; Secure" : ""}`);
  return new Response(withReadableUrl(body, leaving), { status, headers });
}

/** Addresses of this site become paths: the browser stays on the host it came by. */
function ownPath(target: string, base: string): string {
  return target === base ? "/" : target.startsWith(`${base}/`) ? target.slice(base.length) : target;
}

/** next-auth's browser half reads `url` as a whole address; give it one on the host the page is on. */
function withReadableUrl(body: string, { base, page }: Leaving): string {
  const json = body.startsWith('{"url":') ? parseJson(body) : undefined;
  if (typeof json !== "object" || json === null || !("url" in json) || typeof json.url !== "string") return body;
  const path = ownPath(json.url, base);
  return JSON.stringify({ url: path.startsWith("/") ? page + path : path });
}

/** Without METALOOM_URL the page may be on any name of this machine. Only its own browser reads the answer. */
function pageOrigin(request: Request, base: string): string {
  const origin = request.headers.get("origin");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get("host") ? new URL(origin).origin : base;
}

function plain(status: number, message: string): Response {
  return Response.json({ status, detail: message }, { status, headers: { "cache-control": "private, no-store" } });
}
