/** Links in letters that ask for a decision or an answer: looked at, and used, without a sign-in. */
import { PROCESS_STORE_LIMITS } from "../../runtime/processes/limits";
import { route, type Call, type JsonSchema, type Route } from "../route";

type Of<B> = Call<unknown, unknown, B>;

const TAG = "Processes";
const token: JsonSchema = { type: "string", minLength: 1, maxLength: 200 };

export const taskLinkRoutes: readonly Route[] = [
  route({
    method: "POST", url: "/task-links/look", tag: TAG, summary: "What a link of a letter would decide or answer; changes nothing", policy: "public", idempotent: false, perMinute: 60,
    body: { type: "object", additionalProperties: false, required: ["token"], properties: { token } },
    handler: async (c: Of<{ token: string }>) => c.runtime.letterLinks.look(c.body.token),
  }),
  route({
    method: "POST", url: "/task-links/decide", tag: TAG, summary: "Decide a task, vote, approve or acknowledge by a link of a letter, once and without a sign-in", policy: "public", idempotent: false, perMinute: 30,
    body: { type: "object", additionalProperties: false, required: ["token"], properties: { token, comment: { type: "string", maxLength: PROCESS_STORE_LIMITS.comment } } },
    handler: async (c: Of<{ token: string; comment?: string }>) => c.runtime.letterLinks.decide(c.body),
  }),
];
