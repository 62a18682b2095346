/** Packs that are broken or mean harm: refused with file and way out, the installation as it was. Packs interrupted at any statement: as before, or done. */
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database, Tx } from "../../runtime/db/pool";
import { createPacks, openLiveModel, packSource, type PackSource } from "../../runtime/publish";
import { isAppError } from "../../runtime/kernel";
import { loadAppModel } from "../../runtime/model/server";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR, entity, field, openNode, pack, withoutPacks, type Node } from "../helpers/publishing";

const base = pack("base", { "entities/account/entity.json": entity("account", [field("name")]) });
const text = (name: string, path: string, content: string): PackSource => pack(name, { [path]: content });
const deep = `{"id":"a","name":"a","label":"A","fields":${"[".repeat(200)}${"]".repeat(200)}}`;

/** What is installed → the file its refusal names. */
const HOSTILE: Readonly<Record<string, readonly [() => PackSource | readonly PackSource[], string]>> = {
  "half written": [() => text("bad", "entities/deal/entity.json", '{ "id": "deal", "name": "de'), "bad/entities/deal/entity.json"],
  "from a newer version, with keys nobody knows": [() => pack("bad", { "entities/deal/entity.json": { ...entity("deal", [field("name")]), quantumSync: true } }), "bad/entities/deal/entity.json"],
  "with a kind of document nobody knows": [() => [{ name: "bad", files: new Map([...pack("bad", {}).files, ["robots/x.json", "{}"]]) }], "bad/robots/x.json"],
  "with __proto__": [() => text("bad", "entities/deal/entity.json", '{ "__proto__": { "admin": true }, "id": "deal" }'), "bad/entities/deal/entity.json"],
  "with constructor as a name": [() => pack("bad", { "entities/deal/entity.json": entity("deal", [field("constructor")]) }), "bad/entities/deal/entity.json"],
  "nested without end": [() => text("bad", "entities/a/entity.json", deep), "bad/entities/a/entity.json"],
  "with 10,000 fields": [() => pack("bad", { "entities/deal/entity.json": entity("deal", Array.from({ length: 10_000 }, (_, i) => field(`f${i}`))) }), "bad/entities/deal/entity.json"],
  "with SQL as a name": [() => pack("bad", { "entities/deal/entity.json": entity("deal", [field("name"), field("x", { name: 'a"; drop table app.account; --' })]) }), "bad/entities/deal/entity.json"],
  "with an entity another pack has": [() => pack("bad", { "entities/account/entity.json": entity("account", [field("name")]) }, { requires: { base: "*" } }), "bad/entities/account/entity.json"],
  "with a table of the product": [() => pack("bad", { "entities/deal/entity.json": entity("deal", [field("name")], { system: { table: "users" } }) }), "bad/entities/deal/entity.json"],
  "with an extension of what is not there": [() => pack("bad", { "entities/ghost/extension.json": { id: "bad.ghost", extends: "ghost", fields: [field("x")] } }), "bad/entities/ghost/extension.json"],
  "with an extension of a pack it does not require": [() => pack("bad", { "entities/account/extension.json": { id: "bad.account", extends: "account", fields: [field("x")] } }), "bad/entities/account/extension.json"],
  "that requires what is not there": [() => pack("bad", {}, { requires: { ghost: "^1.0.0" } }), "bad/pack.json"],
  "that requires itself by another": [() => [pack("bad", {}, { requires: { worse: "*" } }), pack("worse", {}, { requires: { bad: "*" } })], "bad/pack.json"],
  "with a range that is none": [() => pack("bad", {}, { requires: { base: "^^x" } }), "bad/pack.json"],
  "with a formula that is none": [() => pack("bad", { "entities/deal/entity.json": entity("deal", [field("name"), field("x", { type: "formula", options: { formula: "process.exit(", result: "text" } })]) }), "bad/entities/deal/entity.json"],
  "with a formula that calls what is not there": [() => pack("bad", { "entities/deal/entity.json": entity("deal", [field("name"), field("x", { type: "formula", options: { formula: "require(\"fs\")", result: "text" } })]) }), "bad/entities/deal/entity.json"],
  "with a menu that leads to a script": [() => pack("bad", { "menus/bad.json": { id: "bad", name: "bad", label: "Bad", items: [{ id: "x", label: "X", url: "javascript:alert(1)" }] } }), "bad/menus/bad.json"],
};

