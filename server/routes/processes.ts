/** Processes and tasks: start, look, steer; what one has to do, and doing it. */
import { AppError } from "../../runtime/kernel/errors";
import { PROCESS_STORE_LIMITS } from "../../runtime/processes/limits";
import type { CompletionOf } from "../../runtime/processes/many";
import type { MetricsQuery } from "../../runtime/processes/metrics";
import type { ManyInput, MigrationInput } from "../../runtime/processes/migrations";
import type { Operation } from "../../runtime/processes/operations";
import type { StartInput } from "../../runtime/processes/start";
import type { Completion, TaskQuery } from "../../runtime/processes/tasks";
import type { InstanceQuery } from "../../runtime/processes/views";
import { route, uuidParams, type Call, type JsonSchema, type Route } from "../route";

type AnyCall<P = unknown, Q = unknown, B = unknown> = Call<P, Q, B>;
type Id = { id: string };

const TAG = "Processes";
const uuid: JsonSchema = { type: "string", format: "uuid" };
const word: JsonSchema = { type: "string", minLength: 1, maxLength: 200 };
const values: JsonSchema = { type: "object", maxProperties: 200 };
const limit: JsonSchema = { type: "integer", minimum: 1, maximum: PROCESS_STORE_LIMITS.page };
const after = (what: string): JsonSchema => ({ ...uuid, description: `Id of the last ${what} of the page before` });
const one = (...of: string[]): JsonSchema => ({ type: "string", enum: of });
const body = (properties: Record<string, JsonSchema>, ...required: string[]): JsonSchema => ({ type: "object", additionalProperties: false, properties, ...(required.length ? { required } : {}) });
const named: JsonSchema = { type: "object", properties: { name: { type: "string", maxLength: 60 } }, required: ["name"] };
const versionNumber: JsonSchema = { type: "integer", minimum: 1, maximum: 1_000_000 };
const migrationQuery: Record<string, JsonSchema> = { version: { ...versionNumber, description: "The one published now when left out" }, choices: { type: "string", maxLength: 4000, description: "JSON object: step of the old version → step of the new one" } };
const migrationBody: Record<string, JsonSchema> = { version: versionNumber, choices: { type: "object", maxProperties: 200, additionalProperties: { type: "string", maxLength: 200 } } };

interface MigrationQuery {
  readonly version?: number;
  readonly from?: number;
  readonly choices?: string;
}

function migrationOf({ choices, ...rest }: MigrationQuery): ManyInput {
  if (choices === undefined) return rest;
  const wrong = new AppError("input:invalid", "The choices cannot be read.", { issues: [{ pointer: "/choices", code: "json", message: "It is no JSON object of names.", remedy: 'Write it like {"old":"new"}.' }] });
  try {
    const read: unknown = JSON.parse(choices);
    if (typeof read !== "object" || read === null || Array.isArray(read) || Object.values(read).some((value) => typeof value !== "string")) throw wrong;
    return { ...rest, choices: read as Record<string, string> };
  } catch {
    throw wrong;
  }
}

const startBody = body({ record: uuid, variables: values, button: { ...word, description: "Id of the start it is started by" } });
const completion = { decision: word, comment: { type: "string", maxLength: PROCESS_STORE_LIMITS.comment }, variables: values, record: { ...values, description: "Fields of the record to change with it, version included" }, files: { type: "object", maxProperties: 20, additionalProperties: { type: "array", maxItems: PROCESS_STORE_LIMITS.filesOfTask, items: uuid }, description: "Id of an attachment of the task → files sent by POST /files" }, for: { ...uuid, description: "For whom one stands in" } };
const list = (items: JsonSchema): JsonSchema => ({ type: "array", minItems: 1, maxItems: PROCESS_STORE_LIMITS.many, items });
const answer: JsonSchema = { ...one("brief"), description: "brief: where the instance stands and the tasks that were opened, without labels and titles" };
const calling = ({ model, ctx, db, tx }: AnyCall<never, never, never>) => ({ model, ctx, db, ...(tx && { tx }) });
const call = (one: unknown) => calling(one as never);

