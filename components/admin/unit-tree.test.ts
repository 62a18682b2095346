import { describe, expect, it } from "vitest";
import { isBelow, keyboardMove, treeRows, type UnitItem } from "./unit-tree";

const unit = (id: string, parent: string | null = null): UnitItem => ({ id, name: id, code: null, parent, head: null, people: 0 });
const units = [unit("a"), unit("b"), unit("a1", "a"), unit("a2", "a"), unit("a1x", "a1"), unit("lost", "gone")];

describe("the tree of units", () => {
  it("draws every unit once, children below their parents, strays at the top", () => {
    expect(treeRows(units).map(({ unit: { id }, level }) => `${level}${id}`)).toEqual(["1a", "2a1", "3a1x", "2a2", "1b", "1lost"]);
  });

  it("knows what lies below a unit, the unit included, and ends on a ring", () => {
    expect([isBelow(units, "a1x", "a"), isBelow(units, "a", "a"), isBelow(units, "b", "a"), isBelow(units, null, "a")]).toEqual([true, true, false, false]);
    expect(isBelow([unit("x", "y"), unit("y", "x")], "x", "z")).toBe(false);
  });

  it("moves by keyboard below the sibling above, or out beside the parent", () => {
    expect([keyboardMove(units, "a2", "in"), keyboardMove(units, "a1", "in"), keyboardMove(units, "a1x", "out"), keyboardMove(units, "a1", "out"), keyboardMove(units, "a", "out")]).toEqual(["a1", undefined, "a", null, undefined]);
  });
});
