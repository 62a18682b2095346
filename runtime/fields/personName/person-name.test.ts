import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fullName, personName } from "./field";

const value = { first: "Ivan", middle: "Ivanovich", last: "Ivanov" };
const env = { now: new Date(0), timeZone: "UTC" };

describe("personName", () => {
  it("is written in the order of the options, without gaps", () => {
    expect(fullName(value, {})).toBe("Ivanov Ivan Ivanovich");
    expect(fullName(value, { order: "firstLast" })).toBe("Ivan Ivanovich Ivanov");
    expect(fullName({ ...value, middle: null }, {})).toBe("Ivanov Ivan");
  });
  it("is found by the full name in the order of the options", () => {
    const starts = (order: "lastFirst" | "firstLast") => personName.operators["startsWith"]!.test(value, "ivan iva" as never, { order }, env);
    expect([starts("lastFirst"), starts("firstLast")]).toEqual([false, true]);
  });
  it("comes back from its text whatever the parts hold", () => {
    const part = fc.option(fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom("a", "b", " ", ";", "\\", "-") }), { nil: null });
    fc.assert(
      fc.property(part, part, part, fc.constantFrom("lastFirst" as const, "firstLast" as const), (first, middle, last, order) => {
        const parsed = personName.parse({ first, middle, last }, { order });
        if (!parsed.ok) return;
        expect(personName.fromText(personName.toText(parsed.value, { order }), { order })).toEqual(parsed);
      }),
    );
  });
  it("refuses keys that would reach the prototype", () => {
    expect(personName.parse(JSON.parse('{"last":"A","__proto__":{}}'), {})).toMatchObject({ ok: false, issues: [{ code: "unknownKey" }] });
  });
});
