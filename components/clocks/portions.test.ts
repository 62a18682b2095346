import { expect, test } from "vitest";
import { idsInPortions, portionsTouched } from "./portions";

const ids = Array.from({ length: 130 }, (_, at) => (at % 10 === 0 ? undefined : `r${at}`));

test("only the portions with lines in sight are asked for", () => {
  expect([portionsTouched(0, 30), portionsTouched(45, 55), portionsTouched(110, 130), portionsTouched(0, 0)]).toEqual(["0-0", "0-1", "2-2", "0-0"]);
  expect(idsInPortions(ids, "0-0").map((portion) => [portion.length, portion[0], portion.at(-1)])).toEqual([[45, "r1", "r49"]]);
  expect(idsInPortions(ids, "1-2").map((portion) => [portion.length, portion[0], portion.at(-1)])).toEqual([[45, "r51", "r99"], [27, "r101", "r129"]]);
});

test("a portion without records is not asked for", () => {
  expect(idsInPortions([undefined], "0-0")).toEqual([]);
  expect(idsInPortions([], "0-1")).toEqual([]);
});
