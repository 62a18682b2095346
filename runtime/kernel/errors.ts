/**
 * Errors. One class, closed list of codes. A code decides the HTTP status; the message says what happened,
 * the remedy how to mend it. An *issue* is one finding inside a rejected input, addressed by JSON pointer (RFC 6901).
 */
export const ERROR_STATUS = {
  "request:malformed": 400,
  "request:unknownParameter": 400,
  "request:tooLarge": 413,
  "request:unsupportedType": 415,
  "request:tooMany": 429,
  "auth:required": 401,
  "auth:failed": 401,
  "auth:csrf": 403,
  "right:missing": 403,
  "record:notFound": 404,
  "entity:notFound": 404,
  "resource:notFound": 404,
  "input:invalid": 422,
  "query:invalid": 400,
  "conflict:version": 409,
  "conflict:unique": 409,
  "conflict:inUse": 409,
  "conflict:idempotency": 409,
  "conflict:revision": 409,
  "conflict:merge": 409,
  "metadata:invalid": 422,
  "metadata:destructive": 409,
  "limit:exceeded": 422,
  "state:wrong": 409,
  "unavailable:database": 503,
  "unavailable:feature": 503,
  "internal": 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One finding in an input. `pointer` is a JSON pointer into the request body or document ("" = the whole). */
export interface Issue {
  pointer: string;
  /** Stable machine word, e.g. "required", "tooLong", "unknownField". */
  code: string;
  message: string;
  remedy?: string;
}

export interface ErrorOptions {
  remedy?: string;
  issues?: readonly Issue[];
  /** Extra members of the problem document (never values the caller may not see). */
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/** The only error class thrown on purpose. Anything else is an incident and is shown as `internal` with an id. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly remedy?: string;
  readonly issues: readonly Issue[];
  readonly details?: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.remedy = options.remedy;
    this.issues = options.issues ?? [];
    this.details = options.details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** True for our own error, also across bundles (two copies of the class may exist in Next and in the server). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error;
}
