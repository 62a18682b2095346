/**
 * Who sends this request: `Authorization: Bearer mlk_…` or the session cookie. The answer is a tagged union; a header that is
 * there but wrong never falls back to the cookie. Requests that change something by the cookie must come from our own pages (CSRF).
 */
import type { FastifyRequest } from "fastify";
import { readCookie, sessionCookieName } from "../../runtime/auth/cookie";
import type { Origin } from "../../runtime/auth/event-log";
import type { AuthResult } from "../../runtime/auth/principal";
import type { Auth } from "../../runtime/auth/service";
import { checkCsrf } from "./csrf";

export type Authentication = AuthResult;

export type Authenticate = (request: FastifyRequest) => Promise<Authentication>;

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,200})$/i;

/** Throws AppError("auth:csrf") for a cookie-authenticated change that another site may have caused. */
export function createAuthenticate(auth: Auth): Authenticate {
  const cookieName = sessionCookieName(auth.site.url);
  return async (request) => {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const key = BEARER.exec(authorization)?.[1];
      return key === undefined ? { kind: "none" } : auth.principalFromApiKey(key);
    }
    const token = readCookie(cookie, cookieName);
    if (token === undefined) return { kind: "none" };
    const result = await auth.principalFromSession(token);
    if (result.kind === "ok") checkCsrf(request, auth.site.url);
    return result;
  };
}

/** Address, program and id of the request, for the event log and the counting of attempts. */
export function originOf(request: FastifyRequest): Origin {
  const agent = request.headers["user-agent"];
  return { address: request.ip, requestId: String(request.id), ...(agent === undefined ? {} : { agent }) };
}
