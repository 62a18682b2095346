import { describe, expect, it } from "vitest";
import { grantsOf, processRights, roleName, withProcess, withRights, withSystem, writeGrants, type RoleDocument } from "./role-document";

const condition = { field: "stage", op: "eq", value: "won" } as const;
const role: RoleDocument = { id: "r", name: "r", label: "R", entities: { deal: { read: ["own", { condition }], fields: { cost: "hidden" } } } };

describe("a role document in the matrix", () => {
  it("reads every way a verb is written, and writes the shortest", () => {
    expect(grantsOf("none")).toEqual([]);
    expect(grantsOf(undefined)).toEqual([]);
    expect(grantsOf(["own", { scope: "team", condition }])).toEqual([{ scope: "own" }, { scope: "team", condition }]);
    expect([writeGrants([]), writeGrants([{ scope: "all" }]), writeGrants([{ scope: "own" }, { condition }])]).toEqual(["none", "all", ["own", { condition }]]);
  });

  it("comes back the same from reading and writing", () => {
    for (const written of ["all", ["own", "unitTree"], ["own", { condition }], [{ scope: "team", condition }]] as const) expect(writeGrants(grantsOf(written))).toEqual(written);
  });

  it("changes one right and leaves the others as they were", () => {
    expect(withRights(role, "deal", { update: "own" }).entities!["deal"]).toEqual({ ...role.entities!["deal"], update: "own" });
    expect(withRights(role, "deal", { fields: undefined }).entities!["deal"]).toEqual({ read: ["own", { condition }] });
    expect(withSystem(withSystem(role, "events.read", true), "events.read", false).system).toEqual([]);
  });

  it("gives and takes rights on processes; what is named is apart from all others", () => {
    const starter = withProcess(role, "discount", "start", true);
    expect(starter.processes).toEqual({ discount: { start: true } });
    expect(withProcess(starter, "discount", "start", false)).toEqual(role);
    const all = withProcess(starter, "*", "operate", true);
    expect(all.processes).toEqual({ discount: { start: true }, "*": { operate: true } });
    expect([processRights(all, "discount"), processRights(all, "leave")]).toEqual([{ start: true }, { operate: true }]);
    // Taken from one, the right of all others stays with the others.
    const but = withProcess(all, "leave", "operate", false);
    expect(but.processes).toEqual({ discount: { start: true }, leave: {}, "*": { operate: true } });
    expect(withProcess(but, "*", "operate", false)).toEqual(starter);
  });

  it("makes a name that a document may have out of any label", () => {
    expect([roleName("Night clerk 2"), roleName("Роль"), roleName("2nd shift"), roleName("Ünal Şef")]).toEqual(["nightClerk2", "role", "role2ndShift", "unalSef"]);
  });
});
