import { describe, expect, test } from "vitest";
import { editableNumber, plainNumber } from "./number-text";

describe("plainNumber", () => {
  test.each([
    ["1 234,5", "ru", "1234.5"],
    ["1,234.5", "en", "1234.5"],
    ["1.234,5", "tr", "1234.5"],
    ["1,234", "en", "1234"],
    ["1,234", "ru", "1.234"],
    ["1.234", "en", "1.234"],
    ["1.234", "tr", "1234"],
    ["12,5", "en", "12.5"],
    ["0,125", "en", "0.125"],
    ["1,234,567", "ru", "1234567"],
    ["−3", "en", "-3"],
    ["+7", "en", "7"],
    ["12 %", "en", "12"],
    [".5", "en", ".5"],
    ["1'000.25", "en", "1000.25"],
  ])("%j in %s is %s", (text, language, plain) => expect(plainNumber(text, language)).toBe(plain));

  test.each(["", "abc", "1-2", "1..2", "--1", "1e5"])("%j is no number", (text) => expect(plainNumber(text, "en")).toBeUndefined());
});

test("a number is offered for editing with the decimal mark of the language", () => {
  expect(editableNumber(1234.5, "ru")).toBe("1234,5");
  expect(editableNumber(1234.5, "en")).toBe("1234.5");
  expect(editableNumber(1e-7, "en")).toBe("0.0000001");
  expect(editableNumber("12345678901234567890.12", "tr")).toBe("12345678901234567890,12");
});
