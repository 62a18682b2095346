import { describe, expect, it } from "vitest";
import { references } from "./field";
import { referencesStorage } from "./storage";

const [a, b] = ["0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a", "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6b"];

describe("references", () => {
  it("names the position of each wrong item", () => {
    const parsed = references.parse([a, "x", { id: b, name: "y" }], { entity: "contact" });
    expect(parsed).toMatchObject({ ok: false, issues: [{ pointer: "/1", code: "format" }, { pointer: "/2/name", code: "unknownKey" }] });
  });
  it("keeps the order, so another order is another value", () => {
    expect(references.equals([{ id: a }, { id: b }], [{ id: b }, { id: a }])).toBe(false);
  });
  it("takes ids alone and ids with titles from the gateway", () => {
    expect(referencesStorage.fromRow([[a, { id: b, title: "Bob" }]], { entity: "contact" })).toEqual([{ id: a }, { id: b, title: "Bob" }]);
    expect(referencesStorage.fromRow([[]], { entity: "contact" })).toBeNull();
  });
  it("keeps nothing in the entity's table", () => {
    expect(referencesStorage.columns({ entity: "contact" })).toEqual([]);
    expect(references.storage).toBe("link");
  });
});
