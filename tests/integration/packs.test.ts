/** Packs on real databases: installed with what they require, or not at all; exported to the byte; changed locally and upgraded. */
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { packSource, readPackFolder, shippedPacks, viewDocument, writePackFolder, type PackSource } from "../../runtime/publish";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR, entity, field, openNode, pack, withoutPacks, type Node } from "../helpers/publishing";

const base = pack("base", { "entities/account/entity.json": entity("account", [field("name", { required: true })]), "README.md": "# Base\r\n" });
const sales = (more: object = {}, deal: Record<string, unknown> = entity("deal", [field("name"), field("stage"), field("account", { type: "reference", options: { entity: "account" } })])) =>
  pack("sales", { "entities/deal/entity.json": deal }, { requires: { base: "^1.0.0" }, ...more });

describe.each(testDatabases())("packs on $kind", ({ kind, open }) => {
  let test: TestDatabase;
  let node: Node;
  beforeAll(async () => { test = await open(); });
  afterAll(() => test.close());
  beforeEach(async () => {
    await withoutPacks(test.database);
    node = await openNode(test.database);
  });
  afterEach(() => node.close());
  const install = (...packs: PackSource[]) => node.packs.install({ packs, author: AUTHOR });
  const catalogue = async () => (await test.database.run<{ c: string }>(sql`select table_name || '.' || column_name as c from information_schema.columns where table_schema = 'app' order by 1`)).map((row) => row.c);
  const rows = async () => (await test.database.run<{ n: number }>(sql`select (select count(*) from metaloom.metadata_revisions) + (select count(*) from metaloom.metadata_blobs) + (select count(*) from metaloom.packs) + (select count(*) from metaloom.schema_registry) as n`))[0]!.n;

  it("installs several packs in one revision, whatever their order, and lists them", async () => {
    const plan = await node.packs.plan([sales(), base]);
    expect(plan).toMatchObject({ problems: [], packs: [{ name: "sales", version: "1.0.0", does: "install" }, { name: "base", does: "install" }] });
    expect(await install(sales(), base)).toMatchObject({ revision: 1, changed: true });
    expect(await node.packs.list()).toMatchObject([{ name: "base", version: "1.0.0", revision: 1 }, { name: "sales", version: "1.0.0", revision: 1, manifest: { requires: { base: "^1.0.0" } } }]);
    expect(await catalogue()).toContain("deal.account_id");
  });

  it("does nothing when the same pack is installed again", async () => {
    await install(base);
    expect(await install(base)).toEqual({ revision: 1, changed: false, steps: [], warnings: [] });
    const none = { send: [], call: [], schedule: false };
    expect((await node.packs.plan([base])).packs).toEqual([{ name: "base", version: "1.0.0", does: "nothing", from: "1.0.0", asks: { ...none, more: none } }]);
  });

  it("refuses a missing requirement, a wrong version, a circle and an installed pack in another state, and leaves no trace", async () => {
    const before = await rows();
    await expect(install(sales())).rejects.toMatchObject({ code: "metadata:invalid", issues: [expect.objectContaining({ message: `The pack "sales" requires the pack "base", which is not here` })] });
    await expect(install(sales({ requires: { base: "^2.0.0" } }), base)).rejects.toMatchObject({ issues: [expect.objectContaining({ message: `The pack "sales" requires "base" ^2.0.0, but 1.0.0 is here` })] });
    await expect(install(pack("a", {}, { requires: { b: "*" } }), pack("b", {}, { requires: { a: "*" } }))).rejects.toMatchObject({ issues: [expect.objectContaining({ code: "cycle", message: "The packs require each other: a → b → a" })] });
    expect(await rows()).toBe(before);
    await install(base);
    await expect(install(pack("base", {}))).rejects.toMatchObject({ code: "state:wrong", message: `The pack "base" is installed already, in version 1.0.0.`, remedy: "Upgrade it instead." });
    expect(await catalogue()).toContain("account.name");
  });

  it("refuses two packs that add the same field name to one entity, naming both", async () => {
    const extension = (name: string) => pack(name, { "entities/account/extension.json": { id: `${name}.account`, extends: "account", fields: [field(`${name}Score`, { name: "score" })] } }, { requires: { base: "*" } });
    await install(base, extension("one"));
    const refusal = install(extension("two"));
    await expect(refusal).rejects.toMatchObject({ code: "metadata:invalid" });
    const message = await refusal.catch((error: { issues: readonly { message: string }[] }) => error.issues.map((issue) => issue.message).join(" "));
    expect(message).toContain("one");
    expect(message).toContain("two");
    expect(await catalogue()).toContain("account.score");
  });

  it("exports a pack exactly as it was installed, comments, spaces and companions included", async () => {
    await install(base, sales());
    expect([...(await node.packs.export("base")).files]).toEqual(expect.arrayContaining([...base.files]));
    await expect(node.packs.export("bsae")).rejects.toMatchObject({ code: "resource:notFound" });
    const folder = mkdtempSync(join(tmpdir(), "metaloom-pack-"));
    expect(await writePackFolder(await node.packs.export("base"), join(folder, "out"))).toBe(base.files.size);
    expect(new Map((await readPackFolder(join(folder, "out"))).files)).toEqual(new Map(base.files));
    await expect(writePackFolder(base, join(folder, "out"))).rejects.toMatchObject({ code: "state:wrong" });
    rmSync(folder, { recursive: true });
  });

  it("keeps every text of random packs through install and export", async () => {
    const label = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== "" && !text.includes("\u0000") && text.isWellFormed());
    const packArb = fc.record({ labels: fc.array(label, { minLength: 1, maxLength: 4 }), indent: fc.constantFrom(0, 2, 4, "\t"), end: fc.constantFrom("", "\n", "\r\n") })
      .map(({ labels, indent, end }) => pack("random", { "entities/thing/entity.json": JSON.stringify(entity("thing", labels.map((text, i) => field(`f${i}`, { label: text.trim() }))), null, indent) + end }));
    await fc.assert(fc.asyncProperty(packArb, async (source) => {
      const present = (await node.packs.list()).length > 0;
      await (present ? node.packs.upgrade({ packs: [source], author: AUTHOR, confirmDestructive: true }) : install(source));
      expect(new Map((await node.packs.export("random")).files)).toEqual(new Map(source.files));
    }), { numRuns: kind === "postgres" ? 40 : 15 });
  });

  it("writes seeds inside the same transaction, required packs first, and undoes all when one fails", async () => {
    const calls: unknown[] = [];
    const seeded = await openNode(test.database, { hooks: { seed: async (tx, model, packs, options) => {
      calls.push([[...packs], options.demo, model.entities.has("deal")]);
      await tx.run(sql`insert into app.account (id, name) values (gen_random_uuid(), 'seed')`);
      if (calls.length === 1) throw new Error("bad seed");
    } } });
    const request = { packs: [sales(), base], author: AUTHOR, demo: true };
    await expect(seeded.packs.install(request)).rejects.toThrow("bad seed");
    expect(await catalogue()).toEqual([]);
    expect(await node.packs.list()).toEqual([]);
    await seeded.packs.install(request);
    expect(calls).toEqual([[["base", "sales"], true, true], [["base", "sales"], true, true]]);
    expect(await test.database.run(sql`select name from app.account`)).toEqual([{ name: "seed" }]);
    await seeded.close();
  });

  it("keeps a local change of a pack's document as a patch, through an upgrade too", async () => {
    await install(base, sales());
    const local = entity("deal", [field("name"), field("stage", { label: "Phase" }), field("account", { type: "reference", options: { entity: "account" } }), field("note")]);
    await node.publisher.publish({ changes: [{ kind: "entity", name: "deal", document: local }], author: AUTHOR });
    const { files } = await node.publisher.files();
    expect([...files.keys()].filter((path) => path.startsWith("local/"))).toEqual(["local/patches/sales.entity.deal.json"]);
    expect(viewDocument(files, { kind: "entity", name: "deal" })).toMatchObject({ pack: "sales", document: local, base: { fields: [{}, { label: "stage" }, {}] } });
    expect(node.live.current().entities.get("deal")!.fieldByName.get("stage")!.label["en"]).toBe("Phase");
    const next = entity("deal", [field("name"), field("stage"), field("account", { type: "reference", options: { entity: "account" } }), field("probability", { type: "integer" })]);
    await node.packs.upgrade({ packs: [sales({ version: "1.1.0" }, next)], author: AUTHOR });
    const deal = node.live.current().entities.get("deal")!;
    expect([...deal.fieldByName.keys()]).toEqual(expect.arrayContaining(["note", "probability"]));
    expect(deal.fieldByName.get("stage")!.label["en"]).toBe("Phase");
    expect(await node.packs.list()).toMatchObject([{ name: "base", revision: 1 }, { name: "sales", version: "1.1.0", revision: 3 }]);
    await node.publisher.publish({ changes: [{ kind: "entity", name: "deal", document: null }], author: AUTHOR });
    expect(node.live.current().entities.get("deal")!.fieldByName.has("note")).toBe(false);
    await expect(node.publisher.publish({ changes: [{ kind: "entity", name: "deal", document: null }], author: AUTHOR })).rejects.toMatchObject({ code: "state:wrong" });
  });

  it("asks about a local change whose place is gone in the new version, and keeps it when told so", async () => {
    await install(base, sales());
    const local = entity("deal", [field("name"), field("stage", { label: "Phase" }), field("account", { type: "reference", options: { entity: "account" } })]);
    await node.publisher.publish({ changes: [{ kind: "entity", name: "deal", document: local }], author: AUTHOR });
    const next = sales({ version: "2.0.0" }, entity("deal", [field("name")]));
    await expect(node.packs.upgrade({ packs: [next], author: AUTHOR, confirmDestructive: true })).rejects.toMatchObject({ code: "conflict:merge", issues: [expect.objectContaining({ code: "removedThere", pointer: "/decisions/sales~1entities~1deal~1entity.json#fields~1stage" })] });
    await node.packs.upgrade({ packs: [next], author: AUTHOR, confirmDestructive: true, prefer: "mine" });
    expect(node.live.current().entities.get("deal")!.fieldByName.get("stage")!.label["en"]).toBe("Phase");
    await expect(node.packs.upgrade({ packs: [pack("other", {})], author: AUTHOR })).rejects.toMatchObject({ code: "state:wrong", remedy: "Install it instead." });
  });

  it("says after a rollback which packs there are then", async () => {
    await install(base);
    await install(sales());
    await node.publisher.rollback({ revision: 1, author: AUTHOR });
    expect((await node.packs.list()).map((found) => found.name)).toEqual(["base"]);
    await node.publisher.rollback({ revision: 2, author: AUTHOR });
    expect((await node.packs.list()).map((found) => found.name)).toEqual(["base", "sales"]);
  });
});

