/** Fields flagged personalData: what is kept of them, and that erasing leaves nothing behind but the record. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

describe.each(testDatabases())("personal data on $kind", ({ open }) => {
  let office: Office;
  let keeper: OfficePerson;
  let officer: OfficePerson;
  let nobody: OfficePerson;
  beforeAll(async () => {
    office = await openOffice(open, undefined, ["flags"]);
    [keeper, officer, nobody] = [await office.person("keeper"), await office.person("administrator"), await office.person("stranger")];
  });
  afterAll(() => office?.close());

  const person = async (values: object = {}) => (await office.ask(keeper, "POST", "/records/sample", { name: "Ann's order", phone: "+79123456789", contact: "Ann Archer", ...values })).body as { id: string; version: number };
  const report = async (who: OfficePerson, id: string) => (await office.ask(who, "GET", `/records/sample/${id}/personal-data`));
  const erase = (who: OfficePerson, id: string) => office.ask(who, "POST", `/records/sample/${id}/erase-personal-data`, {});
  /** Every row of the product's tables, as one text. */
  const everything = async () => JSON.stringify(await office.test.database.run(sql`select (select jsonb_agg(s) from app.sample s) as records, (select jsonb_agg(j) from metaloom.journal j) as journal, (select jsonb_agg(i) from metaloom.import_rows i) as imports, (select jsonb_agg(k) from metaloom.idempotency k) as answers, (select jsonb_agg(e) from metaloom.event_log e) as events`));

  it("personalData: the report says which values are kept and where, as far as the reader sees them", async () => {
    const { id } = await person();
    await office.ask(keeper, "PATCH", `/records/sample/${id}`, { phone: "+79000000000" });
    expect((await report(keeper, id)).body).toEqual({ entity: "sample", id, lines: [], posts: 0, fields: [{ name: "phone", label: "Phone", value: "+79000000000", history: 2, imports: 0 }, { name: "contact", label: "Contact", value: "Ann Archer", history: 0, imports: 0 }] });
    expect((await report(nobody, id)).status).toBe(404);
  });

  it("personalData: erasing empties the fields and every former value, keeps the record, and says so in history and event log", async () => {
    const { id, version } = await person({ phone: "+79161234567", contact: "Boris Berg" });
    await office.ask(keeper, "PATCH", `/records/sample/${id}`, { phone: "+79167654321" });
    const answer = await erase(officer, id);
    expect([answer.status, answer.body]).toEqual([200, { entity: "sample", id, lines: [], posts: 0, fields: [{ name: "contact", label: "Contact", value: "—", history: 0, imports: 0 }] }]);
    const { body } = await office.ask(keeper, "GET", `/records/sample/${id}`);
    expect(body).toMatchObject({ name: "Ann's order", phone: null, contact: "—" });
    expect(body.version).toBeGreaterThan(version + 1);
    const left = await everything();
    for (const trace of ["79161234567", "79167654321", "Boris Berg"]) expect(left, trace).not.toContain(trace);
    expect((await office.ask(keeper, "GET", `/records/sample/${id}/history`)).body.items[0]).toMatchObject({ verb: "erase", actor: { id: officer.id } });
    expect(left).toContain("personalData.erased");
  });

  it("personalData: is taken out of comments and notes, their earlier wordings and what was told of them", async () => {
    const { id } = await person({ phone: "+79261234567", contact: "Edith Elm" });
    await office.ask(keeper, "PATCH", `/records/sample/${id}`, { phone: "+79000000001" });
    const said = await office.ask(officer, "POST", `/records/sample/${id}/comments`, { body: "Called Edith Elm, +7 (926) 123-45-67" });
    expect(said.status).toBe(201);
    expect((await office.ask(officer, "PATCH", `/records/sample/${id}/comments/${said.body.id}`, { body: "EDITH ELM will call back", version: said.body.version })).status).toBe(200);
    await office.ask(officer, "POST", `/records/sample/${id}/notes`, { body: "Edith Elms is somebody else" });
    expect([(await report(officer, id)).body.posts, (await report(keeper, id)).body.posts]).toEqual([1, 0]);
    expect((await erase(officer, id)).body.posts).toBe(0);
    const texts = JSON.stringify(await office.test.database.run(sql`select (select jsonb_agg(p) from metaloom.posts p) as posts, (select jsonb_agg(e) from metaloom.post_edits e) as edits, (select jsonb_agg(n) from metaloom.notifications n) as told`));
    for (const trace of ["Edith Elm,", "EDITH ELM", "123-45-67"]) expect(texts, trace).not.toContain(trace);
    for (const kept of ["[…] will call back", "Called […], […]", "Edith Elms is somebody else"]) expect(texts).toContain(kept);
  });

  it("personalData: of line items is reported and erased with their record", async () => {
    const { body } = await office.ask(keeper, "POST", "/records/bundle", { name: "With lines", parts: [{ name: "wheel", maker: "Dora Dean" }] });
    const kept = (await office.ask(keeper, "GET", `/records/bundle/${body.id}/personal-data`)).body;
    expect(kept).toMatchObject({ fields: [], lines: [{ entity: "part", fields: [{ name: "maker", value: "Dora Dean" }] }] });
    expect((await office.ask(officer, "POST", `/records/bundle/${body.id}/erase-personal-data`, {})).body).toMatchObject({ fields: [], lines: [] });
    expect((await office.ask(keeper, "GET", `/records/bundle/${body.id}`)).body.parts).toMatchObject([{ name: "wheel", maker: null }]);
  });

  it("personalData: is erased in the trash, too, and only with the right", async () => {
    const { id } = await person({ contact: "Clara Cole" });
    expect((await erase(keeper, id)).status).toBe(403);
    await office.ask(keeper, "DELETE", `/records/sample/${id}`);
    expect((await erase(officer, id)).status).toBe(200);
    expect(await everything()).not.toContain("Clara Cole");
    expect((await erase(officer, "00000000-0000-7000-8000-000000000000")).status).toBe(404);
  });
});
