/** The upgrade drill: the shipped crm, changed here in 40 ways, meets a version that changes 60 things, 15 of them the same. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packSource, readPackFolder, viewDocument, type PackSource } from "../../runtime/publish";
import type { Choice } from "../../runtime/model/merge";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR, openNode, type Node } from "../helpers/publishing";

const shipped = (name: string): Promise<PackSource> => readPackFolder(fileURLToPath(new URL(`../../metadata/packs/${name}/`, import.meta.url)));
type Doc = Record<string, unknown> & { fields: ({ id: string } & Record<string, unknown>)[] };

/** One change: the help text of a field. Every field of these entities is one place where it can be made. */
interface Spot { readonly entity: string; readonly index: number; readonly id: string }
const ENTITIES = ["organisation", "contact", "deal", "lead", "activity", "product"];
const parse = (pack: PackSource, entity: string): Doc => JSON.parse(pack.files.get(`entities/${entity}/entity.json`)!) as Doc;

function spots(pack: PackSource): Spot[] {
  return ENTITIES.flatMap((entity) => parse(pack, entity).fields.map((field, index) => ({ entity, index, id: field.id })));
}

function changed(pack: PackSource, places: readonly Spot[], word: string): Map<string, Doc> {
  const documents = new Map(ENTITIES.map((entity) => [entity, parse(pack, entity)]));
  for (const { entity, index } of places) documents.get(entity)!.fields[index]!["help"] = `${word} ${entity} ${index}`;
  return documents;
}

const idOf = ({ entity, id }: Spot): string => `crm/entities/${entity}/entity.json#fields/${id}/help`;

describe.each(testDatabases())("the upgrade drill on $kind", ({ open }) => {
  let test: TestDatabase;
  let node: Node;
  let crm: PackSource;
  let next: PackSource;
  let ours: readonly Spot[];
  let theirs: readonly Spot[];
  const helpOf = ({ entity, index }: Spot) => node.live.current().entities.get(entity)!.fields[index]!.help?.["en"];

  beforeAll(async () => {
    test = await open();
    node = await openNode(test.database);
    crm = await shipped("crm");
    await node.packs.install({ packs: [await shipped("core"), crm], author: AUTHOR });
    const all = spots(crm);
    expect(all.length).toBeGreaterThanOrEqual(85);
    ours = all.slice(0, 40);
    theirs = all.slice(25, 85);
    await node.publisher.publish({ changes: [...changed(crm, ours, "Ours")].map(([name, document]) => ({ kind: "entity", name, document })), author: AUTHOR });
    const manifest = { ...(JSON.parse(crm.files.get("pack.json")!) as object), version: "9.0.0" };
    const documents = [...changed(crm, theirs, "Theirs")].map(([entity, body]) => [`entities/${entity}/entity.json`, JSON.stringify(body)] as const);
    next = packSource(new Map([...crm.files, ["pack.json", JSON.stringify(manifest)], ...documents]));
  });
  afterAll(async () => {
    await node.close();
    await test.close();
  });

  it("keeps 25, takes 45, shows 15 with both values, and upgrades nothing while they are open", async () => {
    const { merge } = await node.packs.plan([next]);
    const collisions = ours.filter((spot) => theirs.includes(spot));
    expect(collisions).toHaveLength(15);
    expect(merge.conflicts.map(({ id }) => id).sort()).toEqual(collisions.map(idOf).sort());
    expect({ open: merge.open, kept: merge.kept.length }).toEqual({ open: 15, kept: 25 });
    expect(merge.taken.filter((path) => path !== "crm/pack.json#version").sort()).toEqual(theirs.filter((spot) => !ours.includes(spot)).map(idOf).sort());
    expect(theirs.length - collisions.length).toBe(45);
    expect(merge.conflicts[0]).toMatchObject({ kind: "value", ours: expect.stringContaining("Ours") as string, theirs: expect.stringContaining("Theirs") as string });
    await expect(node.packs.upgrade({ packs: [next], author: AUTHOR })).rejects.toMatchObject({ code: "conflict:merge", issues: expect.objectContaining({ length: 15 }) as object });
    expect((await node.packs.list()).find(({ name }) => name === "crm")!.version).not.toBe("9.0.0");
  });

  it("does as decided, and one step back restores all", async () => {
    const before = await node.publisher.files();
    const { merge } = await node.packs.plan([next]);
    const decisions = Object.fromEntries(merge.conflicts.map(({ id }, i) => [id, i % 2 === 0 ? "mine" : "theirs"] as [string, Choice]));
    await node.packs.upgrade({ packs: [next], author: AUTHOR, decisions });
    for (const spot of ours.filter((one) => !theirs.includes(one))) expect(helpOf(spot)).toBe(`Ours ${spot.entity} ${spot.index}`);
    for (const spot of theirs.filter((one) => !ours.includes(one))) expect(helpOf(spot)).toBe(`Theirs ${spot.entity} ${spot.index}`);
    for (const spot of ours.filter((one) => theirs.includes(one))) expect(helpOf(spot)).toBe(`${decisions[idOf(spot)] === "mine" ? "Ours" : "Theirs"} ${spot.entity} ${spot.index}`);

    await node.publisher.rollback({ revision: before.revision, author: AUTHOR });
    expect((await node.publisher.files()).files).toEqual(before.files);
    for (const spot of ours) expect(helpOf(spot)).toBe(`Ours ${spot.entity} ${spot.index}`);
  });

  it("remembers the decisions for the same questions, and asks nothing when the version is there already", async () => {
    await node.packs.upgrade({ packs: [next], author: AUTHOR, prefer: "mine" });
    expect((await node.packs.plan([next])).merge).toMatchObject({ open: 0, conflicts: [] });
    const { files } = await node.publisher.files();
    expect(files.get("local/merge/crm.jsonl")!.trim().split("\n")).toHaveLength(15);
    expect(viewDocument(files, { kind: "entity", name: "organisation" }).base).toBeDefined();
  });
});
