import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments, problemsOf, withEdit } from "../../tests/helpers/fixtures";
import { schemaProperties } from "./schemas";

const base = packDocuments("core", "sales");
const plus = packDocuments("core", "sales", "salesPlus");
const ENTITY = "sales/entities/deal/entity.json";

/** The one problem of the sales pack with one document edited. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the edit may make any shape
function only(file: string, edit: (body: any) => void) {
  const problems = problemsOf(withEdit(base, file, edit));
  expect(problems.map(({ message }) => message)).toHaveLength(1);
  const { file: where, ...problem } = problems[0]!;
  expect(where).toBe(file);
  return problem;
}

describe("a model of good packs", () => {
  const model = modelOf(loadDocuments(plus));
  const deal = model.entities.get("deal")!;

  it("has tables, columns and system fields", () => {
    expect(deal.table).toBe("deal");
    expect(model.entities.get("dealLine")!.table).toBe("deal_line");
    expect(deal.fields.map(({ name, column }) => `${name}:${column}`)).toEqual([
      "name:name", "stage:stage", "organisation:organisation_id", "phone:phone", "due:due", "lines:", "total:total", "net:", "lostReason:lost_reason", "lot:lot", "score:score",
      "id:id", "version:version", "createdAt:created_at", "createdBy:created_by", "updatedAt:updated_at", "updatedBy:updated_by", "owner:owner_id", "team:team_id", "unit:unit_id", "recordType:record_type",
    ]);
    expect(model.entities.get("user")).toMatchObject({ table: "users", system: true });
  });

  it("fills in defaults", () => {
    expect(deal.fieldByName.get("name")).toMatchObject({ required: true, readOnly: false, unique: false, invalidWhen: [], options: {} });
    expect(model.entities.get("lead")).toMatchObject({ icon: "box", titleField: "title", recordTypes: [], defaultSort: [] });
    expect(model.forms.get("deal")![0]!.tabs[0]!.sections[0]).toMatchObject({ columns: 2, collapsed: false, fields: [{ id: "f1", field: "name", span: 2 }, { span: 1 }, { span: 1 }] });
    expect(model.lists.get("deal")![0]).toMatchObject({ pageSize: 25, sort: [{ field: "total", direction: "desc" }, { field: "organisation", direction: "asc" }] });
  });

  it("has words in every language, the pack's own among them", () => {
    expect(model.languages).toEqual(expect.arrayContaining(["en", "ru", "uk", "tr"]));
    expect(deal.label).toEqual({ en: "Deal", ru: "Сделка", uk: "Угода" });
    expect(deal.fieldByName.get("score")!.label).toEqual({ ru: "Оценка", uk: "Оцінка", en: "Оценка" });
    expect(deal.fieldByName.get("stage")!.options["choices"]).toMatchObject([{ value: "new", label: { en: "New", ru: "Новая" } }, { value: "won", label: { en: "Won", uk: "Виграна" } }, { label: { en: "Lost" } }]);
    expect(deal.fieldByName.get("due")!.invalidWhen[0]!.message).toEqual({ en: "The date is long past", ru: "Дата давно прошла" });
    expect(model.actions.get("lead")![0]).toMatchObject({ confirm: { ru: "Преобразовать лид?" }, parameters: [{ label: { ru: "Ответственный" } }] });
    expect(model.menus[0]!.items[0]!.items[0]!.label).toEqual({ en: "Help", ru: "Справка" });
  });

  it("says which pack gave what", () => {
    expect(deal.fieldByName.get("score")!.provenance).toMatchObject({ "*": "salesPlus", label: "salesPlus" });
    expect(deal.fieldByName.get("stage")!.provenance).toMatchObject({ "*": "sales" });
    expect(deal.fieldByName.get("id")!.provenance).toEqual({ "*": "system" });
  });

  it("merges extensions and record types", () => {
    expect(deal.recordTypes.map(({ name, choices }) => [name, choices])).toEqual([["tender", { stage: ["new", "won"] }], ["lease", { stage: ["new"] }]]);
    expect(deal.fieldByName.get("lot")!.recordTypes).toEqual(["tender"]);
    expect(deal.indexes).toMatchObject([{ id: "salesPlus.i1", fields: ["stage", "score"], kind: "btree" }]);
    expect(deal.fieldByName.get("recordType")!.options["choices"]).toMatchObject([{ value: "tender" }, { value: "lease" }]);
  });

  it("spells out rights, also those of the administrator on everything", () => {
    const seller = model.roles.get("seller")!;
    expect(seller.entities["deal"]!.verbs.read).toEqual([{ scope: "own" }, { scope: "team" }, { condition: { field: "stage", op: "eq", value: "won" } }, { scope: "unit", condition: { field: "total", op: "gt", value: 100 } }]);
    expect(seller.entities["deal"]!.verbs.delete).toEqual([]);
    expect(seller.entities["organisation"]).toBeUndefined();
    const administrator = model.roles.get("administrator")!;
    expect(Object.keys(administrator.entities).sort()).toEqual([...model.entities.keys()].sort());
    expect(administrator.entities["lead"]!.actions).toEqual({ convert: [{ scope: "all" }] });
  });

  it("is frozen to the bottom", () => {
    expect(() => ((deal.fields[0] as { name: string }).name = "x")).toThrow(TypeError);
    expect(() => (deal.fields as unknown[]).push(1)).toThrow(TypeError);
    expect(() => (model.entities as Map<string, unknown>).delete("deal")).toThrow(TypeError);
    expect(() => (deal.fieldByName as Map<string, unknown>).set("x", 1)).toThrow(TypeError);
  });

  it("keeps translations and seeds as documents, boards as parts, and packs in the order of their needs", () => {
    expect(model.documents.map(({ kind, name }) => `${kind}:${name}`)).toEqual(expect.arrayContaining(["translation:ru", "seed:deals"]));
    expect(model.parts.board[0]).toMatchObject({ name: "main", entity: "deal", label: { en: expect.any(String) as string } });
    expect(model.packs.map(({ name }) => name)).toEqual(["core", "sales", "salesPlus"]);
    expect(model.packs[1]).toMatchObject({ label: { en: "Sales", ru: "Продажи" }, licence: "Apache-2.0", language: "en" });
  });

  it("can be made without the pack core, when nothing points at people", () => {
    const documents = [documentOf("tiny", "pack.json", { id: "tiny", name: "tiny", version: "1.0.0", label: "Tiny", language: "en" }), documentOf("tiny", "entities/note/entity.json", { id: "note", name: "note", label: "Note", fields: [] })];
    expect(modelOf(loadDocuments(documents)).entities.get("note")!.titleField).toBe("id");
  });
});

describe("what the grammar refuses, with file, place, sentence and remedy", () => {
  it("an unknown key", () => {
    expect(only(ENTITY, (body) => (body.fields[0].requird = true))).toEqual({ pointer: "/fields/0/requird", code: "unknownKey", message: 'The key "requird" is not known here', remedy: 'Did you mean "required"?' });
  });

  it("a missing key", () => {
    expect(only(ENTITY, (body) => delete body.label)).toMatchObject({ pointer: "", code: "missing", message: 'The key "label" is missing', remedy: 'Add "label".' });
  });

  it("a value outside a list of values", () => {
    expect(only("sales/roles/seller.json", (body) => (body.entities.deal.update = "unitTre"))).toMatchObject({ pointer: "/entities/deal/update", code: "unknownValue", remedy: 'Did you mean "unitTree"?' });
  });

  it("a wrong type", () => {
    expect(only(ENTITY, (body) => (body.fields[0].required = "yes"))).toEqual({ pointer: "/fields/0/required", code: "type", message: 'True or false is expected here, not "yes"', remedy: "Write true or false. For example true." });
  });

  it("a name of the wrong form, as value and as key", () => {
    expect(only(ENTITY, (body) => (body.fields[0].name = "first-name"))).toMatchObject({ pointer: "/fields/0/name", code: "format" });
    expect(only("sales/roles/seller.json", (body) => (body.entities["the deal"] = {}))).toMatchObject({ pointer: "/entities/the deal", code: "name" });
  });

  it("a condition that is none, without noise from the other forms", () => {
    const problems = problemsOf(withEdit(base, ENTITY, (body) => (body.fields[0].visibleWhen = { all: [{ field: "stage", operator: "eq" }] })));
    expect(problems.map(({ pointer, code }) => [pointer, code])).toEqual([["/fields/0/visibleWhen/all/0", "missing"], ["/fields/0/visibleWhen/all/0/operator", "unknownKey"]]);
  });

  it("wrong options of a field type, and missing ones", () => {
    expect(only(ENTITY, (body) => (body.fields[0].options = { maxLenght: 5 }))).toMatchObject({ pointer: "/fields/0/options/maxLenght", code: "unknownKey", remedy: 'Did you mean "maxLength"?' });
    expect(only(ENTITY, (body) => delete body.fields[2].options)).toMatchObject({ pointer: "/fields/2", code: "missing", remedy: 'Add "entity" under "options".' });
  });

  it("a misspelt field type, with line and column", () => {
    const result = loadDocuments(packDocuments("core", "misspelt"));
    expect(result).toMatchObject({ ok: false, problems: [{ file: "misspelt/entities/note/entity.json", pointer: "/fields/0/type", line: 4, column: 47, code: "unknownFieldType", message: 'There is no field type "tekst"', remedy: 'Did you mean "text"?' }] });
    expect(only(ENTITY, (body) => (body.fields[0].type = "txt")).remedy).toBe('Did you mean "text"?');
  });

  it("the type of system fields", () => {
    expect(only(ENTITY, (body) => (body.fields[0].type = "id"))).toMatchObject({ pointer: "/fields/0/type", code: "reserved" });
  });

  it("broken JSON, with line and column", () => {
    const broken = base.map((document) => (document.path === "roles/seller.json" ? { ...document, text: '{\n  "id": "seller",\n}' } : document));
    expect(loadDocuments(broken)).toMatchObject({ ok: false, problems: [{ file: "sales/roles/seller.json", code: "malformed", line: 3, column: 1 }] });
  });

  it("a file where no document lives, and the same document twice", () => {
    expect(problemsOf([...base, documentOf("sales", "role/x.json", {})])).toMatchObject([{ code: "unknownFile", remedy: "Did you mean roles/x.json?" }]);
    expect(problemsOf([...base, base[0]!])).toMatchObject([{ code: "duplicate" }]);
  });

  it("documents that are too large or too many", () => {
    expect(problemsOf([...base, { pack: "sales", path: "roles/x.json", text: " ".repeat(1_048_577) }])).toMatchObject([{ code: "tooLarge" }]);
    expect(problemsOf(Array.from({ length: 20_001 }, () => base[0]!))).toMatchObject([{ code: "tooMany" }]);
  });
});

describe("what the cross-checks refuse", () => {
  it("two packs that add the same field, naming both", () => {
    const third = [documentOf("other", "pack.json", { id: "other", name: "other", version: "1.0.0", label: "Other", language: "en", requires: { sales: "^1.0.0" } }), documentOf("other", "entities/deal/extension.json", { id: "other.deal", extends: "deal", fields: [{ id: "other.score", name: "score", type: "decimal", label: "Score" }] })];
    expect(problemsOf([...plus, ...third])).toMatchObject([{ file: "salesPlus/entities/deal/extension.json", pointer: "/fields/0/name", code: "duplicateField", message: 'The packs "other" and "salesPlus" both add a field with the name "score" to the entity "deal"' }]);
  });

  it("two packs that define the same entity, or the same role", () => {
    const twin = [documentOf("other", "pack.json", { id: "other", name: "other", version: "1.0.0", label: "Other", language: "en" })];
    expect(problemsOf([...base, ...twin, documentOf("other", "entities/lead/entity.json", { id: "lead", name: "lead", label: "Lead", fields: [] })])).toMatchObject([{ code: "duplicateEntity", message: 'The packs "other" and "sales" both define the entity "lead"' }]);
    expect(problemsOf([...base, ...twin, documentOf("other", "roles/seller.json", { id: "seller2", name: "seller", label: "Seller" })])).toMatchObject([{ code: "duplicateName" }]);
  });

  it("names of system fields, of JavaScript objects, and columns that collide", () => {
    const added = (name: string) => only(ENTITY, (body) => body.fields.push({ id: "x", name, type: "text", label: "X" }));
    expect(added("createdBy")).toMatchObject({ pointer: "/fields/9/name", code: "reserved", message: 'The name "createdBy" belongs to a system field' });
    expect(added("constructor").code).toBe("reserved");
    expect(added("webURL")).toMatchObject({ message: 'The name "webURL" has capitals in a row' });
    expect(added("organisationId")).toMatchObject({ code: "columnTaken", message: 'The field "organisationId" needs the column organisation_id, which "organisation" has' });
    expect(added("deletedAt")).toMatchObject({ code: "columnTaken", message: 'The field "deletedAt" needs the column deleted_at, which the product has' });
    expect(added("aBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaB")).toMatchObject({ code: "tooLong" });
    const money = (body: { fields: object[] }) => body.fields.push({ id: "m", name: "cost", type: "money", label: "Cost" }, { id: "c", name: "costCurrency", type: "text", label: "C" });
    expect(only(ENTITY, money)).toMatchObject({ pointer: "/fields/10/name", code: "columnTaken" });
  });

  it("unknown entities, fields and choices, wherever they are named", () => {
    expect(only("sales/entities/organisation/entity.json", (body) => (body.fields[5].options.entity = "organization"))).toMatchObject({ pointer: "/fields/5/options/entity", code: "unknownEntity", remedy: 'Did you mean "organisation"?' });
    expect(only(ENTITY, (body) => (body.titleField = "nam"))).toMatchObject({ pointer: "/titleField", code: "unknownField", remedy: 'Did you mean "name"?' });
    expect(only(ENTITY, (body) => (body.unique[0].fields = ["name", "organization"]))).toMatchObject({ pointer: "/unique/0/fields/1", code: "unknownField" });
    expect(only(ENTITY, (body) => (body.recordTypes[0].choices.stage = ["neu"]))).toMatchObject({ pointer: "/recordTypes/0/choices/stage/0", code: "unknownChoice" });
    expect(only("sales/entities/deal/list.main.json", (body) => (body.columns[1].field = "organisation.town"))).toMatchObject({ pointer: "/columns/1/field", message: 'The entity "organisation" has no field "town"' });
    expect(only("sales/entities/deal/form.main.json", (body) => (body.tabs[0].sections[0].fields[0].field = "nmae"))).toMatchObject({ pointer: "/tabs/0/sections/0/fields/0/field", code: "unknownField" });
    expect(only("sales/entities/deal/board.main.json", (body) => (body.field = "name"))).toMatchObject({ pointer: "/field", code: "type" });
    expect(only("sales/entities/deal/board.main.json", (body) => (body.limits = { neu: 3 }))).toMatchObject({ pointer: "/limits/neu", code: "unknownChoice" });
    expect(only("sales/entities/deal/board.main.json", (body) => (body.lanes = "stage"))).toMatchObject({ pointer: "/lanes", code: "type" });
    expect(only(ENTITY, (body) => (body.fields.find((field: { type: string }) => field.type === "reference").options.acyclic = true))).toMatchObject({ code: "type" });
    expect(only("sales/menus/main.json", (body) => (body.items[0].list = "mine"))).toMatchObject({ pointer: "/items/0/list", code: "unknownList" });
  });

  it("conditions with a wrong field, operator or value", () => {
    const rule = (condition: unknown) => only(ENTITY, (body) => (body.fields[3].visibleWhen = condition));
    expect(rule({ field: "stag", op: "eq", value: "new" })).toMatchObject({ pointer: "/fields/3/visibleWhen/field", remedy: 'Did you mean "stage"?' });
    expect(rule({ any: [{ field: "stage", op: "equals", value: "new" }] })).toMatchObject({ pointer: "/fields/3/visibleWhen/any/0/op", code: "unknownOperator" });
    expect(rule({ field: "stage", op: "eq", value: "open" })).toMatchObject({ pointer: "/fields/3/visibleWhen/value", code: "operand" });
    expect(rule({ field: "stage", op: "isEmpty", value: 1 })).toMatchObject({ code: "surplus" });
    expect(rule({ field: "stage", op: "eq" })).toMatchObject({ code: "missing" });
    expect(rule({ field: "name.x", op: "eq", value: "1" })).toMatchObject({ code: "noReference" });
    expect(rule({ some: "organisation", where: { all: [] } })).toMatchObject({ code: "noList" });
    expect(rule({ field: "due", op: "lt", value: { now: "yesterday" } })).toMatchObject({ code: "format" });
    expect(rule({ field: "name", op: "eq", value: { now: "P1D" } })).toMatchObject({ code: "type" });
    expect(rule({ field: "organisation", op: "eq", value: { user: "id" } })).toMatchObject({ code: "type" });
    expect(rule({ field: "name", op: "eq", value: { param: "x" } })).toMatchObject({ code: "unknownParameter" });
    expect(rule({ field: "name", op: "eq", value: { field: "due" } })).toMatchObject({ code: "type" });
  });

  it("a relation read backwards where nobody asks the database, or that leads elsewhere", () => {
    const some = (entity: string, field: string) => ({ some: { entity, field }, where: { all: [] } });
    expect(only(ENTITY, (body) => (body.fields[3].visibleWhen = some("deal", "organisation")))).toMatchObject({ pointer: "/fields/3/visibleWhen/some", code: "backward" });
    const filter = (condition: unknown) => only("sales/entities/deal/list.main.json", (body) => (body.filter = condition));
    expect(filter(some("deel", "organisation"))).toMatchObject({ pointer: "/filter/some/entity", code: "unknownEntity" });
    expect(filter(some("organisation", "nam"))).toMatchObject({ pointer: "/filter/some/field", code: "unknownField", remedy: 'Did you mean "name"?' });
    expect(filter(some("organisation", "name"))).toMatchObject({ pointer: "/filter/some/field", code: "noReference" });
  });

  it("conditions that are too deep or too wide", () => {
    let deep: unknown = { field: "stage", op: "eq", value: "new" };
    for (let i = 0; i < 8; i++) deep = { not: deep };
    expect(only(ENTITY, (body) => (body.fields[3].visibleWhen = deep)).code).toBe("tooDeep");
    const wide = { any: Array.from({ length: 11 }, () => ({ all: Array.from({ length: 10 }, () => ({ field: "stage", op: "isEmpty" })) })) };
    expect(problemsOf(withEdit(base, ENTITY, (body) => (body.fields[3].visibleWhen = wide)))[0]).toMatchObject({ code: "tooMany" });
  });

  it("defaults that are not valid values", () => {
    expect(only(ENTITY, (body) => (body.fields[1].default = "old"))).toMatchObject({ pointer: "/fields/1/default", code: "default" });
    expect(only(ENTITY, (body) => (body.fields[6].default = 5))).toMatchObject({ pointer: "/fields/6/default", code: "computed" });
  });

  it("flags without effect", () => {
    expect(only(ENTITY, (body) => (body.fields[5].unique = true))).toMatchObject({ pointer: "/fields/5/unique", code: "noColumn" });
    expect(only(ENTITY, (body) => (body.fields[6].required = true))).toMatchObject({ pointer: "/fields/6/required", code: "computed" });
    expect(only(ENTITY, (body) => (body.fields[1].searchable = true))).toMatchObject({ code: "type" });
  });

  it("relations that do not fit together", () => {
    expect(only(ENTITY, (body) => (body.fields[5].options.field = "product"))).toMatchObject({ pointer: "/fields/5/options/field", code: "noReference" });
    expect(only(ENTITY, (body) => (body.fields[6].options.field = "product"))).toMatchObject({ pointer: "/fields/6/options/field", code: "type" });
    expect(only(ENTITY, (body) => (body.fields[6].options.children = "stage"))).toMatchObject({ pointer: "/fields/6/options/children", code: "noList" });
    expect(only(ENTITY, (body) => (body.fields[3].fetchFrom = "name"))).toMatchObject({ pointer: "/fields/3/fetchFrom", code: "noReference" });
    expect(only(ENTITY, (body) => (body.fields[3].fetchFrom = "organisation.discount"))).toMatchObject({ code: "type" });
    expect(only("sales/entities/dealLine/entity.json", (body) => (body.parent = "product"))).toMatchObject({ pointer: "/parent", code: "noReference" });
    expect(only("sales/entities/dealLine/entity.json", (body) => delete body.fields[1].required)).toMatchObject({ pointer: "/parent", code: "notRequired" });
  });

  it("line items nested deeper than two levels", () => {
    const level = (name: string, parent: string) => documentOf("sales", `entities/${name}/entity.json`, { id: name, name, label: name, parent: "above", fields: [{ id: "above", name: "above", type: "reference", label: "Above", required: true, options: { entity: parent } }] });
    expect(problemsOf([...base, level("partOne", "dealLine")])).toEqual([]);
    expect(problemsOf([...base, level("partOne", "dealLine"), level("partTwo", "partOne")])).toMatchObject([{ code: "tooDeep", message: "Line items may be nested 2 levels: partTwo → partOne → dealLine → deal" }]);
  });

  it("formulas of fields over child rows, and parts of linked records", () => {
    const refused = { pointer: "/fields/7/options/formula", code: "childRows", message: 'The formula of a field cannot read the rows of "lines"', remedy: expect.stringContaining("rollup") as string };
    expect(only(ENTITY, (body) => (body.fields[7].options.formula = "sum(lines.sum)"))).toMatchObject(refused);
    expect(only(ENTITY, (body) => (body.fields[7].options.formula = "count(lines)"))).toMatchObject(refused);
    expect(only(ENTITY, (body) => (body.fields[4].default = { formula: "count(lines)" }))).toMatchObject({ ...refused, pointer: "/fields/4/default/formula" });
  });

  it("types of names three references away", () => {
    expect(only(ENTITY, (body) => (body.fields[7].options.formula = "owner.createdBy.updatedBy.createdAt * 2"))).toMatchObject({ code: "formula" });
  });

  it("formulas that do not compile", () => {
    expect(only(ENTITY, (body) => (body.fields[7].options.formula = "totl * 2"))).toMatchObject({ pointer: "/fields/7/options/formula", code: "formula", remedy: expect.stringContaining("total") as string });
    expect(only(ENTITY, (body) => (body.fields[4].default = { formula: "today(" }))).toMatchObject({ pointer: "/fields/4/default/formula", code: "formula" });
  });

  it("values that depend on themselves, naming the circle across entities", () => {
    expect(problemsOf(packDocuments("core", "circle"))).toMatchObject([{ code: "cycle", message: "The value depends on itself: order.total → orderLine.share → order.total" }]);
  });

  it("roles that name what does not exist", () => {
    const role = "sales/roles/seller.json";
    expect(only(role, (body) => (body.entities.lead.actions = { convrt: "own" }))).toMatchObject({ pointer: "/entities/lead/actions/convrt", code: "unknownAction", remedy: 'Did you mean "convert"?' });
    expect(only(role, (body) => (body.entities.deal.fields = { nett: "hidden" }))).toMatchObject({ pointer: "/entities/deal/fields/nett", code: "unknownField" });
    expect(only(role, (body) => (body.entities.deals = { read: "all" }))).toMatchObject({ pointer: "/entities/deals", code: "unknownEntity" });
    expect(only(role, (body) => (body.entities["*"] = { fields: { name: "read" } }))).toMatchObject({ pointer: "/entities/*/fields/name", code: "misplaced" });
    expect(only(role, (body) => (body.system = ["metadata.write"]))).toMatchObject({ code: "unknownValue" });
  });

  it("actions whose steps cannot work", () => {
    const action = "sales/entities/lead/action.convert.json";
    expect(only(action, (body) => (body.steps[1].set.organisation.ref = "orga"))).toMatchObject({ pointer: "/steps/1/set/organisation/ref", code: "unknownRef", remedy: 'Did you mean "org"?' });
    expect(only(action, (body) => (body.steps[1].set.status.value = "done"))).toMatchObject({ pointer: "/steps/1/set/status/value", code: "value" });
    expect(only(action, (body) => (body.steps[0].set.owner.param = "nobody"))).toMatchObject({ code: "unknownParameter" });
    expect(only(action, (body) => (body.steps[0].set.name.from = "deals"))).toMatchObject({ pointer: "/steps/0/set/name/from", code: "type" });
    expect(only(action, (body) => (body.steps[0].set.createdAt = { value: "2026-01-01" }))).toMatchObject({ code: "computed" });
    expect(only(action, (body) => (body.steps[2].relation = "title"))).toMatchObject({ code: "noReference" });
    expect(only(action, (body) => delete body.steps[0].entity)).toMatchObject({ pointer: "/steps/0", code: "missing" });
    expect(only(action, (body) => (body.steps[3].set = {}))).toMatchObject({ pointer: "/steps/3/set", code: "surplus" });
  });

  it("translations of what does not exist", () => {
    const words = "sales/i18n/ru.json";
    expect(only(words, (body) => (body.entities.deal.fields.stag = { label: "x" }))).toMatchObject({ pointer: "/entities/deal/fields/stag", code: "unknownId", remedy: 'Did you mean "stage"?' });
    expect(only(words, (body) => (body.entities.deal.fields.stage.choices.won2 = "x"))).toMatchObject({ code: "unknownId" });
    expect(only(words, (body) => (body.language = "uk"))).toMatchObject({ pointer: "/language", code: "name" });
  });

  it("nothing about seeds that look back from the day they are loaded, with owners", () => {
    const users = documentOf("sales", "seed/users.json", { id: "sales.users", name: "users", label: "Users", demo: true, entity: "user", key: "email", records: [{ email: "ann@example.com", name: "Ann", roles: ["seller"], position: "Seller" }] });
    const aged = withEdit(base, "sales/seed/deals.json", (body) => Object.assign(body.records[0], { createdAt: { ago: "P30DT2H" }, due: { ahead: "P14D" }, owner: { key: "ann@example.com" } }));
    expect(problemsOf([...aged, users])).toEqual([]);
    expect(problemsOf([...withEdit(aged, "sales/seed/deals.json", (body) => Object.assign(body.records[0], { due: { ago: "yesterday" }, owner: { key: "bob" } })), users])).toMatchObject([{ pointer: "/records/0/due", code: "value" }, { pointer: "/records/0/owner", code: "unknownKey" }]);
    expect(problemsOf([...base, { ...users, text: users.text.replace('"seller"', '"saler"') }])).toMatchObject([{ pointer: "/records/0/roles/0", code: "unknownRole", remedy: 'Did you mean "seller"?' }]);
  });

  it("seeds with unknown fields, repeated keys and references into nothing", () => {
    const seed = "sales/seed/organisations.json";
    expect(only(seed, (body) => (body.records[0].town = "x"))).toMatchObject({ pointer: "/records/0/town", code: "unknownField" });
    expect(only(seed, (body) => body.records.push({ code: "A", name: "Again" }))).toMatchObject({ pointer: "/records/2/code", code: "duplicate" });
    expect(only(seed, (body) => body.records.push({ name: "Nameless" }))).toMatchObject({ pointer: "/records/2", code: "missing" });
    expect(only(seed, (body) => (body.records[0].partners = [{ key: "C" }]))).toMatchObject({ pointer: "/records/0/partners/0", code: "unknownKey" });
    expect(only(seed, (body) => (body.records[0].discount = "much"))).toMatchObject({ code: "value" });
    expect(only("sales/seed/deals.json", (body) => (body.records[0].lines[0].prize = 1))).toMatchObject({ pointer: "/records/0/lines/0/prize", code: "unknownField" });
  });
});

