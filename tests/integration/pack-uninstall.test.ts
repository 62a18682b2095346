/** Packs that go again: refused while needed, with their data kept, archived or dropped, and nothing left behind. */
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { viewDocument, type PackSource } from "../../runtime/publish";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR, entity, entityChange, field, openNode, pack, withoutPacks, type Node } from "../helpers/publishing";

const base = pack("base", { "entities/account/entity.json": entity("account", [field("name", { required: true })]) });
const role = { id: "sales.seller", name: "seller", label: "Seller", entities: { deal: { read: "all" } } };
const words = { id: "sales.ru", name: "ru", language: "ru", entities: { deal: { label: "Сделка" } } };
const sales = pack("sales", {
  "entities/deal/entity.json": entity("deal", [field("name"), field("stage"), field("tags", { type: "references", options: { entity: "account" } }), field("number", { type: "autonumber", options: { format: "D-{0000}" } })]),
  "entities/account/extension.json": { id: "sales.account", extends: "account", fields: [field("rating", { type: "integer" })] },
  "roles/seller.json": role, "i18n/ru.json": words,
  "seed/deals.json": { id: "sales.deals", name: "deals", label: "Deals", entity: "deal", key: "name", records: [{ name: "One" }] },
  "menus/sales.json": { id: "sales.menu", name: "sales", label: "Sales", items: [{ id: "deals", entity: "deal" }] },
}, { requires: { base: "^1.0.0" } });

