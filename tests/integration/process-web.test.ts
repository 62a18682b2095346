/** Steps that make documents, and processes that the web starts and wakes. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentErrors } from "../../runtime/model/schemas";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

describe.each(testDatabases())("processes and the world outside on $kind", ({ open }) => {
  let office: Office;
  let [seller, chief] = [] as unknown as [OfficePerson, OfficePerson];

  const make = async (body: object = {}): Promise<string> => (await office.ask(seller, "POST", "/records/offer", { name: "A <b>", until: "2026-07-01", lines: [{ name: "Pen", price: { amount: 1.5, currency: "EUR" } }, { name: "Ink & co", price: null }], ...body })).body.id as string;
  const begin = async (process: string, input: object, who = seller) => (await office.ask(who, "POST", `/processes/${process}/start`, input)).body as { id: string };
  const instance = async (id: string) => (await office.ask(chief, "GET", `/processes/instances/${id}`)).body;
  const read = async (file: string) => (await office.ask(seller, "GET", `/files/${file}`));
  const work = () => office.runtime.processes.runOnce();
  /** A call from somewhere: no key, no cookie. */
  const call = async (address: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(office.url.replace("/api/v1", "") + new URL(address).pathname, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, type: response.headers.get("content-type") ?? "", body: JSON.parse(text) as { id?: string; code?: string; errors?: { pointer: string; code: string }[] } };
  };
  const addresses = async (): Promise<Record<string, string>> => Object.fromEntries(((await office.ask(chief, "GET", "/processes/called/hooks")).body.items as { start: string; address: string }[]).map(({ start, address }) => [start, address]));

  beforeAll(async () => {
    office = await openOffice(open, undefined, ["offers"]);
    [seller, chief] = [await office.person("seller"), await office.person("chief")];
    await work();
  });
  afterAll(() => office?.close());

  it("make documents of a template: with line items and words, hung on the record or put into its fields, once", async () => {
    const first = await make({ name: "First", lines: [] });
    const id = await make({ before: first });
    const run = await begin("paper", { record: id, variables: { greeting: "Hello" } });
    for (let pass = 0; pass < 4; pass++) await work();
    const done = await instance(run.id);
    expect([done.status, done.incidents]).toEqual(["completed", 0]);
    const files = (await office.ask(seller, "GET", `/records/offer/${id}/files`)).body.items as { id: string; name: string; field: string | null; mediaType: string }[];
    expect(files.map(({ name, field, mediaType }) => `${field ?? "-"} ${name} ${mediaType}`).sort()).toEqual(["- Offer A _b_.html text/html", "paper Offer A _b_.html text/html", "papers Offer A _b_.html text/html"]);
    const hung = files.find(({ field }) => field === null)!;
    expect(done.variables.made).toEqual({ id: hung.id, name: "Offer A _b_.html" });
    const { text, headers } = await read(hung.id);
    expect(headers.get("content-disposition")).toMatch(/^attachment/);
    const [, body = ""] = /<body>\n([\s\S]*)<\/body>/.exec(text) ?? [];
    expect(body.replace(/\u00a0/g, " ")).toBe("<h1>A &lt;b&gt;</h1>\n<p>Fresh, 1 июля 2026 г., after First: Hello</p>\n<table>\n<tr><td>1</td><td>Pen</td><td>1,50 €</td></tr>\n<tr><td>2</td><td>Ink &amp; co</td><td></td></tr>\n</table>\nMany\n\n");
    expect(text).toContain("default-src 'none'");
    const again = await begin("paper", { record: id, variables: { greeting: "Again" } });
    for (let pass = 0; pass < 4; pass++) await work();
    expect((await instance(again.id)).status).toBe("completed");
    expect((await office.ask(seller, "GET", `/records/offer/${id}`)).body.papers).toHaveLength(2);
  });

  it("make no document of what the process may not see: an incident says so", async () => {
    const id = await make();
    const run = await begin("noting", { record: id });
    await work();
    const stopped = await instance(run.id);
    expect([stopped.status, stopped.openIncidents.map(({ message }: { message: string }) => message.includes("margin"))]).toEqual(["running", [true]]);
    const seen = await begin("noting", { record: id }, chief);
    for (let pass = 0; pass < 2; pass++) await work();
    expect((await instance(seen.id)).status).toBe("completed");
  });

  it("refuse a template that cannot be filled in, line by line, and show what one would make of a record", async () => {
    const admin = await office.person("administrator");
    const base = { id: "x", name: "x", label: "X", entity: "offer", format: "html" };
    const problemsOf = async (body: string) => ((await office.ask(admin, "POST", "/metadata/validate", { changes: [{ kind: "template", name: "x", document: { ...base, body } }] })).body.problems as { message: string }[]).map(({ message }) => message);
    expect(await problemsOf("{{record.name}}\n{{record.colour}}{{#each record.lines as line}}{{line.weight}}{{/each}}{{words.name}}\n{{#if a}}")).toEqual([
      "Line 3: {{#if}} is not closed", 'Line 2: The entity "offer" has no field "colour"', 'Line 2: The entity "offerLine" has no field "weight"', 'Line 2: The field "name" has no choices, so no words',
    ]);
    expect(await problemsOf("<script>1</script>")).toHaveLength(1);
    expect(documentErrors("template", { ...base, format: "pdf", body: "x" })).toHaveLength(1);
    const id = await make();
    const preview = await office.ask(admin, "POST", "/metadata/template-preview", { template: { ...base, format: "markdown", fileName: "{{record.name}}", body: "{{record.name}} {{greeting}}" }, record: id, variables: { greeting: "Hi" } });
    expect([preview.status, preview.body]).toEqual([200, { name: "A <b>.md", mediaType: "text/markdown", text: "A \\<b\\> Hi" }]);
    expect((await office.ask(admin, "POST", "/metadata/template-preview", { template: { ...base, body: "{{colour}}" }, record: id })).body).toMatchObject({ status: 422, errors: [{ code: "template" }] });
    expect((await office.ask(seller, "POST", "/metadata/template-preview", { template: { ...base, body: "x" }, record: id })).status).toBe(403);
  });

  it("have words for who may read their records", async () => {
    const templates = async (who: OfficePerson) => ((await office.ask(who, "GET", "/model")).body.parts.template as { name: string; label: string; entity: string }[]).map(({ name, label, entity }) => `${name} ${label} ${entity}`);
    expect(await templates(seller)).toEqual(["note Note offer", "offer Offer offer"]);
    expect(await templates(await office.person())).toEqual([]);
    expect(office.runtime.live.current().parts.template.find(({ name }) => name === "offer")!.label).toEqual({ en: "Offer", ru: "Предложение" });
  });

  it("are started by the web at an address that only operators are told, with what was sent as variables", async () => {
    expect((await office.ask(seller, "GET", "/processes/called/hooks")).status).toBe(404);
    const { web, plain } = await addresses();
    const offer = await make();
    const answer = await call(web!, { order: { total: 12 }, offer });
    expect(answer.status).toBe(202);
    expect(await instance(answer.body.id!)).toMatchObject({ status: "running", variables: { price: 12 }, record: { entity: "offer", id: offer } });
    const other = await call(plain!, { price: 3, colour: "red" });
    expect((await instance(other.body.id!)).variables).toEqual({ price: 3 });
    const refused = async (address: string, body: unknown) => {
      const { status, type, body: problem } = await call(address, body);
      return [status, type.startsWith("application/problem+json"), (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).join()];
    };
    expect(await refused(plain!, {})).toEqual([422, true, "/price required"]);
    expect(await refused(plain!, { price: "much" })).toEqual([422, true, "/price type"]);
    expect(await refused(web!, { order: { total: 1 }, offer: randomUUID() })).toEqual([422, true, " notFound"]);
    expect(await refused(web!, { order: { total: 1 }, offer: { a: [] } })).toEqual([422, true, " notFound"]);
    expect((await refused(web!, [1]))[0]).toBe(422);
    expect(await refused(web!.slice(0, -1) + (web!.endsWith("A") ? "B" : "A"), {})).toEqual([404, true, ""]);
    expect(await refused(web!.replace("/called/", "/paper/"), {})).toEqual([404, true, ""]);
  });

  it("begin once for one Idempotency-Key, and at no address that was given up", async () => {
    const { plain } = await addresses();
    const [one, same] = [await call(plain!, { price: 1 }, { "idempotency-key": "a" }), await call(plain!, { price: 1 }, { "idempotency-key": "a" })];
    expect([one.status, same.status, same.body.id]).toEqual([202, 202, one.body.id]);
    expect((await call(plain!, { price: 2 }, { "idempotency-key": "a" })).status).toBe(409);
    expect((await office.ask(seller, "POST", "/processes/called/hooks/plain/renew")).status).toBe(404);
    const renewed = (await office.ask(chief, "POST", "/processes/called/hooks/plain/renew")).body.address as string;
    expect([(await call(plain!, { price: 1 })).status, (await call(renewed, { price: 1 })).status, (await addresses())["plain"]]).toEqual([404, 202, renewed]);
  });

  it("wait for a call at an address they knew before they waited: taken once, early calls are kept, everything else is unknown", async () => {
    const run = await begin("awaiting", {});
    const { address, second } = (await instance(run.id)).variables as { address: string; second: string };
    expect([new URL(address).pathname.startsWith("/api/v1/hooks/steps/"), address === second]).toEqual([true, false]);
    // Nothing waits yet at either: both are kept, and no second call is.
    expect([(await call(address, { answer: "yes", price: 9 })).status, (await call(address, { answer: "no" })).status]).toEqual([202, 404]);
    expect((await office.ask(seller, "POST", "/processes/messages", { name: "webhook:wait", payload: { body: { answer: "forged" } } })).status).toBe(422);
    const [task] = ((await office.ask(seller, "GET", "/tasks")).body.items as { id: string; instance: string }[]).filter((one) => one.instance === run.id);
    await office.ask(seller, "POST", `/tasks/${task!.id}/complete`, {});
    await work();
    expect(await instance(run.id)).toMatchObject({ status: "running", variables: { answer: "yes" }, tokens: [{ node: "take" }] });
    expect((await call(address, { answer: "late" })).body).toMatchObject({ status: 404, code: "resource:notFound" });
    expect([(await call(second, { more: 7 })).status, (await call(second, { more: 8 })).status]).toEqual([202, 404]);
    const done = await instance(run.id);
    expect(done).toMatchObject({ status: "completed", variables: { address, second, answer: "yes", more: 7 } });
    expect(done.variables).not.toHaveProperty("webhooks");
    const other = (await instance((await begin("awaiting", {})).id)).variables.address as string;
    expect(other === address).toBe(false);
    const answers = await Promise.all([address, other.slice(0, -1) + (other.endsWith("A") ? "B" : "A"), "http://x/api/v1/hooks/steps/nothing"].map((one) => call(one, {})));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(["404 resource:notFound"]));
  });
});
