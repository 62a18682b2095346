import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

test("a path of this site is kept with its query", () => {
  expect(safeNext("/deal?sort=-amount#x")).toBe("/deal?sort=-amount#x");
});

test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "/\t/evil.example"])("%j leads home", (next) => {
  expect(safeNext(next)).toBe("/");
});
