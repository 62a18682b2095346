import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actsFor, type Deputyship } from "./deputy-chain";

const always = (person: string, deputy: string, kinds: readonly string[] | null = null, from = "2026-01-01", to = "2026-12-31"): Deputyship => ({ person, deputy, kinds, from, to });
const on = { day: "2026-07-01", kind: "approve" };
const people = (list: readonly Deputyship[], deputy: string, at = on) => actsFor(list, deputy, at).map(({ person }) => person);

describe("who acts for whom", () => {
  it("counts on its first and last day and for its kinds only", () => {
    const list = [always("ann", "bob", ["approve"], "2026-07-01", "2026-07-01")];
    expect(people(list, "bob")).toEqual(["ann"]);
    expect([people(list, "bob", { ...on, day: "2026-06-30" }), people(list, "bob", { ...on, day: "2026-07-02" }), people(list, "bob", { ...on, kind: "sign" }), people(list, "ann")]).toEqual([[], [], [], []]);
  });

  it("goes on from deputy to deputy, and tells the shortest way", () => {
    const list = [always("ann", "bob"), always("bob", "cy"), always("cy", "dan"), always("ann", "cy", ["sign"])];
    expect(actsFor(list, "cy", on)).toEqual([{ person: "bob", through: [] }, { person: "ann", through: ["bob"] }]);
    expect(actsFor(list, "dan", { ...on, kind: "sign" })).toContainEqual({ person: "ann", through: ["cy"] });
  });

  it("breaks a chain where a link does not allow the kind", () => {
    expect(people([always("ann", "bob", ["sign"]), always("bob", "cy")], "cy")).toEqual(["bob"]);
  });

  it("ends on rings, names nobody twice and never the deputy himself, and every link of a way is valid", () => {
    const name = fc.constantFrom("a", "b", "c", "d", "e");
    const day = fc.constantFrom("2026-06-30", "2026-07-01", "2026-07-02");
    const link = fc.record({ person: name, deputy: name, kinds: fc.option(fc.subarray(["approve", "sign"])), from: day, to: day });
    fc.assert(fc.property(fc.array(link, { maxLength: 25 }), name, (list, deputy) => {
      const found = actsFor(list, deputy, on);
      const names = found.map(({ person }) => person);
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toContain(deputy);
      const isValid = (from: string, to: string) => list.some((one) => one.deputy === from && one.person === to && one.from <= on.day && on.day <= one.to && (one.kinds === null || one.kinds.includes(on.kind)));
      for (const { person, through } of found) {
        const way = [deputy, ...through, person];
        for (let step = 1; step < way.length; step++) expect(isValid(way[step - 1]!, way[step]!)).toBe(true);
      }
    }), { numRuns: 300 });
  });
});
