import { describe, expect, it } from "vitest";
import type { ClientEntity } from "../../../runtime/model/client";
import { previewOf, reshape, shapeOf, withWidget, widgetOf, type DraftReport } from "./document";

const field = (name: string, type: string, options: object = {}) => ({ name, type, label: name, right: "write", options, system: false, sortable: true, filterable: true });
// Only what the builder reads.
const deal = { name: "deal", titleField: "name", lists: [], fields: [field("name", "text"), field("amount", "decimal"), field("stage", "select", { choices: [] }), field("wonAt", "date")] } as unknown as ClientEntity;
const listing: DraftReport = { id: "r", name: "r", label: "Report", entity: "deal", columns: ["name"], schedule: { cron: "0 8 * * 1", format: "csv" } };

describe("a report under construction", () => {
  it("becomes a chart with a group and a number, and a listing again, without losing its schedule", () => {
    const chart = reshape(listing, "bar", deal);
    expect(chart).toMatchObject({ chart: "bar", measures: [{ function: "count" }], groupBy: [{ field: "stage" }], schedule: listing.schedule });
    expect(chart).not.toHaveProperty("columns");
    expect(shapeOf(chart)).toBe("bar");
    expect(reshape(chart, "pivot", deal)).not.toHaveProperty("chart");
    expect(reshape(chart, "table", deal)).toMatchObject({ columns: ["name"], schedule: listing.schedule });
  });

  it("is shown as its chart and its table", () => {
    const chart = reshape(listing, "line", deal);
    expect(previewOf({ ...chart, limit: 1000 }).tabs[0]!.widgets.map(({ kind, limit }) => [kind, limit])).toEqual([["line", 100], ["pivot", 100]]);
    expect(previewOf(listing).tabs[0]!.widgets.map(({ kind }) => kind)).toEqual(["table"]);
  });

  it("keeps what the settings of a widget changed", () => {
    expect(withWidget(listing, { ...widgetOf(listing), limit: 5, sort: [{ field: "name" }] })).toMatchObject({ limit: 5, sort: [{ field: "name" }], columns: ["name"] });
  });

});
