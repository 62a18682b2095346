import { describe, expect, it } from "vitest";
import { loadDocuments, modelOf, packDocuments, withEdit } from "../../tests/helpers/fixtures";
import { entityOf, fieldPath, label } from "./accessors";
import { diffModels } from "./diff";
import { recordTypesText } from "./record-types-text";

const base = packDocuments("core", "sales");
const model = modelOf(loadDocuments(base));
const LINE = "sales/entities/dealLine/entity.json";

describe("two models", () => {
  it("of the same documents do not differ", () => {
    expect(diffModels(model, modelOf(loadDocuments(base)))).toEqual({ entities: { added: [], removed: [], renamed: [], changed: [] }, fields: { added: [], removed: [], renamed: [], retyped: [], changed: [] } });
  });

  it("show renamed, retyped, added and removed fields by their ids", () => {
    const other = modelOf(loadDocuments(withEdit(base, LINE, (body) => {
      body.fields[0].name = "article";
      body.fields[3].type = "money";
      body.fields[3].label = "Unit price";
      body.fields.splice(4, 1);
      body.fields.push({ id: "note", name: "note", type: "longText", label: "Note" });
    }).map((document) => (document.path === "entities/deal/entity.json" ? { ...document, text: document.text.replace('"field": "sum"', '"field": "quantity"') } : document)).filter(({ path }) => path !== "seed/deals.json")));
    const { entities, fields } = diffModels(model, other);
    expect(fields.added.map(({ entityId, field }) => [entityId, field.name])).toEqual([["dealLine", "note"]]);
    expect(fields.removed.map(({ field }) => field.name)).toEqual(["sum"]);
    expect(fields.renamed.map(({ before, after }) => [before.name, after.name])).toEqual([["product", "article"]]);
    expect(fields.retyped.map(({ after, properties }) => [after.name, properties])).toEqual([["total", ["options"]], ["price", ["type", "label"]]]);
    expect(entities).toMatchObject({ added: [], removed: [], renamed: [] });
  });

  it("show a renamed entity as renamed, and its references as changed", () => {
    const renamed = base.map((document) => ({ ...document, path: document.path.replace("dealLine", "item"), text: document.text.replaceAll('"name": "dealLine"', '"name": "item"').replaceAll('"entity": "dealLine"', '"entity": "item"') }));
    const { entities } = diffModels(model, modelOf(loadDocuments(renamed)));
    expect(entities.renamed).toMatchObject([{ id: "dealLine", before: { name: "dealLine", table: "deal_line" }, after: { name: "item", table: "item" } }]);
    expect([entities.added, entities.removed]).toEqual([[], []]);
  });
});

describe("reading a model", () => {
  it("finds entities, with a suggestion for a near miss", () => {
    expect(entityOf(model, "deal").name).toBe("deal");
    expect(() => entityOf(model, "deel")).toThrow(expect.objectContaining({ code: "entity:notFound", remedy: 'Did you mean "deal"?' }) as Error);
  });

  it("follows paths through references", () => {
    const deal = entityOf(model, "deal");
    expect(fieldPath(model, deal, "organisation.city")).toMatchObject({ hops: [{ name: "organisation" }], field: { name: "city" }, entity: { name: "organisation" } });
    expect(fieldPath(model, deal, "owner.unit.head.name")).toMatchObject({ field: { name: "name" }, entity: { name: "user" } });
    expect(["organisation.town", "name.x", "lines.sum", ""].map((path) => fieldPath(model, deal, path))).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("gives words in a language, its base, English, or any", () => {
    const words = { en: "Deal", ru: "Сделка" };
    expect(["ru", "ru-RU", "uk", "en"].map((language) => label(words, language))).toEqual(["Сделка", "Сделка", "Deal", "Deal"]);
    expect([label({ ru: "Оценка" }, "tr"), label(undefined, "en")]).toEqual(["Оценка", ""]);
  });

  it("is written as TypeScript types for implementers", () => {
    const text = recordTypesText(model);
    expect(text).toContain('readonly stage: "new" | "won" | "lost" | null;');
    expect(text).toContain('readonly organisation: Ref<"organisation"> | null;');
    expect(text).toContain("readonly lines: readonly DealLine[];");
    expect(text).toContain("readonly dealLine: DealLine;");
    expect(recordTypesText(model, "ru")).toContain("/** Стадия */");
  });
});
