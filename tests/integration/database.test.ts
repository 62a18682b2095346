import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPool, type Database } from "../../runtime/db/pool";
import { testDatabases, type TestDatabase } from "../helpers/database";

describe.each(testDatabases())("the database door on $kind", ({ kind, open }) => {
  let test: TestDatabase;
  let single: Database;
  beforeAll(async () => {
    test = await open({ max: 6 });
    single = createPool({ databaseUrl: test.url, max: 1, embedded: kind === "embedded" });
    await test.database.run(sql`create table public.notes (id int primary key, text text not null)`);
  });
  beforeEach(async () => void (await test.database.run(sql`truncate public.notes`)));
  afterAll(async () => {
    await single.close();
    await test.close();
  });
  const ids = async () => (await test.database.run<{ id: number }>(sql`select id from public.notes order by id`)).map((row) => row.id);

  it("gives every type in its documented form", async () => {
    const rows = await test.database.query({
      sql: `select 12.50::numeric(9,2), '2026-01-31'::date, '2026-01-31 12:00:00.5+02'::timestamptz, '2026-01-31 10:00:00'::timestamp, '10:30'::time,
              '1 day 2 hours'::interval, 9007199254740991::int8, true, '{"a":[1]}'::jsonb, array['x', null], array[1.10::numeric], null::int, '00000000-0000-7000-8000-000000000001'::uuid`,
      parameters: [],
    });
    expect(rows).toEqual([["12.50", "2026-01-31", "2026-01-31T10:00:00.500Z", "2026-01-31 10:00:00", "10:30:00", "P1DT2H", 9007199254740991, true, { a: [1] }, ["x", null], ["1.10"], null, "00000000-0000-7000-8000-000000000001"]]);
  });

  it("gives rows as objects to run() and the number of changed rows to change()", async () => {
    expect(await test.database.change(sql`insert into public.notes values (1, 'a'), (2, 'b')`)).toBe(2);
    expect(await test.database.run(sql`select * from public.notes where id = ${2}`)).toEqual([{ id: 2, text: "b" }]);
    expect(await test.database.change(sql`delete from public.notes where id = ${9}`)).toBe(0);
  });

  it("prepares a named statement once and answers it for each set of parameters", async () => {
    for (const value of [1, 2, 3]) expect(await test.database.query({ name: "twice", sql: "select $1::int * 2", parameters: [value] })).toEqual([[value * 2]]);
    // A second process may use the same name for another statement.
    expect(await single.query({ name: "twice", sql: "select $1::int * 20", parameters: [1] })).toEqual([[20]]);
    expect(await test.database.query({ name: "twice", sql: "select $1::int * 2", parameters: [4] })).toEqual([[8]]);
  });

  it("keeps all of a transaction or nothing", async () => {
    await test.database.transaction(async (tx) => void (await tx.run(sql`insert into public.notes values (1, 'kept')`)));
    const failing = test.database.transaction(async (tx) => {
      await tx.run(sql`insert into public.notes values (2, 'lost')`);
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await ids()).toEqual([1]);
  });

  it("undoes only the savepoint that failed", async () => {
    await test.database.transaction(async (tx) => {
      await tx.run(sql`insert into public.notes values (1, 'a')`);
      await expect(tx.savepoint(() => tx.run(sql`insert into public.notes values (1, 'again')`))).rejects.toMatchObject({ code: "23505" });
      await tx.savepoint(() => tx.run(sql`insert into public.notes values (2, 'b')`));
    });
    expect(await ids()).toEqual([1, 2]);
  });

  it("never needs a second connection inside a transaction", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map((id) => single.transaction(async (tx) => {
      await tx.run(sql`insert into public.notes values (${id}, 'x')`);
      return (await tx.query({ sql: "select count(*) from public.notes where id = $1", parameters: [id] }))[0]![0];
    })));
    expect(answers).toEqual([1, 1, 1, 1]);
  });

  it("tells a test that asks the database beside its open transaction", async () => {
    await expect(test.database.transaction(() => test.database.run(sql`select 1`))).rejects.toThrow("only its own handle");
  });

  it("keeps the transactions of two clients apart", async () => {
    const others = Array.from({ length: 3 }, () => createPool({ databaseUrl: test.url, max: 1, embedded: kind === "embedded" }));
    await test.database.run(sql`insert into public.notes values (0, '0')`);
    const add = (database: Database) => database.transaction(async (tx) => {
      const [row] = await tx.run<{ text: string }>(sql`select text from public.notes where id = 0 for update`);
      await pause(1);
      await tx.run(sql`update public.notes set text = ${String(Number(row!.text) + 1)} where id = 0`);
    });
    await Promise.all(others.flatMap((database) => Array.from({ length: 10 }, () => add(database))));
    expect(await test.database.run(sql`select text from public.notes where id = 0`)).toEqual([{ text: "30" }]);
    await Promise.all(others.map((database) => database.close()));
  });

  it("never gives one client the answer of another, however large the questions", async () => {
    const pools = Array.from({ length: 3 }, () => createPool({ databaseUrl: test.url, max: 1, embedded: kind === "embedded" }));
    const large = "x".repeat(200_000);
    let wrong = 0;
    await Promise.all(pools.map(async (pool, seat) => {
      for (let i = 0; i < 60; i++) {
        const [row] = await pool.query({ sql: "select $1::text, length($2::text), $3::text", parameters: [`${seat}-${i}`, large, large] });
        if (row![0] !== `${seat}-${i}` || row![1] !== 200_000) wrong++;
      }
    }));
    expect(wrong).toBe(0);
    await Promise.all(pools.map((pool) => pool.close()));
  });

  it("keeps answering after statements with errors", async () => {
    for (const text of ["select 1/0", "selec", "select $1::int + 'x'"]) {
      await expect(test.database.query({ sql: text, parameters: text.includes("$1") ? [1] : [] })).rejects.toMatchObject({ code: expect.stringMatching(/^(22012|42601|22P02)$/) });
    }
    expect(await test.database.query({ sql: "select 1", parameters: [] })).toEqual([[1]]);
  });

  it("repeats a transaction that lost a race", async () => {
    await test.database.run(sql`insert into public.notes values (1, '0')`);
    let runs = 0;
    await test.database.transaction(async (tx) => {
      runs++;
      if (runs < 3) await tx.run(sql`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`);
      await tx.run(sql`update public.notes set text = ${String(runs)} where id = 1`);
    });
    expect(await test.database.run(sql`select text from public.notes where id = 1`)).toEqual([{ text: "3" }]);
  });

  it("gives up after three lost races with a sentence", async () => {
    let runs = 0;
    const always = test.database.transaction(async (tx) => {
      runs++;
      await tx.run(sql`do $$ begin raise exception 'lost' using errcode = '40P01'; end $$`);
    });
    await expect(always).rejects.toMatchObject({ code: "unavailable:database", remedy: "Try again." });
    expect(runs).toBe(3);
  });

  it("rolls back what a client leaves behind when it is cut off", async () => {
    const { Client } = (await import("pg")).default;
    const client = new Client({ connectionString: test.url });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("begin");
    await client.query("insert into public.notes values (7, 'left')");
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    await pause(100);
    expect(await ids()).toEqual([]);
  });
});
