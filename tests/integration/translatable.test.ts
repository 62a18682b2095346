/** Texts in several languages: what each person reads, writes, finds, exports and imports. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyRecord } from "../../runtime/entities/bulk";
import { readHistory } from "../../runtime/entities/history";
import { exportRecords } from "../../runtime/exchange/export";
import type { Runtime } from "../../runtime/server";
import { newId } from "../../runtime/kernel/ids";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";
import { AUTHOR, entityChange, field, openNode } from "../helpers/publishing";
import { call, openTestRuntime, person, type Person } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";

type Values = Record<string, unknown>;

describe.each(testDatabases())("columns of translatable texts on $kind", ({ open }) => {
  let test: TestDatabase;
  let node: Awaited<ReturnType<typeof openNode>>;
  beforeAll(async () => {
    test = await open();
    node = await openNode(test.database);
  });
  afterAll(async () => {
    await node?.close();
    await test?.close();
  });

  it("come with the flag, follow renames and changes of type, rest when it goes, and come back with it", async () => {
    const publish = (more: Parameters<typeof field>[1]) => node.publisher.publish({ changes: [entityChange("note", [field("name"), field("text", more)])], author: AUTHOR, confirmDestructive: true });
    const texts = async (column: string) => (await test.database.query({ sql: `select "${column}" from app.note`, parameters: [] })).flat();
    await publish({});
    await publish({ translatable: true });
    await test.database.query({ sql: `insert into app.note (id, name, text, text_i18n) values ('${newId()}', 'a', '1 < 2', '{"ru": "2 < 3"}')`, parameters: [] });
    await publish({ name: "words", translatable: true });
    expect([await texts("words"), await texts("words_i18n")]).toEqual([["1 < 2"], [{ ru: "2 < 3" }]]);
    await publish({ name: "words", type: "richText", translatable: true });
    expect([await texts("words"), await texts("words_i18n")]).toEqual([["<p>1 &lt; 2</p>"], [{ ru: "<p>2 &lt; 3</p>" }]]);
    await publish({ name: "words", type: "richText" });
    await expect(texts("words_i18n")).rejects.toThrow();
    expect(await node.publisher.hidden()).toEqual(expect.arrayContaining([expect.objectContaining({ entity: "note", field: "text~translations" })]));
    await publish({ name: "words", type: "richText", translatable: true });
    expect(await texts("words_i18n")).toEqual([{ ru: "<p>2 &lt; 3</p>" }]);
  });
});

describe.each(testDatabases())("translatable texts on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  const who: Record<"en" | "ru" | "uk" | "stranger", Person> = {} as never;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["flags"]);
    const keeper = await person(test.database, ["keeper"]);
    const stranger = await person(test.database, ["stranger"]);
    for (const language of ["en", "ru", "uk"] as const) who[language] = { ...keeper, ctx: { ...keeper.ctx, language } };
    who.stranger = { ...stranger, ctx: { ...stranger.ctx, language: "ru" } };
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });

  const create = (by: Person, values: Values) => runtime.records.create(call(runtime, by), "article", values);
  const update = (by: Person, record: Values, values: Values) => runtime.records.update(call(runtime, by), "article", String(record["id"]), values);
  const get = (by: Person, record: Values) => runtime.records.get(call(runtime, by), "article", String(record["id"]));
  const titles = async (by: Person, query: Parameters<Runtime["queries"]["list"]>[2]) => (await runtime.queries.list(call(runtime, by), "article", query)).items.map((item) => item["title"]);

  it("each person reads and writes in his language; without a text in it he reads the base language", async () => {
    const article = await create(who.en, { title: "Bridge", body: "<p>Long</p>" });
    expect(await get(who.ru, article)).toMatchObject({ title: "Bridge" });
    expect(await update(who.ru, article, { title: "Мост" })).toMatchObject({ title: "Мост", titleTranslations: { en: "Bridge", ru: "Мост" } });
    expect(await get(who.en, article)).toMatchObject({ title: "Bridge", shout: "BRIDGE" });
    expect(await get(who.uk, article)).toMatchObject({ title: "Bridge" });
    expect(await get({ ...who.ru, ctx: { ...who.ru.ctx, language: "ru-RU" } }, article)).toMatchObject({ title: "Мост" });
  });

  it("the first text is that of the base language, too, until somebody writes it", async () => {
    const article = await create(who.ru, { title: "Дорога" });
    expect(await get(who.en, article)).toMatchObject({ title: "Дорога", titleTranslations: { en: "Дорога", ru: "Дорога" } });
    await update(who.en, article, { title: "Road" });
    expect(await get(who.ru, article)).toMatchObject({ title: "Дорога" });
    expect(await get(who.en, article)).toMatchObject({ title: "Road" });
  });

  it("writing what one reads changes nothing, and emptying takes one's own text away before that of the base language", async () => {
    const article = await create(who.en, { title: "Tower", body: "<p>High</p>" });
    expect((await update(who.ru, article, { title: "Tower" }))["titleTranslations"]).toEqual({ en: "Tower" });
    await update(who.ru, article, { body: "<p>Высокая</p>" });
    expect(await update(who.ru, article, { body: null })).toMatchObject({ body: "<p>High</p>" });
    expect(await update(who.ru, article, { body: null })).toMatchObject({ body: null });
    await expect(update(who.ru, article, { title: null })).rejects.toMatchObject({ issues: [{ pointer: "/title", code: "required" }] });
  });

  it("several languages are written at once by name; each text is checked as the field's type checks it", async () => {
    const article = await create(who.en, { titleTranslations: { en: "Gate", ru: "Ворота", uk: "Брама" } });
    expect([(await get(who.en, article))["title"], (await get(who.uk, article))["title"]]).toEqual(["Gate", "Брама"]);
    expect((await update(who.en, article, { titleTranslations: { uk: null, en: "Gates" } }))["titleTranslations"]).toEqual({ en: "Gates", ru: "Ворота" });
    await expect(update(who.en, article, { titleTranslations: { ru: "x".repeat(61) } })).rejects.toMatchObject({ issues: [{ pointer: "/titleTranslations/ru", code: "tooLong" }] });
    await expect(update(who.en, article, { titleTranslations: { klingon: "x" } })).rejects.toMatchObject({ issues: [{ pointer: "/titleTranslations/klingon", code: "language" }] });
    expect(await update(who.en, article, { bodyTranslations: { ru: "<p onclick='x()'>Текст</p>" } })).toMatchObject({ bodyTranslations: { ru: "<p>Текст</p>" } });
  });

  it("lists sort, filter, search and name references by the text one reads", async () => {
    const [a, b] = [await create(who.en, { titleTranslations: { en: "List A", ru: "Список Я" } }), await create(who.en, { titleTranslations: { en: "List B", ru: "Список Б" } })];
    const filter = { field: "title", op: "startsWith", value: "Список" };
    expect(await titles(who.ru, { filter, sort: [{ field: "title", direction: "asc" }] })).toEqual(["Список Б", "Список Я"]);
    expect(await titles(who.en, { filter })).toEqual([]);
    expect(await titles(who.en, { filter: { field: "title", op: "startsWith", value: "List" }, sort: [{ field: "title", direction: "asc" }] })).toEqual(["List A", "List B"]);
    expect([await titles(who.ru, { q: "писок Б" }), await titles(who.en, { q: "писок Б" })]).toEqual([["Список Б"], []]);
    await update(who.en, a, { next: b["id"] });
    expect([(await get(who.ru, a))["next"], (await get(who.en, a))["next"]]).toMatchObject([{ title: "Список Б" }, { title: "List B" }]);
    const groups = await runtime.queries.aggregate(call(runtime, who.ru), "article", { groupBy: [{ field: "title" }], measures: [{ as: "n", function: "count" }], filter });
    expect(groups.map((row) => row["title"]).sort()).toEqual(["Список Б", "Список Я"]);
  });

  it("who may not see or write the field may not see or write its translations", async () => {
    const article = await create(who.en, { titleTranslations: { en: "Secret", ru: "Тайна" }, bodyTranslations: { ru: "<p>Тело</p>" } });
    const seen = await get(who.stranger, article);
    expect(seen).toMatchObject({ title: "Тайна" });
    expect(seen).not.toHaveProperty("bodyTranslations");
    await expect(update(who.stranger, article, { titleTranslations: { ru: "Нет" } })).rejects.toMatchObject({ issues: [{ pointer: "/titleTranslations", code: "readOnly" }] });
    await expect(update(who.stranger, article, { bodyTranslations: { ru: "Нет" } })).rejects.toMatchObject({ issues: [{ pointer: "/bodyTranslations", code: "unknownField" }] });
  });

  it("rules of the field hold in every language, and history keeps each text", async () => {
    const article = await create(who.en, { title: "Ruled", number: 7 });
    await expect(update(who.ru, article, { body: "<p>Нельзя</p>" })).rejects.toMatchObject({ issues: [{ pointer: "/body", code: "readOnly" }] });
    await update(who.ru, article, { title: "По правилам" });
    const { items } = await readHistory({ ...call(runtime, who.en), queries: runtime.queries }, "article", String(article["id"]));
    expect(items[0]!.changes).toEqual({ titleTranslations: { from: null, to: { ru: "По правилам" } } });
  });

  it("a copy has the texts of all languages", async () => {
    const article = await create(who.en, { titleTranslations: { en: "Original", ru: "Оригинал" } });
    expect(await copyRecord(runtime.records, call(runtime, who.ru), "article", String(article["id"]), {})).toMatchObject({ title: "Оригинал", titleTranslations: { en: "Original", ru: "Оригинал" } });
  });

  it("an export has a column for each language", async () => {
    await create(who.en, { titleTranslations: { en: "Export", ru: "Экспорт" }, number: 500 });
    const text = async (by: Person, header: "label" | "name") => {
      const { chunks } = await exportRecords(runtime.queries, call(runtime, by), "article", "csv", { filter: { field: "number", op: "eq", value: 500 }, fields: ["title", "titleTranslations", "number"] }, { header, bom: false });
      let whole = "";
      for await (const chunk of chunks) whole += String(chunk);
      return whole.trim().split("\r\n");
    };
    expect(await text(who.en, "label")).toEqual(["Title,Title [ru],Title [tr],Title [uk],Number", "Export,Экспорт,,,500"]);
    expect(await text(who.ru, "name")).toEqual(["title,titleTranslations.en,titleTranslations.tr,titleTranslations.uk,number", "Экспорт,Export,,,500"]);
  });
});

describe.each(testDatabases())("imports of translatable texts on $kind", ({ open }) => {
  let office: Office;
  let keeper: OfficePerson;
  beforeAll(async () => {
    office = await openOffice(open, undefined, ["flags"]);
    keeper = await office.person("keeper");
    await office.runtime.auth.updateProfile(keeper.id, { language: "ru" });
  });
  afterAll(() => office?.close());

  const texts = async () => (await office.ask(keeper, "GET", "/records/article?sort=number&fields=titleTranslations,bodyTranslations")).body.items as Values[];
  async function run(csv: string, options: object = {}): Promise<Values> {
    const { body } = await office.send(keeper, "/import/article", { name: "t.csv", bytes: csv }, { options: JSON.stringify(options) });
    while (await office.runtime.imports.runOnce());
    return (await office.ask(keeper, "GET", `/jobs/${body.id}`)).body;
  }

  it("read a column for each language, and give every text back when they are undone", async () => {
    expect(await run("Number,Title,Title [en],titleTranslations.uk\n1,Дом,House,Дім\n2,Лес,Wood,\n")).toMatchObject({ state: "done", progress: { created: 2, failed: 0 } });
    const first = [{ titleTranslations: { en: "House", ru: "Дом", uk: "Дім" } }, { titleTranslations: { en: "Wood", ru: "Лес" } }];
    expect(await texts()).toMatchObject(first);
    const second = await run("Number,Title,Title [en],Title [uk]\n1,Домик,,Хата\n2,Чаща,Thicket,Хаща\n", { mode: "update", key: "number" });
    expect(await texts()).toMatchObject([{ titleTranslations: { en: "House", ru: "Домик", uk: "Хата" } }, { titleTranslations: { en: "Thicket", ru: "Чаща", uk: "Хаща" } }]);
    expect((await office.ask(keeper, "POST", `/jobs/${String(second["id"])}/undo`)).status).toBeLessThan(300);
    while (await office.runtime.imports.runOnce());
    const undone = await texts();
    expect(undone.map((item) => item["titleTranslations"])).toEqual(first.map((item) => item.titleTranslations));
  });
});