describe("a pack folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "metaloom-pack-"));
    mkdirSync(join(folder, "one/roles"), { recursive: true });
    writeFileSync(join(folder, "one/pack.json"), `{ "name": "one" }`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const refusal = (path: string, content: string | Buffer) => {
    writeFileSync(join(folder, "one", path), content);
    return expect(readPackFolder(join(folder, "one"))).rejects;
  };

  it("is refused with the name of the file when it holds code, links, broken text or too much", async () => {
    await refusal("roles/a.ts", "export {}").toMatchObject({ code: "metadata:invalid", message: "roles/a.ts is no document of a pack." });
    rmSync(join(folder, "one/roles/a.ts"));
    symlinkSync("/etc/passwd", join(folder, "one/roles/a.json"));
    await expect(readPackFolder(join(folder, "one"))).rejects.toMatchObject({ message: "roles/a.json is no regular file." });
    rmSync(join(folder, "one/roles/a.json"));
    await refusal("roles/a.json", Buffer.from([0x7b, 0xff, 0x7d])).toMatchObject({ message: "roles/a.json is not UTF-8 text." });
    await refusal("roles/a.json", "x".repeat(1_048_577)).toMatchObject({ message: "roles/a.json is larger than 1048576 bytes." });
    await refusal("roles/a.json", "{\u0000}").toMatchObject({ message: "roles/a.json contains a NUL character." });
  });

  it("must have a readable pack.json with a name", async () => {
    await refusal("pack.json", "{").toMatchObject({ message: expect.stringContaining("pack.json is not valid JSON") });
    await refusal("pack.json", `{ "name": "Not a name" }`).toMatchObject({ message: "pack.json has no valid name." });
    expect(() => packSource(new Map([["pack.json", `{"name":"a"}`], ["../x.json", "{}"]]))).toThrow("../x.json is no document of a pack.");
  });

  it("is found by name on the server, with a suggestion", async () => {
    expect((await shippedPacks(folder, ["one"])).map((found) => found.name)).toEqual(["one"]);
    await expect(shippedPacks(folder, ["on"])).rejects.toMatchObject({ code: "resource:notFound", remedy: `Did you mean "one"?` });
  });
});