describe.each(testDatabases())("packs that mean harm on $kind", ({ kind, open }) => {
  let test: TestDatabase;
  let node: Node;
  beforeAll(async () => { test = await open(); });
  afterAll(() => test.close());
  beforeEach(async () => {
    await withoutPacks(test.database);
    node = await openNode(test.database);
    await node.packs.install({ packs: [base], author: AUTHOR });
  });
  afterEach(() => node.close());

  const state = async () => JSON.stringify([
    await test.database.run(sql`select table_name, column_name, data_type from information_schema.columns where table_schema = 'app' order by 1, 2`),
    await test.database.run(sql`select indexname from pg_indexes where schemaname = 'app' order by 1`),
    await test.database.run(sql`select object_kind, entity_id, node_id, object_name, hidden_at is not null as h from metaloom.schema_registry order by 1, 2, 3, 4`),
    await test.database.run(sql`select name, version, encode(digest, 'hex') as d from metaloom.packs order by 1`),
    await test.database.run(sql`select revision from metaloom.metadata_head`),
  ]);

  it.each(Object.entries(HOSTILE))("%s: refused by file, nothing changed", async (_, [make, file]) => {
    const before = await state();
    const packs = [make()].flat();
    const plan = await node.packs.plan(packs);
    expect(plan.problems.map((problem) => ("file" in problem ? problem.file : "")), JSON.stringify(plan.problems[0])).toContain(file);
    const refusal: unknown = await node.packs.install({ packs, author: AUTHOR }).catch((error: unknown) => error);
    expect(isAppError(refusal) && refusal.code).toBe("metadata:invalid");
    expect(isAppError(refusal) && refusal.remedy).toBeTruthy();
    expect(await state()).toBe(before);
  });

  it("scripts in words are words: kept to the letter, and never part of a name in the database", async () => {
    const script = `<img src=x onerror=alert(1)>"'; drop table app.account; --`;
    await node.packs.install({ packs: [pack("odd", { "entities/deal/entity.json": entity("deal", [field("name", { label: script, help: script })], { label: script }) })], author: AUTHOR });
    expect(node.live.current().entities.get("deal")!.label["en"]).toBe(script);
    expect(await test.database.run(sql`select count(*)::int as n from app.account`)).toEqual([{ n: 0 }]);
  });

  it("files no pack may hold are refused by name, before anything is read", () => {
    const files = (path: string) => new Map([...pack("bad", {}).files, [path, "x"]]);
    for (const path of ["../../etc/passwd", "run.sh", "entities/deal/hook.js", "package.json", "tests/../x.json", "patches/x.json"]) expect(() => packSource(files(path)), path).toThrow(path);
  });

  // The embedded database has its own test of being killed; here the statements are many and the database is the same.
  if (kind === "postgres") it("an install, an upgrade and an uninstall that fail at any statement leave everything as it was; then they succeed", async () => {
    const sales = (more: object = {}, fields = [field("name"), field("account", { type: "reference", options: { entity: "account" } })]) => pack("sales", { "entities/deal/entity.json": entity("deal", fields), "entities/account/extension.json": { id: "sales.account", extends: "account", fields: [field("rating", { type: "integer" })] } }, { requires: { base: "*" }, ...more });
    const acts = [
      (packs: Node["packs"]) => packs.install({ packs: [sales()], author: AUTHOR }),
      (packs: Node["packs"]) => packs.upgrade({ packs: [sales({ version: "1.1.0" }, [field("name", { index: true }), field("account", { type: "reference", options: { entity: "account" } }), field("note")])], author: AUTHOR, confirmDestructive: true }),
      (packs: Node["packs"]) => packs.uninstall({ name: "sales", data: "drop", author: AUTHOR, confirmDestructive: true }),
    ];
    for (const act of acts) {
      const before = await state();
      let interrupted = 0;
      for (let n = 1; n < 400; n++) {
        const database = failingAt(test.database, n);
        const live = await openLiveModel({ database: test.database, load: loadAppModel, pollMs: 0 });
        const result = await act(createPacks({ database, live, load: loadAppModel })).then(() => "done", (error: Error) => error.message);
        await live.close();
        if (result === "done") break;
        expect(result).toBe("cut off");
        expect(await state()).toBe(before);
        interrupted++;
      }
      expect(interrupted).toBeGreaterThan(8);
      expect(await state()).not.toBe(before);
    }
    expect((await node.packs.list()).map(({ name }) => name)).toEqual(["base"]);
  });
});

/** The database, whose transactions break at their n-th statement. */
function failingAt(database: Database, n: number): Database {
  const cut = (tx: Tx): Tx => {
    let count = 0;
    const next = <T>(work: () => Promise<T>): Promise<T> => (++count === n ? Promise.reject(new Error("cut off")) : work());
    return { ...tx, run: (fragment) => next(() => tx.run(fragment)), change: (fragment) => next(() => tx.change(fragment)), query: (compiled) => next(() => tx.query(compiled)) };
  };
  return { ...database, transaction: (work, options) => database.transaction((tx) => work(cut(tx)), options) };
}