export const processRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/processes", tag: TAG, summary: "Processes one may start, steer, or meet on records", policy: "signedIn",
    handler: async (c: AnyCall) => ({ items: await c.runtime.processes.list(call(c)) }),
  }),
  route({
    method: "POST", url: "/processes/:name/start", tag: TAG, summary: "Start a process, for a record where it is about one", policy: "signedIn", status: 201, params: named,
    body: startBody,
    query: { answer },
    handler: async (c: AnyCall<{ name: string }, { answer?: "brief" }, StartInput>) => (c.query.answer ? c.runtime.processes.startBriefly(call(c), c.params.name, c.body) : c.runtime.processes.start(call(c), c.params.name, c.body)),
  }),
  route({
    method: "POST", url: "/processes/:name/start-many", tag: TAG, summary: "Start a process many times; each start by its own rights, with its own outcome", policy: "signedIn", params: named, piecewise: true,
    body: body({ items: list(startBody) }, "items"),
    handler: async (c: AnyCall<{ name: string }, unknown, { items: StartInput[] }>) => ({ items: await c.runtime.processes.startAll(call(c), c.params.name, c.body.items) }),
  }),
  route({
    method: "GET", url: "/processes/:name/figures", tag: TAG, summary: "How long steps and transitions of a process take, how many were late, where most time goes; for who may operate it", policy: "signedIn", params: named,
    query: { from: { type: "string", format: "date-time", description: "Instances begun at or after it" }, to: { type: "string", format: "date-time", description: "and before it" } },
    handler: async (c: AnyCall<{ name: string }, MetricsQuery>) => c.runtime.processes.figures(call(c), c.params.name, c.query),
  }),
  route({
    method: "POST", url: "/processes/messages", tag: TAG, summary: "Send a message to whoever waits for it, or keep it until somebody does", policy: "signedIn",
    body: body({ name: word, key: {}, payload: values }, "name"),
    handler: async (c: AnyCall<unknown, unknown, { name: string }>) => ({ outcome: await c.runtime.processes.message(call(c), c.body) }),
  }),
  route({
    method: "POST", url: "/processes/signals", tag: TAG, summary: "Send a signal to all that wait for it", policy: "signedIn", body: body({ name: word, payload: values }, "name"),
    handler: async (c: AnyCall<unknown, unknown, { name: string }>) => ({ heard: await c.runtime.processes.signal(call(c), c.body) }),
  }),
  route({
    method: "GET", url: "/processes/instances", tag: TAG, summary: "Instances of processes one may operate, and those one began; newest first", policy: "signedIn",
    query: {
      process: { type: "string", maxLength: 200 }, status: one("open", "incident", "suspended", "ended"), entity: { type: "string", maxLength: 60, description: "Of the record they are about" }, record: { ...uuid, description: "Id of the record they are about; with entity" },
      from: { type: "string", format: "date-time", description: "Begun at or after it" }, to: { type: "string", format: "date-time", description: "and before it" }, limit, after: after("instance"),
    },
    handler: async (c: AnyCall<unknown, InstanceQuery>) => c.runtime.processes.instances(call(c), c.query),
  }),
  route({
    method: "GET", url: "/processes/instances/:id", tag: TAG, summary: "One instance: where it stands, its tasks, and for operators variables and incidents", policy: "signedIn", params: uuidParams("id"),
    handler: async (c: AnyCall<Id>) => c.runtime.processes.instance(call(c), c.params.id),
  }),
  route({
    method: "GET", url: "/processes/instances/:id/journal", tag: TAG, summary: "What happened in an instance, oldest first", policy: "signedIn", params: uuidParams("id"), query: { after: { type: "integer", minimum: 0, description: "seq of the last entry of the page before" } },
    handler: async (c: AnyCall<Id, { after?: number }>) => ({ items: await c.runtime.processes.journal(call(c), c.params.id, c.query.after) }),
  }),
  route({
    method: "POST", url: "/processes/instances/:id/operations", tag: TAG, summary: "Suspend, resume, cancel, try again, move a token or set variables", policy: "signedIn", params: uuidParams("id"),
    body: { ...body({ do: one("suspend", "resume", "cancel", "retry", "move", "setVariables"), token: { type: "integer", minimum: 0 }, to: word, values }, "do"), allOf: [
      { if: { properties: { do: { const: "move" } } }, then: { required: ["token", "to"] } }, { if: { properties: { do: { const: "setVariables" } } }, then: { required: ["values"] } },
    ] },
    handler: async (c: AnyCall<Id, unknown, Operation>) => c.runtime.processes.operate(call(c), c.params.id, c.body),
  }),
  route({
    method: "GET", url: "/processes/instances/:id/migration", tag: TAG, summary: "What moving an instance to another version of its process would do, and what stands against it", policy: "signedIn", params: uuidParams("id"), query: migrationQuery,
    handler: async (c: AnyCall<Id, MigrationQuery>) => c.runtime.processes.migrationPlan(call(c), c.params.id, migrationOf(c.query)),
  }),
  route({
    method: "POST", url: "/processes/instances/:id/migration", tag: TAG, summary: "Move an instance to another version of its process", policy: "signedIn", params: uuidParams("id"), body: body(migrationBody),
    handler: async (c: AnyCall<Id, unknown, MigrationInput>) => c.runtime.processes.migrate(call(c), c.params.id, c.body),
  }),
  route({
    method: "GET", url: "/processes/:name/migration", tag: TAG, summary: "The same for all instances that wait at a version", policy: "signedIn", params: named, query: { ...migrationQuery, from: versionNumber },
    handler: async (c: AnyCall<{ name: string }, MigrationQuery>) => c.runtime.processes.manyMigrationsPlan(call(c), c.params.name, migrationOf(c.query)),
  }),
  route({
    method: "POST", url: "/processes/:name/migration", tag: TAG, summary: "Move the instances that wait at a version, a part of them with each request", policy: "signedIn", params: named,
    body: body({ ...migrationBody, from: versionNumber, after: { ...uuid, description: "next of the answer before" } }),
    handler: async (c: AnyCall<{ name: string }, unknown, ManyInput>) => c.runtime.processes.migrateMany(call(c), c.params.name, c.body),
  }),
  route({
    method: "GET", url: "/records/:entity/:id/processes", tag: TAG, summary: "Instances about a record, running ones first", policy: "signedIn",
    params: { type: "object", properties: { entity: { type: "string", maxLength: 60 }, id: uuid }, required: ["entity", "id"] },
    handler: async (c: AnyCall<{ entity: string; id: string }>) => c.runtime.processes.ofRecord(call(c), c.params.entity, c.params.id),
  }),
  route({
    method: "GET", url: "/tasks", tag: TAG, summary: "My work: tasks of mine, of my groups, and of those I stand in for, by term", policy: "signedIn",
    query: { scope: one("mine", "group", "deputy"), due: one("overdue", "today", "week", "later"), process: { type: "string", maxLength: 200 }, limit, after: after("task") },
    handler: async (c: AnyCall<unknown, TaskQuery>) => c.runtime.processes.tasks(call(c), c.query),
  }),
  route({
    method: "GET", url: "/tasks/:id", tag: TAG, summary: "One task", policy: "signedIn", params: uuidParams("id"),
    handler: async (c: AnyCall<Id>) => c.runtime.processes.task(call(c), c.params.id),
  }),
  route({
    method: "POST", url: "/tasks/:id/claim", tag: TAG, summary: "Take a task of a group for oneself", policy: "signedIn", params: uuidParams("id"),
    handler: async (c: AnyCall<Id>) => c.runtime.processes.claim(call(c), c.params.id),
  }),
  route({
    method: "POST", url: "/tasks/:id/release", tag: TAG, summary: "Give a task back to its group", policy: "signedIn", params: uuidParams("id"),
    handler: async (c: AnyCall<Id>) => c.runtime.processes.release(call(c), c.params.id),
  }),
  route({
    method: "POST", url: "/tasks/:id/delegate", tag: TAG, summary: "Give a task to somebody else", policy: "signedIn", status: 204, params: uuidParams("id"), body: body({ to: uuid }, "to"),
    handler: async (c: AnyCall<Id, unknown, { to: string }>) => c.runtime.processes.delegate(call(c), c.params.id, c.body.to),
  }),
  route({
    method: "POST", url: "/tasks/:id/complete", tag: TAG, summary: "Finish a task, with a decision where it asks for one", policy: "signedIn", params: uuidParams("id"),
    body: body(completion),
    query: { answer },
    handler: async (c: AnyCall<Id, { answer?: "brief" }, Completion>) => (c.query.answer ? c.runtime.processes.completeBriefly(call(c), { ...c.body, id: c.params.id }) : c.runtime.processes.complete(call(c), c.params.id, c.body)),
  }),
  route({
    method: "POST", url: "/tasks/complete-many", tag: TAG, summary: "Finish many tasks; each by its own rights, with its own outcome", policy: "signedIn", piecewise: true,
    body: body({ items: list(body({ id: uuid, ...completion }, "id")) }, "items"),
    handler: async (c: AnyCall<unknown, unknown, { items: CompletionOf[] }>) => ({ items: await c.runtime.processes.completeAll(call(c), c.body.items) }),
  }),
];
