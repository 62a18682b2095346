/**
 * What of requests and errors goes into logs: never a value of a record. Addresses lose their questions (`?q=…`, filters), errors of
 * the database what they quote of rows and parameters.
 */
interface LoggedRequest {
  readonly id?: unknown;
  readonly method?: string;
  readonly url?: string;
  readonly ip?: string;
}

/** Members of the driver's errors that quote values. */
const QUOTING: ReadonlySet<string> = new Set(["detail", "where", "parameters", "query", "hint", "internalQuery"]);

/** Addresses that are secrets themselves: whoever knows one may use it. */
const SEALED = /^(\/api\/v1\/hooks\/(?:starts|steps)\/).*/;

const withoutQuestion = (address: string): string => withoutPlainQuestion(address.replace(SEALED, "$1…"));
const withoutPlainQuestion = (url: string): string => (url.includes("?") ? `${url.slice(0, url.indexOf("?"))}?…` : url);

const DEEPEST_CAUSE = 5;

/** An error with its members and causes, without what quotes values. */
function errorWithoutValues(error: Error, depth = 0): Record<string, unknown> & { type: string; message: string; stack: string } {
  const { cause, ...members } = error as Error & Record<string, unknown>;
  const plain = { ...(members as Record<string, unknown>), type: error.name, message: error.message, stack: error.stack ?? "" };
  const kept = Object.fromEntries(Object.entries(plain).filter(([name]) => !QUOTING.has(name))) as typeof plain;
  return cause instanceof Error && depth < DEEPEST_CAUSE ? { ...kept, cause: errorWithoutValues(cause, depth + 1) } : kept;
}

export const LOG_SERIALIZERS = {
  req: ({ id, method, url, ip }: LoggedRequest) => ({ id, method, url: url === undefined ? undefined : withoutQuestion(url), remoteAddress: ip }),
  err: (error: Error) => errorWithoutValues(error),
};
