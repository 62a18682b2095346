import { describe, expect, test } from "vitest";
import { deal, entities, entity, field, frame, line } from "./forms.fixture";
import { formFor, generatedForm, stageOf } from "./layout";
import { fieldsByName, formScope } from "./scope";
import { fieldState, isWritable, newValues } from "./state";
import { changedValues, issuesByField, requestBody, validateForm } from "./validate";

const named = (name: string) => fieldsByName(deal.fields).get(name)!;
const stateOf = (name: string, values: Record<string, unknown>, situation = { creating: true, recordType: "plain" }) => fieldState(deal, named(name), formScope(deal.fields, values, frame.env, entities), situation);
const codes = (values: Record<string, unknown>, situation = { creating: true }) =>
  Object.fromEntries([...validateForm(frame, values, situation)].map(([name, issues]) => [name, issues.map((issue) => `${issue.pointer}${issue.code}`)]));

describe("what a form does with a field", () => {
  test("a field appears and becomes obligatory as soon as another value asks for it", () => {
    expect(stateOf("reason", { stage: "new" })).toMatchObject({ visible: false, required: false });
    expect(stateOf("reason", { stage: "lost" })).toMatchObject({ visible: true, required: true });
  });

  test("a field of one record type is hidden in the others, and choices are narrowed by the type", () => {
    expect(stateOf("policy", {}).visible).toBe(false);
    expect(stateOf("policy", {}, { creating: true, recordType: "claim" }).visible).toBe(true);
    expect(stateOf("stage", {}).choices).toEqual(["new", "won"]);
    expect(stateOf("stage", {}, { creating: true, recordType: "claim" }).choices).toBeUndefined();
  });

  test("what is set once can be written while creating only; what may only be read or is computed, never", () => {
    expect(stateOf("code", {}).readOnly).toBe(false);
    expect(stateOf("code", {}, { creating: false, recordType: "plain" }).readOnly).toBe(true);
    expect(isWritable(named("secretPrice"))).toBe(false);
    expect(isWritable(named("total"))).toBe(false);
    expect(isWritable(field("x", "formula", { options: { result: "decimal", formula: "1" } }))).toBe(false);
  });

  test("a condition over line items is asked of each line", () => {
    const scope = formScope(deal.fields, { lines: [{ name: "a", quantity: 1 }, { name: "b", quantity: 5 }] }, frame.env, entities);
    expect(scope.related("lines").filter((one) => one.test("quantity", "gt", 3))).toHaveLength(1);
    expect(scope.test("name", "noSuchOperator", 1)).toBe(false);
    expect(scope.test("unknown.path", "eq", 1)).toBe(false);
  });

  test("a new record starts with the defaults, and with what the caller knows instead", () => {
    expect(newValues(deal.fields)).toEqual({ stage: "new" });
    expect(newValues(deal.fields, { stage: "won" })).toEqual({ stage: "won" });
  });
});

describe("checks before sending", () => {
  test("an empty obligatory field and a text that is too long are found by name", () => {
    expect(codes({})).toEqual({ name: ["required"] });
    expect(codes({ name: "x".repeat(21) })).toEqual({ name: ["tooLong"] });
  });

  test("hidden fields are not checked, visible ones with their rules", () => {
    expect(codes({ name: "a", reason: "x" })).toEqual({});
    expect(codes({ name: "a", stage: "lost" })).toEqual({ reason: ["required"] });
    expect(codes({ name: "a", stage: "lost", reason: "x" })).toEqual({ reason: ["rule"] });
  });

  test("an empty field that is fetched from a chosen record may stay empty", () => {
    const fields = [field("product", "reference", { options: { entity: "product" } }), field("price", "decimal", { required: true, fetchFrom: "product.price" })];
    const found = (values: Record<string, unknown>) => [...validateForm({ ...frame, fields }, values, { creating: true }).keys()];
    expect(found({})).toEqual(["price"]);
    expect(found({ product: { id: "01a20100-5fcc-7000-85f9-9f3bf8aaefa5" } })).toEqual([]);
  });

  test("line items are checked by line, without the way back to the parent", () => {
    expect(codes({ name: "a", lines: [{ name: "ok", quantity: 1 }, { quantity: 0 }] })).toEqual({ lines: ["/1/namerequired", "/1/quantitytooSmall"] });
  });

  test("findings of the server go to their fields; what names none is kept for the whole form", () => {
    const sorted = issuesByField([{ pointer: "/lines/0/price", code: "a", message: "" }, { pointer: "/nothing", code: "b", message: "" }, { pointer: "", code: "c", message: "" }], (name) => name === "lines");
    expect(sorted.get("lines")).toMatchObject([{ pointer: "/0/price", code: "a" }]);
    expect(sorted.get("")).toMatchObject([{ code: "b" }, { code: "c" }]);
  });
});

