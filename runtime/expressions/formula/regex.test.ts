import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PatternError, compilePattern, findMatch } from "./regex";

const PATTERNS = ["a", "a*", "a+?b", "(a|b)+c", "^a$", "a{2,3}", "(a)(b)?", "[a-c]x", "\\d+", "(?:ab)*", "a|ab", "(a*)(ab)*(b*)", "\\bfoo\\b", "", "x*", "(a+)+$", "[^a]", "a.c", "ab??", "(a|ab)(c|bcd)(d*)", "(a{0,2}){2}", "\\w+", "\\p{L}+", "[\\]\\-a]", "\\u0061", "a\\.b", "(|a)b"];
const TEXTS = ["", "a", "aaab", "abc", "aabbc", "foo bar", "xay", "12ab", "abcd", "ababab", "привет a", "😀a😀", "a\nc", "A.B", "]-"];

function native(pattern: string, text: string, flags: string): number[] | null {
  const found = new RegExp(pattern, `ud${flags}`).exec(text);
  return found && found.indices!.flatMap((pair) => (pair as [number, number] | undefined) ?? [-1, -1]);
}

describe("regular expressions", () => {
  it("find what native RegExp finds", () => {
    for (const pattern of PATTERNS) for (const text of TEXTS) for (const flags of ["", "i", "s", "m"]) {
      expect(findMatch(compilePattern(pattern, flags), text), `${pattern} ${flags} on ${text}`).toEqual(native(pattern, text, flags));
    }
  });

  it("find what native RegExp finds, generated", () => {
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof({ maxDepth: 3 }, fc.constantFrom("a", "b", "[ab]", ".", "c"), fc.tuple(tie("pattern"), tie("pattern")).map(([x, y]) => x + y), fc.tuple(tie("pattern"), tie("pattern")).map(([x, y]) => `(?:${x}|${y})`), tie("pattern").map((x) => `(${x})`),
        fc.tuple(fc.constantFrom("a", "b", "[bc]"), fc.constantFrom("*", "+", "?", "*?", "{1,2}")).map(([x, y]) => x + y)),
    }));
    fc.assert(fc.property(pattern, fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 }).map((parts) => parts.join("")), (source, text) => {
      expect(findMatch(compilePattern(source), text), `${source} on ${text}`).toEqual(native(source, text, ""));
    }), { numRuns: 1000, seed: 11 });
  });

  // One that tries all ways would not end before the sun does.
  it("take time in proportion to the text", () => {
    for (const [pattern, text] of [["^(a+)+$", `${"a".repeat(20_000)}!`], ["(a|aa)+$", `${"a".repeat(20_000)}!`], ["(.*)(.*)(.*)x", "y".repeat(5_000)]] as const) {
      expect(findMatch(compilePattern(pattern), text)).toBeNull();
    }
  });

  it.each(["(", ")", "[a", "*a", "a**", "\\1", "(?=a)", "(?<n>a)", "[a-z-[b]]", "a{3,2}", "a{5000}", "((a{1000}){1000}){1000}", "(?:(?:(?:){1000}){1000}){1000}", "\\", "]", "\\p{Nope}", "(".repeat(60) + ")".repeat(60), "^*"])("refuse %s", (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
  });
});
