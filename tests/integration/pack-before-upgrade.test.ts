/** Before an upgrade: the packs as they would be, local changes merged in, are put through their tests on an installation of their own; and what they newly ask for is told. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { passed, testLines, testPacks } from "../../cli/commands/pack-test";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR, entity, entityChange, field, openNode, pack, type Node } from "../helpers/publishing";

const scenario = { id: "sales.begins", name: "begins", label: "A deal begins as new", steps: [{ id: "deal", create: "deal", with: { name: "Big" }, expect: { stage: "new" } }] };
const stage = (more: object = {}) => field("stage", { default: "new", ...more });
const sales = (version: string, more: object = {}) => pack("sales", { "entities/deal/entity.json": entity("deal", [field("name"), stage()]), "tests/begins.json": scenario }, { version, ...more });
/** The upgrade changes words only. */
const next = pack("sales", { "entities/deal/entity.json": entity("deal", [field("name", { label: "Title" }), stage()]), "tests/begins.json": scenario }, { version: "1.1.0", capabilities: { send: ["email"] } });

// The tests run on an embedded database of their own, whatever the installation uses.
describe.each(testDatabases().filter(({ kind }) => kind === "postgres"))("before an upgrade", ({ open }) => {
  let test: TestDatabase;
  let node: Node;
  beforeAll(async () => {
    test = await open();
    node = await openNode(test.database);
    await node.packs.install({ packs: [sales("1.0.0")], author: AUTHOR });
  });
  afterAll(async () => {
    await node.close();
    await test.close();
  });

  it("the plan says what the new version asks for, and that this is new", async () => {
    const [plan] = (await node.packs.plan([next])).packs;
    expect(plan).toMatchObject({ does: "upgrade", asks: { send: ["email"], call: [], schedule: false, more: { send: ["email"], call: [], schedule: false } } });
    expect((await node.packs.plan([sales("1.0.0")])).packs[0]!.asks.more).toEqual({ send: [], call: [], schedule: false });
  });

  it("tests of the new version pass as long as no local change breaks them", async () => {
    const tests = await testPacks(await node.packs.merged([next]), "metadata/packs");
    expect(testLines(tests).join("\n")).toContain("sales: 1 of 1 pass");
    expect(passed(tests)).toBe(true);
  });

  it("a local change that breaks them is found before anything is upgraded", async () => {
    await node.publisher.publish({ changes: [entityChange("deal", [field("name"), stage({ default: "begun" })])], author: AUTHOR });
    const tests = await testPacks(await node.packs.merged([next]), "metadata/packs");
    expect(passed(tests)).toBe(false);
    expect(testLines(tests).join("\n")).toContain("tests/begins.json, step deal");
    expect((await node.packs.list()).find(({ name }) => name === "sales")!.version).toBe("1.0.0");
  });
});
