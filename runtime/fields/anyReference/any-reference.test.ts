import { describe, expect, it } from "vitest";
import { anyReference } from "./field";
import { anyReferenceStorage } from "./storage";

const id = "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a";
const env = { now: new Date(0), timeZone: "UTC" };
const operand = (op: string, given: unknown, options = {}): unknown => {
  const parsed = anyReference.operators[op]!.parseOperand(given, options);
  if (!parsed.ok) throw new Error(parsed.issues[0]!.code);
  return parsed.value;
};

describe("anyReference", () => {
  it("has the same operators in JavaScript and in SQL", () => {
    expect(Object.keys(anyReferenceStorage.operators).sort()).toEqual(Object.keys(anyReference.operators).sort());
  });
  it("tells records of two entities with one id apart", () => {
    const test = (entity: string): boolean => anyReference.operators["eq"]!.test({ entity, id }, operand("eq", { entity: "deal", id }) as never, {}, env);
    expect([test("deal"), test("lead")]).toEqual([true, false]);
  });
  it("takes the operand as an object or as the text of an export", () => {
    expect(operand("eq", { entity: "deal", id, title: "Big deal" })).toBe(operand("eq", `deal:${id.toUpperCase()}`));
  });
  it("refuses isOf for an entity that cannot be chosen", () => {
    expect(() => operand("isOf", ["contact"], { entities: ["deal"] })).toThrow("unknownChoice");
    expect(operand("isOf", "deal", { entities: ["deal"] })).toEqual(["deal"]);
  });
  it("may be opened to more entities, but not closed while records of them may be chosen", () => {
    const change = (from: object, to: { entities?: string[] }) => anyReferenceStorage.changeFrom({ type: "anyReference", options: from, columns: [] }, to).kind;
    expect(change({ entities: ["deal"] }, { entities: ["deal", "lead"] })).toBe("safe");
    expect(change({ entities: ["deal"] }, {})).toBe("safe");
    expect(change({ entities: ["deal", "lead"] }, { entities: ["deal"] })).toBe("refuse");
    expect(change({}, { entities: ["deal"] })).toBe("refuse");
  });
});
