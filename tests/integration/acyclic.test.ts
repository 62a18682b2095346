import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import { call, openTestRuntime, person, type Person } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";

describe.each(testDatabases())("trees of records on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let boss: Person;
  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["office"]);
    boss = await person(test.database, ["officer"]);
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });
  const create = async (name: string, parent?: string): Promise<string> => String((await runtime.records.create(call(runtime, boss), "partner", { name, ...(parent ? { parent } : {}) })).id);
  const move = (id: string, parent: string | null) => runtime.records.update(call(runtime, boss), "partner", id, { parent });
  const cycle = { code: "input:invalid", issues: [expect.objectContaining({ pointer: "/parent", code: "cycle" }) as unknown] };

  it("refuses a record below itself, over any number of steps, and says where", async () => {
    const top = await create("Top");
    const middle = await create("Middle", top);
    const leaf = await create("Leaf", middle);
    await expect(move(top, top)).rejects.toMatchObject(cycle);
    await expect(move(top, leaf)).rejects.toMatchObject(cycle);
    expect(await move(leaf, top)).toMatchObject({ parent: { id: top } });
    expect(await move(top, null)).toMatchObject({ parent: null });
  });

  it("lets one of two people win who move two records below each other at once", async () => {
    const [a, b] = [await create("A"), await create("B")];
    const outcomes = await Promise.allSettled([move(a, b), move(b, a)]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
