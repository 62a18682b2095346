/** Tests inside packs: what each key of a scenario does, shown by a pair of which one passes and one fails. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScenario } from "../../runtime/packs/scenarios/run";
import { scenariosOf, type Scenario, type ScenarioStep } from "../../runtime/packs/scenarios/scenario";
import { packSource, readPackFolder } from "../../runtime/publish";
import type { Runtime } from "../../runtime/server";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR } from "../helpers/publishing";
import { openTestRuntime } from "../helpers/runtime";

const manifest = (await readPackFolder("metadata/packs/crm")).files.get("pack.json")!;
const packWith = (tests: Readonly<Record<string, unknown>>) => packSource(new Map([["pack.json", manifest], ...Object.entries(tests).map(([path, body]) => [path, typeof body === "string" ? body : JSON.stringify(body)] as const)]));
const scenario = (steps: readonly ScenarioStep[], more: Partial<Scenario> = {}): Scenario => ({ id: "t", name: "t", label: "T", steps, ...more });
const problems = (tests: Readonly<Record<string, unknown>>) => {
  try {
    return void scenariosOf(packWith(tests));
  } catch (error) {
    return (error as { issues: readonly { file: string; pointer: string; code: string }[] }).issues.map(({ file, pointer, code }) => `${file}${pointer} ${code}`);
  }
};

describe("scenarios of a pack", () => {
  it("are read with the place of every problem", () => {
    expect(problems({ "tests/t.json": scenario([{ id: "a", create: "deal" }]) })).toBeUndefined();
    expect(problems({ "tests/t.json": "{" })).toEqual(["tests/t.json malformed"]);
    expect(problems({ "tests/t.json": { ...scenario([{ id: "a", create: "deal" }]), stepz: [] } })).toEqual(["tests/t.json/stepz unknownKey"]);
    expect(problems({ "tests/other.json": scenario([{ id: "a", create: "deal" }]) })).toEqual(["tests/other.json/name name"]);
    expect(problems({ "tests/t.json": scenario([{ id: "a", create: "deal" }, { id: "a", create: "deal" }]) })).toEqual(["tests/t.json/steps/1/id duplicateId"]);
    expect(problems({ "tests/t.json": scenario([{ id: "a" }, { id: "b", create: "deal", read: "x" }, { id: "c", run: "convert" }]) })).toEqual(["tests/t.json/steps/0 verb", "tests/t.json/steps/1 verb", "tests/t.json/steps/1/read unknownRecord", "tests/t.json/steps/2 verb"]);
    expect(problems({ "tests/t.json": scenario([{ id: "a", create: "deal" }]), "tests/u.json": scenario([{ id: "a", create: "deal" }], { name: "u" }) })).toEqual(["tests/u.json/id duplicateId"]);
  });
});

describe.each(testDatabases())("scenarios on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, []);
    await runtime.packs.install({ packs: [await readPackFolder("metadata/packs/crm")], author: AUTHOR });
  });
  afterAll(async () => {
    await runtime.close();
    await test.close();
  });
  const run = (one: Scenario) => runScenario({ db: test.database, records: runtime.records, model: runtime.live.current() }, one);
  const outcome = async (steps: readonly ScenarioStep[], more: Partial<Scenario> = {}) => {
    const { ok, step, message } = await run(scenario(steps, more));
    return ok ? "ok" : `${step}: ${message}`;
  };
  const lead = { id: "lead", create: "lead", with: { title: "T", source: "website", companyName: "Alpha", personName: { first: "Ann", last: "Berg" } }, call: "lead" } as const;

  it("of the shipped crm pass", async () => {
    const scenarios = scenariosOf(await readPackFolder("metadata/packs/crm"));
    expect(scenarios).toHaveLength(3);
    for (const one of scenarios) expect(await run(one)).toEqual({ name: one.name, label: one.label, ok: true });
  });

  it("compare what the one who acts sees: values, parts of objects, what is hidden from a role", async () => {
    expect(await outcome([{ ...lead, expect: { status: "new", title: "T" } }])).toBe("ok");
    expect(await outcome([{ ...lead, expect: { status: "won" } }])).toBe('lead: "status" is "new", but must be "won".');
    expect(await outcome([{ ...lead, with: { ...lead.with, budget: { amount: 5, currency: "EUR" } }, expect: { budget: { amount: 5 } } }, { id: "seen", read: "lead", expect: { budget: { amount: 6 } } }])).toContain("seen: ");
    expect(await outcome([lead, { id: "hidden", as: "observer", read: "lead", expect: { budget: null } }])).toBe("ok");
  });

  it("are refused where they must be, for the reason that is named, and by whom it is named", async () => {
    const create = { ...lead, call: undefined } as unknown as ScenarioStep;
    expect(await outcome([{ ...create, as: "observer", refused: { code: "right:missing" } }])).toBe("ok");
    expect(await outcome([{ ...create, as: "observer" }])).toContain("lead: It was refused:");
    expect(await outcome([{ ...create, refused: {} }])).toBe("lead: It was done, but must be refused.");
    expect(await outcome([{ ...create, as: "observer", refused: { code: "input:invalid" } }])).toContain("for another reason (right:missing)");
    expect(await outcome([{ id: "a", create: "lead", with: { source: "website" }, refused: { pointer: "/title" } }])).toBe("ok");
    expect(await outcome([{ id: "a", create: "lead", with: { source: "website" }, refused: { pointer: "/phone" } }])).toContain("for another reason");
  });

  it("name records for later steps, run actions, and delete", async () => {
    expect(await outcome([lead, { id: "run", run: "convert", on: "lead", expect: { status: "converted" } }, { id: "made", read: "organisation", expect: { name: "Alpha" } }])).toBe("ok");
    expect(await outcome([{ id: "o", create: "organisation", with: { name: "Alpha", kind: "client" }, call: "alpha" }, { id: "d", create: "deal", with: { name: "D", currency: "EUR", organisation: { ref: "alpha" } }, call: "deal", expect: { organisation: { ref: "alpha" } } }, { id: "gone", delete: "deal" }, { id: "read", read: "deal", refused: { code: "record:notFound" } }])).toBe("ok");
    expect(await outcome([lead, { id: "run", run: "convert", on: "lead" }, { id: "made", read: "nothing", refused: {} }])).toContain('made: No earlier step made a record called "nothing".');
  });

  it("happen at the moment they name, and leave nothing behind", async () => {
    expect(await outcome([{ ...lead, expect: { createdAt: "2020-02-03T04:05:06.000Z" } }], { now: "2020-02-03T04:05:06Z" })).toBe("ok");
    expect(await outcome([{ ...lead, expect: { createdAt: "2020-02-03T04:05:06.000Z" } }])).toContain("createdAt");
    const count = async (entity: string) => (await runtime.queries.list({ model: runtime.live.current(), ctx: { principal: { kind: "system", reason: "install-pack" }, channel: "cli", now: new Date(), timeZone: "UTC", language: "en", requestId: "t" }, db: test.database }, entity, { count: "exact" })).total;
    expect([await count("lead"), await count("organisation"), await count("user")]).toEqual([0, 0, 0]);
  });
});
