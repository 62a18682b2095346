import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "../../kernel";
import { loadAppModel } from "../../model/server";
import { importForeign } from "./import";
import { camel } from "./names";

function folder(path: string): Map<string, string> {
  return new Map(readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const full = join(entry.parentPath, entry.name);
    return [relative(path, full), readFileSync(full, "utf8")];
  }));
}
const core = [...folder("metadata/packs/core")].map(([path, text]) => ({ pack: "core", path, text }));
const taken = (format: string, files = folder(`tests/fixtures/foreign/${format}`), prefix?: string) => importForeign(format, files, { name: "taken", ...(prefix ? { prefix } : {}) }, core);
const modelOf = (pack: { files: ReadonlyMap<string, string> }) => {
  const result = loadAppModel({ revision: 1, documents: [...core, ...[...pack.files].map(([path, text]) => ({ pack: "taken", path, text }))] });
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 5)));
  return result.model;
};

describe("a pack from EspoCRM", () => {
  const { pack, report } = taken("espocrm");
  const model = modelOf(pack);
  const kennel = model.entities.get("kennel")!;
  const field = (name: string) => kennel.fieldByName.get(name)!;

  it("has its entities, types, choices, bounds and words", () => {
    expect([...kennel.fields].filter(({ system }) => !system).map(({ name, type }) => `${name}:${type}`)).toEqual([
      "name:text", "status:select", "services:multiSelect", "capacity:integer", "fee:money", "emailAddress:email", "phoneNumber:phone", "website:url", "address:address", "keeper:user", "parentKennel:reference", "dogs:references",
      "about:anyReference", "closedReason:longText", "number:autonumber", "photos:file",
    ]);
    expect(kennel.label).toMatchObject({ en: "Dog hotel", de: "Hundehotel" });
    expect(field("capacity")).toMatchObject({ label: { en: "Places", de: "Plätze" }, required: true, options: { min: 1, max: 400 } });
    expect(field("status")).toMatchObject({ default: "Open", audited: true, options: { choices: [{ value: "Open", label: { en: "Open now", de: "Geöffnet" } }, { value: "Full", color: "orange" }, { value: "Closed", color: "red" }] } });
    expect(field("services").options["choices"]).toMatchObject([{ value: "Boarding" }, { value: "Training outdoor", label: { en: "Training; outdoor" } }]);
    expect(field("emailAddress").personalData).toBe(true);
    expect(field("closedReason")).toMatchObject({ help: { en: "What guests are told" }, searchable: true });
    expect(field("about").options).toEqual({ entities: ["dog"] });
    expect(kennel.indexes.map(({ fields }) => fields)).toEqual([["status", "name"], ["keeper"]]);
  });

  it("has its conditions, form, list and order", () => {
    const isClosed = { field: "status", op: "eq", value: "Closed" };
    expect(field("closedReason")).toMatchObject({ visibleWhen: isClosed, requiredWhen: { all: [isClosed, { field: "keeper", op: "isNotEmpty" }] } });
    expect(field("fee").readOnlyWhen).toEqual({ any: [{ not: { field: "status", op: "in", value: ["Open", "Full"] } }, { field: "capacity", op: "isEmpty" }] });
    const form = model.forms.get("kennel")![0]!;
    expect(form.tabs.map(({ label, sections }) => [label["en"], sections.map(({ fields }) => fields.map((one) => one.field))])).toEqual([["Overview", [["name", "status", "capacity"], ["fee"]]], ["Contact", [["emailAddress", "phoneNumber", "address", "closedReason"]]]]);
    expect(model.lists.get("kennel")![0]!.columns.map((column) => column.field)).toEqual(["name", "status", "keeper"]);
    expect(kennel.defaultSort).toEqual([{ field: "createdAt", direction: "desc" }]);
  });

  it("reports what was left out or is only near, each thing once", () => {
    const of = (outcome: string) => report.findings.filter((finding) => finding.outcome === outcome).map(({ kind, name, at }) => `${kind} ${name} ${at}`);
    expect(of("dropped")).toEqual(expect.arrayContaining(["field currencyConverted Kennel.feeConverted", "field moodRing Kennel.mood", "flag pattern Kennel.name", "flag view Kennel.keeper", "condition visible Kennel.dogs"]));
    expect(of("approximated")).toEqual(expect.arrayContaining(["field attachmentMultiple Kennel.photos", "right roles taken"]));
    const fields = report.findings.filter(({ kind }) => kind === "field").map(({ at }) => at);
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields).toHaveLength(20 + 9);
  });
});