describe("what is sent", () => {
  const stored = { id: "1", version: 2, name: "a", stage: "new", secretPrice: 5, total: 9, lines: [{ id: "l1", version: 4, name: "one", quantity: 1, price: 2, amount: 2 }, { id: "l2", version: 1, name: "two", quantity: 1, price: null, amount: null }] };

  test("only writable fields that differ are sent", () => {
    expect(changedValues(deal.fields, stored, { ...stored, name: "b", secretPrice: 6, total: 10 })).toEqual({ name: "b" });
    expect(changedValues(deal.fields, stored, { ...stored, name: "a ", reason: "" })).toEqual({});
  });

  test("lines keep id and version and send what changed; new lines send everything written; removed ones are left out", () => {
    const lines = [{ ...stored.lines[0], quantity: 3 }, { name: "three", quantity: 1, amount: 7 }];
    const changed = changedValues(deal.fields, stored, { ...stored, lines });
    expect(requestBody(frame, stored, changed)).toEqual({ lines: [{ id: "l1", version: 4, quantity: 3 }, { name: "three", quantity: 1 }] });
  });
});

describe("which form", () => {
  const form = (name: string, more = {}) => ({ ...generatedForm(deal), id: name, name, default: false, ...more });

  test("the form named by the record type wins, then the default, then one made from the fields", () => {
    const claims = entity("claim", [], { recordTypes: [{ name: "claim", label: "Claim", form: "special", choices: {} }], forms: [form("main", { default: true }), form("special")] });
    expect(formFor(claims, { recordType: "claim" }).name).toBe("special");
    expect(formFor(claims).name).toBe("main");
    expect(formFor(line).name).toBe("generated");
  });

  test("of the forms that fit, the one that asks for more wins", () => {
    const when = { field: "price", op: "gt", value: 10 };
    const forms = [form("plain", { default: true }), form("sellers", { forRoles: true }), form("large", { when }), form("claim", { recordType: "claim" })];
    const claims = entity("claim", [field("price", "decimal")], { recordTypes: [{ name: "claim", label: "Claim", choices: {} }], forms });
    const holds = () => true;
    expect(formFor(claims, { recordType: "claim", holds }).name).toBe("claim");
    expect(formFor(claims, { holds }).name).toBe("large");
    expect(formFor(claims, { holds: () => false }).name).toBe("sellers");
    expect(formFor({ ...claims, forms: [forms[2]!] }).name).toBe("generated");
  });

  test("the stage is what the form names, else the field of the first board, if the person sees it", () => {
    const boards = [{ entity: "deal", field: "stage" }];
    expect(stageOf(deal, generatedForm(deal), boards)?.name).toBe("stage");
    expect(stageOf(deal, { ...generatedForm(deal), stage: "reason" }, boards)?.name).toBe("reason");
    expect(stageOf(deal, generatedForm(deal), [])).toBeUndefined();
    expect(stageOf({ ...deal, fields: [] }, generatedForm(deal), boards)).toBeUndefined();
  });

  test("a generated form has every field that is not the system's", () => {
    const names = generatedForm({ ...line, fields: [...line.fields, field("createdAt", "dateTime", { system: true })] }).tabs[0]!.sections[0]!.fields.map((place) => place.field);
    expect(names).toEqual(["name", "quantity", "price", "amount", "deal"]);
  });
});
