import { expect, it } from "vitest";
import { planOf } from "./gathered-sql";

it("plans of statements are made anew whenever four times as many instances were written, a dozen times at most", () => {
  expect([0, 1, 100, 101, 400, 401, 1600, 1601].map(planOf)).toEqual([0, 0, 0, 1, 1, 2, 2, 3]);
  expect(planOf(1_000_000_000)).toBe(12);
});
