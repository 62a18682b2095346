import { describe, expect, it } from "vitest";
import { normaliseEmail } from "./email";

/** Characters that look like a Latin letter but are another letter. */
const LOOK_ALIKES: Record<string, string> = { a: "аɑα", c: "сϲ", e: "еҽ", i: "іιı", j: "јϳ", o: "оοօ", p: "рρ", s: "ѕ", x: "хχ", y: "уү", h: "һ", l: "ӏ", n: "ո", u: "υս", v: "ν", w: "ѡ", b: "Ь", d: "ԁ", g: "ɡ", k: "κ", m: "м", q: "ԛ", r: "г", t: "т" };
/** Spellings that NFKC and case folding make one letter. */
const spellings = (letter: string): string[] => {
  const offset = letter.charCodeAt(0) - 97;
  return [letter.toUpperCase(), String.fromCodePoint(0xff41 + offset), String.fromCodePoint(0xff21 + offset), String.fromCodePoint(0x24d0 + offset), String.fromCodePoint(0x1d41a + offset), String.fromCodePoint(0x1d5ba + offset)];
};

const differentPairs = Object.entries(LOOK_ALIKES).flatMap(([letter, others]) =>
  [...others].flatMap((other) => [[`x${letter}z@site.example`, `x${other}z@site.example`], [`ann@${letter}bc.example`, `ann@${other}bc.example`]] as const),
);
const equalPairs = [..."abcdefghijklmnopqrstuvwxyz"].flatMap((letter) => spellings(letter).map((other) => [`q${letter}@dom${letter}in.example`, `q${other}@dom${other}in.example`] as const));

describe("normaliseEmail", () => {
  it("takes more than 200 confusable pairs through the test", () => {
    expect(differentPairs.length + equalPairs.length).toBeGreaterThan(200);
  });

  it.each(differentPairs)("keeps the look-alikes %s and %s apart", (one, other) => {
    expect(normaliseEmail(one)).toBeDefined();
    expect(normaliseEmail(other)).not.toBe(normaliseEmail(one));
  });

  it.each(equalPairs)("takes %s and %s for one address", (one, other) => {
    expect(normaliseEmail(one)).toBeDefined();
    expect(normaliseEmail(other)).toBe(normaliseEmail(one));
  });

  it("is stable: the normal form of a normal form is itself", () => {
    for (const [one, other] of [...differentPairs, ...equalPairs]) {
      for (const text of [one, other]) {
        const normal = normaliseEmail(text);
        if (normal !== undefined) expect(normaliseEmail(normal)).toBe(normal);
      }
    }
  });

  it.each([
    ["Ann@Example.COM", "ann@example.com"],
    [" ann+crm@bücher.example ", "ann+crm@xn--bcher-kva.example"],
    ["ann＠example.com", "ann@example.com"],
    ["почта@пример.рф", "почта@xn--e1afmkfd.xn--p1ai"],
  ])("writes %s as %s", (input, normal) => expect(normaliseEmail(input)).toBe(normal));

  it.each([
    "", "ann", "@example.com", "ann@", "ann@b@c.example", '"ann"@example.com', '"a b"@example.com', "ann(comment)@example.com", "ann@example.com(comment)",
    "ann@[127.0.0.1]", "ann@127.0.0.1", "ann@1", "ann@localhost", "ann@example..com", ".ann@example.com", "ann.@example.com", "a..b@example.com", "ann@-a.example",
    "ann%00@example.com", "ann%other.example@example.com", "other.example!ann@example.com", "ann\r\nBcc: x@y.example", "ann@example.com\r\nBcc:x", "ann\0@example.com",
    "ann@example.com,eve@evil.example", "ann@example.com;eve@evil.example", "<ann@example.com>", "Ann <ann@example.com>", "ann@exam ple.com", "ann@℀.example", "ann@example.com/x",
    "ann@example.com:25", "ann@exa\\mple.com", "a".repeat(65) + "@example.com", `ann@${"a".repeat(64)}.example`, `ann@${"a.".repeat(130)}example`, "ann@example.com%2eevil.example", "ann@example.123",
  ])("refuses %j", (input) => expect(normaliseEmail(input)).toBeUndefined());

  it.each([undefined, null, 1, {}, ["ann@example.com"], { toString: () => "ann@example.com" }])("refuses a value that is no text (%j)", (input) => expect(normaliseEmail(input)).toBeUndefined());
});
