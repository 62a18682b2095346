/**
 * The one door to the outside. An *egress* is made for one purpose and the origins an administrator configured for it; it asks
 * nobody else, follows no redirect (a redirect could lead to an inner host), and gives up when nothing answers.
 */
import { AppError } from "../kernel/errors";

export interface EgressOptions {
  /** Origins that may be asked, e.g. "https://s3.eu-central-1.amazonaws.com". */
  readonly origins: readonly string[];
  /** How long the first byte of an answer may take; 30,000 ms. */
  readonly timeoutMs?: number;
}

export interface Egress {
  /** @throws AppError internal for an address outside of `origins`; unavailable:feature when nothing answers. */
  ask(request: Request): Promise<Response>;
}

/** Streamed bodies need `duplex`, which the DOM types do not know yet. */
type Init = RequestInit & { duplex?: "half" };

export function createEgress({ origins, timeoutMs = 30_000 }: EgressOptions): Egress {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  return {
    async ask(request) {
      const { origin, host, username, password } = new URL(request.url);
      if (!allowed.has(origin) || username || password) throw new AppError("internal", `Requests to ${host} are not configured.`);
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(), timeoutMs);
      try {
        const init: Init = { redirect: "error", signal: patience.signal, duplex: "half" };
        return await fetch(request, init);
      } catch (cause) {
        throw new AppError("unavailable:feature", `${host} does not answer.`, { cause, remedy: "Try again; if it goes on, tell the administrator." });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
