import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMasked, checkMask, fillMask, maskIssue } from "./mask";

const matchesMask = (mask: string, text: string) => maskIssue({ type: "text", mask, options: {} }, text) === undefined;
const matchesBare = (mask: string, text: string) => maskIssue({ type: "phone", mask, options: {} }, text) === undefined;
const PHONE = "+7 (999) 999-99-99";

describe("input masks", () => {
  it("have slots for digits, capitals, letters and either; every other character stands for itself", () => {
    expect(matchesMask("AA-9999", "AB-1234")).toBe(true);
    expect(matchesMask("AA-9999", "ЖЩ-1234")).toBe(true);
    for (const wrong of ["ab-1234", "A1-1234", "AB 1234", "AB-123", "AB-12345", "AB-123x"]) expect(matchesMask("AA-9999", wrong), wrong).toBe(false);
    expect(matchesMask("a*/9", "bZ/1")).toBe(true);
    expect(matchesMask("\\A9\\9", "A59")).toBe(true);
    expect(matchesMask("\\A9\\9", "B59")).toBe(false);
  });

  it("compare without separators where the type stores none", () => {
    expect(matchesBare(PHONE, "+79123456789")).toBe(true);
    expect(matchesBare(PHONE, "+380441234567")).toBe(false);
    expect(matchesBare(PHONE, "+7912345678")).toBe(false);
  });

  it("say what is expected, and nothing about what is empty or has no mask", () => {
    expect(maskIssue({ type: "text", mask: "AA-9999", options: {} }, "x")).toMatchObject({ code: "mask", message: "The value does not have the form AA-9999." });
    expect([maskIssue({ type: "text", mask: "AA", options: {} }, null), maskIssue({ type: "text", options: {} }, "x"), maskIssue({ type: "text", mask: "99-99", options: { format: "bik" } }, "1234")]).toEqual([undefined, undefined, undefined]);
    expect(asMasked(PHONE, "+79123456789")).toBe("+7 (912) 345-67-89");
    expect(asMasked(PHONE, "+380441234567")).toBe("+380441234567");
  });

  it("need a slot, and something behind a backslash", () => {
    expect(checkMask(PHONE).ok).toBe(true);
    expect(checkMask("A\\\\").ok).toBe(true);
    expect(checkMask("---")).toMatchObject({ ok: false, issues: [{ code: "maskEmpty" }] });
    expect(checkMask("99\\")).toMatchObject({ ok: false, issues: [{ code: "maskEnd" }] });
  });

  it("write the fixed characters of what is typed or pasted", () => {
    expect(fillMask(PHONE, "9")).toBe("+7 (9");
    expect(fillMask(PHONE, "+7 (912")).toBe("+7 (912");
    expect(fillMask(PHONE, "+7 (9123")).toBe("+7 (912) 3");
    expect(fillMask(PHONE, "79123456789")).toBe("+7 (912) 345-67-89");
    expect(fillMask(PHONE, "9123456789")).toBe("+7 (912) 345-67-89");
    expect(fillMask("AA-9999", "ab1234")).toBe("AB-1234");
    expect(fillMask("AA-9999", "a1b")).toBe("AB");
    expect(fillMask("99 %", "12")).toBe("12 %");
    expect(fillMask(PHONE, "")).toBe("");
  });

  it("let the last character be taken away, and keep a text that is too long as it is", () => {
    expect(fillMask(PHONE, "+7 (912) ")).toBe("+7 (912");
    expect(fillMask("AA-9999", "AB-12345")).toBe("AB-12345");
  });

  it("give a full text back as it is, and whatever is written fits or is unfinished", () => {
    const mask = fc.array(fc.constantFrom("9", "A", "a", "*", "-", " ", "(", ")", "/"), { minLength: 1, maxLength: 12 }).map((parts) => parts.join("")).filter((text) => checkMask(text).ok);
    fc.assert(fc.property(mask, fc.string({ maxLength: 20 }), (shape, typed) => {
      const written = fillMask(shape, typed);
      expect(fillMask(shape, written)).toBe(written);
      if (matchesMask(shape, typed)) expect(written).toBe(typed);
    }));
  });
});
