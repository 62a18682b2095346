/**
 * Cross-site request forgery. A browser sends the cookie along whoever wrote the page; but it also says, in `Origin`, whose
 * page that is, and lets no page of another site send JSON. Both are demanded of every request that changes something by cookie.
 */
import type { FastifyRequest } from "fastify";
import { AppError } from "../../runtime/kernel";

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const MEDIA_TYPE = /^(application\/json|application\/[a-z0-9.-]+\+json|multipart\/form-data)\s*(;|$)/i;

type Asked = Pick<FastifyRequest, "method" | "headers" | "host">;

/** Throws AppError("auth:csrf"). `url` is METALOOM_URL; without it the origin must be the host that was asked. */
export function checkCsrf(request: Asked, url: string | undefined): void {
  if (SAFE.has(request.method)) return;
  if (!isOwnOrigin(request, url)) throw refused("The request does not come from a page of this site.", "Send it from the product's own pages, or use an API key.");
  if (!hasOwnMediaType(request)) throw refused("The body must be JSON or a file upload.", "Send Content-Type: application/json.");
}

function isOwnOrigin({ headers: { origin }, host }: Asked, url: string | undefined): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false; // "null" is no URL
  const page = new URL(origin);
  if (page.origin !== origin) return false; // an origin and nothing more, as browsers write it
  // Without METALOOM_URL a proxy may have taken https away before us, so only the host can be compared.
  return url === undefined ? (page.protocol === "http:" || page.protocol === "https:") && page.host === host.toLowerCase() : page.origin === new URL(url).origin;
}

function hasOwnMediaType({ headers }: Asked): boolean {
  const type = headers["content-type"];
  if (type !== undefined) return MEDIA_TYPE.test(type);
  const length = headers["content-length"];
  return headers["transfer-encoding"] === undefined && (length === undefined || length === "0");
}

const refused = (message: string, remedy: string): AppError => new AppError("auth:csrf", message, { remedy });
