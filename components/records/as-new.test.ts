import { expect, test } from "vitest";
import { field } from "../../runtime/forms/forms.fixture";
import { asNew } from "./as-new";

const line = { fields: [field("id", "text", { system: true }), field("deal", "reference", { options: { entity: "deal" } }), field("quantity", "integer")] };
const fields = [field("name", "text"), field("number", "autonumber", { readOnly: true }), field("photo", "image"), field("lines", "children", { options: { entity: "line", field: "deal" } })];

test("another record has the words and the lines, but no number, ids or files of the first", () => {
  const photo = { id: "f" };
  const values = { id: "1", name: "Pumps", number: "D-1", photo, lines: [{ id: "l1", version: 3, deal: { id: "1" }, quantity: 2 }] };
  expect(asNew(fields, values, values, { line })).toEqual({ name: "Pumps", lines: [{ quantity: 2 }] });
});

test("a picture just added goes along", () => {
  expect(asNew(fields, { photo: { id: "old" } }, { photo: { id: "new" } }, {})).toEqual({ photo: { id: "new" } });
});
