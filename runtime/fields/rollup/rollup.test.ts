import { describe, expect, it } from "vitest";
import { fieldTypes } from "../index";
import { fieldStorages } from "../server";
import { rollupType, type RollupOptions } from "./field";
import { rollupStorageOf } from "./storage";

const rollup = rollupType(fieldTypes);
const storage = rollupStorageOf(fieldStorages);
const codes = (options: RollupOptions) => rollup.checkOptions!(options).map(({ pointer, code }) => `${pointer} ${code}`);

describe("rollup", () => {
  it("counts in an integer column whatever result is asked for, and sums in a decimal one", () => {
    expect(storage.columns({ children: "lines", function: "count", result: "date" })).toEqual(fieldStorages.integer.columns({}));
    expect(storage.columns({ children: "lines", function: "sum", field: "amount", precision: 18, scale: 4 })).toEqual(fieldStorages.decimal.columns({ precision: 18, scale: 4 }));
  });
  it("may hold the earliest date", () => {
    const options: RollupOptions = { entity: "activity", via: "deal", function: "min", field: "dueOn", result: "date" };
    expect(codes(options)).toEqual([]);
    expect(storage.columns(options)).toEqual(fieldStorages.date.columns({}));
    expect(storage.fromRow(["2026-01-31"], options)).toBe("2026-01-31");
  });
  it("needs exactly one source of records, and a field for everything but count", () => {
    expect(codes({ children: "lines", function: "count" })).toEqual([]);
    expect(codes({ function: "count" })).toEqual([" required"]);
    expect(codes({ entity: "activity", function: "count" })).toEqual([" required"]);
    expect(codes({ children: "lines", entity: "activity", via: "deal", function: "count" })).toEqual([" required"]);
    expect(codes({ children: "lines", function: "sum" })).toEqual(["/field required"]);
  });
  it("hands options its result type refuses back as its own", () => {
    expect(codes({ children: "lines", function: "sum", field: "amount", precision: 3, scale: 8 }).length).toBeGreaterThan(0);
  });
});
