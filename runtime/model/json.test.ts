import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JSON_DEPTH, locate, parseJson } from "./json";

const failure = (text: string) => {
  const result = parseJson(text);
  return result.ok ? undefined : { message: result.message, ...result.place };
};

describe("reading JSON", () => {
  it("gives what JSON.parse gives, for any value and spacing", () => {
    fc.assert(fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      if (text.includes('"__proto__"')) return;
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }), { numRuns: 500 });
  });

  it("refuses what JSON.parse refuses, whatever is cut or inserted", () => {
    fc.assert(fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom("", "}", ",", '"', "\\", "x", "0", "\n"), (value, at, extra) => {
      const text = JSON.stringify(value);
      const cut = at % (text.length + 1);
      const broken = text.slice(0, cut) + extra + text.slice(cut + 1);
      let known: boolean;
      try {
        JSON.parse(broken);
        known = true;
      } catch {
        known = false;
      }
      if (!known) expect(parseJson(broken).ok).toBe(false);
    }), { numRuns: 1000 });
  });

  it("says where the mistake is", () => {
    expect(failure('{\n  "a": 1,\n  "b" 2\n}')).toEqual({ message: 'A colon is expected after the key "b", not "2"', line: 3, column: 7 });
    expect(failure('{ "a": "x\ny" }')).toMatchObject({ line: 1, column: 10 });
    expect(failure("[1, 2")).toEqual({ message: "A comma or ] is expected here, not the end of the file", line: 1, column: 6 });
  });

  it("refuses a key written twice and __proto__, which JSON.parse lets through", () => {
    expect(failure('{"a":1,"a":2}')?.message).toBe('The key "a" is written twice');
    expect(failure('{"__proto__":{}}')?.message).toBe('The key "__proto__" is not allowed');
  });

  it("refuses deep nesting instead of running out of stack", () => {
    expect(failure("[".repeat(500_000))?.message).toBe(`The document is nested deeper than ${JSON_DEPTH} levels`);
  });

  it("finds the place of a pointer, and of the nearest parent of what is missing", () => {
    const text = '{\n  "fields": [\n    { "id": "a/b" }\n  ]\n}';
    expect(locate(text, "/fields/0/id")).toEqual({ line: 3, column: 13 });
    expect(locate(text, "/fields/0/label")).toEqual({ line: 3, column: 5 });
    expect(locate(text, "")).toEqual({ line: 1, column: 1 });
  });
});
