import { describe, expect, it } from "vitest";
import type { ProcessDefinition } from "../definition/types";
import { matrixCsv, responsibilityMatrix } from "./matrix";

const PROCESS: ProcessDefinition = {
  id: "p", name: "p", label: "P", lanes: [{ id: "office", label: "Office", responsible: [{ kind: "role", value: "clerk" }] }, { id: "desk", label: "Desk", parent: "office" }, { id: "board", label: "Board" }],
  nodes: [
    { id: "s", type: "startEvent", lane: "desk" }, { id: "write", type: "userTask", label: "Write", lane: "desk" },
    { id: "agree", type: "userTask", label: "=Agree", lane: "board", options: { responsible: [{ kind: "role", value: "head" }, { kind: "superior" }, { kind: "superior", value: "owner" }], decisions: [{ id: "y", name: "yes", label: "Yes" }, { id: "n", name: "no", label: "No" }], notifications: [{ id: "done", on: "completed", to: [{ kind: "role", value: "clerk" }, { kind: "role", value: "head" }, { kind: "performer" }] }] } },
    { id: "file", type: "manualTask", label: "File", lane: "board" }, { id: "alone", type: "userTask" },
    { id: "tell", type: "serviceTask", label: "Tell", lane: "desk", options: { service: "sendMail", settings: { to: "all@example.com" } } }, { id: "book", type: "serviceTask", options: { service: "updateRecord" } },
  ],
  flows: [],
};

describe("the matrix of responsibility", () => {
  it("says who does, who approves and who is told", () => {
    const { columns, rows } = responsibilityMatrix(PROCESS);
    expect(columns.map(({ id }) => id)).toEqual(["role:clerk", "role:head", "superior:", "superior:owner", "lane:Board", "starter:", "address:all@example.com"]);
    expect(rows.map(({ node, lane, marks }) => [node, lane, marks])).toEqual([
      ["write", "Desk", { "role:clerk": "does" }], ["agree", "Board", { "role:clerk": "told", "role:head": "approves", "superior:": "approves", "superior:owner": "approves" }], ["file", "Board", { "lane:Board": "does" }],
      ["alone", undefined, { "starter:": "does" }], ["tell", "Desk", { "address:all@example.com": "told" }],
    ]);
  });

  it("becomes CSV that no spreadsheet takes for formulas", () => {
    const text = matrixCsv(responsibilityMatrix(PROCESS), { step: "Step", lane: "Lane", column: ({ value }) => value, mark: (mark) => mark[0]!.toUpperCase() });
    expect(text.split("\r\n").slice(0, 3)).toEqual(['"Step","Lane","clerk","head","","owner","Board","","all@example.com"', '"Write","Desk","D","","","","","",""', `"'=Agree","Board","T","A","A","A","","",""`]);
  });
});
