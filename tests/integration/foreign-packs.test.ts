/** Packs made of other systems' metadata, installed: tables stand, records are written by their rules; several hundred entities come in one go. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importForeign } from "../../runtime/packs/foreign/import";
import { readPackFolder } from "../../runtime/publish";
import type { Runtime } from "../../runtime/server";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR } from "../helpers/publishing";
import { openTestRuntime, systemContext } from "../helpers/runtime";

const folder = (path: string): Map<string, string> => new Map(readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => [relative(path, join(entry.parentPath, entry.name)), readFileSync(join(entry.parentPath, entry.name), "utf8")]));
const MANY = 200;
const many = new Map(Array.from({ length: MANY }, (_, i) => [`d${i}.json`, JSON.stringify({
  doctype: "DocType", name: `Thing ${i}`, permissions: [{ role: "Keeper", read: 1, create: 1, write: 1 }],
  fields: [{ fieldname: "title", fieldtype: "Data", label: "Title", reqd: 1 }, { fieldname: "next", fieldtype: "Link", options: `Thing ${(i + 1) % MANY}`, label: "Next" }, { fieldname: "amount", fieldtype: "Int", label: "Amount" }],
})]));

describe.each(testDatabases())("packs from elsewhere on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, []);
  });
  afterAll(async () => {
    await runtime.close();
    await test.close();
  });
  const made = async (format: string, files: ReadonlyMap<string, string>, name: string) => {
    const core = await readPackFolder("metadata/packs/core");
    return importForeign(format, files, { name }, [...core.files].filter(([path]) => path.endsWith(".json")).map(([path, text]) => ({ pack: "core", path, text }))).pack;
  };
  const call = () => ({ model: runtime.live.current(), ctx: systemContext() });

  it("are installed, and records follow their rules", async () => {
    await runtime.packs.install({ packs: [await made("espocrm", folder("tests/fixtures/foreign/espocrm"), "kennels"), await made("frappe", folder("tests/fixtures/foreign/frappe"), "boats"), await made("corteza", folder("tests/fixtures/foreign/corteza"), "garden")], author: AUTHOR });
    await expect(runtime.records.create(call(), "kennel", { name: "North", capacity: 3, status: "Closed", keeper: null })).resolves.toMatchObject({ number: "K-0001", status: "Closed" });
    await expect(runtime.records.create(call(), "kennel", { name: "South", capacity: 500 })).rejects.toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ pointer: "/capacity" })]) as unknown });
    const hirer = await runtime.records.create(call(), "boatHirer", { fullName: "Ann" });
    const hire = { hirer: hirer["id"], state: "Returned", lines: [{ boat: "Gull" }] };
    await expect(runtime.records.create(call(), "boatHire", hire)).rejects.toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ pointer: "/returnedAt" })]) as unknown });
    await expect(runtime.records.create(call(), "boatHire", { ...hire, returnedAt: "2026-01-31T10:00:00Z" })).resolves.toMatchObject({ hirerName: "Ann", lines: [{ boat: "Gull", hours: 1 }] });
    await expect(runtime.records.create(call(), "bed", { title: "Herbs", kind: "herb" })).resolves.toMatchObject({ title: "Herbs" });
  });

  it(`of ${MANY} entities come in one go, and go again`, async () => {
    await runtime.packs.install({ packs: [await made("frappe", many, "many")], author: AUTHOR });
    const tables = async () => (await test.database.run<{ n: number }>(sql`select count(*)::int as n from information_schema.tables where table_schema = 'app' and table_name like 'thing%'`))[0]!.n;
    expect(await tables()).toBe(MANY);
    await runtime.records.create(call(), "thing7", { title: "x" });
    await runtime.packs.uninstall({ name: "many", data: "drop", confirmDestructive: true, author: AUTHOR });
    expect(await tables()).toBe(0);
  });
});