describe.each(testDatabases())("uninstalling on $kind", ({ kind, open }) => {
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
  const run = (sentence: ReturnType<typeof sql>) => test.database.run(sentence);
  const uninstall = (name: string, data: "keep" | "archive" | "drop", confirmDestructive = true) => node.packs.uninstall({ name, data, confirmDestructive, author: AUTHOR });
  /** Everything an installation has but its history: catalogue, registry, packs, documents, rows that name something of the model. */
  const everything = async () => ({
    catalogue: await run(sql`select table_name as t, column_name as c, data_type as d from information_schema.columns where table_schema = 'app' order by 1, 2`),
    indexes: await run(sql`select indexname as i from pg_indexes where schemaname = 'app' order by 1`),
    registry: await run(sql`select object_kind, entity_id, node_id, object_name from metaloom.schema_registry order by 1, 2, 3, 4`),
    packs: (await node.packs.list()).map(({ name, digest }) => [name, digest]),
    files: [...(await node.publisher.files()).files].sort(),
    entities: [...node.live.current().entities.keys()].sort(), roles: [...node.live.current().roles.keys()].sort(), documents: node.live.current().documents.length,
    rows: (await run(sql`select (select count(*) from metaloom.counters) + (select count(*) from metaloom.journal) + (select count(*) from metaloom.views) + (select count(*) from metaloom.posts) + (select count(*) from metaloom.record_members)
      + (select count(*) from metaloom.user_roles where role = 'seller') + (select count(*) from metaloom.files where state <> 'deleted') as n`)) as unknown,
  });
  /** Records, and what people and the product hang on them. */
  async function use(): Promise<void> {
    await run(sql`insert into app.account (id, name, rating) values ('00000000-0000-7000-8000-000000000001', 'Alpha', 3)`);
    await run(sql`insert into app.deal (id, name, stage) values ('00000000-0000-7000-8000-000000000002', 'Big', 'new')`);
    await run(sql`insert into app.deal_tags (source_id, target_id) values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001')`);
    await run(sql`insert into metaloom.users (id, email, name) values ('00000000-0000-7000-8000-000000000003', 'a@example.com', 'A') on conflict do nothing`);
    await run(sql`insert into metaloom.user_roles (user_id, role) values ('00000000-0000-7000-8000-000000000003', 'seller')`);
    await run(sql`insert into metaloom.views (id, entity_id, label, kind, document, owner_id) values (gen_random_uuid(), 'deal', 'Mine', 'list', '{}', '00000000-0000-7000-8000-000000000003')`);
    await run(sql`insert into metaloom.counters (entity_id, field_id, value) values ('deal', 'number', 4)`);
    await run(sql`insert into metaloom.posts (id, kind, entity, record_id, author_kind, body, created_at) values (gen_random_uuid(), 'comment', 'deal', '00000000-0000-7000-8000-000000000002', 'staff', 'hello', now())`);
    await run(sql`insert into metaloom.journal (entity, record_id, version, verb, actor_kind, channel) values ('deal', '00000000-0000-7000-8000-000000000002', 1, 'create', 'staff', 'api')`);
    await run(sql`insert into metaloom.files (id, entity, record_id, name, media_type, size, digest, storage_key, state) values (gen_random_uuid(), 'deal', '00000000-0000-7000-8000-000000000002', 'x', 'text/plain', 1, '', gen_random_uuid()::text, 'attached')`);
  }

  it("is refused while others require the pack, and for the one everything rests on", async () => {
    await install(base, sales);
    expect(await node.packs.planUninstall("base", "drop")).toMatchObject({ requiredBy: ["sales"] });
    await expect(uninstall("base", "drop")).rejects.toMatchObject({ code: "state:wrong", message: 'The pack "base" is required by sales.', remedy: "Uninstall those first." });
    await expect(uninstall("bsae", "keep")).rejects.toMatchObject({ code: "resource:notFound" });
    const core = pack("core", {});
    await install(core);
    await expect(uninstall("core", "keep")).rejects.toMatchObject({ code: "state:wrong" });
  });

  it("says what would be lost, counts it, and asks for a yes", async () => {
    await install(base, sales);
    await use();
    await node.publisher.publish({ changes: [entityChange("deal", [field("name"), field("stage", { label: "Phase" }), field("tags", { type: "references", options: { entity: "account" } }), field("number", { type: "autonumber", options: { format: "D-{0000}" } }), field("own")])], author: AUTHOR });
    expect(await node.packs.planUninstall("sales", "drop")).toMatchObject({
      name: "sales", version: "1.0.0", requiredBy: [], problems: [], roles: ["seller"], local: ["local/patches/sales.entity.deal.json"],
      entities: [{ name: "deal", label: "deal", records: 1 }], fields: [{ entity: "account", name: "rating", values: 1 }],
    });
    for (const data of ["archive", "drop"] as const) await expect(uninstall("sales", data, false)).rejects.toMatchObject({ code: "metadata:destructive" });
    expect((await node.packs.list()).map(({ name }) => name)).toEqual(["base", "sales"]);
  });

  it("drops the data: tables, columns, links, counters, views, comments, roles of people; the rest is as before the pack came", async () => {
    await install(base);
    const before = await everything();
    await install(sales);
    await use();
    await uninstall("sales", "drop");
    expect(await everything()).toEqual(before);
    expect(await run(sql`select name from app.account`)).toEqual([{ name: "Alpha" }]);
    expect(await node.publisher.hidden()).toEqual([]);
  });

  it("drops more tables than one portion, all tied to one that stays until they are untied", async () => {
    await install(base);
    const before = await everything();
    const hub = field("hub", { type: "reference", options: { entity: "hub" } });
    const spokes = Array.from({ length: 30 }, (_, i) => [`entities/spoke${i}/entity.json`, entity(`spoke${i}`, [field("name"), hub])]);
    await install(pack("wide", { "entities/hub/entity.json": entity("hub", [field("name"), field("first", { type: "reference", options: { entity: "spoke0" } })]), ...Object.fromEntries(spokes) as object }));
    await uninstall("wide", "drop");
    expect(await everything()).toEqual(before);
    expect(await run(sql`select table_name from metaloom.doomed_tables`)).toEqual([]);
  });

  it("archives: data goes out of sight and is there again when the pack comes back", async () => {
    await install(base, sales);
    await use();
    await uninstall("sales", "archive");
    expect(node.live.current().entities.has("deal")).toBe(false);
    expect((await node.publisher.hidden()).map(({ entity: id, field: f }) => [id, f])).toEqual(expect.arrayContaining([["deal", undefined], ["account", "rating"]]));
    await install(sales);
    expect(await run(sql`select name, (select rating from app.account) as rating, (select count(*)::int from app.deal_tags) as tags from app.deal`)).toEqual([{ name: "Big", rating: 3, tags: 1 }]);
    await uninstall("sales", "drop");
  });

  it("keeps: documents become our own with the local changes of them, words and data stay, and can be edited", async () => {
    await install(base, sales);
    await run(sql`insert into app.deal (id, name, stage) values (gen_random_uuid(), 'Big', 'new')`);
    const mine = [field("name"), field("stage", { label: "Phase" }), field("tags", { type: "references", options: { entity: "account" } }), field("number", { type: "autonumber", options: { format: "D-{0000}" } }), field("own")];
    await node.publisher.publish({ changes: [entityChange("deal", mine), { kind: "extension", name: "account", pack: "local", document: { id: "local.account", extends: "account", fields: [field("mine")] } }], author: AUTHOR });
    const before = await everything();
    const published = await uninstall("sales", "keep", false);
    expect(published.steps).toEqual([]);
    const after = await everything();
    expect({ ...after, files: 0, packs: 0 }).toEqual({ ...before, files: 0, packs: 0 });
    expect(after.packs.map(([name]) => name)).toEqual(["base"]);
    const { files } = await node.publisher.files();
    expect([...files.keys()].filter((path) => path.includes("sales") && path !== "local/menus/sales.json")).toEqual([]);
    expect(viewDocument(files, { kind: "entity", name: "deal" })).toMatchObject({ pack: "local", document: { fields: mine } });
    expect(viewDocument(files, { kind: "extension", name: "account" })).toMatchObject({ document: { fields: [{ id: "rating" }, { id: "mine" }] } });
    const deal = node.live.current().entities.get("deal")!;
    expect([deal.label["ru"], deal.fieldByName.get("stage")!.label["en"]]).toEqual(["Сделка", "Phase"]);
    await node.publisher.publish({ changes: [entityChange("deal", [...mine, field("more")])], author: AUTHOR });
    expect(node.live.current().entities.get("deal")!.fieldByName.has("more")).toBe(true);
  });

  it("names the document made here that still refers to the pack, and changes nothing", async () => {
    await install(base, sales);
    await node.publisher.publish({ changes: [{ kind: "menu", name: "mine", document: { id: "mine", name: "mine", label: "Mine", items: [{ id: "deals", entity: "deal" }] } }], author: AUTHOR });
    const before = await everything();
    expect((await node.packs.planUninstall("sales", "drop")).problems).toMatchObject([{ file: "local/menus/mine.json", pointer: "/items/0/entity" }]);
    await expect(uninstall("sales", "drop")).rejects.toMatchObject({ code: "metadata:invalid", issues: [expect.objectContaining({ file: "local/menus/mine.json" })] });
    expect(await everything()).toEqual(before);
  });

  it("leaves everything as it was before any pack came, whatever the pack", async () => {
    await install(base);
    const before = await everything();
    await fc.assert(fc.asyncProperty(randomPack, async (source) => {
      await install(source);
      await node.packs.install({ packs: [source], author: AUTHOR });
      expect(new Map((await node.packs.export(source.name)).files)).toEqual(new Map(source.files));
      await uninstall(source.name, "drop");
      expect(await everything()).toEqual(before);
    }), { numRuns: kind === "postgres" ? 15 : 5 });
  });
});

