import { describe, expect, it } from "vitest";
import { ERASED_TEXT, personalPattern, withoutPersonal } from "./personal-text";

const pattern = personalPattern([{ first: "Anna", middle: null, last: "Berezina" }, "anna@example.com", "+79161234567", { line1: "12 Mill Lane", city: "London", country: "GB" }, "1990-01-31", "ok"])!;
const erased = (text: string): string => withoutPersonal(text, pattern);

describe("personal data in texts", () => {
  it("is taken out wherever it stands as a word, in any case, and numbers in any spelling", () => {
    expect(erased("Spoke to ANNA Berezina, +7 (916) 123-45-67, Anna@Example.com.")).toBe(`Spoke to ${ERASED_TEXT}, ${ERASED_TEXT}, ${ERASED_TEXT}.`);
    expect(erased("She lives at 12  Mill Lane, London.")).toBe(`She lives at ${ERASED_TEXT}, London.`);
  });

  it("is left alone inside other words and in mentions of users", () => {
    expect(erased("Annabel and Johanna from Banna")).toBe("Annabel and Johanna from Banna");
    const mention = "@[Anna Seller](user:0190a0a0-0000-7000-8000-000000000001) ask Anna";
    expect(erased(mention)).toBe(mention.replace(/ask Anna$/, `ask ${ERASED_TEXT}`));
  });

  it("is nothing to look for when values are empty, short or dates", () => {
    expect(personalPattern([null, "", "ok", "1990-01-31", { city: "London" }])).toBeUndefined();
  });

  it("takes names with signs of patterns literally", () => {
    expect(withoutPersonal("a.b (c) axb", personalPattern(["a.b (c)"])!)).toBe(`${ERASED_TEXT} axb`);
  });
});
