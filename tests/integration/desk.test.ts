/** What a person keeps at hand: favourites, recent records, settings; and snippets of the search over everything. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

describe.each(testDatabases())("the desk on $kind", ({ open }) => {
  let office: Office;
  let officer: OfficePerson;
  let other: OfficePerson;
  let ids: string[];

  beforeAll(async () => {
    office = await openOffice(open);
    [officer, other] = [await office.person("officer"), await office.person("officer")];
    ids = [];
    for (const name of ["Acme", "Birch", "Cedar"]) ids.push((await office.ask(officer, "POST", "/records/partner", { name })).body.id);
  });
  afterAll(() => office?.close());

  const desk = async (who: OfficePerson) => (await office.ask(who, "GET", "/me/desk")).body;
  const titles = (places: { title: string }[]) => places.map(({ title }) => title);

  it("keeps stars for their owner, with titles as they are now", async () => {
    for (const id of [ids[0], ids[1], ids[0]]) expect((await office.ask(officer, "PUT", `/me/favourites/partner/${id}`)).status).toBe(204);
    expect(titles((await desk(officer)).favourites)).toEqual(["Acme", "Birch"]);
    expect((await desk(other)).favourites).toEqual([]);
    expect((await office.ask(officer, "DELETE", `/me/favourites/partner/${ids[0]}`)).status).toBe(204);
    expect((await desk(officer)).favourites).toEqual([{ entity: "partner", id: ids[1], title: "Birch" }]);
  });

  it("notes what was opened last, each record once, and leaves out what is gone", async () => {
    for (const id of [ids[0], ids[2], ids[0]]) await office.ask(officer, "PUT", `/me/recent/partner/${id}`);
    expect(titles((await desk(officer)).recent)).toEqual(["Acme", "Cedar"]);
    await office.ask(officer, "DELETE", `/records/partner/${ids[2]}`);
    expect(titles((await desk(officer)).recent)).toEqual(["Acme"]);
  });

  it("refuses records nobody knows, and settings nobody knows", async () => {
    expect((await office.ask(officer, "PUT", `/me/favourites/partner/0190f000-0000-7000-8000-000000000000`)).status).toBe(404);
    expect((await office.ask(officer, "PUT", `/me/favourites/nothing/${ids[0]}`)).status).toBe(404);
    expect((await office.ask(officer, "PATCH", "/me/settings", { colour: "red" })).status).toBe(422);
    expect((await office.ask(officer, "PATCH", "/me/settings", { density: "tiny" })).status).toBe(422);
  });

  it("keeps settings one by one", async () => {
    await office.ask(officer, "PATCH", "/me/settings", { density: "compact" });
    await office.ask(officer, "PATCH", "/me/settings", { tourDone: true });
    expect((await desk(officer)).settings).toEqual({ density: "compact", tourDone: true });
    expect((await desk(other)).settings).toEqual({});
  });

  it("shows where else than in the title a text was found, and searches one entity when asked", async () => {
    await office.ask(officer, "POST", "/records/contract", { number: "S-1", subject: "Pumps for Birch and others" });
    const { items } = (await office.ask(officer, "GET", "/search?q=birch")).body;
    expect(items).toContainEqual({ entity: "partner", id: ids[1], title: "Birch" });
    expect((await office.ask(officer, "GET", "/search?q=S-1&entity=contract")).body.items).toMatchObject([{ entity: "contract", title: "S-1" }]);
    expect((await office.ask(officer, "GET", "/search?q=birch&entity=contract")).body.items.every(({ entity }: { entity: string }) => entity === "contract")).toBe(true);
  });
});
