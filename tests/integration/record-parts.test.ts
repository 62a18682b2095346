/** What belongs to records: history, access explained, members, shares, bulk, copy, merge, duplicates, search. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bulk, copyRecord, mergeRecords } from "../../runtime/entities/bulk";
import { findDuplicates } from "../../runtime/entities/duplicates";
import { explainAccess } from "../../runtime/entities/explain";
import { readHistory } from "../../runtime/entities/history";
import { listMembers, setMember, shareRecord, unshareRecord } from "../../runtime/entities/members";
import { searchEverywhere } from "../../runtime/queries/global-search";
import type { Runtime } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import type { TestDatabase } from "../helpers/test-databases";
import { call, openTestRuntime, person, systemContext, type Person } from "../helpers/runtime";

describe.each(testDatabases())("parts of records on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let boss: Person;
  let agent: Person;
  let other: Person;
  let owner: Person;
  let member: Person;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["desk", "vault"]);
    boss = await person(test.database, ["boss"]);
    agent = await person(test.database, ["agent"]);
    other = await person(test.database, ["agent"]);
    owner = await person(test.database, ["owns"]);
    member = await person(test.database, ["member"]);
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });
  const save = (who: Person) => ({ ...call(runtime, who), queries: runtime.queries });
  const create = (who: Person, entity: string, body: unknown) => runtime.records.create(call(runtime, who), entity, body);
  const idOf = (record: Record<string, unknown>) => String(record["id"]);

  it("shows the history of audited fields, without those the reader may not see", async () => {
    const ticket = await create(boss, "ticket", { subject: "first", amount: 5 });
    await runtime.records.update(call(runtime, boss), "ticket", idOf(ticket), { subject: "second", amount: 7, dueDate: "2026-01-01" });
    const { items } = await readHistory(save(boss), "ticket", idOf(ticket));
    expect(items.map((entry) => [entry.verb, entry.actor.id])).toEqual([["update", boss.id], ["create", boss.id]]);
    expect(items[0]!.changes).toEqual({ subject: { from: "first", to: "second" }, amount: { from: 5, to: 7 } });
    const viewer = await person(test.database, ["viewer"]);
    expect((await readHistory(save(viewer), "ticket", idOf(ticket))).items[0]!.changes).toEqual({ subject: { from: "first", to: "second" } });
    await expect(readHistory(save(other), "ticket", idOf(ticket))).rejects.toMatchObject({ code: "record:notFound" });
  });

  it("tells in the history of fields shown on this record now, and names references as far as they may be seen", async () => {
    const reader = await person(test.database, ["owns", "glance"]);
    const make = (entity: string, body: object) => runtime.records.create(call(runtime, systemContext()), entity, body);
    const [seen, unseen] = [await make("client", { name: "Seen", owner: reader.id }), await make("client", { name: "Unseen" })];
    const made = (who: Person) => make("paper", { title: "Plan", memo: "secret", client: idOf(unseen), owner: who.id });
    const [mine, foreign] = [await made(reader), await made(boss)];
    await runtime.records.update(call(runtime, reader), "paper", idOf(mine), { client: idOf(seen) });
    const history = async (paper: Record<string, unknown>) => (await readHistory(save(reader), "paper", idOf(paper))).items.map((entry) => entry.changes);
    const nobody = { id: idOf(unseen), title: null };
    expect(await history(mine)).toMatchObject([{ client: { from: nobody, to: { id: idOf(seen), title: "Seen" } } }, { memo: { from: null, to: "secret" }, client: { from: null, to: nobody } }]);
    const [other] = await history(foreign);
    expect(other).toMatchObject({ title: { from: null, to: "Plan" } });
    expect(other).not.toHaveProperty("memo");
  });

  it("explains which role and which rule allow what", async () => {
    const ticket = await create(agent, "ticket", { subject: "mine" });
    const explained = await explainAccess(save(agent), "ticket", idOf(ticket));
    expect(explained.verbs["update"]).toEqual({ allowed: true, because: [{ role: "agent", rule: { field: "owner", op: "eq", value: { user: "id" } }, holds: true }] });
    expect(explained.fields["amount"]).toBe("read");
    expect(explained.actions).toEqual({ close: true });
    await expect(explainAccess(save(other), "ticket", idOf(ticket))).rejects.toMatchObject({ code: "record:notFound" });
  });

  it("opens a record to a member by his record roles, for the record and for its lines", async () => {
    const paper = await create(owner, "paper", { title: "Plan", items: [{ name: "one", cost: 1 }] });
    const read = () => runtime.records.get(call(runtime, member), "paper", idOf(paper));
    await expect(read()).rejects.toMatchObject({ code: "record:notFound" });
    await setMember(save(owner), "paper", idOf(paper), member.id, ["watcher"]);
    expect(await read()).toMatchObject({ title: "Plan" });
    await expect(runtime.records.update(call(runtime, member), "paper", idOf(paper), { title: "x" })).rejects.toMatchObject({ code: "right:missing" });
    await setMember(save(owner), "paper", idOf(paper), member.id, ["helper"]);
    expect(await runtime.records.update(call(runtime, member), "paper", idOf(paper), { title: "Better plan" })).toMatchObject({ title: "Better plan" });
    expect(((await read())["items"] as unknown[]).length).toBe(1);
    await create(member, "item", { paper: idOf(paper), name: "two" });
    const [item] = (await read())["items"] as { id: string }[];
    await expect(runtime.records.remove(call(runtime, member), "item", item!.id)).rejects.toMatchObject({ code: "right:missing" });
    expect((await listMembers(save(owner), "paper", idOf(paper))).map((entry) => entry.role)).toEqual(["helper"]);
    await expect(setMember(save(owner), "paper", idOf(paper), member.id, ["king"])).rejects.toMatchObject({ code: "input:invalid" });
  });

  it("answers a write whose maker may not read the record afterwards", async () => {
    const blind = await person(test.database, ["helpers"]);
    const made = await create(blind, "paper", { title: "Handed in", items: [] });
    expect(made).toMatchObject({ title: "Handed in", version: 1 });
    await expect(runtime.records.get(call(runtime, blind), "paper", idOf(made))).rejects.toMatchObject({ code: "record:notFound" });
    const paper = await create(owner, "paper", { title: "Mine" });
    expect(await runtime.records.update(call(runtime, owner), "paper", idOf(paper), { owner: boss.id, copies: [] })).toMatchObject({ id: idOf(paper), version: 2 });
  });

  it("shares one record and takes it back; one shares only what one holds", async () => {
    const ticket = await create(agent, "ticket", { subject: "shared" });
    const withShare: Person = { ...other, ctx: { ...other.ctx, principal: { ...(other.ctx.principal as Extract<Person["ctx"]["principal"], { kind: "staff" }>), sharedEntities: ["ticket"] } } };
    const read = () => runtime.records.get(call(runtime, withShare), "ticket", idOf(ticket));
    await expect(read()).rejects.toMatchObject({ code: "record:notFound" });
    await shareRecord(save(agent), "ticket", idOf(ticket), { kind: "user", id: other.id, level: "read" });
    expect(await read()).toMatchObject({ subject: "shared" });
    await expect(shareRecord(save(withShare), "ticket", idOf(ticket), { kind: "user", id: boss.id, level: "update" })).rejects.toMatchObject({ code: "right:missing" });
    await expect(runtime.records.update(call(runtime, withShare), "ticket", idOf(ticket), { subject: "x" })).rejects.toMatchObject({ code: "right:missing" });
    await unshareRecord(save(agent), "ticket", idOf(ticket), "user", other.id);
    await expect(read()).rejects.toMatchObject({ code: "record:notFound" });
  });

  it("changes many records, each by its own rights, and tells which failed", async () => {
    const mine = await create(agent, "ticket", { subject: "bulk 1" });
    const foreign = await create(other, "ticket", { subject: "bulk 2" });
    const outcome = await bulk(runtime.records, call(runtime, agent), "ticket", [idOf(mine), idOf(foreign)], { set: { status: "open" } });
    expect(outcome).toMatchObject({ done: 1, failed: [{ id: idOf(foreign), code: "record:notFound" }] });
    expect(await bulk(runtime.records, call(runtime, boss), "ticket", [idOf(mine), idOf(foreign)], { delete: true })).toMatchObject({ done: 2, failed: [] });
  });

  it("copies a record with its lines and merges duplicates with everything that points at them", async () => {
    const [keep, gone] = [await create(boss, "account", { name: "Keep", city: "Lviv" }), await create(boss, "account", { name: "Gone", city: "Lviv" })];
    const ticket = await create(boss, "ticket", { subject: "copy me", account: idOf(gone), watchers: [idOf(gone)], lines: [{ name: "l", amount: 3 }] });
    const copy = await copyRecord(runtime.records, call(runtime, boss), "ticket", idOf(ticket), { subject: "copied" });
    expect(copy).toMatchObject({ subject: "copied", total: 3, account: { title: "Gone" } });
    expect(copy["id"]).not.toBe(ticket["id"]);
    expect(await findDuplicates(runtime.queries, call(runtime, boss), "account", { city: "Lviv", kind: "client" }, idOf(keep))).toEqual([{ id: idOf(gone), title: "Gone", rule: "city" }]);
    await mergeRecords(runtime.records, call(runtime, boss), "account", idOf(keep), { others: [idOf(gone)], values: { phone: "1" } });
    expect(await runtime.records.get(call(runtime, boss), "ticket", idOf(ticket))).toMatchObject({ account: { title: "Keep" }, watchers: [{ title: "Keep" }] });
    expect(await runtime.records.get(call(runtime, boss), "account", idOf(keep))).toMatchObject({ phone: "1", ticketCount: 2 });
    await expect(runtime.records.get(call(runtime, boss), "account", idOf(gone))).rejects.toMatchObject({ code: "record:notFound" });
  });

  it("refuses to delete what others depend on, and purges only from the trash", async () => {
    const account = await create(boss, "account", { name: "Needed" });
    const ticket = await create(boss, "ticket", { subject: "needs", account: idOf(account) });
    await expect(runtime.records.remove(call(runtime, boss), "account", idOf(account))).rejects.toMatchObject({ code: "conflict:inUse", message: "This account is used by 1 records of ticket." });
    await runtime.records.remove(call(runtime, boss), "ticket", idOf(ticket));
    await runtime.records.purge(call(runtime, boss), "ticket", idOf(ticket));
    await runtime.records.remove(call(runtime, boss), "account", idOf(account));
    await expect(runtime.records.purge(call(runtime, boss), "ticket", idOf(ticket))).rejects.toMatchObject({ code: "record:notFound" });
  });

  it("says of a record outside the trash that it is not there, to those who may see it", async () => {
    const ticket = await create(boss, "ticket", { subject: "alive" });
    for (const verb of ["restore", "purge"] as const) {
      await expect(runtime.records[verb](call(runtime, boss), "ticket", idOf(ticket))).rejects.toMatchObject({ code: "state:wrong", status: 409, message: "This ticket is not in the trash." });
      await expect(runtime.records[verb](call(runtime, agent), "ticket", idOf(ticket))).rejects.toMatchObject({ code: "record:notFound" });
    }
  });

  it("purges only for those who hold the right trash.purge besides the right to delete", async () => {
    const paper = await create(owner, "paper", { title: "Gone" });
    await runtime.records.remove(call(runtime, owner), "paper", idOf(paper));
    await expect(runtime.records.purge(call(runtime, owner), "paper", idOf(paper))).rejects.toMatchObject({ code: "right:missing" });
    const cleaner: Person = { ...owner, ctx: { ...owner.ctx, principal: { ...(owner.ctx.principal as Extract<Person["ctx"]["principal"], { kind: "staff" }>), roles: ["owns", "keeper"] } } };
    await runtime.records.purge(call(runtime, cleaner), "paper", idOf(paper));
    await expect(runtime.records.restore(call(runtime, owner), "paper", idOf(paper))).rejects.toMatchObject({ code: "record:notFound" });
  });

  it("searches everywhere one may look", async () => {
    await create(boss, "account", { name: "Findable Ltd", note: "needle" });
    expect(await searchEverywhere(runtime.queries, call(runtime, boss), "needle", 5)).toMatchObject([{ entity: "account", title: "Findable Ltd" }]);
    expect(await searchEverywhere(runtime.queries, call(runtime, agent), "needle", 5)).toEqual([]);
  });
});
