import { describe, expect, it } from "vitest";
import { split } from "./marked";

describe("marking what was searched for", () => {
  it("finds each place whatever the case, and keeps the text as it is", () => {
    expect(split("Pumps and PUMPS", "pump")).toEqual(["", "Pump", "s and ", "PUMP", "S"]);
    expect(split("Насосы", "насос")).toEqual(["", "Насос", "ы"]);
  });
  it("marks nothing without words, without a hit, and where letters change their length", () => {
    expect([split("Pumps", " "), split("Pumps", "x"), split("İstanbul", "stan")]).toEqual([["Pumps"], ["Pumps"], ["İstanbul"]]);
  });
});