describe("packs that need each other", () => {
  const manifest = (name: string, requires: Record<string, string>) => documentOf(name, "pack.json", { id: name, name, version: "1.0.0", label: name, language: "en", requires });

  it("must be there, in a fitting version", () => {
    expect(problemsOf([manifest("a", { sale: "^1.0.0" }), ...base])).toMatchObject([{ pointer: "/requires/sale", code: "missingPack", remedy: 'Did you mean "sales"?' }]);
    expect(problemsOf([manifest("a", { sales: "^2.0.0" }), ...base])).toMatchObject([{ code: "version", message: 'The pack "a" requires "sales" ^2.0.0, but 1.2.0 is here' }]);
    expect(problemsOf([manifest("a", { sales: "newest" }), ...base])).toMatchObject([{ code: "format" }]);
  });

  it("must not need each other in a circle, which is named", () => {
    expect(problemsOf([manifest("a", { b: "*" }), manifest("b", { c: "*" }), manifest("c", { a: "*" })])).toMatchObject([{ code: "cycle", message: "The packs require each other: a → b → c → a" }]);
  });

  it("may refer only to what they require", () => {
    const stranger = documentOf("a", "entities/note/entity.json", { id: "note", name: "note", label: "Note", fields: [{ id: "deal", name: "deal", type: "reference", label: "Deal", options: { entity: "deal" } }] });
    expect(problemsOf([...base, manifest("a", {}), stranger])).toMatchObject([{ code: "notRequired", remedy: 'Add "sales" to "requires" in pack.json.' }]);
    expect(problemsOf([...base, manifest("a", { sales: "1" }), stranger])).toEqual([]);
  });

  it("need a pack.json of the folder's name", () => {
    expect(problemsOf([documentOf("a", "menus/x.json", { id: "x", name: "x", label: "X", items: [] })])).toMatchObject([{ file: "a/pack.json", code: "missingPack" }]);
    expect(problemsOf([{ ...manifest("a", {}), pack: "b" }])).toMatchObject([{ code: "name" }]);
  });
});

