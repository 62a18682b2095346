import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, packDocuments } from "../../tests/helpers/fixtures";
import { applyChanges, viewDocument, type DocumentChange } from "./changes";
import { loadFiles } from "./live";
import { renameEntity, renameField, type RenameWish } from "./mend";
import { readingsOf, renamedReads } from "./mend-place";
import { treePath, type Files } from "./tree";

const pack = (path: string, body: unknown) => documentOf("fleet", path, body);
const reference = (name: string, entity: string) => ({ id: name, name, type: "reference", label: name, options: { entity } });
const FLEET = [
  pack("pack.json", { id: "fleet", name: "fleet", version: "1.0.0", label: "Fleet", language: "en" }),
  pack("entities/vehicle/entity.json", { id: "vehicle", name: "vehicle", label: "Vehicle", plural: "Vehicles", fields: [{ id: "plate", name: "plate", type: "text", label: "Plate" }, { id: "rate", name: "rate", type: "decimal", label: "Rate" }, { id: "driven", name: "driven", type: "rollup", label: "Driven", options: { entity: "trip", via: "vehicle", function: "sum", field: "rate", where: { field: "rate", op: "gt", value: 1 } } }] }),
  pack("entities/trip/entity.json", {
    id: "trip", name: "trip", label: "Trip", plural: "Trips", unique: [{ id: "u", fields: ["rate", "vehicle"] }],
    fields: [
      reference("vehicle", "vehicle"), { id: "rate", name: "rate", type: "decimal", label: "Rate", invalidWhen: [{ id: "i", when: { field: "rate", op: "lt", value: 0 }, message: "Too small" }] },
      { id: "cost", name: "cost", type: "formula", label: "Cost", options: { result: "decimal", formula: 'if vehicle.plate = "rate" then rate else rate * vehicle.rate' } },
    ],
  }),
  pack("entities/trip/list.main.json", { id: "trip.main", name: "main", entity: "trip", label: "Trips", columns: [{ id: "a", field: "rate" }, { id: "b", field: "vehicle.rate" }], sort: [{ field: "rate", direction: "asc" }], filter: { any: [{ field: "vehicle.rate", op: "gt", value: 1 }, { field: "rate", op: "gt", value: { field: "vehicle.rate" } }] } }),
  pack("entities/trip/form.main.json", { id: "trip.form", name: "main", entity: "trip", label: "Main", tabs: [{ id: "t", label: "T", sections: [{ id: "s", columns: 1, visibleWhen: { field: "rate", op: "gt", value: 1 }, fields: [{ id: "f", field: "rate" }] }] }] }),
  pack("entities/trip/action.reset.json", { id: "trip.reset", name: "reset", entity: "trip", label: "Reset", steps: [{ id: "s", do: "update", set: { rate: { formula: "vehicle.rate + rate" } } }] }),
  pack("roles/driver.json", { id: "driver", name: "driver", label: "Driver", entities: { trip: { read: [{ condition: { field: "rate", op: "gt", value: 1 } }], fields: { rate: "read" } }, vehicle: { read: "all", fields: { rate: "hidden" } } } }),
];
const files: Files = new Map([...packDocuments("core"), ...FLEET].map((document) => [treePath(document), document.text]));
const load = (all: Files) => loadFiles(({ documents, patches }) => loadDocuments(documents, patches), 1, all);
const rename = (wish: RenameWish) => renameField(files, wish, load);
const textsAfter = (wish: RenameWish) => {
  const { changes, problems } = rename(wish);
  expect(problems).toEqual([]);
  const after = applyChanges(files, changes);
  expect(load(after).ok).toBe(true);
  return (kind: string, name: string) => viewDocument(after, { kind, name, pack: "fleet" }).document;
};

