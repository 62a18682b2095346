import { expect, test } from "vitest";
import { field } from "../../runtime/forms/forms.fixture";
import { differingFields, mergeBody, takenAtFirst } from "./merge-values";

const fields = [field("name", "text"), field("city", "text"), field("number", "autonumber", { readOnly: true }), field("lines", "children", { options: { entity: "line", field: "x" } }), field("secret", "text", { right: "read" })];
const kept = { id: "1", name: "Acme", city: null, number: "1", lines: [], secret: "a" };
const other = { id: "2", name: "ACME Ltd", city: "Riga", number: "2", lines: [{ id: "l" }], secret: "b" };

test("only what differs and may be written is a choice; lines of both stay", () => {
  expect(differingFields(fields, kept, other).map(({ name }) => name)).toEqual(["name", "city"]);
});

test("where the kept record says nothing, the other one speaks", () => {
  const taken = takenAtFirst(differingFields(fields, kept, other), kept);
  expect(mergeBody(other, taken)).toEqual({ others: ["2"], values: { city: "Riga" } });
});
