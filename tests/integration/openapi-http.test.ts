/** What the server really answers fits the document it publishes, and what the document asks for is what the server takes. */
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openTestServer, type TestServer } from "../helpers/server";

describe.each(testDatabases())("the published API on $kind", (kind) => {
  let server: TestServer;
  let key: string;
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  beforeAll(async () => {
    server = await openTestServer(kind, ["tests/fixtures/packs/desk"]);
    key = await server.keyOf("boss", "administrator");
    ajv.addSchema((await (await fetch(`${server.url}/api/openapi.json`)).json()) as object, "http://localhost/api.json");
  });
  afterAll(() => server?.close());

  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${server.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { "content-type": "application/json" }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return response.json();
  };
  const fits = (schema: string, value: unknown): void => {
    const validate = ajv.compile({ $ref: `http://localhost/api.json#/components/schemas/${schema}` });
    expect(validate(value), `${JSON.stringify(validate.errors)} ${JSON.stringify(value)}`).toBe(true);
  };

  it("is open to everybody, says when it has not changed, and names each entity", async () => {
    const response = await fetch(`${server.url}/api/openapi.json`);
    expect(response.headers.get("content-type")).toContain("application/json");
    const { openapi, paths, info } = (await response.json()) as { openapi: string; paths: object; info: Record<string, unknown> };
    expect(openapi).toBe("3.1.0");
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(["/api/v1/records/ticket", "/api/v1/records/ticket/{id}", "/api/v1/records/ticket/{id}/actions/close"]));
    expect(info["x-revision"]).toBe(server.runtime.live.current().revision);
    expect((await fetch(`${server.url}/api/openapi.json`, { headers: { "if-none-match": response.headers.get("etag")! } })).status).toBe(304);
  });

  it("takes a body that fits and gives records and pages that fit", async () => {
    const account = (await ask("POST", "/records/account", { name: "Acme" })) as { id: string };
    fits("account", account);
    const body = { subject: "Printer", amount: 12.5, dueDate: "2026-01-31", account: account.id, watchers: [{ id: account.id }], secret: "s3cret", lines: [{ name: "a", amount: 5 }] };
    fits("ticket.create", body);
    const ticket = (await ask("POST", "/records/ticket", body)) as { id: string; version: number };
    fits("ticket", ticket);
    const change = { version: ticket.version, subject: "Printer 2", account: null };
    fits("ticket.update", change);
    fits("ticket", await ask("PATCH", `/records/ticket/${ticket.id}`, change));
    fits("ticket", await ask("GET", `/records/ticket/${ticket.id}`));
    fits("ticket.page", await ask("GET", "/records/ticket?count=exact&sort=-amount"));
    fits("ticket.page", await ask("GET", "/records/ticket?fields=subject,account.city"));
    fits("user.page", await ask("GET", "/records/user"));
    fits("common.problem", await ask("GET", "/records/nothing"));
  });

  it("has a published field with the next request", async () => {
    const field = { id: "budget", name: "budget", type: "integer", label: "Budget", options: { max: 100 } };
    await server.runtime.publisher.publish({ changes: [{ kind: "entity", name: "plan", document: { id: "plan", name: "plan", label: "Plan", plural: "Plans", icon: "box", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }, field] } }], author: { id: null, kind: "system" } });
    const { components } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as { components: { schemas: Record<string, { properties: Record<string, unknown> }> } };
    expect(components.schemas["plan.create"]!.properties["budget"]).toMatchObject({ title: "Budget", anyOf: [{ type: "integer", maximum: 100 }, { type: "null" }] });
  });

  it("shows itself under a policy that lets nothing else in", async () => {
    const page = await fetch(`${server.url}/api/docs`);
    expect([page.status, page.headers.get("content-security-policy")]).toEqual([200, expect.stringContaining("default-src 'none'; script-src 'self'")]);
    const parts = [...(await page.text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
    expect(parts.length).toBe(3);
    for (const part of parts) expect((await fetch(server.url + part)).status, part).toBe(200);
  });
});
