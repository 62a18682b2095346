import { describe, expect, it } from "vitest";
import { isDue } from "./term";

describe("the terms of My work", () => {
  const now = Date.parse("2026-07-06T10:00:00Z");
  it.each([["2026-07-06T09:00:00Z", ["overdue", "today", "week"]], ["2026-07-07T09:00:00Z", ["today", "week"]], ["2026-07-10T10:00:00Z", ["week"]], ["2026-07-13T10:00:00Z", ["later"]], [null, ["later"]]] as const)("%s is found by %j", (due, filters) => {
    expect((["overdue", "today", "week", "later"] as const).filter((filter) => isDue(due, filter, now))).toEqual(filters);
  });
});
