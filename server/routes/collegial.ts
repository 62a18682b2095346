/** Collegial actions on records: votes, approvals, signings, acquaintances. */
import type { NewAnswer } from "../../runtime/collegial/act";
import type { NewResolution } from "../../runtime/collegial/begin";
import { COLLEGIAL_KIND_NAMES } from "../../runtime/collegial/kinds/index";
import { COLLEGIAL_LIMITS } from "../../runtime/collegial/limits";
import { route, uuidParams, type Call, type JsonSchema, type Route } from "../route";

type Of<P, B = unknown> = Call<P, unknown, B>;
type Id = { id: string };
type RecordParams = { entity: string; id: string };

const TAG = "Approvals";
const uuid: JsonSchema = { type: "string", format: "uuid" };
const word: JsonSchema = { type: "string", minLength: 1, maxLength: 60 };
const words: JsonSchema = { type: "string", maxLength: COLLEGIAL_LIMITS.words };
const weight: JsonSchema = { type: "integer", minimum: 1, maximum: COLLEGIAL_LIMITS.weight };
const record: JsonSchema = { type: "object", properties: { entity: { type: "string", maxLength: 60 }, id: uuid }, required: ["entity", "id"] };
const body = (properties: Record<string, JsonSchema>, ...required: string[]): JsonSchema => ({ type: "object", additionalProperties: false, properties, ...(required.length ? { required } : {}) });
const calling = ({ model, ctx, db, tx }: Of<never, never>) => ({ model, ctx, db, ...(tx && { tx }) });
const call = (one: unknown) => calling(one as never);

export const collegialRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/records/:entity/:id/resolutions", tag: TAG, summary: "Votes, approvals, signings and acquaintances of a record, and which of them one may begin", policy: "signedIn", params: record,
    handler: async (c: Of<RecordParams>) => c.runtime.collegial.list(call(c), c.params.entity, c.params.id),
  }),
  route({
    method: "POST", url: "/records/:entity/:id/resolutions", tag: TAG, summary: "Begin a vote, approval, signing or acquaintance on a record", policy: "signedIn", status: 201, params: record,
    body: body({
      kind: { type: "string", enum: COLLEGIAL_KIND_NAMES }, title: { type: "string", maxLength: COLLEGIAL_LIMITS.title }, words: { ...words, description: "What is asked" },
      participants: { type: "array", minItems: 1, maxItems: COLLEGIAL_LIMITS.participants, items: body({ user: uuid, weight }, "user") }, inSequence: { type: "boolean", description: "One after another, in the order given" },
      quorum: { type: "integer", minimum: 1, description: "Weight that is enough; everybody's when left out" }, secret: { type: "boolean", description: "Of a vote: only counts are kept" }, dueAt: { type: "string", format: "date-time" },
    }, "kind", "participants"),
    handler: async (c: Of<RecordParams, NewResolution>) => c.runtime.collegial.begin(call(c), c.params.entity, c.params.id, c.body),
  }),
  route({
    method: "GET", url: "/resolutions", tag: TAG, summary: "What waits for one's answer, or that of somebody one stands in for; by term", policy: "signedIn",
    handler: async (c: Of<unknown>) => ({ items: await c.runtime.collegial.mine(call(c)) }),
  }),
  route({
    method: "GET", url: "/resolutions/:id", tag: TAG, summary: "One of them with its evidence: who answered what for whom, and what of the record was changed since it was signed", policy: "signedIn", params: uuidParams("id"),
    handler: async (c: Of<Id>) => c.runtime.collegial.read(call(c), c.params.id),
  }),
  route({
    // Not in the transaction of an idempotency key: tries of passwords are counted whatever becomes of the rest.
    method: "POST", url: "/resolutions/:id/answer", tag: TAG, summary: "Answer; a signature with the password or a code of the authenticator app", policy: "signedIn", params: uuidParams("id"), idempotent: false, perMinute: 60,
    body: body({ answer: word, words, for: { ...uuid, description: "For whom one stands in" }, password: { type: "string", maxLength: 1000 }, code: { type: "string", maxLength: 64 }, seal: { type: "string", pattern: "^[0-9a-f]{64}$", description: "Of the record as it was seen" } }, "answer"),
    handler: async (c: Of<Id, NewAnswer>) => c.runtime.collegial.answer(call(c), c.params.id, c.body),
  }),
  route({
    method: "POST", url: "/resolutions/:id/withdraw", tag: TAG, summary: "Take one's answer back while it is not over and nobody has answered after it; no secret one", policy: "signedIn", params: uuidParams("id"), body: body({ for: { ...uuid, description: "For whom one stands in" } }),
    handler: async (c: Of<Id, { for?: string }>) => c.runtime.collegial.withdraw(call(c), c.params.id, c.body),
  }),
  route({
    method: "POST", url: "/resolutions/:id/participants", tag: TAG, summary: "Take somebody more in", policy: "signedIn", status: 201, params: uuidParams("id"), body: body({ user: uuid, weight, last: { type: "boolean", description: "After all others, instead of now" } }, "user"),
    handler: async (c: Of<Id, { user: string }>) => c.runtime.collegial.add(call(c), c.params.id, c.body),
  }),
  route({
    method: "POST", url: "/resolutions/:id/recall", tag: TAG, summary: "Take it back, by whoever began it", policy: "signedIn", params: uuidParams("id"),
    handler: async (c: Of<Id>) => c.runtime.collegial.recall(call(c), c.params.id),
  }),
];
