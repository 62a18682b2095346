import { describe, expect, it } from "vitest";
import { applyChanges, listDocuments, viewDocument } from "./changes";
import { localSource } from "./local-pack";
import { isMadeHere, listPacks, withoutMarks } from "./made-here";
import type { Files } from "./tree";

const manifest = (name: string, label = name) => ({ id: name, name, version: "1.0.0", label, language: "en" });
const entity = (name: string, label = name) => ({ id: name, name, label, fields: [] });
const foreign: Files = new Map([["packs/crm/pack.json", JSON.stringify(manifest("crm"))], ["packs/crm/entities/deal/entity.json", JSON.stringify(entity("deal"))]]);
const fleet = applyChanges(foreign, [{ kind: "entity", name: "vehicle", pack: "fleet", document: entity("vehicle") }, { kind: "pack", name: "fleet", document: manifest("fleet") }]);

describe("packs made here", () => {
  it("come with their documents, whatever the order of the changes", () => {
    expect(isMadeHere(fleet, "fleet")).toBe(true);
    expect(listPacks(fleet).map(({ name, madeHere }) => [name, madeHere])).toEqual([["crm", false], ["fleet", true]]);
    expect(listDocuments(fleet).map(({ pack, name }) => `${pack}/${name}`)).toEqual(["crm/deal", "fleet/vehicle"]);
  });

  it("are edited in place, while other packs get patches", () => {
    const next = applyChanges(fleet, [{ kind: "entity", name: "vehicle", document: entity("vehicle", "Car") }, { kind: "entity", name: "deal", document: entity("deal", "Sale") }]);
    expect([...next.keys()].filter((path) => path.startsWith("local/patches/"))).toEqual(["local/patches/crm.entity.deal.json"]);
    expect(viewDocument(next, { kind: "entity", name: "vehicle" })).toMatchObject({ document: { label: "Car" } });
    expect(viewDocument(next, { kind: "entity", name: "vehicle" })).not.toHaveProperty("base");
  });

  it("go without a trace, local changes of them too", () => {
    const gone = applyChanges(new Map([...fleet, ["local/patches/fleet.entity.vehicle.json", "{}"]]), [{ kind: "pack", name: "fleet", document: null }]);
    expect([...gone]).toEqual([...foreign]);
  });

  it("are the only ones that can be changed so", () => {
    expect(() => applyChanges(fleet, [{ kind: "pack", name: "crm", document: null }])).toThrow('The pack "crm" was not made here.');
    expect(() => applyChanges(fleet, [{ kind: "pack", name: "local", document: manifest("local") }])).toThrow('"local" cannot be the name of a pack.');
    expect(() => applyChanges(fleet, [{ kind: "pack", name: "../x", document: manifest("x") }])).toThrow("cannot be the name");
    expect(() => applyChanges(fleet, [{ kind: "pack", name: "none", document: null }])).toThrow('There is no pack "none".');
    expect(() => applyChanges(fleet, [{ kind: "entity", name: "boat", pack: "crm", document: entity("boat") }])).toThrow('The pack "crm" has no entity "boat".');
  });

  it("are not part of what is exported as local, and lose the mark when a version from elsewhere comes", () => {
    expect(() => localSource(fleet, [], "en")).toThrow("Nothing was made here");
    expect(isMadeHere(withoutMarks(fleet, ["fleet"]), "fleet")).toBe(false);
  });
});
