/** Filters and rights that ask about the records which lead to one: the field is read from its far end. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Condition } from "../../runtime/expressions/condition";
import { checkCondition } from "../../runtime/queries/filter";
import type { Runtime } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import { call, openTestRuntime, person, team, type Person } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";

const back = (field: string, where: unknown, entity = "ticket") => ({ some: { entity, field }, where }) as Condition;
const open = { field: "status", op: "eq", value: "open" };

describe.each(testDatabases())("relations read backwards on $kind", ({ open: openDatabase }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let boss: Person;
  let agent: Person;
  let stranger: Person;
  let clerk: Person;

  beforeAll(async () => {
    test = await openDatabase();
    runtime = await openTestRuntime(test.database, ["desk", "flags"]);
    const red = await team(test.database, "Red");
    boss = await person(test.database, ["boss", "keeper"]);
    agent = await person(test.database, ["agent"], { team: red });
    stranger = await person(test.database, ["agent"]);
    clerk = await person(test.database, ["accounts"]);
    const account = async (name: string) => String((await runtime.records.create(call(runtime, boss), "account", { name }))["id"]);
    const [north, south, east] = [await account("North"), await account("South"), await account("East")];
    await account("West");
    const ticket = (who: Person, body: object) => runtime.records.create(call(runtime, who), "ticket", { subject: "T", ...body });
    await ticket(agent, { account: north, status: "open", lines: [{ name: "a" }] });
    await ticket(boss, { account: north });
    await ticket(boss, { account: south, status: "open", watchers: [north, east] });
    const gone = await ticket(boss, { account: east, status: "open" });
    await runtime.records.remove(call(runtime, boss), "ticket", String(gone["id"]));
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });

  const found = async (who: Person, filter: Condition, entity = "account") => {
    const { items } = await runtime.queries.list(call(runtime, who), entity, { filter: checkCondition(filter), fields: ["name"], sort: [{ field: "name", direction: "asc" }] });
    return items.map((item) => item["name"]);
  };

  it("some: an entity and its field find the records they lead to; what lies in the trash does not count", async () => {
    expect(await found(boss, back("account", open))).toEqual(["North", "South"]);
    expect(await found(boss, back("account", { all: [] }))).toEqual(["North", "South"]);
    expect(await found(boss, { not: back("account", open) })).toEqual(["East", "West"]);
    expect(await found(boss, { all: [back("account", open), { field: "name", op: "startsWith", value: "S" }] })).toEqual(["South"]);
    expect(await found(boss, back("watchers", open))).toEqual(["East", "North"]);
    expect(await found(boss, back("account", { some: "lines", where: { field: "name", op: "eq", value: "a" } }))).toEqual(["North"]);
    expect(await found(boss, back("account", back("ticket", { field: "name", op: "eq", value: "a" }, "line")))).toEqual(["North"]);
    const counted = await runtime.queries.aggregate(call(runtime, boss), "account", { groupBy: [], measures: [{ as: "n", function: "count" }], filter: back("account", open) });
    expect(counted).toEqual([{ n: 2 }]);
  });

  it("some: a reference to any entity is told by entity and id", async () => {
    const create = (entity: string, body: object) => runtime.records.create(call(runtime, boss), entity, body);
    const [one] = [await create("firm", { name: "One" }), await create("firm", { name: "Two" })];
    await create("bundle", { name: "B", parts: [{ name: "P" }], about: { entity: "firm", id: one["id"] } });
    expect(await found(boss, back("about", { field: "name", op: "eq", value: "B" }, "bundle"), "firm")).toEqual(["One"]);
  });

  it("only records that the asker may read count, and only fields he may read are asked", async () => {
    expect(await found(agent, back("account", open))).toEqual(["North"]);
    expect(await found(stranger, back("account", open))).toEqual([]);
    const refused = async (filter: Condition, who = clerk) => runtime.queries.list(call(runtime, who), "account", { filter }).then(() => undefined, (error: { code: string; message: string; issues: readonly { code: string; pointer: string }[] }) => error);
    const unknown = await refused(back("account", open, "nothing"));
    expect(unknown).toMatchObject({ code: "query:invalid", issues: [{ code: "unknownRelation", pointer: "/filter/some" }] });
    // An entity he may not read answers as one that is not there, a field that leads elsewhere as one that is missing.
    const hidden = await refused(back("account", open));
    expect(hidden?.message.replace("ticket", "nothing")).toBe(unknown?.message);
    for (const field of ["subject", "nothing", "lines"]) expect(await refused(back(field, open), boss)).toMatchObject({ issues: [{ code: "unknownRelation" }] });
    expect(await refused(back("account", { field: "amoun", op: "gt", value: 1 }), boss)).toMatchObject({ issues: [{ code: "unknownField" }] });
    expect(() => checkCondition({ some: { entity: "ticket" }, where: open })).toThrow("takes the name");
    expect(() => checkCondition({ some: { entity: "ticket", field: "account", behind: "x" }, where: open })).toThrow("takes the name");
  });

  it("stands in rights of roles, also for the lines below", async () => {
    const helper = await person(test.database, ["bystander"]);
    expect(await found(helper, { all: [] })).toEqual(["East", "North"]);
    const lines = await runtime.queries.list(call(runtime, helper), "line", { fields: ["name"] });
    expect(lines.items.map((item) => item["name"])).toEqual(["a"]);
  });
});
