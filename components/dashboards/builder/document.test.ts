import { describe, expect, it } from "vitest";
import { documentErrors } from "../../../runtime/model/schemas";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import { WIDGET_KINDS } from "../../../runtime/widgets/index";
import { overlaps } from "../../../runtime/widgets/layout";
import { addFilter, addTab, addWidget, copyWidget, fitWidget, freeId, nameOf, placeWidget, removeFilter, removeTab, removeWidget, type DraftDashboard } from "./document";

const field = (name: string, type: string, more: Partial<ClientField> = {}): ClientField => ({ name, type, label: name, options: {}, required: false, readOnly: false, system: false, searchable: false, sortable: true, filterable: true, setOnce: false, right: "write", invalidWhen: [], ...more }) as ClientField;
const deal = {
  name: "deal", label: "Deal", plural: "Deals", titleField: "name", lists: [],
  fields: [field("name", "text"), field("stage", "select", { options: { choices: [{ id: "a", value: "a", label: "A" }] } }), field("amount", "decimal"), field("wonAt", "date"), field("owner", "user", { options: {} }), field("secretAmount", "decimal", { right: "masked" })],
} as unknown as ClientEntity;
const empty: DraftDashboard = { id: "d", name: "d", label: "D", tabs: [{ id: "main", label: "Main", widgets: [] }] };

describe("building a dashboard", () => {
  it.each([...WIDGET_KINDS])("a new %s fits the grammar at once", (kind) => {
    const [document] = addWidget(empty, "main", kind, "New", deal);
    expect(documentErrors("dashboard", document)).toEqual([]);
  });

  it("kinds can be changed from each to each without losing the grammar", () => {
    for (const from of WIDGET_KINDS) {
      for (const to of WIDGET_KINDS) {
        const [document] = addWidget(empty, "main", from, "New", deal);
        const changed = fitWidget(document.tabs[0]!.widgets[0]!, to, deal);
        expect(documentErrors("dashboard", { ...document, tabs: [{ ...document.tabs[0]!, widgets: [changed] }] }), `${from} → ${to}`).toEqual([]);
      }
    }
  });

  it("what still fits stays when the kind changes", () => {
    const [document] = addWidget(empty, "main", "bar", "Bars", deal);
    const bar = { ...document.tabs[0]!.widgets[0]!, measures: [{ id: "sum", function: "sum" as const, field: "amount" }], options: { stacked: true, order: "key" }, filter: { field: "stage", op: "eq", value: "a" } };
    expect(fitWidget(bar, "line", deal)).toMatchObject({ kind: "line", measures: [{ id: "sum" }], filter: { field: "stage" }, options: { order: "key" } });
    expect(fitWidget(bar, "text", undefined)).not.toHaveProperty("entity");
  });

  it("tiles never lie on each other, however they are moved, sized, copied and removed", () => {
    let document = empty;
    for (const kind of WIDGET_KINDS) [document] = addWidget(document, "main", kind, kind, deal);
    document = placeWidget(document, "main", "pie", { x: 0, y: 0, width: 12, height: 4 });
    document = placeWidget(document, "main", "number", { x: 20, y: -5, width: 0, height: 0 });
    [document] = copyWidget(document, "main", "bar");
    document = removeWidget(document, "main", "table");
    const tiles = document.tabs[0]!.widgets;
    expect(tiles.some((a) => tiles.some((b) => a.id < b.id && overlaps(a, b)))).toBe(false);
    expect(tiles.every(({ x, width }) => x >= 0 && x + width <= 12)).toBe(true);
    expect(tiles.find(({ id }) => id === "pie")).toMatchObject({ x: 0, width: 12 });
    expect(tiles.map(({ id }) => id)).toContain("bar2");
  });

  it("a filter is bound to the widgets of its entity and leaves with all its bindings", () => {
    const [document] = addWidget(empty, "main", "bar", "Bars", deal);
    const filtered = addFilter(document, "deal", deal.fields[3]!);
    expect(filtered.filters).toEqual([{ id: "wonAt", label: "wonAt", entity: "deal", field: "wonAt", op: "within" }]);
    expect(filtered.tabs[0]!.widgets[0]!.filters).toEqual({ wonAt: "wonAt" });
    expect(removeFilter(filtered, "wonAt").tabs[0]!.widgets[0]!.filters).toEqual({});
  });

  it("names are made of labels; ids are never taken twice", () => {
    expect([nameOf("Won by month", "x"), nameOf("Продажи", "dashboard"), nameOf("2026: Zażółć", "x")]).toEqual(["wonByMonth", "dashboard", "zazoC"]);
    expect(freeId("bar", ["bar", "bar2"])).toBe("bar3");
    const [tabbed, id] = addTab(empty, "More");
    expect([id, removeTab(tabbed, id)]).toEqual(["tab", empty]);
  });
});
