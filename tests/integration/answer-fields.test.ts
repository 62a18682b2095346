/** `fields` on a single record: reads and writes answer with what was asked for, and with nothing the caller may not see. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { testDatabases } from "../helpers/database";
import { call, openTestRuntime, person, type Person } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";
import type { Runtime } from "../../runtime/server";

describe.each(testDatabases())("fields of one record on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let boss: Person;
  let viewer: Person;
  let nobody: Person;
  let account: Record<string, unknown>;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["desk"]);
    [boss, viewer, nobody] = [await person(test.database, ["boss"]), await person(test.database, ["viewer"]), await person(test.database, [])];
    account = await runtime.records.create(call(runtime, boss), "account", { name: "Client", city: "Kyiv" });
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });

  const ticket = (fields?: readonly string[]) => runtime.records.create(call(runtime, boss), "ticket", { subject: "s", account: account["id"], lines: [{ name: "a", amount: 1 }] }, { fields });

  it("are all there is in the answer of a read, a creation and a change", async () => {
    const made = await ticket(["id", "subject", "account.city"]);
    expect(made).toEqual({ id: made["id"], subject: "s", "account.city": "Kyiv" });
    const id = String(made["id"]);
    expect(await runtime.records.get(call(runtime, boss), "ticket", id, { fields: ["id", "account"] })).toEqual({ id, account: { id: account["id"], title: "Client" } });
    expect(await runtime.records.update(call(runtime, boss), "ticket", id, { subject: "t" }, { fields: ["version", "subject"] })).toEqual({ version: 2, subject: "t" });
    expect(await runtime.records.update(call(runtime, boss), "account", String(account["id"]), { city: "Lviv" }, { fields: ["city"] })).toEqual({ city: "Lviv" });
  });

  it("may name child rows", async () => {
    const made = await ticket(["subject", "lines"]);
    expect(Object.keys(made)).toEqual(["subject", "lines"]);
    expect(made["lines"]).toMatchObject([{ name: "a" }]);
  });

  it("are refused before anything is written when the caller does not know them, forbidden ones like misspelt ones", async () => {
    const id = String((await ticket())["id"]);
    const versions = () => test.database.run(sql`select count(*)::int as n, max(version) as version from app.ticket`);
    const before = await versions();
    for (const field of ["nothing", "account.nothing", "lines.name"]) {
      await expect(ticket(["id", field])).rejects.toMatchObject({ code: "query:invalid", issues: [{ pointer: "/fields", code: "unknownField" }] });
      await expect(runtime.records.update(call(runtime, boss), "ticket", id, { subject: "u" }, { fields: [field] })).rejects.toMatchObject({ code: "query:invalid" });
    }
    const asViewer = (field: string) => runtime.records.get(call(runtime, viewer), "ticket", id, { fields: [field] });
    await expect(asViewer("amount")).rejects.toMatchObject({ message: 'There is no field "amount".' });
    await expect(asViewer("amounts")).rejects.toMatchObject({ message: 'There is no field "amounts".' });
    expect(await versions()).toEqual(before);
  });

  it("say nothing about an entity the caller has no right on", async () => {
    for (const fields of [["id"], ["nothing"]]) await expect(runtime.records.get(call(runtime, nobody), "ticket", String(account["id"]), { fields })).rejects.toMatchObject({ code: "entity:notFound" });
  });
});
