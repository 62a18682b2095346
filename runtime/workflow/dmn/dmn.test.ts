import { describe, expect, it } from "vitest";
import type { DecisionDefinition } from "./decision";
import { exportDmn } from "./export";
import { importDmn } from "./import";

const DISH: DecisionDefinition = {
  id: "crm.dish", name: "dishForGuests", label: "Dish for guests", description: "What is cooked", hitPolicy: "outputOrder",
  inputs: [{ id: "season", label: "Season", formula: "season", type: "text", allowed: '"Winter", "Summer"' }, { id: "guests", formula: "count(guests)", type: "number" }],
  outputs: [{ id: "dish", name: "dish", label: "Dish", type: "text", values: ['"Stew, hot"', '"Salad"'], default: '"Bread"' }],
  rules: [{ id: "r1", description: "cold <and> many", when: { season: '"Winter"', guests: "> 8" }, then: { dish: '"Stew, hot"' } }, { id: "r2", then: { dish: '"Salad"' } }],
};

const file = (inner: string): string => `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/DMN/20180521/MODEL/" id="d" name="D" namespace="n">${inner}</definitions>`;

describe("DMN files", () => {
  it("come back as they were written", () => {
    expect(importDmn(exportDmn(DISH))).toEqual({ decisions: [DISH], problems: [] });
    const sum: DecisionDefinition = { id: "s", name: "total", label: "Total", hitPolicy: "collect", aggregation: "sum", inputs: [], outputs: [{ id: "o", name: "total" }], rules: [] };
    expect(importDmn(exportDmn(sum))).toEqual({ decisions: [sum], problems: [] });
  });

  it("of other tools are read, with what is not taken over", () => {
    const { decisions, problems } = importDmn(file(`<decision id="a" name="Credit limit"><variable name="x"/><informationRequirement><requiredDecision href="#b"/></informationRequirement>
<decisionTable><input label="Amount"><inputExpression typeRef="integer"><text>amount</text></inputExpression></input><output typeRef="string"/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"x"</text></outputEntry><annotationEntry><text>why</text></annotationEntry></rule></decisionTable></decision>
<decision id="b" name="B"><literalExpression><text>1</text></literalExpression></decision><businessKnowledgeModel id="k"/>`));
    expect(decisions).toEqual([{
      id: "a", name: "creditLimit", label: "Credit limit", inputs: [{ id: "input1", label: "Amount", formula: "amount", type: "number" }], outputs: [{ id: "output1", name: "creditLimit", type: "text" }],
      rules: [{ id: "rule1", description: "why", then: { output1: '"x"' } }],
    }]);
    expect(problems.map(({ severity, elements }) => `${severity} ${elements.join(" ")}`)).toEqual(["warning a", "warning b", "warning k"]);
  });

  it.each([
    ["broken XML", "<definitions", /broken/], ["a BPMN file", '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', /not DMN/], ["no table", file(""), /no decision table/], ["entities", `<!DOCTYPE a>${file("")}`, /document type/],
    ["a formula nobody can read", file('<decision id="a"><decisionTable hitPolicy="WHATEVER"><output/><rule><outputEntry><text>1 +</text></outputEntry></rule></decisionTable></decision>'), /cannot be read/],
    ["a hit policy nobody knows", file('<decision id="a"><decisionTable hitPolicy="WHATEVER"><output/></decisionTable></decision>'), /WHATEVER/],
    ["bytes of another encoding", new Uint8Array([0x3c, 0x61, 0xff]), /utf-8/],
  ] as readonly (readonly [string, string | Uint8Array, RegExp])[])("with %s get a plain answer", (_what, source, says) => {
    const errors = importDmn(source).problems.filter(({ severity }) => severity === "error");
    expect(errors.map(({ message }) => message).join(" ")).toMatch(says);
  });
});
