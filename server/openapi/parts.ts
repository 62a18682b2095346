/** Parts of the OpenAPI document that every operation shares: problem, answers to errors, headers, ways to sign in. */
import { STATUS_CODES } from "node:http";
import { ERROR_STATUS } from "../../runtime/kernel";
import type { JsonSchema } from "../route";

export const ref = (kind: "schemas" | "responses" | "parameters", name: string): JsonSchema => ({ $ref: `#/components/${kind}/${name}` });
export const json = (schema: JsonSchema): JsonSchema => ({ "application/json": { schema } });

/** Names with a dot cannot be names of entities, so they never meet. */
export const PROBLEM = "common.problem";
export const CONDITION = "common.condition";

const text = (description: string): JsonSchema => ({ type: "string", description });

const problem: JsonSchema = {
  type: "object", description: "RFC 9457. Codes may add members, for example the present record when a version is stale.",
  required: ["type", "title", "status", "code", "detail", "instance", "errors"],
  properties: {
    type: text("urn:metaloom:problem: and the code."), title: text("Name of the status."), status: { type: "integer", description: "HTTP status.", minimum: 400, maximum: 599 },
    code: { type: "string", enum: Object.keys(ERROR_STATUS), description: "Stable machine word." },
    detail: text("What happened, in a sentence."), remedy: text("How to mend it."), instance: text("Id of the request, for the administrator."),
    errors: { type: "array", description: "Each finding in the input.", items: ref("schemas", "common.issue") },
  },
};

const issue: JsonSchema = {
  type: "object", required: ["pointer", "code", "message"],
  properties: { pointer: text("JSON pointer into the body, or / and the name of a parameter; empty for the whole."), code: text("Stable machine word."), message: text("A sentence."), remedy: text("How to mend it.") },
};

const condition: JsonSchema = {
  type: "object", description: "A test of a field, or tests joined by all, any and not; see docs/glossary.md.",
  examples: [{ field: "createdAt", op: "within", value: "last30Days" }, { all: [{ field: "id", op: "isNotEmpty" }] }],
};

export const commonSchemas: Readonly<Record<string, JsonSchema>> = { [PROBLEM]: problem, "common.issue": issue, [CONDITION]: condition };

/** Statuses the API answers errors with, each as a named answer: "problem404". */
const STATUSES = [...new Set(Object.values(ERROR_STATUS))].sort((a, b) => a - b);
const codesOf = (status: number): string => Object.entries(ERROR_STATUS).filter(([, own]) => own === status).map(([code]) => code).join(", ");
const problemName = (status: number): string => `problem${status}`;

export const commonResponses: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
  STATUSES.map((status) => [problemName(status), {
    description: `${STATUS_CODES[status]}: ${codesOf(status)}`,
    ...(status === 429 || status === 503 ? { headers: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } } } : {}),
    content: { "application/problem+json": { schema: ref("schemas", PROBLEM) } },
  }]),
);

/** Answers to errors an operation may give, by status. */
export const problems = (statuses: readonly number[]): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries([...new Set(statuses)].sort((a, b) => a - b).map((status) => [status, ref("responses", problemName(status))]));

export const commonParameters: Readonly<Record<string, JsonSchema>> = {
  "idempotency-key": {
    name: "Idempotency-Key", in: "header", description: "The same key with the same body gives the first answer again and does nothing twice; with another body it is refused.",
    schema: { type: "string", minLength: 1, maxLength: 200, pattern: "^[\\x21-\\x7e]+$" },
  },
  "if-match": { name: "If-Match", in: "header", description: "Version of the record the change is meant for; says the same as version in the body.", schema: { type: "string" }, example: '"3"' },
};

export const securitySchemes = (cookieName: string): Readonly<Record<string, JsonSchema>> => ({
  apiKey: { type: "http", scheme: "bearer", description: "An API key, made by `npx metaloom apikey add` or POST /api/v1/api-keys." },
  session: { type: "apiKey", in: "cookie", name: cookieName, description: "Session of a person who signed in; changes are taken from our own pages only." },
});
