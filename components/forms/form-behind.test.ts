import { expect, test, vi } from "vitest";
import { entity, field, frame } from "../../runtime/forms/forms.fixture";
import type { LoadBehind } from "./form-behind";
import { FormStore } from "./form-store";

const [P1, P2, O1, O2] = [1, 2, 3, 4].map((n) => `01a20100-5fcc-7000-85f9-00000000000${n}`) as [string, string, string, string];
const RECORDS: Record<string, Record<string, unknown> & { id: string }> = { [P1]: { id: P1, price: 10, "maker.name": "Acme" }, [P2]: { id: P2, price: 20, "maker.name": "Brix" }, [O1]: { id: O1, kind: "client" }, [O2]: { id: O2, kind: "partner" } };

const maker = entity("maker", [field("name", "text")]);
const product = entity("product", [field("price", "decimal"), field("maker", "reference", { options: { entity: "maker" } })]);
const organisation = entity("organisation", [field("kind", "text"), field("secret", "text", { right: "masked" })]);
const line = entity("orderLine", [field("product", "reference", { options: { entity: "product" } }), field("price", "decimal", { fetchFrom: "product.price" }), field("by", "text", { fetchFrom: "product.maker.name" })]);
const order = entity("order", [
  field("organisation", "reference", { options: { entity: "organisation" } }),
  field("discount", "decimal", { visibleWhen: { field: "organisation.kind", op: "eq", value: "client" }, requiredWhen: { field: "organisation.secret", op: "isNotEmpty" } }),
  field("product", "reference", { options: { entity: "product" } }),
  field("price", "decimal", { required: true, fetchFrom: "product.price" }),
  field("lines", "children", { options: { entity: "orderLine", field: "order" } }),
]);
const entities = { order, orderLine: line, product, organisation, maker };

function open(values: Record<string, unknown> = {}, stored = {}) {
  const load = vi.fn<LoadBehind>((_entity, ids) => Promise.resolve(ids.flatMap((id) => RECORDS[id] ?? [])));
  const store = new FormStore({ ...frame, fields: order.fields, recordTypes: [], entities, load }, { creating: true, stored, values });
  store.subscribe(() => undefined);
  return { store, load, visible: () => store.field("discount")!.state.visible };
}
const later = () => new Promise((done) => setTimeout(done));

test("a rule over a field behind a reference holds as soon as that record is loaded, once each", async () => {
  const { store, load, visible } = open({ organisation: { id: O1, title: "One" } });
  expect(visible()).toBe(false);
  await later();
  expect(visible()).toBe(true);
  store.change("organisation", { id: O2, title: "Two" });
  await later();
  expect(visible()).toBe(false);
  store.change("organisation", { id: O1, title: "One" });
  expect(visible()).toBe(true);
  await later();
  expect(load.mock.calls).toEqual([["organisation", [O1], ["kind"]], ["organisation", [O2], ["kind"]]]);
});

test("what the person may not see, and what cannot be loaded, leaves a rule false", async () => {
  const { store, load } = open({ organisation: { id: P1, title: "Gone" } });
  load.mockRejectedValueOnce(new Error("no network"));
  await later();
  expect(store.field("discount")!.state).toMatchObject({ visible: false, required: false });
});

test("choosing a record fills empty fields, and replaces what the record before had brought, never what was typed", async () => {
  const { store } = open();
  store.change("product", { id: P1, title: "One" });
  await later();
  expect(store.values["price"]).toBe(10);
  store.change("product", { id: P2, title: "Two" });
  await later();
  expect(store.values["price"]).toBe(20);
  store.change("price", 7);
  store.change("product", { id: P1, title: "One" });
  await later();
  expect(store.values["price"]).toBe(7);
  expect(store.body()).toEqual({ product: { id: P1, title: "One" }, price: 7 });
});

test("a complaint about an empty field goes when the field is filled", async () => {
  const { store } = open();
  expect(store.check()).toBe(false);
  store.change("product", { id: P1, title: "One" });
  await later();
  expect(store.field("price")!.issues).toEqual([]);
});

test("a line is filled where its record was chosen, through two references, and others are left alone", async () => {
  const { store, load } = open({ lines: [{ price: 3 }, { product: { id: P2, title: "Two" }, price: null }] });
  await later();
  expect(load).not.toHaveBeenCalled();
  const [first, second] = store.values["lines"] as object[];
  store.change("lines", [{ ...first, price: null, product: { id: P1, title: "One" } }, second]);
  await later();
  expect(store.values["lines"]).toEqual([{ price: 10, by: "Acme", product: { id: P1, title: "One" } }, second]);
  expect(load.mock.calls).toEqual([["product", [P1], ["price", "maker.name"]]]);
});
