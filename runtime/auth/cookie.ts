/** The session cookie: its name, and how it is read. Pure; used by the API and by the pages alike. */

/** Set by server/main.ts on what it hands to Next, whatever the client sent: the address the request really came from. */
export const ADDRESS_HEADER = "x-metaloom-address";

/** Over https the browser itself sees to it that the cookie was set by this very host for the whole host ("__Host-"). */
export function sessionCookieName(url: string | undefined): string {
  return isSecure(url) ? "__Host-metaloom" : "metaloom";
}

/** True when people reach the product over https. */
export function isSecure(url: string | undefined): boolean {
  return url !== undefined && url.startsWith("https://");
}

/** Value of a cookie; undefined when it is absent or given twice (then somebody planted one of them). */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  let found: string | undefined;
  for (const part of header.split(";")) {
    const equals = part.indexOf("=");
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue;
    if (found !== undefined) return undefined;
    found = part.slice(equals + 1).trim();
  }
  return found;
}

/** All cookies, percent-decoded where that is possible; the first of a name wins. */
export function readCookies(header: string | undefined): Record<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? "").split(";")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, equals).trim();
    if (equals > 0 && name !== "" && !cookies.has(name)) cookies.set(name, decoded(part.slice(equals + 1).trim()));
  }
  return Object.fromEntries(cookies);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not ours: ours are always well encoded
  }
}
