/** Keys of documents that are seen through the API alone: lists by name, words of packs and roles, links from both sides. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

describe.each(testDatabases())("keys of documents on $kind", ({ open }) => {
  let office: Office;
  let keeper: OfficePerson;
  let manager: OfficePerson;
  beforeAll(async () => {
    office = await openOffice(open, undefined, ["flags"]);
    [keeper, manager] = [await office.person("keeper"), await office.person("administrator")];
  });
  afterAll(() => office?.close());
  const make = async (entity: string, body: object) => (await office.ask(keeper, "POST", `/records/${entity}`, body)).body;

  it("a list that is named gives columns, order, filter and page size", async () => {
    const firm = await make("firm", { name: "Firm", city: "Lviv" });
    for (const price of [300, 900, 100, 1100, 700, 500, 200, 1000, 800, 600, 400]) await make("sample", { name: `S${price}`, price, firm: firm.id });
    const { items, nextCursor } = (await office.ask(keeper, "GET", "/records/sample?list=cheap")).body;
    expect(items.map((item: { price: number }) => item.price)).toEqual([900, 800, 700, 600, 500]);
    expect(Object.keys(items[0]).sort()).toEqual(["firm.city", "id", "price"]);
    expect(nextCursor).toEqual(expect.any(String));
    expect((await office.ask(keeper, "GET", "/records/sample?list=cheap&limit=2&sort=price")).body.items.map((item: { price: number }) => item.price)).toEqual([100, 200]);
  });

  it("installed packs are shown with their words, licence and the records they bring along", async () => {
    await office.runtime.auth.updateProfile(manager.id, { language: "ru" });
    const { body } = await office.ask(manager, "GET", "/packs");
    expect(body.items.find((pack: { name: string }) => pack.name === "flags")).toMatchObject({ version: "1.0.0", licence: "Apache-2.0", label: "Флаги", description: "По полю на флаг", seeds: [{ name: "firms", label: "A few firms", entity: "firm", demo: true }] });
  });

  it("roles are offered with their words in the reader's language", async () => {
    await office.runtime.auth.updateProfile(manager.id, { language: "ru" });
    const { body } = await office.ask(manager, "GET", "/roles");
    expect(body.items).toEqual(expect.arrayContaining([{ name: "keeper", label: "Хранитель", pack: "flags", system: ["trash.purge"] }]));
    expect((await office.ask(keeper, "GET", "/roles")).status).toBe(403);
  });

  it("roles give actions, exports and files each by a key of its own", async () => {
    const [guest, helper] = [await office.person("guest"), await office.person("helper")];
    const { id } = await make("sample", { name: "Given" });
    const answers = async (who: OfficePerson) => {
      const { body: file } = await office.send(who, "/files", { name: "a.txt", bytes: "text" });
      return [(await office.ask(who, "POST", `/records/sample/${id}/actions/mark`, {})).status, (await office.ask(who, "GET", "/export/sample.csv")).status, (await office.ask(who, "POST", `/records/sample/${id}/files`, { files: [file.id] })).status];
    };
    expect(await answers(helper)).toEqual([200, 200, 201]);
    expect(await answers(guest)).toEqual([403, 403, 403]);
  });

  it("members are shown with the words of their record roles", async () => {
    await office.runtime.auth.updateProfile(keeper.id, { language: "ru" });
    const sample = await make("sample", { name: "Shared" });
    expect((await office.ask(keeper, "PUT", `/records/sample/${sample.id}/members/${manager.id}`, { roles: ["helper"] })).body.items).toMatchObject([{ role: "helper", label: "Помощник" }]);
    await office.runtime.auth.updateProfile(keeper.id, { language: "en" });
    expect((await office.ask(keeper, "GET", `/records/sample/${sample.id}/members`)).body.items).toMatchObject([{ label: "Helper" }]);
  });

  it("a report is sent to the people it names by their addresses, and to nobody else", async () => {
    await office.runtime.db.change(sql`update metaloom.users set email = 'ann@flags.example' where id = ${keeper.id}::uuid`);
    expect(await office.runtime.reportSchedules.runOnce(new Date("2026-03-01T12:00:00Z"))).toBe(0);
    expect(await office.runtime.reportSchedules.runOnce(new Date("2026-03-02T08:00:30Z"))).toBe(1);
    const letters = await office.runtime.db.run<{ reader: string; report: string }>(sql`select payload ->> 'userId' as reader, payload ->> 'report' as report from metaloom.outbox where payload ->> 'kind' = 'report'`);
    expect(letters).toEqual([{ reader: keeper.id, report: "weekly" }]);
  });

  it("pictures must fit their field", async () => {
    const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100)]);
    const upload = (bytes: Uint8Array, name: string) => office.send(keeper, "/files?entity=firm&field=logo", { name, bytes });
    expect((await upload(png, "a.png")).status).toBe(201);
    expect(await upload(Buffer.concat([png, Buffer.alloc(2000)]), "b.png")).toMatchObject({ status: 413, body: { errors: [{ code: "tooLarge" }] } });
    expect(await upload(Buffer.from("GIF89a" + "\0".repeat(50), "latin1"), "c.gif")).toMatchObject({ status: 415, body: { errors: [{ code: "mediaType" }] } });
  });

  it("fields that are inverse to each other show and change the same links", async () => {
    const [one, two] = [await make("firm", { name: "One" }), await make("firm", { name: "Two" })];
    const sample = await make("sample", { name: "Linked", partners: [one.id, two.id] });
    const linked = async (entity: string, id: string, field: string) => ((await office.ask(keeper, "GET", `/records/${entity}/${id}`)).body[field] as { title: string }[]).map(({ title }) => title);
    expect(await linked("firm", one.id, "samples")).toEqual(["Linked"]);
    const other = await make("sample", { name: "Other" });
    await office.ask(keeper, "PATCH", `/records/firm/${one.id}`, { samples: [other.id] });
    expect([await linked("sample", sample.id, "partners"), await linked("sample", other.id, "partners")]).toEqual([["Two"], ["One"]]);
    const filter = encodeURIComponent(JSON.stringify({ some: "samples", where: { field: "name", op: "eq", value: "Other" } }));
    expect((await office.ask(keeper, "GET", `/records/firm?filter=${filter}`)).body.items.map((item: { name: string }) => item.name)).toEqual(["One"]);
    const has = encodeURIComponent(JSON.stringify({ field: "samples", op: "has", value: other.id }));
    expect((await office.ask(keeper, "GET", `/records/firm?filter=${has}`)).body.items.map((item: { name: string }) => item.name)).toEqual(["One"]);
    expect((await office.ask(keeper, "POST", "/records/sample", { name: "Many", partners: [one.id, two.id, one.id, two.id] })).status).toBe(422);
  });
});
