/**
 * A workspace in a database that has no schema of the default one: whatever named `metaloom` or `app` there would fail. To run other suites
 * the same way: METALOOM_TEST_WORKSPACE=acme METALOOM_TEST_KINDS=postgres npx vitest run --project integration …
 */
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { migrate } from "../../runtime/db/migrate";
import { schemasOf } from "../../runtime/workspaces/name";
import { startBackgroundWork } from "../../server/background";
import { routes } from "../../server/routes";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

/** Schemas a statement names, texts and comments left out: what stands before the first dot of a name. */
function named(statement: string): string[] {
  const bare = statement.replaceAll(/'(?:[^']|'')*'|--[^\n]*/g, " ");
  return [...bare.matchAll(/(?<![\w".])"?([\w-]+)"?\s*\.|\bschema\s+(?:if\s+(?:not\s+)?exists\s+)?"?([\w-]+)/g)].map((match) => match[1] ?? match[2]!);
}

describe.each(testDatabases())("a workspace alone on $kind", ({ open }) => {
  let office: Office;
  let chief: OfficePerson;
  const sent: string[] = [];

  beforeAll(async () => {
    const original = pg.Client.prototype.query;
    vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: pg.Client, ...args: unknown[]) {
      const [first] = args as [string | { text?: string }];
      sent.push(typeof first === "string" ? first : first.text ?? "");
      return (original as (...all: unknown[]) => unknown).apply(this, args);
    } as never);
    office = await openOffice(async () => {
      const test = await open({ empty: true });
      const database = test.database.inSchemas(schemasOf("acme"));
      await migrate(database);
      return { ...test, database, close: () => test.close() };
    });
    chief = await office.person("officer", "administrator");
  });
  afterAll(async () => {
    await office?.close();
    vi.restoreAllMocks();
  });

  it("creates, changes, shares, searches, imports, publishes and forgets records", async () => {
    const partner = (await office.ask(chief, "POST", "/records/partner", { name: "Acme", code: "A1" })).body as { id: string; version: number };
    const contract = (await office.ask(chief, "POST", "/records/contract", { number: "N-1", partner: partner.id, others: [partner.id] })).body as { id: string; version: number };
    expect((await office.ask(chief, "PATCH", `/records/contract/${contract.id}`, { version: contract.version, subject: "Words" })).body).toMatchObject({ subject: "Words", partner: { title: "Acme" } });
    expect((await office.ask(chief, "POST", `/records/contract/${contract.id}/shares`, { kind: "user", id: chief.id, level: "read" })).status).toBeLessThan(300);
    expect((await office.ask(chief, "GET", "/records/contract?q=N-1&sort=-number&count=exact")).body).toMatchObject({ total: 1 });
    expect((await office.ask(chief, "GET", "/records/contract?count=estimate&filter=" + encodeURIComponent(JSON.stringify({ field: "partner.name", op: "eq", value: "Acme" })))).body.items).toHaveLength(1);
    const sending = await office.send(chief, "/import/partner", { name: "table.csv", bytes: "name\nFrom a file\n" }, { options: "{}" });
    expect(sending.status).toBe(202);
    while (await office.runtime.imports.runOnce());
    expect((await office.ask(chief, "GET", `/jobs/${sending.body.id}`)).body).toMatchObject({ state: "done" });
    const field = { id: "colour", name: "colour", type: "text", label: "Colour" };
    const document = { id: "car", name: "car", label: "Car", plural: "Cars", icon: "car", titleField: "colour", fields: [field] };
    expect((await office.ask(chief, "POST", "/metadata/publish", { changes: [{ kind: "entity", name: "car", document }] })).body).toMatchObject({ changed: true });
    const revision = office.runtime.live.current().revision;
    expect((await office.ask(chief, "POST", "/metadata/rollback", { revision: revision - 1 })).status).toBe(200);
    await office.runtime.auth.askPasswordReset("nobody@example.com", {});
    expect((await office.ask(chief, "DELETE", `/records/contract/${contract.id}`)).status).toBe(204);
    expect((await office.ask(chief, "POST", `/records/contract/${contract.id}/restore`, {})).status).toBe(200);
  });

  it("answers every route it is asked", async () => {
    const { items } = (await office.ask(chief, "GET", "/records/contract")).body as { items: { id: string }[] };
    const values: Record<string, string> = { entity: "contract", id: items[0]!.id, kind: "entity", name: "contract", revision: "1", from: "1", to: "2", format: "csv" };
    for (const { method, url } of routes.filter((route) => route.method === "GET" && route.url !== "/events")) {
      const answer = await office.ask(chief, method, url.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? "x"));
      expect(answer.status, `${url} ${answer.text}`).toBeLessThan(500);
    }
  });

  it("does its background work", async () => {
    const background = startBackgroundWork(office.runtime, { mailer: { send: async () => undefined } as never }, {} as never);
    await background.tidy();
    await background.stop();
  });

  it("has sent no statement that names a schema of the default workspace", async () => {
    const { system, records } = schemasOf("acme");
    const all = sent.flatMap(named);
    expect(all.filter((name) => name === "metaloom" || name === "app")).toEqual([]);
    for (const schema of [system, records]) expect(all.filter((name) => name === schema).length).toBeGreaterThan(20);
    const there = await office.test.database.run<{ name: string }>(sql`select nspname as name from pg_namespace where nspname in ('metaloom', 'app') or nspname like 'ws\_%' order by 1`);
    expect(there.map(({ name }) => name)).toEqual([system, records]);
  });
});
