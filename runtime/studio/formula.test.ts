import { describe, expect, it } from "vitest";
import { checkFormula, completions, readsOf, resultFor, type NamedEntity } from "./formula";

const vehicle: NamedEntity = { name: "vehicle", fields: [{ name: "plate", label: "Plate", type: "text", options: {} }, { name: "rate", label: "Rate", type: "decimal", options: {} }] };
const trip: NamedEntity = {
  name: "trip",
  fields: [
    { name: "distance", label: "Distance", type: "decimal", options: {} }, { name: "start", label: "Start", type: "date", options: {} }, { name: "pin", label: "Pin", type: "secret", options: {} },
    { name: "vehicle", label: "Vehicle", type: "reference", options: { entity: "vehicle" } }, { name: "state", label: "State", type: "select", options: { choices: [{ id: "new", value: "new", label: "New" }] } },
  ],
};
const check = (text: string) => checkFormula(text, trip, [trip, vehicle], new Date("2026-01-31T10:00:00Z"));

describe("a formula while it is written", () => {
  it("has a result and a sample, through references too", () => {
    expect(check("distance * vehicle.rate")).toEqual({ result: "decimal", sample: 10000 });
    expect(check('if state = "new" then "fresh" else "old"')).toEqual({ result: "text", sample: "fresh" });
    expect(check('start + duration("P1D")')).toEqual({ result: "date", sample: "2026-02-01" });
    expect(check("distance > 5")).toEqual({ result: "boolean", sample: true });
  });

  it("is computed for records as lists give them", () => {
    expect(readsOf("distance * vehicle.rate", trip, [trip, vehicle])).toEqual(["distance", "vehicle.rate"]);
    expect(readsOf("distance *", trip, [trip, vehicle])).toEqual([]);
    const result = (row: object) => resultFor("distance * vehicle.rate", trip, [trip, vehicle], row as Record<string, unknown>, new Date("2026-01-31T10:00:00Z"));
    expect(result({ id: "1", "vehicle.rate": 2, distance: 21, vehicle: { id: "2", title: "AB" } })).toBe(42);
    expect(result({ id: "1", distance: null, "vehicle.rate": 2 })).toBeNull();
  });

  it("has a problem with its place and a remedy", () => {
    expect(check("distanse * 2").problem).toMatchObject({ from: 0, to: 8, remedy: expect.stringContaining("distance") as string });
    expect(check("distance *").problem?.message).toBeTruthy();
    expect(check("pin").problem).toBeTruthy();
  });

  it("is completed with names of fields, by name or label, behind references as well", () => {
    expect(completions("dis", 3, trip, [trip, vehicle])).toMatchObject({ from: 0, items: [{ name: "distance" }] });
    expect(completions("1 + vehicle.ra", 14, trip, [trip, vehicle])).toMatchObject({ from: 12, items: [{ name: "rate" }] });
    expect(completions("pi", 2, trip, [trip, vehicle]).items).toEqual([]);
    expect(completions("nothing.x", 9, trip, [trip, vehicle]).items).toEqual([]);
  });
});
