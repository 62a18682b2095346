import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appliedMigrations, migrate } from "../../runtime/db/migrate";
import { createPool } from "../../runtime/db/pool";
import { testDatabases, type TestDatabase } from "../helpers/database";

describe.each(testDatabases())("migrations on $kind", ({ kind, open }) => {
  let test: TestDatabase;
  let folder: string;
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  beforeEach(async () => {
    test = await open({ empty: true });
    folder = mkdtempSync(join(tmpdir(), "metaloom-migrations-"));
    write("0001-first.sql", "create table metaloom.first (id int primary key);\ncreate index first_id on metaloom.first (id);\n");
  });
  afterEach(async () => {
    await test.close();
    rmSync(folder, { recursive: true });
  });

  it("applies what is missing, once, and finds pg_trgm", async () => {
    expect(await migrate(test.database, folder)).toEqual({ applied: ["0001-first"], version: 1, hasTrigrams: true });
    write("0002-second.sql", "alter table metaloom.first add column name text;");
    expect(await migrate(test.database, folder)).toEqual({ applied: ["0002-second"], version: 2, hasTrigrams: true });
    expect(await migrate(test.database, folder)).toEqual({ applied: [], version: 2, hasTrigrams: true });
  });

  it("applies a number that was reserved and arrives late, and refuses a repeated one", async () => {
    write("0003-third.sql", "create table metaloom.third (id int);");
    expect(await migrate(test.database, folder)).toMatchObject({ applied: ["0001-first", "0003-third"], version: 3 });
    write("0002-second.sql", "create table metaloom.second (id int);");
    expect(await migrate(test.database, folder)).toMatchObject({ applied: ["0002-second"], version: 3 });
    write("0002-again.sql", "select 1;");
    await expect(migrate(test.database, folder)).rejects.toThrow("a number of its own");
  });

  it("leaves nothing of a migration that fails", async () => {
    write("0002-bad.sql", "create table metaloom.half (id int);\nselect 1/0;");
    await expect(migrate(test.database, folder)).rejects.toMatchObject({ code: "22012" });
    expect((await appliedMigrations(test.database))!.map((row) => row.number)).toEqual([1]);
    expect(await test.database.run(sql`select to_regclass('metaloom.half') as half`)).toEqual([{ half: null }]);
  });

  it("refuses a file that was changed after it had been applied", async () => {
    await migrate(test.database, folder);
    write("0001-first.sql", "create table metaloom.other (id int);");
    await expect(migrate(test.database, folder)).rejects.toMatchObject({ code: "state:wrong", message: expect.stringContaining("0001-first was changed"), remedy: expect.stringContaining("new migration") });
  });

  it("refuses a database that a newer version made", async () => {
    write("0002-second.sql", "select 1;");
    await migrate(test.database, folder);
    rmSync(join(folder, "0002-second.sql"));
    await expect(migrate(test.database, folder)).rejects.toMatchObject({ code: "state:wrong", message: expect.stringContaining("newer version") });
  });

  it("applies each file once when several nodes start together", async () => {
    const nodes = [1, 2, 3].map(() => createPool({ databaseUrl: test.url, embedded: kind === "embedded" }));
    const results = await Promise.all(nodes.map((node) => migrate(node, folder)));
    expect(results.flatMap((result) => result.applied)).toEqual(["0001-first"]);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it("brings the product's own schema up from nothing", async () => {
    const { version, applied } = await migrate(test.database);
    expect(Number(applied.at(-1)!.slice(0, 4))).toBe(version);
    expect(await test.database.run(sql`select to_regclass('metaloom.users') is not null as users`)).toEqual([{ users: true }]);
  });
});
