import { describe, expect, it } from "vitest";
import { commonDecisions } from "./common-decisions";

const task = (...names: string[]) => ({ decisions: names.map((name) => ({ name, label: name.toUpperCase() })) });

describe("decisions for several tasks at once", () => {
  it("are those that every one of them offers", () => {
    expect(commonDecisions([])).toBeUndefined();
    expect(commonDecisions([task("approve", "reject"), task("reject", "later")])?.map(({ name }) => name)).toEqual(["reject"]);
    expect(commonDecisions([task("approve"), task()])).toEqual([]);
  });

  it("are none but being done, where none is asked for", () => {
    expect(commonDecisions([task(), task()])).toEqual([{}]);
  });
});
