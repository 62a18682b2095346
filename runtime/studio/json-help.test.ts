import { describe, expect, it } from "vitest";
import { grammarSchemas } from "../model/schemas";
import { keysAt, meaningAt, valuesAt } from "./json-help";

const entity = { id: "trip", name: "trip", label: "Trip", fields: [{ id: "state", name: "state", type: "select", label: "State", options: { choices: [] } }, { id: "at", name: "at", type: "date", label: "At", requiredWhen: { all: [{ field: "state", op: "eq" }] } }] };

describe("help with JSON", () => {
  it("offers the keys that are missing, needed ones first", () => {
    const offers = keysAt(grammarSchemas, "list", [], {}, ["id"]);
    expect(offers.slice(0, 4).map(({ name, needed }) => `${name} ${needed}`)).toEqual(["name true", "entity true", "label true", "columns true"]);
    expect(offers.find(({ name }) => name === "columns")).toMatchObject({ description: "Columns in order.", start: "[]" });
    expect(keysAt(grammarSchemas, "list", ["columns", 0], {}, ["id", "field"]).map(({ name }) => name)).toEqual(["width", "pinned", "label", "total"]);
  });

  it("knows the options of a field by its type, and conditions", () => {
    expect(keysAt(grammarSchemas, "entity", ["fields", 0], entity, []).map(({ name }) => name)).toEqual(expect.arrayContaining(["requiredWhen", "options", "audited"]));
    expect(keysAt(grammarSchemas, "entity", ["fields", 0, "options"], entity, []).map(({ name }) => name)).toContain("choices");
    expect(keysAt(grammarSchemas, "entity", ["fields", 1, "requiredWhen", "all", 0], entity, []).map(({ name }) => name)).toEqual(expect.arrayContaining(["field", "op", "value"]));
  });

  it("names values and meanings", () => {
    expect(valuesAt(grammarSchemas, "list", ["sort", 0, "direction"], {})).toEqual(['"asc"', '"desc"']);
    expect(valuesAt(grammarSchemas, "list", ["default"], {})).toEqual(["true", "false"]);
    expect(meaningAt(grammarSchemas, "list", ["pageSize"], {})).toEqual({ description: "Records a page; 50 when left out.", example: "50" });
    expect(meaningAt(grammarSchemas, "nothing", ["x"], {})).toBeUndefined();
  });
});
