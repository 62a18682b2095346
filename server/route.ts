/**
 * Routes are data: method, address, policy, schemas, handler. This file is the only one that turns them into Fastify routes, so that
 * authentication, policy, CSRF, validation, idempotency and the form of errors stand in one place and cannot be forgotten.
 *
 * - *policy*: "public", "signedIn", or a system right ("metadata.publish"). A route without one does not compile.
 * - *call*: what a handler gets; its answer is the JSON body.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Ctx } from "../runtime/kernel";
import type { Queryable, Tx } from "../runtime/db/pool";
import type { AppModel } from "../runtime/model/types";
import type { Runtime } from "../runtime/server";

export type JsonSchema = Readonly<Record<string, unknown>>;

export type Policy = "public" | "signedIn" | { readonly system: string };

export interface Call<P = Record<string, string>, Q = Record<string, unknown>, B = unknown> {
  readonly runtime: Runtime;
  /** The revision this request sees from start to end. */
  readonly model: AppModel;
  readonly ctx: Ctx;
  /** The pool, or the transaction when the request carries an Idempotency-Key. */
  readonly db: Queryable;
  readonly tx?: Tx;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answer of a handler that has sent its reply itself (streams, downloads). */
export const SENT = Symbol("sent");

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v1, Fastify style: "/records/:entity/:id". */
  readonly url: string;
  readonly summary: string;
  /** Group in the OpenAPI document. */
  readonly tag: string;
  readonly policy: Policy;
  readonly params?: JsonSchema;
  /** Properties of the query string; any other parameter is an error. */
  readonly query?: Readonly<Record<string, JsonSchema>>;
  readonly body?: JsonSchema;
  /** Media types of the body besides JSON, e.g. multipart/form-data. */
  readonly consumes?: readonly string[];
  /** Media types of the answer instead of JSON, for the OpenAPI document. */
  readonly produces?: readonly string[];
  /** Success status; 200 unless given. */
  readonly status?: number;
  /** Schema of the answer, for the OpenAPI document. */
  readonly response?: JsonSchema;
  /** Mutations accept Idempotency-Key unless said otherwise (uploads, sign-in). */
  readonly idempotent?: boolean;
  /** Changes nothing, although it is a POST: keys that may only read may ask it. */
  readonly reads?: true;
  /** Commits more than once, so that it is not done again from its beginning when a publish overtakes it. */
  readonly piecewise?: true;
  /** Requests a minute for one caller, where the common limit is too wide. */
  readonly perMinute?: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- schemas, not types, say what params, query and body are
  handler(call: Call<any, any, any>): Promise<unknown>;
}

/** Checks the shape, keeps the types. */
export const route = (definition: Route): Route => Object.freeze(definition);

export const uuidParams = (...names: string[]): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string", format: "uuid" }])),
  required: names,
});
