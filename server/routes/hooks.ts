/** Calls from the web: by an address alone, without a sign-in. Whoever knows it may use it. */
import { createHash } from "node:crypto";
import type { Tx } from "../../runtime/db/pool";
import type { Json } from "../../runtime/workflow/definition/types";
import { route, type Call, type JsonSchema, type Route } from "../route";

const TAG = "Processes";
const part: JsonSchema = { type: "string", minLength: 1, maxLength: 400 };
const object: JsonSchema = { type: "object", description: "Any JSON object." };
const named: JsonSchema = { type: "object", properties: { name: { type: "string", maxLength: 60 } }, required: ["name"] };

interface StartParams {
  readonly process: string;
  readonly start: string;
  readonly seal: string;
}
type Body = Readonly<Record<string, Json>>;

const digest = (...parts: readonly string[]): Buffer => createHash("sha256").update(JSON.stringify(parts)).digest();

/** An Idempotency-Key counts for its address alone: whoever calls another one cannot meet it. */
async function once<T>({ runtime, ctx, request, body }: Call<unknown, unknown, Body>, address: string, work: (tx?: Tx) => Promise<T>): Promise<T> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || key === "") return work();
  const answer = await runtime.idempotency.once(ctx, digest(address, key).toString("base64url"), digest(JSON.stringify(body)), async (tx) => ({ status: 202, body: await work(tx) }));
  return answer.body as T;
}

export const hookRoutes: readonly Route[] = [
  route({
    method: "POST", url: "/hooks/starts/:process/:start/:seal", tag: TAG, summary: "Start a process by its web address; an Idempotency-Key makes a repeated call harmless", policy: "public", status: 202, idempotent: false, perMinute: 120,
    params: { type: "object", properties: { process: part, start: part, seal: part }, required: ["process", "start", "seal"] }, body: object,
    handler: async (call: Call<StartParams, unknown, Body>) => once(call, `start ${call.params.process} ${call.params.start} ${call.params.seal}`, (tx) => call.runtime.processes.startByHook(call.params, call.body, tx)),
  }),
  route({
    method: "POST", url: "/hooks/steps/:address", tag: TAG, summary: "Tell a step of a process what it waits for, once", policy: "public", status: 202, idempotent: false, perMinute: 120,
    params: { type: "object", properties: { address: part }, required: ["address"] }, body: object,
    handler: async (call: Call<{ address: string }, unknown, Body>) => once(call, `step ${call.params.address}`, (tx) => call.runtime.processes.callStep(call.params.address, call.body, tx)),
  }),
  route({
    method: "GET", url: "/processes/:name/hooks", tag: TAG, summary: "Web addresses that start a process, for who may operate it", policy: "signedIn", params: named,
    handler: async ({ runtime, model, ctx, db, params }: Call<{ name: string }>) => ({ items: await runtime.processes.hooks({ model, ctx, db }, params.name) }),
  }),
  route({
    method: "POST", url: "/processes/:name/hooks/:start/renew", tag: TAG, summary: "Another web address instead of one that became known; the old one is unknown at once", policy: "signedIn",
    params: { type: "object", properties: { name: { type: "string", maxLength: 60 }, start: { type: "string", maxLength: 60 } }, required: ["name", "start"] },
    handler: async ({ runtime, model, ctx, db, tx, params }: Call<{ name: string; start: string }>) => runtime.processes.renewHook({ model, ctx, db, ...(tx && { tx }) }, params.name, params.start),
  }),
];
