import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, changedParts, sealOf } from "./evidence";

describe("what is signed", () => {
  it("has the same seal in whatever order its parts come, and another one as soon as one of them is another", () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.string(), fc.string()), (values, files) => {
      const turned = Object.fromEntries(Object.entries(values).reverse());
      const seal = sealOf("deal", "1", values, files);
      expect(sealOf("deal", "1", turned, files).digest.equals(seal.digest)).toBe(true);
      const other = sealOf("deal", "1", { ...values, zz: "another" }, files);
      expect(other.digest.equals(seal.digest)).toBe(false);
      expect(changedParts(seal.parts, other.parts)).toContain("field:zz");
      expect(changedParts(seal.parts, seal.parts)).toEqual([]);
    }));
  });

  it("names of a referenced record only which one it is, so that a new title changes nothing", () => {
    expect(canonical({ id: "a", title: "Old" })).toBe(canonical({ id: "a", title: "New" }));
    expect(canonical({ id: "a", title: "Old" })).not.toBe(canonical({ id: "b", title: "Old" }));
    expect(sealOf("deal", "1", {}, { f: "aa" }).digest.equals(sealOf("deal", "1", {}, { f: "ab" }).digest)).toBe(false);
  });

  it("holds line items, which nobody signed before they were sealed", () => {
    const bare = sealOf("deal", "1", { a: 1 }, {});
    const [one, other] = [sealOf("deal", "1", { a: 1 }, {}, { lines: [{ id: "x", fields: { price: 1 } }] }), sealOf("deal", "1", { a: 1 }, {}, { lines: [{ id: "x", fields: { price: 2 } }] })];
    expect([one.digest.equals(other.digest), changedParts(one.parts, other.parts), changedParts(one.parts, sealOf("deal", "1", { a: 1 }, {}, { lines: [] }).parts)]).toEqual([false, ["rows:lines"], ["rows:lines"]]);
    expect([changedParts(bare.parts, one.parts), bare.digest.equals(sealOf("deal", "1", { a: 1 }, {}, {}).digest)]).toEqual([[], true]);
  });
});
