/**
 * The only way from the browser to the server: JSON over /api/v1 with the session cookie.
 * A refused request throws ApiError, made from the problem document (RFC 9457); no answer at all throws one with status 0.
 */
export interface ApiIssue {
  /** JSON pointer into the request body, e.g. "/name". */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

let lostWords = "";

/** What an error says when no answer came at all, in the language of the page. */
export function sayWhenLost(words: string): void {
  lostWords = words;
}

/** Nothing came back, or a proxy said that nobody is behind it. */
const isLost = (status: number): boolean => status === 0 || (status >= 502 && status <= 504);

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy?: string;
  readonly issues: readonly ApiIssue[];
  /** The whole problem document, e.g. `current` of a version conflict. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(text(problem.detail) ?? text(problem.title) ?? ((isLost(status) && lostWords) || `HTTP ${status}`));
    this.name = "ApiError";
    this.status = status;
    this.code = text(problem.code) ?? (status === 0 ? "network" : `http:${status}`);
    this.remedy = text(problem.remedy);
    this.issues = Array.isArray(problem.errors) ? (problem.errors as ApiIssue[]) : [];
    this.problem = problem;
  }

  /** The stored record in a version conflict; undefined for other errors. */
  get current(): Record<string, unknown> | undefined {
    const details = this.problem.details as { current?: unknown } | undefined;
    return (this.problem.current ?? details?.current) as Record<string, unknown> | undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export interface ApiRequest {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
  /** One key per intention: sending the same key twice does the thing once. */
  idempotencyKey?: string;
}

const signedOutListeners = new Set<() => void>();

/** Calls back when the server says that the session has ended. Returns the function that stops it. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Calls `/api/v1` + path. Resolves to the JSON answer (undefined for 204). */
export async function api<T>(path: string, { method = "GET", body, signal, idempotencyKey }: ApiRequest = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", "X-Requested-With": "metaloom" };
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  const payload = body === undefined ? undefined : form ? body : JSON.stringify(body);
  const response = await send(`/api/v1${path}`, { method, headers, body: payload, signal, credentials: "same-origin" });
  if (response.status === 204) return undefined as T;
  const answer = await readJson(response);
  if (response.status === 401) for (const listener of signedOutListeners) listener();
  if (!response.ok) throw new ApiError(response.status, answer as Record<string, unknown>);
  return answer as T;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, {});
  }
}

async function readJson(response: Response): Promise<unknown> {
  const body = await response.text();
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    throw new ApiError(response.ok ? 0 : response.status, {});
  }
}

/** Query string of the given parameters; empty ones are left out, objects become JSON. */
export function queryString(parameters: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null || value === "") continue;
    search.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  const query = search.toString();
  return query ? `?${query}` : "";
}
