import { describe, expect, it } from "vitest";
import { reference } from "./field";
import { referenceStorage } from "./storage";

const id = "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a";
const options = { entity: "organisation" };

describe("reference", () => {
  it("is the same value under another title", () => {
    expect(reference.equals({ id, title: "Acme" }, { id, title: "Acme Ltd" })).toBe(true);
    expect(reference.format({ id, title: "Acme" }, options, { language: "en", timeZone: "UTC" })).toBe("Acme");
  });
  it("refuses keys that would reach the prototype, with the place", () => {
    const parsed = reference.parse(JSON.parse(`{"id":"${id}","__proto__":{"title":"x"}}`), options);
    expect(parsed).toMatchObject({ ok: false, issues: [{ pointer: "/__proto__", code: "unknownKey" }] });
    expect(({} as { title?: string }).title).toBeUndefined();
  });
  it("does not take an id from a prototype", () => {
    expect(reference.parse(Object.create({ id }), options).ok).toBe(false);
  });
  it("keeps ids only while they point at the same entity", () => {
    const change = (type: string, from: object, to = options) => referenceStorage.changeFrom({ type, options: from, columns: [] }, to).kind;
    expect(change("reference", options)).toBe("safe");
    expect(change("reference", { entity: "contact" })).toBe("refuse");
    expect(change("user", {}, { entity: "user" })).toBe("safe");
    expect(change("text", {})).toBe("refuse");
  });
  it("names its target for those who must not know the type", () => {
    expect(reference.traits?.relation).toBe("one");
    expect(reference.traits?.targets?.(options)).toEqual(["organisation"]);
  });
});
