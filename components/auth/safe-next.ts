/** Where to go after signing in: a path of this site, never another site ("//evil", "/\evil", "https:…" lead home). */
export function safeNext(next: string | undefined): string {
  if (!next || !/^\/[^/\\]/.test(next)) return "/";
  const url = new URL(next, "http://here.invalid");
  return url.origin === "http://here.invalid" ? url.pathname + url.search + url.hash : "/";
}
