import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import type { TestDatabase } from "../helpers/test-databases";
import { testDatabases } from "../helpers/database";
import { call, openTestRuntime, person, systemContext, team, type Person } from "../helpers/runtime";
import type { Runtime } from "../../runtime/server";
import { runAction } from "../../runtime/actions/run";

describe.each(testDatabases())("the gateway on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let boss: Person;
  let agent: Person;
  let mate: Person;
  let stranger: Person;
  let viewer: Person;
  let partner: Record<string, unknown>;
  let client: Record<string, unknown>;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["desk"]);
    const red = await team(test.database, "Red");
    const blue = await team(test.database, "Blue");
    boss = await person(test.database, ["boss"], { team: red });
    agent = await person(test.database, ["agent"], { team: red });
    mate = await person(test.database, ["agent"], { team: red });
    stranger = await person(test.database, ["agent"], { team: blue });
    viewer = await person(test.database, ["viewer"]);
    client = await create(boss, "account", { name: "Client A", city: "Kyiv", discount: 10, phone: "+380441234567", note: "hush" });
    partner = await create(boss, "account", { name: "Partner B", kind: "partner" });
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });

  const create = (who: Person, entity: string, body: unknown) => runtime.records.create(call(runtime, who), entity, body);
  const update = (who: Person, entity: string, id: unknown, body: Record<string, unknown>) => runtime.records.update(call(runtime, who), entity, String(id), body);
  const get = (who: Person, entity: string, id: unknown) => runtime.records.get(call(runtime, who), entity, String(id));
  const list = (who: Person, entity: string, query: Parameters<Runtime["queries"]["list"]>[2] = {}) => runtime.queries.list(call(runtime, who), entity, query);

  it("gives a new record with defaults, system values and titles of its references", async () => {
    const ticket = await create(boss, "ticket", { subject: "Printer", amount: 12.5, account: client["id"] });
    expect(ticket).toMatchObject({ version: 1, subject: "Printer", status: "new", amount: 12.5, double: 25, total: 0, account: { id: client["id"], title: "Client A" }, owner: { id: boss.id }, phone: "+380441234567" });
    expect(await get(boss, "ticket", ticket["id"])).toMatchObject({ subject: "Printer" });
  });

  it("computes rollups and stored formulas over lines in the same transaction", async () => {
    const ticket = await create(boss, "ticket", { subject: "Order", account: client["id"], lines: [{ name: "a", amount: 60 }, { name: "b", amount: 40 }, { name: "c", amount: 5, cancelled: true }] });
    expect(ticket).toMatchObject({ total: 100, net: 90 });
    const [first, second] = ticket["lines"] as { id: string; name: string }[];
    const changed = await update(boss, "ticket", ticket["id"], { lines: [{ id: first!.id, amount: 10 }, { id: second!.id }] });
    expect(changed).toMatchObject({ total: 50, net: 45 });
    expect((changed["lines"] as unknown[]).length).toBe(2);
    await update(boss, "account", client["id"], { discount: 50 });
    expect(await get(boss, "ticket", ticket["id"])).toMatchObject({ net: 25 });
    await update(boss, "account", client["id"], { discount: 10 });
  });

  it("counts by a condition and follows when records move, close and go to the trash", async () => {
    const account = await create(boss, "account", { name: "Counted" });
    const one = await create(boss, "ticket", { subject: "1", account: account["id"] });
    const two = await create(boss, "ticket", { subject: "2", account: { id: account["id"] } });
    expect(await get(boss, "account", account["id"])).toMatchObject({ ticketCount: 2 });
    await update(boss, "ticket", one["id"], { status: "closed", reason: "done" });
    expect(await get(boss, "account", account["id"])).toMatchObject({ ticketCount: 1 });
    await runtime.records.remove(call(runtime, boss), "ticket", String(two["id"]));
    expect(await get(boss, "account", account["id"])).toMatchObject({ ticketCount: 0 });
    await runtime.records.restore(call(runtime, boss), "ticket", String(two["id"]));
    expect(await get(boss, "account", account["id"])).toMatchObject({ ticketCount: 1 });
  });

  it("lets people see own records, those of the team and those a condition over a relation names", async () => {
    const mine = await create(agent, "ticket", { subject: "mine", account: client["id"] });
    const partnerTicket = await create(boss, "ticket", { subject: "for partner", account: partner["id"] });
    await test.database.run(sql`update app.ticket set team_id = null where id = ${partnerTicket["id"] as string}::uuid`);
    const subjects = async (who: Person) => (await list(who, "ticket", { filter: { field: "subject", op: "in", value: ["mine", "for partner"] }, sort: [{ field: "subject", direction: "asc" }] })).items.map((item) => item["subject"]);
    expect(await subjects(agent)).toEqual(["for partner", "mine"]);
    expect(await subjects(mate)).toEqual(["for partner", "mine"]);
    expect(await subjects(stranger)).toEqual(["for partner"]);
    expect(await subjects(viewer)).toEqual(["for partner", "mine"]);
    await expect(get(stranger, "ticket", mine["id"])).rejects.toMatchObject({ code: "record:notFound" });
    await expect(update(mate, "ticket", mine["id"], { subject: "taken" })).rejects.toMatchObject({ code: "right:missing" });
    expect((await list(stranger, "ticket", { count: "exact" })).total).toBe((await list(stranger, "ticket", { limit: 200 })).items.length);
  });

  it("treats a forbidden field as unknown everywhere", async () => {
    const [item] = (await list(viewer, "ticket", { limit: 1 })).items;
    expect(item).not.toHaveProperty("amount");
    for (const query of [{ filter: { field: "amount", op: "gt", value: 1 } }, { sort: [{ field: "amount", direction: "asc" as const }] }, { fields: ["amount"] }])
      await expect(list(viewer, "ticket", query)).rejects.toMatchObject({ code: "query:invalid", message: 'There is no field "amount".' });
    await expect(list(viewer, "ticket", { filter: { field: "nothing", op: "gt", value: 1 } })).rejects.toMatchObject({ message: 'There is no field "nothing".' });
    await expect(runtime.queries.aggregate(call(runtime, viewer), "ticket", { groupBy: [], measures: [{ as: "x", function: "sum", field: "amount" }] })).rejects.toMatchObject({ message: 'There is no field "amount".' });
    expect((await list(agent, "account", { q: "hush" })).items).toEqual([]);
    expect((await list(boss, "account", { q: "hush" })).items.length).toBe(1);
    expect((await list(agent, "account", { filter: { field: "name", op: "eq", value: "Client A" } })).items[0]!["phone"]).not.toBe("+380441234567");
    await expect(create(agent, "ticket", { subject: "x", amount: 5 })).rejects.toMatchObject({ code: "input:invalid", issues: [{ pointer: "/amount", code: "readOnly" }] });
  });

  it("walks pages by cursor without gaps and refuses a tampered one", async () => {
    for (let i = 0; i < 12; i++) await create(boss, "account", { name: `Page ${String(i).padStart(2, "0")}`, city: i % 3 ? `City ${i % 3}` : null });
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(boss, "account", { filter: { field: "name", op: "startsWith", value: "Page" }, sort: [{ field: "city", direction: "desc" }, { field: "name", direction: "asc" }], limit: 5, cursor, count: "exact", fields: ["id", "name", "city"] });
      expect(page.total).toBe(12);
      seen.push(...page.items.map((item) => item["name"]));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(12);
    await expect(list(boss, "account", { cursor: "abc.def" })).rejects.toMatchObject({ code: "query:invalid" });
  });

  it("refuses stale versions with the present record, and bad values with all findings at once", async () => {
    const ticket = await create(boss, "ticket", { subject: "stale" });
    await update(boss, "ticket", ticket["id"], { subject: "newer", version: 1 });
    await expect(update(boss, "ticket", ticket["id"], { subject: "older", version: 1 })).rejects.toMatchObject({ code: "conflict:version", details: { current: { subject: "newer", version: 2 } } });
    await expect(create(boss, "ticket", { subjct: "x", status: "lost", amount: "5", account: "00000000-0000-7000-8000-000000000000" })).rejects.toMatchObject({
      code: "input:invalid",
      issues: expect.arrayContaining([expect.objectContaining({ pointer: "/subjct", code: "unknownField" }), expect.objectContaining({ pointer: "/status" }), expect.objectContaining({ pointer: "/amount" }), expect.objectContaining({ pointer: "/account", code: "notFound" }), expect.objectContaining({ pointer: "/subject", code: "required" })]),
    });
    await expect(create(boss, "ticket", { subject: "x", status: "closed" })).rejects.toMatchObject({ issues: [{ pointer: "/reason", code: "required" }] });
    await expect(create(boss, "account", { name: "Client A" })).rejects.toMatchObject({ code: "conflict:unique", issues: [{ pointer: "/name" }] });
  });

  it("keeps links, secrets and the journal", async () => {
    const ticket = await create(boss, "ticket", { subject: "linked", watchers: [client["id"], { id: partner["id"] }], secret: "s3cret", amount: 1 });
    expect(ticket["watchers"]).toEqual([{ id: client["id"], title: "Client A" }, { id: partner["id"], title: "Partner B" }]);
    expect((await list(boss, "ticket", { filter: { field: "watchers", op: "has", value: client["id"] as string } })).items.length).toBe(1);
    expect(await get(boss, "ticket", ticket["id"])).toMatchObject({ secret: { set: true } });
    await expect(list(boss, "ticket", { filter: { field: "secret", op: "eq", value: "s3cret" } })).rejects.toMatchObject({ message: 'There is no field "secret".' });
    await update(boss, "ticket", ticket["id"], { watchers: [partner["id"]], amount: 2 });
    expect((await get(boss, "ticket", ticket["id"]))["watchers"]).toEqual([{ id: partner["id"], title: "Partner B" }]);
    const journal = await test.database.run<{ verb: string; changes: Record<string, unknown> }>(sql`select verb, changes from metaloom.journal where record_id = ${ticket["id"] as string}::uuid order by seq`);
    expect(journal.map((row) => row.verb)).toEqual(["create", "update"]);
    expect(journal[1]!.changes).toEqual({ amount: { from: 1, to: 2 } });
    expect(JSON.stringify(journal)).not.toContain("s3cret");
  });

  it("runs an action: parameters, steps, created records, rights, and nothing half done", async () => {
    const ticket = await create(boss, "ticket", { subject: "act", account: client["id"], lines: [{ name: "x", amount: 7 }] });
    const run = (who: Person, parameters: unknown) => runAction(runtime.records, call(runtime, who), "ticket", String(ticket["id"]), "close", parameters);
    await expect(run(agent, { reason: "x" })).rejects.toMatchObject({ code: "right:missing" });
    await expect(run(viewer, {})).rejects.toMatchObject({ code: "resource:notFound" });
    await expect(run(boss, { reson: "x" })).rejects.toMatchObject({ issues: [{ pointer: "/parameters/reson", remedy: 'Did you mean "reason"?' }, { pointer: "/parameters/reason", code: "required" }] });
    const result = await run(boss, { reason: "done", followUp: true });
    expect(result.record).toMatchObject({ status: "closed", reason: "done", total: 0 });
    expect(await get(boss, "ticket", result.open!.id)).toMatchObject({ subject: "Follow up: act", account: { id: client["id"] } });
    await expect(run(boss, { reason: "again" })).rejects.toMatchObject({ code: "state:wrong" });
  });

  it("groups and measures under the row rule", async () => {
    const rows = await runtime.queries.aggregate(call(runtime, boss), "ticket", { groupBy: [{ field: "account" }], measures: [{ as: "n", function: "count" }, { as: "sum", function: "sum", field: "total" }, { as: "average", function: "avg", field: "total" }] });
    expect(rows.some((row) => (row["account"] as { title: string } | null)?.title === "Client A")).toBe(true);
    const months = await runtime.queries.aggregate(call(runtime, agent), "ticket", { groupBy: [{ field: "createdAt", by: "month" }, { field: "status" }], measures: [{ as: "n", function: "count" }] });
    expect(months[0]!["createdAt.month"]).toMatch(/^\d{4}-\d\d-01$/);
    const mine = await runtime.queries.aggregate(call(runtime, agent), "ticket", { groupBy: [], measures: [{ as: "n", function: "count" }] });
    expect(mine[0]!["n"]).toBe((await list(agent, "ticket", { count: "exact" })).total);
  });

  it("filters over lines, and the system principal sees everything", async () => {
    const found = await list(boss, "ticket", { filter: { some: "lines", where: { field: "name", op: "eq", value: "a" } } });
    expect(found.items.map((item) => item["subject"])).toEqual(["Order"]);
    const all = await runtime.queries.list(call(runtime, systemContext()), "line", { limit: 200 });
    expect(all.items.length).toBeGreaterThan(0);
    await expect(runtime.queries.list(call(runtime, viewer), "account", {})).rejects.toMatchObject({ code: "entity:notFound" });
  });
});
