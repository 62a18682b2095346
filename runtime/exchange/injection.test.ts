import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neutralise, restore } from "./injection";

/** Texts made of what programs look at first, and of anything. */
const cells = fc.oneof(
  fc.array(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "'", '"', " ", "\u00a0", "\ufeff", "\u200b", "＝", "＋", "－", "＠", "”", "cmd|' /C calc'!A0", "1", "a", ";", ","), { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
);

describe("formula injection", () => {
  it("leaves no cell that a spreadsheet would run, and gives every text back (10,000 cells)", () => {
    fc.assert(fc.property(cells, (text) => {
      const cell = neutralise(text);
      // What a program may skip, then what begins a formula: never without the apostrophe in front.
      const bare = cell.replace(/^[\s"“”\u200b\ufeff]*/u, "");
      return !/^[=+\-@＝＋－＠]/u.test(bare) && !/^[\t\r]/.test(cell) && restore(cell) === text;
    }), { numRuns: 10_000 });
  });

  it("marks what is dangerous and nothing else", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\ufeff=1", '"=1', "＝1", " =1", "'=1"]) expect(neutralise(text)).toBe(`'${text}`);
    for (const text of ["", "a=1", "1-2", "'tis", "O'Neill", "100%", "x@y.z"]) expect(neutralise(text)).toBe(text);
  });

  it("reads what people wrote with an apostrophe in front as a spreadsheet would", () => {
    expect(restore("'=1")).toBe("=1");
    expect(restore("'tis")).toBe("'tis");
  });
});