const TYPES = ["text", "integer", "decimal", "boolean", "date", "dateTime", "email", "url", "longText", "tags"] as const;
const randomField = (i: number) => fc.record({ type: fc.constantFrom(...TYPES), required: fc.boolean(), index: fc.boolean() })
  .map(({ type, required, index }) => field(`f${i}`, { type, required, ...(index && ["text", "integer", "decimal", "date"].includes(type) ? { index } : {}) }));
const randomEntity = (i: number) => fc.tuple(fc.constantFrom(1, 2, 3, 4).chain((n) => fc.tuple(...Array.from({ length: n }, (_, k) => randomField(k)))), fc.boolean(), fc.boolean())
  .map(([fields, refers, extends_]) => ({
    [`entities/thing${i}/entity.json`]: entity(`thing${i}`, [field("name"), ...fields, ...(refers ? [field("account", { type: "reference", options: { entity: "account" } }), field("many", { type: "references", options: { entity: i > 0 ? "thing0" : "account" } })] : [])]),
    ...(extends_ && i === 0 ? { "entities/account/extension.json": { id: "random.account", extends: "account", fields: [field("extra"), field("thing", { type: "reference", options: { entity: "thing0" } })] } } : {}),
  }));
const randomPack = fc.constantFrom(1, 2, 3).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => randomEntity(i)))).map((parts) => pack("random", Object.assign({}, ...parts) as Record<string, unknown>, { requires: { base: "*" } }));
