import { expect, test } from "vitest";
import { entity, field } from "../../runtime/forms/forms.fixture";
import type { ClientModel } from "../../runtime/model/client";
import { backOf, entityBelow, relationLabel, relationsOf } from "./filter-relations";
import { readTree, writeTree } from "./filter-tree";

const to = (name: string, target: string, more: object = {}) => field(name, "reference", { options: { entity: target }, ...more });
const firm = entity("firm", [field("name", "text"), field("lines", "children", { options: { entity: "line", field: "firm" } })]);
const line = entity("line", [field("name", "text"), to("firm", "firm")]);
const deal = entity("deal", [field("name", "text"), to("firm", "firm"), to("owner", "firm", { system: true })], { plural: "Deals" });
const visit = entity("visit", [to("host", "firm", { label: "Host" }), to("guest", "firm", { label: "Guest" }), to("quiet", "firm", { right: "masked" })], { plural: "Visits" });
const note = entity("note", [field("about", "anyReference")], { plural: "Notes" });
const vault = entity("vault", [to("firm", "firm")], { rights: { ...firm.rights, read: false } });
const model = { language: "en", entities: { firm, line, deal, visit, note, vault } } as unknown as ClientModel;

test("offers the fields of the record, and other records that lead to it where the database answers", () => {
  expect(relationsOf(model, firm, false).map(({ of }) => of)).toEqual(["lines"]);
  // Lines have a field here already; what may not be read, a system field or a masked one leads nowhere.
  expect(relationsOf(model, firm, true).map(({ label }) => label)).toEqual(["lines", "Deals", "Notes", "Visits (Guest)", "Visits (Host)"]);
});

test("knows the entity below a relation, its words and the way back", () => {
  expect(entityBelow(model, firm, [{ entity: "deal", field: "firm" }])).toBe(deal);
  for (const of of [{ entity: "vault", field: "firm" }, { entity: "deal", field: "name" }, { entity: "nothing", field: "firm" }]) expect(entityBelow(model, firm, [of])).toBeUndefined();
  expect(relationLabel(model, firm, { entity: "visit", field: "host" })).toBe("Visits (Host)");
  expect([backOf(firm, "lines"), backOf(firm, { entity: "deal", field: "firm" })]).toEqual(["firm", "firm"]);
});

test("a group about records that lead here comes back as it was", () => {
  const some = { entity: "deal", field: "firm" };
  const leaf = { field: "name", op: "isNotEmpty" };
  for (const condition of [{ some, where: leaf }, { not: { some, where: { any: [leaf, leaf] } } }]) expect(writeTree(readTree(condition), () => true)).toEqual(condition);
});