describe("a field with another name", () => {
  it("is mended in lists, forms, conditions, formulas, actions, roles and rollups, and nowhere else", () => {
    const after = textsAfter({ entity: "vehicle", field: "rate", to: "price" });
    expect(after("entity", "trip")).toMatchObject({ unique: [{ fields: ["rate", "vehicle"] }], fields: [{}, { name: "rate" }, { options: { formula: 'if vehicle.plate = "rate" then rate else rate * vehicle.price' } }] });
    expect(after("list", "trip.main")).toMatchObject({ columns: [{ field: "rate" }, { field: "vehicle.price" }], sort: [{ field: "rate" }], filter: { any: [{ field: "vehicle.price" }, { field: "rate", value: { field: "vehicle.price" } }] } });
    expect(after("action", "trip.reset")).toMatchObject({ steps: [{ set: { rate: { formula: "vehicle.price + rate" } } }] });
    expect(after("role", "driver")).toMatchObject({ entities: { trip: { fields: { rate: "read" } }, vehicle: { fields: { price: "hidden" } } } });
  });

  it("of the same name in another entity is told apart", () => {
    const after = textsAfter({ entity: "trip", field: "rate", to: "price" });
    expect(after("entity", "trip")).toMatchObject({ unique: [{ fields: ["price", "vehicle"] }], fields: [{}, { id: "rate", name: "price", invalidWhen: [{ when: { field: "price" } }] }, { options: { formula: 'if vehicle.plate = "rate" then price else price * vehicle.rate' } }] });
    expect(after("entity", "vehicle")).toMatchObject({ fields: [{}, { name: "rate" }, { options: { field: "price", where: { field: "price" } } }] });
    expect(after("list", "trip.main")).toMatchObject({ columns: [{ field: "price" }, { field: "vehicle.rate" }], filter: { any: [{ field: "vehicle.rate" }, { field: "price", value: { field: "vehicle.rate" } }] } });
    expect(after("form", "trip.main")).toMatchObject({ tabs: [{ sections: [{ visibleWhen: { field: "price" }, fields: [{ field: "price" }] }] }] });
    expect(after("action", "trip.reset")).toMatchObject({ steps: [{ set: { price: { formula: "vehicle.rate + price" } } }] });
    expect(after("role", "driver")).toMatchObject({ entities: { trip: { read: [{ condition: { field: "price" } }], fields: { price: "read" } }, vehicle: { fields: { rate: "hidden" } } } });
  });

  it("and an entity, too, are mended where records that lead to others are asked about", () => {
    const some = { some: { entity: "trip", field: "vehicle" }, where: { field: "rate", op: "gt", value: 1 } };
    const list = pack("entities/vehicle/list.main.json", { id: "vehicle.main", name: "main", entity: "vehicle", label: "Vehicles", columns: [{ id: "a", field: "plate" }], filter: some });
    const all: Files = new Map([...files, [treePath(list), list.text], ["local/made/fleet", "made here\n"]]);
    const filterAfter = ({ changes, problems }: { readonly changes: readonly DocumentChange[]; readonly problems: readonly unknown[] }) => {
      expect(problems).toEqual([]);
      return viewDocument(applyChanges(all, changes), { kind: "list", name: "vehicle.main", pack: "fleet" }).document["filter"];
    };
    expect(filterAfter(renameField(all, { entity: "trip", field: "vehicle", to: "van" }, load))).toMatchObject({ some: { entity: "trip", field: "van" } });
    expect(filterAfter(renameField(all, { entity: "trip", field: "rate", to: "price" }, load))).toMatchObject({ where: { field: "price" } });
    expect(filterAfter(renameEntity(all, { entity: "trip", to: "tour" }, load))).toMatchObject({ some: { entity: "tour", field: "vehicle" } });
  });

  it("tells where it is named, and refuses a name that is taken", () => {
    const { mentions } = rename({ entity: "vehicle", field: "plate", to: "number" });
    expect(mentions.map(({ kind, name, pointer }) => `${kind} ${name}${pointer}`)).toEqual(["entity trip/fields/2/options/formula"]);
    expect(rename({ entity: "vehicle", field: "plate", to: "rate" }).problems.length).toBeGreaterThan(0);
    expect(() => rename({ entity: "vehicle", field: "owner", to: "boss" })).toThrow("has no field");
  });

  it("of an entity: its folder moves, what names it is mended, the old name is remembered", () => {
    const made: Files = new Map([...files, ["local/made/fleet", "made here\n"]]);
    const { changes, mentions, problems } = renameEntity(made, { entity: "vehicle", to: "car" }, load);
    expect(problems).toEqual([]);
    const after = applyChanges(made, changes);
    expect([...after.keys()].filter((path) => path.includes("/vehicle/"))).toEqual([]);
    const at = (kind: string, name: string) => viewDocument(after, { kind, name, pack: "fleet" }).document;
    expect(at("entity", "car")).toMatchObject({ id: "vehicle", name: "car", formerNames: ["vehicle"], label: "Vehicle" });
    expect(at("entity", "trip")).toMatchObject({ fields: [{ name: "vehicle", options: { entity: "car" } }, {}, { options: { formula: expect.stringContaining("vehicle.rate") as string } }] });
    expect(Object.keys((at("role", "driver") as { entities: object }).entities)).toEqual(["trip", "car"]);
    expect(mentions.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(["entity trip", "role driver"]);
    const back = renameEntity(after, { entity: "car", to: "vehicle" }, load);
    expect(viewDocument(applyChanges(after, back.changes), { kind: "entity", name: "vehicle", pack: "fleet" }).document).toMatchObject({ formerNames: ["car"] });
    expect(() => renameEntity(files, { entity: "vehicle", to: "car" }, load)).toThrow("belongs to the pack");
    expect(() => renameEntity(made, { entity: "vehicle", to: "trip" }, load)).toThrow("already");
  });

  it("is read in every way a text can mean it, one place first", () => {
    const read = (document: Record<string, unknown>, pointer: string) => readingsOf(document, pointer, "x", "z").map((reading) => reading(document));
    expect(read({ a: "x + y.x" }, "/a")).toEqual([{ a: "z + y.x" }, { a: "x + y.z" }, { a: "z + y.z" }]);
    expect(read({ a: { x: 1, b: "x" } }, "/a/x")).toEqual([{ a: { z: 1, b: "x" } }]);
    expect(read({ label: 'say "x"' }, "/label")).toEqual([]);
  });

  it("of a process is mended where it reads the record, and where people are found by it", () => {
    const people = (value: string, text: string) => ({ nodes: [{ id: "x", options: { responsible: [{ kind: "unitHead", value }, { kind: "superior", value }, { kind: "superior", value: text }, { kind: "role", value: "x" }] } }] });
    expect(renamedReads(people("x", "[record.x, x]"), "x", "z")).toEqual({ document: people("z", "[record.z, x]"), pointers: [0, 1, 2].map((i) => `/nodes/0/options/responsible/${i}/value`) });
  });
});
