import { describe, expect, it } from "vitest";
import { addParameter, addStep, changeParameter, changeStep, fitsInto, isWritable, madeBefore, moveStep, newAction, parametersOf, removeParameter, removeStep, stepsOf, suggestMapping, type MappedEntity, type MappedField } from "./actions";

const field = (name: string, type = "text", options: Record<string, unknown> = {}): MappedField => ({ name, label: name, type, options });
const lead: MappedEntity = { name: "lead", label: "Lead", fields: [field("name"), field("phone", "phone"), field("amount", "decimal"), field("organisation", "reference", { entity: "organisation" })] };
const deal: MappedEntity = { name: "deal", label: "Deal", fields: [
  field("name"), field("amount", "integer"), field("organisation", "reference", { entity: "organisation" }), field("from", "reference", { entity: "lead" }), field("total", "formula", { result: "decimal", formula: "1" }),
  { ...field("createdAt", "dateTime"), system: true }, { ...field("owner", "user"), system: true },
] };

describe("actions in the studio", () => {
  const action = newAction("lead", "Convert it", {}).document;

  it("begins with a name of its own and a step that changes nothing", () => {
    const first = newAction("lead", "Convert it", {});
    expect(first).toEqual({ key: "action lead.convertIt", document: { id: "lead.convertIt", name: "convertIt", entity: "lead", label: "Convert it", steps: [{ id: "open", do: "open" }] } });
    expect(newAction("lead", "Convert it", { [first.key]: first.document }).key).toBe("action lead.convertIt2");
  });

  it("maps what fits by name and type, and links the new record back", () => {
    expect(suggestMapping(lead, deal)).toEqual({ name: { from: "name" }, organisation: { from: "organisation" }, from: { formula: "id" } });
  });

  it("knows what a step may write, and which values go into it", () => {
    expect(deal.fields.filter(isWritable).map(({ name }) => name)).toEqual(["name", "amount", "organisation", "from", "owner"]);
    expect(fitsInto(field("a", "decimal"), field("b", "integer"))).toBe(true);
    expect(fitsInto(field("a", "reference", { entity: "lead" }), field("b", "reference", { entity: "deal" }))).toBe(false);
    expect(fitsInto(field("a"), field("b", "date"))).toBe(false);
  });

  it("adds steps before those that open, moves them, and takes away what rests on one that goes", () => {
    const two = addStep(addStep(addStep(action, "create", lead, deal), "update", lead), "open", lead);
    expect(stepsOf(two).map(({ id }) => id)).toEqual(["deal", "update", "open", "open2"]);
    expect(madeBefore(two, "update")).toEqual([{ as: "deal", entity: "deal" }]);
    expect(madeBefore(two, "deal")).toEqual([]);
    const linked = changeStep(changeStep(two, "update", { set: { deal: { ref: "deal" }, name: { value: "x" } } }), "open2", { ref: "deal" });
    const without = removeStep(linked, "deal");
    expect(stepsOf(without)).toEqual([{ id: "update", do: "update", set: { name: { value: "x" } } }, { id: "open", do: "open" }]);
    expect(stepsOf(moveStep(two, "deal", 1)).map(({ id }) => id)).toEqual(["update", "deal", "open", "open2"]);
    expect(moveStep(two, "deal", -1)).toBe(two);
  });

  it("keeps parameters as fields without what only records have", () => {
    const asked = addParameter(action, { name: "who", label: "Who", type: "user", options: {} });
    const changed = changeParameter(asked, { name: "who", label: "For whom", type: "user", required: true, unique: true, options: {} });
    expect(changed["parameters"]).toEqual([{ id: "who", name: "who", type: "user", label: "For whom", required: true }]);
    const used = addStep(changed, "update", lead);
    const written = changeStep(used, "update", { set: { owner: { param: "who" }, name: { from: "name" } } });
    const gone = removeParameter(written, "who");
    expect(gone["parameters"]).toBeUndefined();
    expect(stepsOf(gone)[0]).toMatchObject({ set: { name: { from: "name" } } });
    expect(parametersOf(gone)).toEqual([]);
  });
});