describe("a pack from Frappe", () => {
  const { pack, report } = taken("frappe");
  const model = modelOf(pack);
  const hire = model.entities.get("boatHire")!;

  it("has lines that belong to one entity each, references, fetched values and conditions", () => {
    expect([...model.entities.keys()].filter((name) => name.startsWith("boat"))).toEqual(["boatHire", "boatHireLine", "boatHireLineBoatOffer", "boatHirer", "boatOffer"]);
    expect(hire.fieldByName.get("lines")!.options).toMatchObject({ entity: "boatHireLine", field: "boatHire" });
    expect(model.entities.get("boatOffer")!.fieldByName.get("lines")!.options).toMatchObject({ entity: "boatHireLineBoatOffer", field: "boatOffer" });
    expect(model.entities.get("boatHireLine")!.parent).toBe("boatHire");
    expect(hire.fieldByName.get("hirerName")).toMatchObject({ fetchFrom: "hirer.fullName", readOnly: true });
    expect(hire.fieldByName.get("returnedAt")).toMatchObject({ visibleWhen: { all: [{ field: "state", op: "eq", value: "Returned" }, { not: { field: "isTest", op: "isTrue" } }] }, requiredWhen: { field: "state", op: "eq", value: "Returned" } });
    expect(hire.fieldByName.get("day")).toMatchObject({ required: true, default: { formula: "today()" } });
    expect(hire.titleField).toBe("hirerName");
    expect(model.entities.get("boatHirer")!.fieldByName.get("captain")!.type).toBe("user");
  });

  it("has its roles, tabs and columns; hidden fields are in no form", () => {
    expect(model.roles.get("harbourClerk")!.label["en"]).toBe("Harbour Clerk");
    expect(model.roles.has("harbourGuest")).toBe(true);
    const form = model.forms.get("boatHire")![0]!;
    expect(form.tabs[0]!.sections.map(({ label, collapsed }) => [label?.["en"], collapsed])).toEqual([[undefined, false], ["Boats", true]]);
    expect(JSON.stringify(form)).not.toContain("isTest");
    expect(model.lists.get("boatHire")![0]!.columns.map((column) => column.field)).toEqual(["hirerName", "hirer", "state"]);
    expect(report.summary().groups).toEqual(expect.arrayContaining([expect.objectContaining({ kind: "field", name: "Currency", approximated: 1 }), expect.objectContaining({ kind: "file", name: "Print Format", dropped: 1 })]));
  });
});

describe("a pack from Corteza", () => {
  it("has modules as entities, pages as forms and lists", () => {
    const { pack, report } = taken("corteza");
    const model = modelOf(pack);
    const bed = model.entities.get("bed")!;
    expect(bed.fields.filter(({ system }) => !system).map(({ name, type }) => `${name}:${type}`)).toEqual(["title:text", "notes:longText", "area:decimal", "kind:select", "sown:date", "keeper:user", "neighbours:references", "total:decimal"]);
    expect(model.lists.get("plant")![0]!.columns.map((column) => column.field)).toEqual(["name", "bed"]);
    expect(report.findings.filter(({ outcome }) => outcome === "dropped").map(({ kind, at }) => `${kind} ${at}`)).toEqual(["field Bed.Score", "expression Bed.Total", "layout BedPage", "workflows waterDaily", "field Plant.Lost"].sort((a, b) => order(report, a) - order(report, b)));
  });
});
const order = (report: { findings: readonly { kind: string; at: string }[] }, key: string): number => report.findings.findIndex(({ kind, at }) => `${kind} ${at}` === key);

describe("metadata of other systems", () => {
  it("gives the same pack from the same files, and other names with a prefix", () => {
    expect([...taken("frappe").pack.files]).toEqual([...taken("frappe").pack.files]);
    expect([...modelOf(taken("frappe", undefined, "port").pack).entities.keys()]).toContain("portBoatHire");
  });

  it("is refused with a sentence when there is none, or the format is unknown", () => {
    expect(() => taken("frappe", new Map([["a.json", "{}"]]))).toThrow("There is no metadata of frappe");
    expect(() => taken("odoo", new Map())).toThrow('There is no format "odoo"');
  });

  it("gives a good pack or a refusal, whatever is in the files", () => {
    const seeds = (["espocrm", "frappe", "corteza"] as const).flatMap((format) => [...folder(`tests/fixtures/foreign/${format}`)].map(([path, text]) => ({ format, path, text })));
    const mutation = fc.record({ seed: fc.constantFrom(...seeds), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(12), put: fc.oneof(fc.constantFrom("", "null", "[]", "{}", "-1", '"__proto__"', "true", "1e999", '"'), fc.string({ maxLength: 8 })) });
    fc.assert(fc.property(mutation, ({ seed, at, length, put }) => {
      const start = Math.floor(at * seed.text.length);
      const files = folder(`tests/fixtures/foreign/${seed.format}`).set(seed.path, seed.text.slice(0, start) + put + seed.text.slice(start + length));
      try {
        modelOf(taken(seed.format, files).pack);
      } catch (error) {
        if (!isAppError(error)) throw error;
        expect(error.code).toBe("input:invalid");
      }
    }), { numRuns: 40 });
  });

  it("gives names of ours", () => {
    expect(["Sales Invoice Item", "is_paid", "URL", "HTMLText", "ASTTotal", "2nd Try", "Ωmega", ""].map(camel)).toEqual(["salesInvoiceItem", "isPaid", "url", "htmlText", "astTotal", "x2ndTry", "mega", "x"]);
  });
});
