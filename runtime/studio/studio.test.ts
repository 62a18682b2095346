import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, packDocuments } from "../../tests/helpers/fixtures";
import { documentPath, isOfEntity, type DocumentKind } from "../model/source";
import { CHOOSABLE_TYPES, choicesOf, iconOf, newEntity, newField, startOptions, targetFor, type EntityAnswer, type ModuleAnswer } from "./answers";
import { moduleChanges, requirementsOf, type StudioChange } from "./documents";
import { freeName, isFreeEntity, isFreeField, nameOf } from "./names";
import { readCells } from "./paste";
import { readPasted } from "./recognise";

const WORDS = { general: "General", mainForm: "Main form", allOf: (plural: string) => `All ${plural}`, board: "Board" };
const START = { choices: ["New", "In progress", "Done"], prefix: "N" };
const NOTHING = { packOf: () => undefined };
const PASTE = { column: (number: number) => `Column ${number}`, states: ["New", "Done"] };
const core = packDocuments("core");

const sourceOf = (change: StudioChange) => {
  const [entity, own] = change.name.split(".");
  const kind = change.kind as DocumentKind;
  return documentOf(change.pack ?? change.name, isOfEntity(kind) ? documentPath(kind, own!, entity!) : documentPath(kind, change.name), change.document);
};
const problemsOf = (changes: readonly StudioChange[]) => {
  const result = loadDocuments([...core, ...changes.map(sourceOf)]);
  return result.ok ? [] : result.problems.map(({ file, pointer, message }) => `${file}${pointer}: ${message}`);
};
const module = (entities: readonly EntityAnswer[], more: Partial<ModuleAnswer> = {}): ModuleAnswer => ({ name: "fleet", label: "Fleet", language: "en", entities, roles: [{ name: "fleetUser", label: "Fleet user", grants: {} }], ...more });

describe("names", () => {
  it("are ASCII words of what people wrote, in any of the languages", () => {
    expect(nameOf("Number plate", "x")).toBe("numberPlate");
    expect(nameOf("Дата выезда", "x")).toBe("dataVyezda");
    expect(nameOf("Їжак і щука", "x")).toBe("izhakiShchuka");
    expect(nameOf("Sürücü Adı", "x")).toBe("surucuAdi");
    expect(nameOf("2nd driver (ID)", "x")).toBe("driverId");
    expect(nameOf("車", "field")).toBe("field");
  });

  it("are free: of others, of the product's own and of its pages", () => {
    expect(freeName("trip", (name) => isFreeEntity(name, ["trip", "trip2"]))).toBe("trip3");
    expect(isFreeEntity("reports", [])).toBe(false);
    expect(isFreeField("owner", [])).toBe(false);
    expect(isFreeField("deletedAt", [])).toBe(false);
    expect(isFreeField("constructor", [])).toBe(false);
    expect(isFreeField("amountCurrency", ["amount"])).toBe(false);
    expect(isFreeField("amount", ["amountCurrency"])).toBe(false);
    expect(isFreeField("currency", ["amount"])).toBe(true);
  });
});

describe("pasted tables", () => {
  it("are read with tabs, commas or semicolons, and with quotes", () => {
    expect(readCells('Name;Note\n"A; b";"say ""hi""\nthere"\r\n;\n')).toEqual([["Name", "Note"], ["A; b", 'say "hi"\nthere']]);
    expect(readCells("one\ntwo")).toEqual([["one"], ["two"]]);
  });

  it("get types by their values, and rows the API takes", () => {
    const { fields, rows } = readPasted("Plate\tMileage\tBought\tPrice\tState\tLeased\tMail\tRate\nAB-1\t12 500\t31.01.2024\t€ 12.500,50\tFree\tyes\ta@b.example\t5%\nAB-2\t300\t01.02.2024\t€ 900\tFree\tno\tc@d.example\t7,5%\nAB-3\t4\t01.03.2024\t€ 1\tIn use\tno\te@f.example\t1%\nAB-4\t7\t01.03.2024\t€ 2\tIn use\tno\te@f.example\t1%", PASTE);
    expect(fields.map(({ name, type }) => `${name}:${type}`)).toEqual(["plate:text", "mileage:integer", "bought:date", "price:money", "stateField:select", "leased:boolean", "mail:email", "rate:percent"].map((one) => one.replace("stateField", "state")));
    expect(fields[4]!.options).toEqual({ choices: [{ id: "free", value: "free", label: "Free", color: "blue" }, { id: "inUse", value: "inUse", label: "In use", color: "orange" }] });
    expect(rows[0]).toMatchObject({ plate: "AB-1", mileage: 12500, bought: "2024-01-31", price: { amount: 12500.5, currency: "EUR" }, state: "free", leased: true });
  });

  it("get types by their headings when there are only those", () => {
    expect(readPasted("Номер\tДата\tСтоимость\tСтатус\tПримечание\tE-mail", PASTE).fields.map(({ type }) => type)).toEqual(["text", "date", "decimal", "select", "longText", "email"]);
  });

  it("without headings number their columns", () => {
    const { fields, rows } = readPasted("Anna,2024-01-31,12\nBoris,2024-02-01,13", PASTE);
    expect(fields.map(({ label, type }) => `${label}:${type}`)).toEqual(["Column 1:text", "Column 2:date", "Column 3:integer"]);
    expect(rows).toHaveLength(2);
  });

  it("keep codes with leading zeros as text", () => {
    expect(readPasted("Code,Phone\n00123,+380 44 123 4567\n00124,+380 44 123 4568", PASTE).fields.map(({ type }) => type)).toEqual(["text", "phone"]);
  });
});

