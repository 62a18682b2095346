/** From one installation to another: chosen items with what they need, reference data without secrets, as often as one likes. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemPrincipal, type Ctx } from "../../runtime/kernel";
import { newId } from "../../runtime/kernel/ids";
import { loadAppModel } from "../../runtime/model/server";
import { packsArchive, readPackArchives } from "../../runtime/packs/archive/archive";
import { makePromotion, type PromotionWish } from "../../runtime/packs/promotion/promotion";
import { promotionItems } from "../../runtime/packs/promotion/select";
import { loadFiles } from "../../runtime/publish";
import type { Runtime } from "../../runtime/server";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR, entity, entityChange, field, pack } from "../helpers/publishing";
import { openTestRuntime } from "../helpers/runtime";

const shop = pack("shop", {
  "entities/maker/entity.json": entity("maker", [field("name", { unique: true })]),
  "entities/product/entity.json": entity("product", [field("name"), field("code", { unique: true }), field("price", { type: "money" }), field("maker", { type: "reference", options: { entity: "maker" } }), field("pin", { type: "secret" }), field("picture", { type: "image" }), field("sizes", { type: "children", options: { entity: "size", field: "product" } })]),
  "entities/size/entity.json": entity("size", [field("name"), field("product", { type: "reference", required: true, options: { entity: "product" } }), field("maker", { type: "reference", options: { entity: "maker" } })], { parent: "product" }),
}, { requires: { core: "^1.0.0" } });
const list = { id: "audit.list", name: "main", entity: "audit", label: "Audits", columns: [{ id: "c", field: "name" }] };
const role = { id: "auditor", name: "auditor", label: "Auditor", entities: { audit: { read: "all" }, product: { read: "all" } } };

describe.each(testDatabases().filter(({ kind }) => kind === "postgres"))("promotion", ({ open }) => {
  const opened: TestDatabase[] = [];
  let from: Runtime;
  let to: Runtime;
  beforeAll(async () => {
    for (let i = 0; i < 2; i++) opened.push(await open());
    [from, to] = [await openTestRuntime(opened[0]!.database, []), await openTestRuntime(opened[1]!.database, [])];
    await from.packs.install({ packs: [shop], author: AUTHOR });
    await from.publisher.publish({
      changes: [entityChange("audit", [field("name"), field("product", { type: "reference", options: { entity: "product" } })]), { kind: "list", name: "audit.main", document: list }, { kind: "role", name: "auditor", document: role }, entityChange("other", [field("name")])],
      author: AUTHOR,
    });
    const maker = await from.records.create(call(from), "maker", { name: "Alpha" });
    for (const code of ["A", "B"]) await from.records.create(call(from), "product", { name: `Product ${code}`, code, price: { amount: 12.5, currency: "EUR" }, maker: maker["id"], pin: "very secret 4711", ...(code === "A" ? { sizes: [{ name: "S", maker: maker["id"] }, { name: "XL" }] } : {}) });
  });
  afterAll(async () => {
    for (const runtime of [from, to]) await runtime.close();
    for (const test of opened) await test.close();
  });

  const call = (runtime: Runtime) => {
    const ctx: Ctx = { principal: systemPrincipal("command-line"), channel: "cli", now: new Date(), timeZone: "UTC", language: "en", requestId: newId() };
    return { model: runtime.live.current(), ctx, db: runtime.db };
  };
  const promote = async (wish: Partial<PromotionWish>) => {
    const { files } = await from.publisher.files();
    return makePromotion({ files, items: promotionItems(files, []), load: (candidate) => loadFiles(loadAppModel, 1, candidate), queries: from.queries, call: call(from) }, { items: [], data: [], keys: {}, ...wish });
  };
  /** As a file, the way it travels. */
  const sent = async (wish: Partial<PromotionWish>) => readPackArchives(packsArchive((await promote(wish)).packs));
  const apply = async (wish: Partial<PromotionWish>) => to.packs.upgrade({ packs: await sent(wish), orInstall: true, author: AUTHOR });
  const products = async () => (await to.queries.list(call(to), "product", { fields: ["code", "name", "price", "maker"], sort: [{ field: "code", direction: "asc" }] })).items;

  it("offers what was made here, and takes along what a chosen item needs, with the reason", async () => {
    const { files } = await from.publisher.files();
    expect(promotionItems(files, []).map(({ id }) => id)).toEqual(["entity:audit", "list:audit.main", "entity:other", "role:auditor"]);
    const promotion = await promote({ items: ["role:auditor"], data: [] });
    expect([...promotion.along.keys()]).toEqual(["entity:audit"]);
    expect(promotion.packs.map(({ name }) => name)).toEqual(["shop", "local"]);
    expect([...promotion.packs.at(-1)!.files.keys()].sort()).toEqual(["entities/audit/entity.json", "pack.json", "roles/auditor.json"]);
    await expect(promote({ items: ["role:nobody"], data: [] })).rejects.toMatchObject({ code: "input:invalid", message: expect.stringContaining("role:nobody") as string });
  });

  it("says beforehand what it would do, and changes nothing by that", async () => {
    const plan = await to.packs.plan(await sent({ items: ["role:auditor"], data: [] }));
    expect([plan.problems, plan.packs.map(({ name, does }) => `${name} ${does}`)]).toEqual([[], ["shop install", "local install"]]);
    expect(to.live.current().entities.has("product")).toBe(false);
  });

  it("brings model, roles and reference data; secrets and pictures stay", async () => {
    const wish = { items: ["list:audit.main", "role:auditor"], data: ["product", "maker"] };
    expect((await promote(wish)).leftOut).toEqual(["product.pin", "product.picture"]);
    for (const { files } of await sent(wish)) expect([...files.values()].join()).not.toContain("4711");
    await apply(wish);
    expect([...to.live.current().entities.keys()]).toEqual(expect.arrayContaining(["product", "audit"]));
    expect(to.live.current().entities.has("other")).toBe(false);
    expect(to.live.current().roles.has("auditor")).toBe(true);
    expect(await products()).toMatchObject([{ code: "A", name: "Product A", price: { amount: 12.5, currency: "EUR" }, maker: { title: "Alpha" } }, { code: "B", maker: { title: "Alpha" } }]);
  });

  it("can be done again: nothing happens, or what changed meanwhile is brought up to date, without doubles", async () => {
    const wish = { items: ["list:audit.main", "role:auditor"], data: ["product", "maker"] };
    expect((await apply(wish)).changed).toBe(false);
    expect((await to.packs.plan(await sent(wish))).packs.map(({ does }) => does)).toEqual(["nothing", "nothing"]);
    await from.db.run(sql`update app.product set name = 'Renamed', version = version + 1 where code = 'B'`);
    await apply(wish);
    expect(await products()).toMatchObject([{ name: "Product A" }, { name: "Renamed" }]);
    await apply({ items: [], data: [] });
    expect(to.live.current().entities.has("other")).toBe(true);
    expect(await products()).toHaveLength(2);
  });

  it("takes rows along with their record, and brings them up to date while nobody changed them", async () => {
    const sizes = async () => (await to.queries.list(call(to), "size", { fields: ["name", "product", "maker"], sort: [{ field: "name", direction: "asc" }] })).items;
    expect(await sizes()).toMatchObject([{ name: "S", product: { title: "Product A" }, maker: { title: "Alpha" } }, { name: "XL", maker: null }]);
    const wish = { items: ["list:audit.main"], data: ["product", "maker"] };
    await from.db.run(sql`update app.size set name = 'XXL' where name = 'XL'`);
    await apply(wish);
    expect((await sizes()).map(({ name }) => name)).toEqual(["S", "XXL"]);
    await to.db.run(sql`update app.size set name = 'small' where name = 'S'`);
    await from.db.run(sql`update app.size set name = 'XXXL' where name = 'XXL'`);
    await apply(wish);
    expect((await sizes()).map(({ name }) => name)).toEqual(["XXL", "small"]);
  });

  it("finds records by a declared key: those that go along, and those that references point at", async () => {
    const alone = await promote({ items: ["list:audit.main"], data: ["product"] });
    expect(alone.leftOut).toEqual(expect.arrayContaining(["product.maker", "size.maker"]));
    const wish = { items: ["list:audit.main"], data: ["product"], keys: { product: "name", maker: "name" } };
    const keyed = await promote(wish);
    expect([keyed.leftOut, [...keyed.records]]).toEqual([["product.pin", "product.picture"], [["product", 2]]]);
    await to.db.run(sql`update app.product set maker_id = null`);
    await from.records.create(call(from), "product", { name: "Product C", code: "C", maker: (await from.queries.list(call(from), "maker", {})).items[0]!["id"] });
    await apply(wish);
    expect(await products()).toMatchObject([{ maker: null }, { maker: null }, { code: "C", maker: { title: "Alpha" } }]);
    await expect(promote({ data: ["product"], keys: { product: "sizes" } })).rejects.toMatchObject({ code: "input:invalid" });
  });

  it("refuses records nobody could find again, and people", async () => {
    await expect(promote({ items: [], data: ["audit"] })).rejects.toMatchObject({ code: "input:invalid", remedy: expect.stringContaining("unique") as string });
    await expect(promote({ items: [], data: ["user"] })).rejects.toMatchObject({ code: "input:invalid" });
    await expect(promote({ items: [], data: ["nothing"] })).rejects.toMatchObject({ code: "input:invalid" });
  });
});

