/** The session for server-rendered pages: what PageRuntime.session gives. */
import { readCookie, sessionCookieName } from "../../runtime/auth/cookie";
import type { Auth } from "../../runtime/auth/service";
import type { Principal } from "../../runtime/kernel";

export interface SignedIn {
  readonly principal: Principal;
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly language: string; readonly timeZone: string };
}

/** Who the cookies belong to; null when nobody is signed in or the session was ended. */
export async function pageSession(auth: Auth, cookieHeader: string): Promise<SignedIn | null> {
  const result = await auth.principalFromSession(readCookie(cookieHeader, sessionCookieName(auth.site.url)));
  if (result.kind !== "ok") return null;
  const { principal, email, language, timeZone } = result;
  return { principal, user: { id: principal.userId, name: principal.name, email, language, timeZone } };
}
