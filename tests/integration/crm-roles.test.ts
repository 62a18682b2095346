/** What the roles of the pack `crm` are good for, and the rules by which its records are entered: two pipelines, duplicates, conversion. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openTestServer, type TestServer } from "../helpers/server";

describe.each(testDatabases())("the pack crm on $kind", (kind) => {
  let server: TestServer;
  let keys: Readonly<Record<"administrator" | "salesPerson" | "salesAssistant" | "marketing", string>>;

  beforeAll(async () => {
    server = await openTestServer(kind, ["metadata/packs/crm"]);
    keys = { administrator: await server.keyOf("administrator"), salesPerson: await server.keyOf("salesPerson"), salesAssistant: await server.keyOf("salesAssistant"), marketing: await server.keyOf("marketing") };
  });
  afterAll(() => server.close());

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of several routes; each test says what it expects
  async function ask(who: keyof typeof keys, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: any }> {
    const response = await fetch(`${server.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${keys[who]}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers }, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: response.status, body: response.status === 204 ? null : await response.json() };
  }

  it("lets a sales assistant prepare a deal, but neither move it on nor see what it earns", async () => {
    const deal = await ask("salesAssistant", "POST", "/records/deal", { recordType: "sales", name: "Prepared", nextStep: "Call" });
    expect(deal).toMatchObject({ status: 201, body: { stage: "new" } });
    expect(deal.body).not.toHaveProperty("margin");
    const change = (values: object) => ask("salesAssistant", "PATCH", `/records/deal/${deal.body.id}`, { ...values, version: deal.body.version });
    expect(await change({ stage: "qualified" })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/stage" }] } });
    expect((await change({ nextStep: "Write" })).status).toBe(200);
    expect((await ask("salesAssistant", "DELETE", `/records/deal/${deal.body.id}`)).status).toBe(403);
  });

  it("gives marketing the leads of everybody and deals to look at", async () => {
    const lead = await ask("salesPerson", "POST", "/records/lead", { title: "Wants a tractor", companyName: "Field and Son" });
    expect(lead.status).toBe(201);
    expect(await ask("marketing", "PATCH", `/records/lead/${lead.body.id}`, { campaign: "Spring", version: lead.body.version })).toMatchObject({ status: 200, body: { campaign: "Spring" } });
    expect((await ask("marketing", "POST", "/records/deal", { name: "Not theirs" })).status).toBe(403);
    expect((await ask("marketing", "POST", `/records/lead/${lead.body.id}/actions/convert`, {})).status).toBe(404);
    const { body } = await ask("marketing", "GET", "/model");
    expect(body.entities.deal.rights).toMatchObject({ read: true, create: false });
    expect(body.entities.lead.rights).toMatchObject({ import: true, export: true });
  });

  it("keeps the pipelines of sales and renewals apart", async () => {
    expect(await ask("salesPerson", "POST", "/records/deal", { recordType: "renewal", name: "Again", stage: "qualified", termEnds: "2027-01-31" })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/stage", code: "choice" }] } });
    expect(await ask("salesPerson", "POST", "/records/deal", { recordType: "renewal", name: "Again", stage: "review" })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/termEnds" }] } });
    expect((await ask("salesPerson", "POST", "/records/deal", { recordType: "renewal", name: "Again", stage: "review", termEnds: "2027-01-31" })).status).toBe(201);
  });

  it("has forms of their own for calls, meetings, letters and tasks", async () => {
    const { forms } = (await ask("salesPerson", "GET", "/model")).body.entities.activity as { forms: { recordType?: string; tabs: { sections: { fields: { field: string }[] }[] }[] }[] };
    const fieldsOf = (type: string) => forms.find((form) => form.recordType === type)!.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.fields.map(({ field }) => field)));
    expect(fieldsOf("call")).toEqual(expect.arrayContaining(["direction", "phone"]));
    expect(fieldsOf("meeting")).toEqual(expect.arrayContaining(["place", "agenda"]));
    expect(fieldsOf("letter")).toEqual(expect.arrayContaining(["address", "body"]));
    expect(fieldsOf("task")).toEqual(expect.arrayContaining(["dueOn", "progress"]));
    expect(fieldsOf("call")).not.toContain("place");
  });

  it("takes first and last names from columns of their own, and leaves the part alone that a later file does not name", async () => {
    const send = async (path: string, csv: string, options: object = {}): Promise<{ status: number; body: any }> => { // eslint-disable-line @typescript-eslint/no-explicit-any -- as in ask
      const form = new FormData();
      form.set("options", JSON.stringify(options));
      form.set("file", new Blob([csv]), "people.csv");
      const response = await fetch(`${server.url}/api/v1/import/contact${path}`, { method: "POST", headers: { authorization: `Bearer ${keys.administrator}` }, body: form });
      return { status: response.status, body: await response.json() };
    };
    const run = async (csv: string, options: object) => {
      const { status, body } = await send("", csv, options);
      expect([status, body]).toEqual([202, expect.anything()]);
      while (await server.runtime.imports.runOnce());
      return (await ask("administrator", "GET", `/jobs/${body.id}`)).body;
    };
    const people = "First name;Фамилия;E-mail\nAnna;van der Berg;anna@parts.example\nBen;;ben@parts.example\n";
    const { body } = await send("/preview", people);
    expect(body.columns.map(({ suggestion }: { suggestion: string }) => suggestion)).toEqual(["name.first", "name.last", "email"]);
    expect(body.targets).toContainEqual(expect.objectContaining({ path: "name.last", label: "Name / Last name", part: true, required: false }));
    expect((await send("/preview", "Name;Last name\nAnna Berg;Berg\n")).body.columns.map(({ suggestion }: { suggestion: string }) => suggestion)).toEqual(["name", null]);
    expect(await send("", people, { mapping: { "First name": "name.first", "E-mail": "name" } })).toMatchObject({ status: 422, body: { errors: [{ code: "twice" }] } });

    expect(await run(people, {})).toMatchObject({ state: "done", progress: { created: 2, failed: 0 } });
    expect(await run("Last name;E-mail\nBergmann;anna@parts.example\n", { mode: "update", key: "email" })).toMatchObject({ state: "done", progress: { updated: 1, failed: 0 } });
    const { items } = (await ask("administrator", "GET", "/records/contact?q=parts.example&sort=email")).body;
    expect(items.map(({ name }: { name: object }) => name)).toEqual([{ first: "Anna", middle: null, last: "Bergmann" }, { first: "Ben", middle: null, last: null }]);
  });
});
