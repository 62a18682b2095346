/** Where to go after sign-in. Only a path of this site; anything that two parsers could read in two ways leads home. */

const HERE = "http://here.invalid";
// A path of visible ASCII, beginning with one slash: no backslash, no control, no blank, no second slash, nothing a browser strips or folds.
const PLAIN_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;

/** `safePath("/deal?sort=name")` → the same; `safePath("//evil.example")` → "/". A whole address is cut down to its path only when its origin is `ownOrigin`. */
export function safePath(target: unknown, ownOrigin?: string, home = "/"): string {
  if (typeof target !== "string" || target.length > 2000) return home;
  const path = ownOrigin !== undefined && target.startsWith(`${ownOrigin}/`) ? target.slice(ownOrigin.length) : target;
  if (!PLAIN_PATH.test(path) || /%(?:2f|5c|0[0-9a-f]|25)/i.test(path.split(/[?#]/)[0]!)) return home;
  const url = new URL(path, HERE);
  const seen = url.pathname + url.search + url.hash;
  return url.origin === HERE && !url.pathname.startsWith("//") && seen.startsWith("/") ? seen : home;
}
