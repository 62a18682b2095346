import { describe, expect, it } from "vitest";
import { checkDecision } from "./check";
import { addColumn, addRule, cellOf, cellsOfText, moveColumn, moveRule, newDecision, pasteCells, removeColumn, removeRule, setCell, setInput, setOutput } from "./edit";

const start = newDecision("discount", "Discount");

describe("commands on a decision", () => {
  it("a new one can run at once", () => expect(checkDecision(start)).toEqual([]));

  it("fill and empty cells, keeping nothing empty", () => {
    const filled = setCell(setCell(setCell(start, 0, 0, "> 5"), 0, 1, "0.1"), 0, 2, "large");
    expect(filled.rules).toEqual([{ id: "rule1", when: { input1: "> 5" }, then: { output1: "0.1" }, description: "large" }]);
    expect([0, 1, 2].map((column) => cellOf(filled, filled.rules[0]!, column))).toEqual(["> 5", "0.1", "large"]);
    expect([0, 1, 2].reduce((now, column) => setCell(now, 0, column, " "), filled).rules).toEqual([{ id: "rule1" }]);
  });

  it("add, move and take away rules and columns with their cells", () => {
    const filled = setCell(addColumn(addColumn(start, "inputs"), "outputs"), 0, 1, '"EU"');
    expect(filled).toMatchObject({ inputs: [{ id: "input1" }, { id: "input2", formula: "value2" }], outputs: [{ name: "result" }, { name: "result2" }] });
    const moved = moveColumn(filled, "inputs", 1, -1);
    expect(cellOf(moved, moved.rules[0]!, 0)).toBe('"EU"');
    expect(removeColumn(moved, "inputs", 0).rules).toEqual([{ id: "rule1" }]);
    expect(removeColumn(start, "outputs", 0)).toBe(start);
    const twice = addRule(filled, 1, filled.rules[0]);
    expect(twice.rules.map(({ id }) => id)).toEqual(["rule1", "rule2"]);
    expect(moveRule(twice, 1, -1).rules.map(({ id }) => id)).toEqual(["rule2", "rule1"]);
    expect(moveRule(twice, 0, -1).rules).toBe(twice.rules);
    expect(removeRule(twice, 0).rules.map(({ id }) => id)).toEqual(["rule2"]);
    expect(setOutput(setInput(start, 0, { label: "Amount", type: "number" }), 0, { default: "0" })).toMatchObject({ inputs: [{ label: "Amount", type: "number" }], outputs: [{ default: "0" }] });
  });

  it("take what a spreadsheet gives, with quotes and line breaks, and add the rules it needs", () => {
    expect(cellsOfText('> 5\t"EU"\r\n<= 5\t"a ""b"" c"\n\t"x\ty"\n')).toEqual([["> 5", '"EU"'], ["<= 5", 'a "b" c'], ["", "x\ty"]]);
    const pasted = pasteCells(start, 0, 0, cellsOfText("> 5\t0.1\tlarge\tbeyond\n<= 5\t0\tsmall"));
    expect(pasted.rules).toEqual([{ id: "rule1", when: { input1: "> 5" }, then: { output1: "0.1" }, description: "large" }, { id: "rule2", when: { input1: "<= 5" }, then: { output1: "0" }, description: "small" }]);
  });
});
