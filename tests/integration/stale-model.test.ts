/** Two nodes on one database: what one publishes, the other meets in the tables before it has heard of it. */
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../runtime/server";
import { openRuntime } from "../../runtime/server";
import { routes } from "../../server/routes";
import { addPerson, staffOf } from "../helpers/auth";
import { testDatabases } from "../helpers/database";
import { AUTHOR, entityChange, field, type FieldDocument } from "../helpers/publishing";
import { serveRoutes } from "../helpers/http";
import { openTestRuntime, TEST_SECRET } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";

describe.each(testDatabases())("a node that has not heard of a publish on $kind", ({ open }) => {
  let test: TestDatabase;
  let publisher: Runtime;
  let node: Runtime;
  let app: FastifyInstance;
  let key: string;

  beforeAll(async () => {
    test = await open({ max: 4 });
    publisher = await openTestRuntime(test.database, []);
    await publish("title", "amount");
    node = await openRuntime({ db: test.database, secret: TEST_SECRET, auth: { url: undefined, production: false, port: 3000 }, pollMs: 0 });
    ({ key } = await node.auth.createApiKey(await staffOf(node.auth, await addPerson(node.auth, ["administrator"])), { name: "test", roles: ["administrator"] }));
    app = serveRoutes(node, routes);
  });
  afterAll(async () => {
    await app?.close();
    await node?.close();
    await publisher?.close();
    await test?.close();
  });

  /** Names of the two fields of a plan; ids stay, so that a new name is a rename. */
  const publish = (title: string, amount: string, ...more: FieldDocument[]) =>
    publisher.publisher.publish({ changes: [entityChange("plan", [field("title", { name: title, required: true }), field("amount", { name: amount, type: "integer" }), field("no", { type: "autonumber", options: { format: "{0}" } }), ...more])], author: AUTHOR, confirmDestructive: true });
  const ask = async (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, body?: object, headers = {}) => {
    const answer = await app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${key}`, ...headers }, ...(body ? { payload: body } : {}) });
    return { status: answer.statusCode, body: answer.body ? (answer.json() as Record<string, unknown>) : undefined };
  };

  it("reads by the new names at once", async () => {
    expect(await ask("POST", "/records/plan", { title: "One", amount: 1 })).toMatchObject({ status: 201 });
    await publish("name", "amount");
    expect(node.live.current().entities.get("plan")!.fieldByName.has("title")).toBe(true);
    expect(await ask("GET", "/records/plan?count=exact")).toMatchObject({ status: 200, body: { total: 1, items: [{ name: "One", amount: 1 }] } });
    await publish("label", "amount");
    expect(await ask("POST", "/records/plan/aggregate", { measures: [{ as: "sum", function: "sum", field: "amount" }], filter: { field: "label", op: "eq", value: "One" } })).toMatchObject({ status: 400 });
    // Nothing in that question was stale but its own words; the next one reads the table and learns.
    expect(await ask("GET", "/records/plan")).toMatchObject({ status: 200, body: { items: [{ label: "One" }] } });
  });

  it("judges a write by the new model, writes once, and goes on with an idempotency key", async () => {
    await publish("title", "amount");
    const made = await ask("POST", "/records/plan", { label: "Old name" });
    expect(made).toMatchObject({ status: 422, body: { errors: [{ pointer: "/label", code: "unknownField" }, { pointer: "/title", code: "required" }] } });
    await publish("title", "sum");
    expect(await ask("POST", "/records/plan", { title: "Two" })).toMatchObject({ status: 201, body: { title: "Two", no: "2" } });
    await publish("title", "amount");
    expect(await ask("POST", "/records/plan", { title: "Three" }, { "idempotency-key": "k-1" })).toMatchObject({ status: 201, body: { no: "3" } });
    expect(await ask("GET", "/records/plan?count=exact&fields=no")).toMatchObject({ body: { total: 3 } });
  });

  it("does nothing twice that is committed piece by piece, but asks to send it again", async () => {
    const { body } = await ask("GET", "/records/plan?fields=id");
    const ids = (body!["items"] as { id: string }[]).map(({ id }) => id);
    await publish("title", "sum");
    expect(await ask("POST", "/records/plan/bulk", { ids, set: { title: "Same" } })).toMatchObject({ status: 503, body: { code: "unavailable:database" } });
    expect(await ask("POST", "/records/plan/bulk", { ids, set: { title: "Same" } })).toMatchObject({ status: 200, body: { done: 3 } });
  });
});