describe("a new relation", () => {
  const entities = [newEntity("Vehicle", "Vehicles", []), newEntity("Водитель", "Водители", []), newEntity("Car wash", "Car washes", [])];

  it("points at the entity it is called after, and at people where there is none", () => {
    const targets = ["Vehicle", "vehicles", "Main vehicle", "Основной водитель", "Car wash", "Carwashes", "Approver"].map((label) => targetFor(label, entities));
    expect(targets).toEqual([entities[0]!.name, entities[0]!.name, entities[0]!.name, entities[1]!.name, entities[2]!.name, "user", "user"]);
  });
});

describe("a module", () => {
  const vehicle = newEntity("Vehicle", "Vehicles", [], [newField("Plate", "text", []), { ...newField("State", "select", [], startOptions("select", START)) }]);
  const driver = newEntity("Driver", "Drivers", ["vehicle"], [newField("Name", "personName", [])]);
  const trip = newEntity("Trip", "Trips", ["vehicle", "driver"], [newField("Purpose", "text", []), newField("Vehicle", "reference", [], { entity: "vehicle" }), newField("Driver", "reference", [], { entity: "driver" }), newField("Distance", "decimal", []), newField("Cost", "formula", [], { result: "decimal", formula: "distance * 2", stored: true })]);
  const withRollup = { ...vehicle, fields: [...vehicle.fields, newField("Driven", "rollup", vehicle.fields, { entity: "trip", via: "vehicle", function: "sum", field: "distance" })] };

  it("has entities, screens, a role and a menu, and loads", () => {
    const changes = moduleChanges(module([withRollup, driver, trip]), WORDS, NOTHING);
    expect(problemsOf(changes)).toEqual([]);
    expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "pack fleet", "entity vehicle", "form vehicle.main", "list vehicle.main", "board vehicle.main", "entity driver", "form driver.main", "list driver.main", "entity trip", "form trip.main", "list trip.main", "role fleetUser", "menu fleet",
    ]);
    expect(changes[2]!.document).toMatchObject({ related: [{ entity: "trip", field: "vehicle" }] });
    expect(changes[11]!.document).toMatchObject({ entities: { trip: { create: "all", read: "all", update: "all", delete: "own" } } });
    expect(iconOf("Транспортное средство")).toBe("car");
  });

  it("requires the packs it points at", () => {
    const linked = { ...trip, fields: [...trip.fields, newField("Client", "reference", trip.fields, { entity: "organisation" })] };
    expect(requirementsOf([vehicle, driver, linked], { packOf: (entity) => (entity === "organisation" ? { name: "crm", version: "1.2.0" } : undefined) })).toEqual({ crm: "^1.2.0" });
  });

  it("makes lines of what another entity lists as its lines", () => {
    const stop = newEntity("Stop", "Stops", [], [newField("Place", "text", []), newField("Trip", "reference", [], { entity: "trip" })]);
    const route = { ...trip, fields: [...trip.fields, newField("Stops", "children", trip.fields, { entity: "stop", field: "trip" })] };
    const changes = moduleChanges(module([vehicle, driver, route, stop]), WORDS, NOTHING);
    expect(problemsOf(changes)).toEqual([]);
    expect(changes.find(({ kind, name }) => kind === "entity" && name === "stop")!.document).toMatchObject({ parent: "trip" });
    expect(changes.at(-1)!.document).toMatchObject({ items: [{ entity: "vehicle" }, { entity: "driver" }, { entity: "trip" }] });
  });

  it("keeps the values of choices when their list is written again", () => {
    const before = choicesOf(["New", "Done"]);
    expect(choicesOf(["Done", "Late", "New"], before).map(({ value }) => value)).toEqual(["done", "late", "new"]);
    expect(choicesOf(["Done", "done!"]).map(({ value }) => value)).toEqual(["done", "done2"]);
  });

  it("loads whatever the fields are called and of whatever type they are", () => {
    const label = fc.oneof(fc.string({ minLength: 1, maxLength: 30 }), fc.constantFrom("Owner", "Id", "Amount", "Amount currency", "Версия", "Команда", "search", "constructor", "__proto__", "Created at", "URL ID")).filter((text) => text.trim() !== "");
    const types = CHOOSABLE_TYPES.filter((type) => !["rollup", "children"].includes(type));
    const field = fc.record({ label, type: fc.constantFrom(...types), required: fc.boolean(), unique: fc.boolean() });
    fc.assert(fc.property(fc.array(fc.record({ label, fields: fc.array(field, { maxLength: 8 }) }), { minLength: 1, maxLength: 3 }), (given) => {
      const entities: EntityAnswer[] = [];
      for (const one of given) {
        const fields = one.fields.reduce<EntityAnswer["fields"]>((others, { label: words, type, required, unique }) => [...others, { ...newField(words, type, others, startOptions(type, START)), required, unique: unique && !["file", "image", "json"].includes(type) }], []);
        entities.push(newEntity(one.label, one.label, ["user", "team", "unit", ...entities.map(({ name }) => name)], fields));
      }
      expect(problemsOf(moduleChanges(module(entities), WORDS, NOTHING))).toEqual([]);
    }), { numRuns: 200 });
  }, 60_000);

  it("takes any text for a table without failing", () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => {
      const { fields } = readPasted(text, PASTE);
      expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
      expect(problemsOf(moduleChanges(module([newEntity("Thing", "Things", [], fields)]), WORDS, NOTHING))).toEqual([]);
    }), { numRuns: 100 });
  }, 60_000);
});
