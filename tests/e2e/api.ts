/** The product's API as the tests use it to prepare and to look behind the screens: JSON with the session of a person. */
import { expect, request, type APIRequestContext } from "@playwright/test";
import { PASSWORD, PEOPLE, sessionFile, type Who } from "./people";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of many routes; each test says what it expects
type Body = any;

export interface Answer {
  readonly status: number;
  readonly body: Body;
}

export interface Api {
  ask(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object): Promise<Answer>;
  /** As `ask`, and it must succeed. */
  call(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object): Promise<Body>;
  create(entity: string, values: object): Promise<Body & { readonly id: string }>;
  close(): Promise<void>;
}

const url = (): string => `http://localhost:${process.env.E2E_PORT}`;

/** Signs a person in as the sign-in page does; the context holds the cookies. */
export const signIn = (who: Who): Promise<APIRequestContext> => signInAs(PEOPLE[who].email);

export async function signInAs(email: string): Promise<APIRequestContext> {
  // Not with the cookies of the test's own person: signing in as somebody else would end that session.
  const context = await request.newContext({ baseURL: url(), extraHTTPHeaders: { origin: url() }, storageState: { cookies: [], origins: [] } });
  const { csrfToken } = await (await context.get("/api/auth/csrf")).json();
  const answer = await context.post("/api/auth/callback/credentials", { form: { csrfToken, email, password: PASSWORD, json: "true", callbackUrl: url() } });
  expect(answer.status(), `${email} signs in`).toBe(200);
  return context;
}

export function apiOf(context: APIRequestContext): Api {
  const ask: Api["ask"] = async (method, path, body) => {
    const response = await context.fetch(`/api/v1${path}`, { method, ...(body === undefined ? {} : { data: body }) });
    const text = await response.text();
    return { status: response.status(), body: text === "" ? undefined : JSON.parse(text) };
  };
  const call: Api["call"] = async (method, path, body) => {
    const answer = await ask(method, path, body);
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  return { ask, call, create: (entity, values) => call("POST", `/records/${entity}`, values), close: () => context.dispose() };
}

/** API with a session that global setup has made. */
export async function apiAs(who: Who): Promise<Api> {
  return apiOf(await request.newContext({ baseURL: url(), extraHTTPHeaders: { origin: url() }, storageState: sessionFile(who) }));
}
