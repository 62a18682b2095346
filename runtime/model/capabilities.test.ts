import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments } from "../../tests/helpers/fixtures";

type Body = Record<string, unknown>;

const service = (name: string, settings: Body): Body => ({ id: "work.p", name: "p", label: "P", nodes: [{ id: "s", type: "startEvent" }, { id: "do", type: "serviceTask", label: "Do", options: { service: name, settings } }, { id: "e", type: "endEvent" }], flows: [{ id: "f1", from: "s", to: "do" }, { id: "f2", from: "do", to: "e" }] });
const letter = service("sendMail", { to: "a@example.com", subject: "Hi", text: "Hi" });
const call = (url: unknown) => service("callWebhook", { url });
const report = { id: "work.r", name: "r", label: "R", entity: "job", columns: ["name"], schedule: { cron: "0 8 * * 1", people: ["a@example.com"], format: "csv" } };
const told = (more: Body) => ({ id: "work.n", name: "n", label: "N", entity: "job", on: { event: "created" }, to: [{ who: "owner" }], title: "New", ...more });
const due = { event: "due", field: "on" };

const job = { id: "job", name: "job", label: "Job", plural: "Jobs", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }, { id: "on", name: "on", type: "date", label: "On" }] };
const documents = (path: string, body: Body, capabilities?: Body, pack = "work") => [
  ...packDocuments("core"),
  documentOf("work", "pack.json", { id: "work", name: "work", version: "1.0.0", label: "Work", language: "en", ...(capabilities && { capabilities }) }),
  documentOf("work", "entities/job/entity.json", job), documentOf(pack, path, body),
];
const refusals = (path: string, body: Body, capabilities?: Body, pack?: string): string[] => {
  const result = loadDocuments(documents(path, body, capabilities, pack));
  return result.ok ? [] : result.problems.map(({ file, pointer, code }) => `${file}${pointer} ${code}`);
};

/** What does something outside → the capability it needs. */
const ACTS: readonly (readonly [string, string, Body, Body, readonly string[]])[] = [
  ["a process with a letter", "processes/p.json", letter, { send: ["email"] }, ["/nodes/1/options/service"]],
  ["a process with a call", "processes/p.json", call("https://hooks.example.com/a?b=1"), { call: ["https://hooks.example.com"] }, ["/nodes/1/options/service"]],
  ["a process with a call of any address", "processes/p.json", call({ formula: '"https://" + host' }), { call: ["*"] }, ["/nodes/1/options/service"]],
  ["a process that begins at a time", "processes/p.json", { ...service("setVariables", { set: { a: { value: 1 } } }), starts: [{ id: "t", kind: "time", cron: "0 9 * * MON" }] }, { schedule: true }, ["/starts/0/kind"]],
  ["a scheduled report", "reports/r.json", report, { send: ["email"], schedule: true }, ["/schedule", "/schedule"]],
  ["a notification by letter", "notifications/n.json", told({ channels: { email: "digest" } }), { send: ["email"] }, ["/channels/email"]],
  ["a reminder", "notifications/n.json", told({ on: due }), { schedule: true }, ["/on/event"]],
];

describe("capabilities", () => {
  it.each(ACTS)("%s needs its pack to ask for it", (_, path, body, asked, pointers) => {
    expect(refusals(path, body)).toEqual(pointers.map((pointer) => `work/${path}${pointer} capability`));
    expect(refusals(path, body, asked)).toEqual([]);
  });

  it("allow what they name and nothing else: another origin, another port and a formula are other things", () => {
    for (const url of ["https://hooks.example.com:8443/", "http://hooks.example.com/", "https://hooks.example.com.evil.example/", "https://evil.example/?https://hooks.example.com", { formula: '"https://hooks.example.com"' }])
      expect(refusals("processes/p.json", call(url), { call: ["https://hooks.example.com"] }), JSON.stringify(url)).toEqual(["work/processes/p.json/nodes/1/options/service capability"]);
  });

  it("are asked of no document that stays inside, and of none made here", () => {
    expect(refusals("notifications/n.json", told({}))).toEqual([]);
    expect(refusals("reports/r.json", report, undefined, "local")).toEqual([]);
  });

  it("do not hinder an administrator who changes a pack's document", () => {
    const patch = documentOf("local", "patches/work.process.p.json", { id: "x", target: { pack: "work", kind: "process", name: "p" }, changes: [{ node: "nodes/do", set: { "options/service": "sendMail", "options/settings": { to: "a@example.com", subject: "Hi", text: "Hi" } } }] });
    const result = loadDocuments(documents("processes/p.json", service("setVariables", { set: { a: { value: 1 } } })), [patch]);
    expect(result.ok ? result.warnings.map(({ message }) => message) : result.problems).toEqual([]);
  });

  it("are told with the file to mend, and known of an installed pack", () => {
    const result = loadDocuments(documents("processes/p.json", letter));
    expect(result.ok ? "" : result.problems[0]!.remedy).toContain('"capabilities": { "send": ["email"] } to work/pack.json');
    const model = modelOf(loadDocuments(documents("processes/p.json", letter, { send: ["email"], schedule: true })));
    expect(model.packs.find(({ name }) => name === "work")!.capabilities).toEqual({ send: ["email"], call: [], schedule: true });
    expect(model.packs.find(({ name }) => name === "core")!.capabilities).toEqual({ send: [], call: [], schedule: false });
  });

  it("hold for 200 packs that ask for some things and do others: what is loaded does nothing it did not ask for", () => {
    const capability = fc.record({ send: fc.constantFrom(undefined, ["email"]), call: fc.subarray(["https://hooks.example.com", "*"]), schedule: fc.boolean() });
    let refused = 0;
    fc.assert(fc.property(fc.constantFrom(...ACTS), capability, ([, path, body, needed], { send, call: calls, schedule }) => {
      const asked = { ...(send && { send }), ...(calls.length > 0 && { call: calls }), schedule };
      const fits = (!needed["send"] || send !== undefined) && (!needed["schedule"] || schedule) && ((needed["call"] ?? []) as string[]).every((origin) => calls.includes(origin) || calls.includes("*"));
      expect(refusals(path, body, asked).length === 0).toBe(fits);
      refused += fits ? 0 : 1;
    }), { numRuns: 200, seed: 7 });
    expect(refused).toBeGreaterThan(50);
  });
});
