import { expect, test } from "vitest";
import { formatMessage } from "./format";

test("a message without braces stays as it is", () => {
  expect(formatMessage("en", "Save")).toBe("Save");
});

test("parameters are filled in and a missing one stays visible", () => {
  expect(formatMessage("en", "Delete {name} of {owner}?", { name: "Acme" })).toBe("Delete Acme of {owner}?");
});

test("a value with braces is not read as a message", () => {
  expect(formatMessage("en", "Delete {name}?", { name: "{x}" })).toBe("Delete {x}?");
});

test("English has two plural forms", () => {
  const message = "{count, plural, one {# record} other {# records}} chosen";
  expect(formatMessage("en", message, { count: 1 })).toBe("1 record chosen");
  expect(formatMessage("en", message, { count: 1200 })).toBe("1,200 records chosen");
});

test("Russian and Ukrainian have three plural forms", () => {
  const message = "{count, plural, one {# запись} few {# записи} many {# записей} other {# записи}}";
  expect([1, 3, 11, 21].map((count) => formatMessage("ru", message, { count }))).toEqual(["1 запись", "3 записи", "11 записей", "21 запись"]);
  expect(formatMessage("uk", message, { count: 5 })).toBe("5 записей");
});

test("an exact case wins over the category", () => {
  expect(formatMessage("en", "{n, plural, =0 {none} one {one} other {#}}", { n: 0 })).toBe("none");
});

test("plural forms and numbers are those of the language, as the platform knows it", () => {
  const message = "{n, plural, zero {zero #} one {one #} two {two #} few {few #} many {many #} other {other #}}";
  for (const language of ["en", "ru", "uk", "tr", "de"]) {
    const [rules, numbers] = [new Intl.PluralRules(language), new Intl.NumberFormat(language)];
    for (const n of [...Array.from({ length: 130 }, (_, index) => index), 1000, 1001, 12_345, 1.5, -1]) {
      expect(formatMessage(language, message, { n }), language).toBe(`${rules.select(n)} ${numbers.format(n)}`);
    }
  }
});
