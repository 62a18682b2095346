/** What the import wizard asks for beside the import itself: what columns may fill, how they were mapped last, rows with their errors. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const CSV = "Nr;Wert;Zustand\nW-1;10;New\nW-2;viel;Signed\nW-3;-30;New\n";
const MAPPING = { Nr: "number", Wert: "amount", Zustand: "status" };

describe.each(testDatabases())("the import wizard on $kind", ({ open }) => {
  let office: Office;
  let officer: OfficePerson;
  let other: OfficePerson;

  beforeAll(async () => {
    office = await openOffice(open);
    [officer, other] = [await office.person("officer"), await office.person("officer")];
  });
  afterAll(() => office?.close());

  const preview = async (who: OfficePerson) => (await office.send(who, "/import/contract/preview", { name: "w.csv", bytes: CSV })).body;
  const start = async (options: object) => {
    const { status, body } = await office.send(officer, "/import/contract", undefined, { options: JSON.stringify(options) });
    expect([status, body]).toEqual([202, expect.anything()]);
    while (await office.runtime.imports.runOnce());
    return (await office.ask(officer, "GET", `/jobs/${body.id}`)).body;
  };

  it("offers what columns may fill, relations by each way to find them, and suggests by values", async () => {
    const { targets, columns, last } = await preview(officer);
    const paths = targets.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(["number", "amount", "partner", "partner.code", "partner.id", "id"]));
    expect(targets.find(({ path }: { path: string }) => path === "number")).toMatchObject({ label: "Number", required: true, key: true, unique: true });
    expect(columns.find(({ name }: { name: string }) => name === "Zustand").suggestion).toBe("status");
    expect(last).toBeNull();
  });

  it("shows the wrong rows of a trial cell by cell, imports the same file after it, and remembers the mapping for its owner only", async () => {
    const { file } = await preview(officer);
    const trial = await start({ file, mapping: MAPPING, dryRun: true });
    expect(trial).toMatchObject({ state: "done", file: { id: file }, progress: { created: 2, failed: 1 } });
    const { body: findings } = await office.ask(officer, "GET", `/jobs/${trial.id}/findings`);
    expect(findings).toMatchObject({ columns: ["Nr", "Wert", "Zustand"], targets: ["number", "amount", "status"], items: [{ line: 3, cells: ["W-2", "viel", "Signed"], issues: [{ column: "Wert", value: "viel" }] }] });
    expect((await office.ask(other, "GET", `/jobs/${trial.id}/findings`)).status).toBe(404);
    expect((await office.send(other, "/import/contract", undefined, { options: JSON.stringify({ file, mapping: MAPPING }) })).status).toBe(422);

    expect(await start({ file, mapping: MAPPING })).toMatchObject({ state: "done", progress: { created: 2, failed: 1 } });
    expect((await preview(officer)).last).toEqual({ mapping: MAPPING, mode: "create", key: [] });
    expect((await preview(other)).last).toBeNull();
  });
});
