import { describe, expect, it } from "vitest";
import { loadAppModel } from "../../model/server";
import { shapeOf } from "./model-shape";
import type { IndexShape, TableShape } from "./shape";

const field = (id: string, type = "text", more: object = {}) => ({ id, name: id, type, label: id, ...more });
const entity = (name: string, fields: readonly object[], more: object = {}) => ({
  pack: "local", path: `entities/${name}/entity.json`, text: JSON.stringify({ id: name, name, label: name, plural: name, icon: "box", titleField: "name", fields, ...more }),
});
const seller = { pack: "local", path: "roles/seller.json", text: JSON.stringify({ id: "seller", name: "seller", label: "Seller", entities: { deal: { read: ["own", "team"], update: "own" } } }) };

function shapes(documents: Parameters<typeof loadAppModel>[0]["documents"], trigrams = true): ReadonlyMap<string, TableShape> {
  const result = loadAppModel({ revision: 1, documents });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return new Map(shapeOf(result.model, { trigrams }).map((table) => [table.entityId, table]));
}
const lines = (indexes: readonly IndexShape[]) => indexes.map((index) => `${index.unique ? "unique " : ""}${index.method} ${index.columns.join()}${index.live ? "" : " with trash"}`).sort();

const account = entity("account", [field("name", "text", { unique: true })]);
const deal = (more: object = {}, fields: readonly object[] = []) => entity("deal", [
  field("name"), field("amount", "money", { required: true, default: { amount: 5, currency: "EUR" } }), field("account", "reference", { options: { entity: "account" } }),
  field("partners", "references", { options: { entity: "account" } }), field("closeOn", "date", { index: true }), ...fields,
], more);

describe("the shape of a model", () => {
  it("has a column for each part of a value, a link table, and a foreign key for each reference", () => {
    const table = shapes([account, deal()]).get("deal")!;
    expect(table.fields.map((f) => [f.id, ...f.columns.map((c) => `${c.name} ${c.type}`)])).toEqual([
      ["name", "name text"], ["amount", "amount numeric(19,2)", "amount_currency char(3)"], ["account", "account_id uuid"], ["closeOn", "close_on date"],
    ]);
    expect(table.links).toEqual([{ fieldId: "partners", table: "deal_partners", target: { schema: "app", entityId: "account" } }]);
    expect(table.foreignKeys.map((key) => [key.column, key.target])).toEqual([["account_id", { schema: "app", entityId: "account" }]]);
  });

  it("gives an obligatory field with a literal default something for the rows that exist", () => {
    const table = shapes([account, deal({}, [field("later", "date", { required: true, default: { formula: "today()" } }), field("free", "text", { default: "x" })])]).get("deal")!;
    expect(table.fields.flatMap((f) => (f.fill ? [[f.id, f.fill]] : []))).toEqual([["amount", [5, "EUR"]]]);
  });

  it("has no column for a virtual formula and one of the result's type for a stored one", () => {
    const formula = (stored: boolean) => field("twice", "formula", { options: { result: "text", formula: "name", stored } });
    const twice = (stored: boolean) => shapes([account, deal({}, [formula(stored)])]).get("deal")!.fields.find((f) => f.id === "twice");
    expect(twice(false)).toBeUndefined();
    expect(twice(true)).toMatchObject({ type: "text", columns: [{ name: "twice", type: "text" }] });
  });

  it("indexes references, flags, orders, row rules and searched text, and nothing twice", () => {
    const tables = shapes([account, deal({ defaultSort: [{ field: "closeOn", direction: "desc" }], indexes: [{ id: "i", fields: ["closeOn", "amount"], kind: "btree" }] }), seller]);
    expect(lines(tables.get("deal")!.indexes)).toEqual([
      "btree account_id with trash", "btree close_on,amount", "btree close_on,id", "btree created_by,close_on,id", "btree owner_id,close_on,id", "btree team_id,close_on,id", "trigram name",
    ]);
    expect(lines(tables.get("account")!.indexes)).toEqual(["trigram name", "unique btree name"]);
    expect(lines(shapes([account], false).get("account")!.indexes)).toEqual(["unique btree name"]);
  });

  it("keeps the names of indexes and keys when a field or an entity gets another name", () => {
    const names = (table: TableShape) => [...table.indexes.map((index) => index.name), ...table.foreignKeys.map((key) => key.name)];
    const renamed = entity("deal", [field("name"), { ...field("account", "reference", { options: { entity: "account" } }), name: "client" }], { name: "deal" });
    const plain = entity("deal", [field("name"), field("account", "reference", { options: { entity: "account" } })]);
    expect(names(shapes([account, renamed]).get("deal")!)).toEqual(names(shapes([account, plain]).get("deal")!));
  });
});