describe("local changes", () => {
  const patch = (changes: unknown[], target: object = { kind: "entity", name: "deal", pack: "sales" }) => documentOf("local", "patches/sales.entity.deal.json", { id: "sales.entity.deal", target, changes });

  it("change the model and are told apart from the pack", () => {
    const model = modelOf(loadDocuments(base, [patch([{ node: "fields/stage", set: { label: "Phase" } }, { insert: { id: "local.note", name: "note", type: "text", label: "Note" }, into: { node: "", property: "fields" }, after: "stage" }])]));
    const deal = model.entities.get("deal")!;
    expect(deal.fieldByName.get("stage")).toMatchObject({ label: { en: "Phase" }, provenance: { "*": "sales", label: "local", type: "sales" } });
    expect(deal.fields[2]).toMatchObject({ name: "note", provenance: { "*": "local" } });
  });

  it("without a target are warnings, not errors", () => {
    const result = loadDocuments(base, [patch([{ node: "fields/fax", set: { label: "Fax" } }])]);
    expect(result).toMatchObject({ ok: true, warnings: [{ file: "local/patches/sales.entity.deal.json", pointer: "/changes/0", code: "orphan", message: "There is no node fields/fax" }] });
    expect(loadDocuments(base, [patch([], { kind: "entity", name: "gone", pack: "sales" })])).toMatchObject({ ok: true, warnings: [{ code: "orphan" }] });
  });

  it("that break a document are refused, naming the patch", () => {
    expect(problemsOf(base, [patch([{ node: "fields/stage", set: { requird: true } }])])).toMatchObject([{ file: "local/patches/sales.entity.deal.json", code: "patchBreaks" }, { file: ENTITY, code: "unknownKey" }]);
  });

  it("may add whole documents", () => {
    const local = [documentOf("local", "entities/task/entity.json", { id: "task", name: "task", label: "Task", fields: [{ id: "deal", name: "deal", type: "reference", label: "Deal", options: { entity: "deal" } }] }), documentOf("local", "entities/deal/extension.json", { id: "local.deal", extends: "deal", fields: [{ id: "local.hot", name: "hot", type: "boolean", label: "Hot" }] })];
    const model = modelOf(loadDocuments([...base, ...local]));
    expect(model.entities.get("task")!.pack).toBe("local");
    expect(model.entities.get("deal")!.fieldByName.get("hot")!.provenance["*"]).toBe("local");
  });
});

it("the grammar names its properties, for the liveness ledger", () => {
  expect(schemaProperties().length).toBeGreaterThan(200);
});
