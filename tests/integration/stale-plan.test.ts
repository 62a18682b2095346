import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { testDatabases } from "../helpers/database";
import type { TestDatabase } from "../helpers/test-databases";

describe.each(testDatabases())("prepared statements on $kind", ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open({ max: 3 });
  });
  afterAll(() => test?.close());

  it("are planned anew when a publish changed the type of a column, inside and outside of transactions", async () => {
    const { database } = test;
    await database.run(sql`create table app.plan_probe (id int, value int)`);
    await database.run(sql`insert into app.plan_probe values (1, 7)`);
    const probe = { sql: "select value from app.plan_probe where id = $1", parameters: [1], name: "probe" };
    const everywhere = () => Promise.all([1, 2, 3].map(() => database.query(probe)));
    expect(await everywhere()).toEqual([[[7]], [[7]], [[7]]]);
    await database.run(sql`alter table app.plan_probe alter value type text using value::text`);
    expect(await everywhere()).toEqual([[["7"]], [["7"]], [["7"]]]);
    await database.run(sql`alter table app.plan_probe alter value type int using value::int`);
    expect(await database.transaction((tx) => tx.query(probe))).toEqual([[7]]);
  });
});
