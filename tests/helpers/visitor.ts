/** A browser without a screen: keeps cookies, follows redirects, and finds our site by the function that answers for it. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  /** One request; cookies are sent and kept. */
  ask(url: string, init?: RequestInit): Promise<Response>;
  /** GET, following redirects (at most ten) until our site shows a page; answers with its path. */
  follow(url: string): Promise<string>;
  form(path: string, fields: Record<string, string>): Promise<Response>;
  cookieHeader(): string;
}

export interface Site {
  readonly origin: string;
  answer(request: Request): Promise<Response>;
}

export function visitorOf(site: Site): Visitor {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string): Map<string, string> => {
    const { host } = new URL(url);
    if (!jars.has(host)) jars.set(host, new Map());
    return jars.get(host)!;
  };
  const header = (jar: Map<string, string>): string => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  async function ask(url: string, init: RequestInit = {}): Promise<Response> {
    const whole = new URL(url, site.origin).href;
    const jar = jarOf(whole);
    const headers = new Headers(init.headers);
    headers.set("cookie", header(jar));
    const ours = new URL(whole).origin === site.origin;
    const response = ours ? await site.answer(new Request(whole, { ...init, headers })) : await fetch(whole, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      const value = pair.slice(pair.indexOf("=") + 1);
      const gone = value === "" || attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute) || /^\s*expires=thu, 01 jan 1970/i.test(attribute));
      if (gone) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  return {
    cookies: jarOf(site.origin),
    ask,
    async follow(url) {
      let next = new URL(url, site.origin).href;
      for (let hop = 0; hop < 10; hop++) {
        const isOurPage = new URL(next).origin === site.origin && !new URL(next).pathname.startsWith("/api/");
        if (isOurPage) return next.slice(site.origin.length);
        const response = await ask(next);
        const location = response.headers.get("location");
        if (location === null) return `${response.status} ${await response.text()}`;
        next = new URL(location, next).href;
      }
      throw new Error("too many redirects");
    },
    async form(path, fields) {
      const { csrfToken } = (await (await ask("/api/auth/csrf")).json()) as { csrfToken: string };
      return ask(path, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", origin: site.origin, host: new URL(site.origin).host }, body: new URLSearchParams({ csrfToken, json: "true", ...fields }) });
    },
    cookieHeader: () => header(jarOf(site.origin)),
  };
}
