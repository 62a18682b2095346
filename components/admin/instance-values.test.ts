import { describe, expect, it } from "vitest";
import { draw } from "../../runtime/workflow/simulate/draw";
import { readValue, shownValue, targetsOf } from "./instance-values";

describe("variables of an instance as operators write them", () => {
  it("keep their kind: text is text, a number stays one, and what does not fit is refused", () => {
    expect([shownValue("50"), shownValue(50), shownValue({ a: 1 }), shownValue(null)]).toEqual(["50", "50", '{"a":1}', "null"]);
    expect([readValue("50", "x"), readValue("50", 1), readValue("many", 1), readValue("true", false), readValue('{"a":2}', { a: 1 }), readValue("null", 1)]).toEqual(["50", 50, undefined, true, { a: 2 }, null]);
    expect([readValue("50", undefined), readValue("red", undefined), readValue("red", null)]).toEqual([50, "red", "red"]);
  });

  it("and a token goes to the steps beside its own only", () => {
    const { nodes } = draw({ s: "startEvent", a: "userTask", b: "userTask", late: { type: "boundaryEvent", attachedTo: "a", triggers: [{ id: "t", type: "timer", duration: "P1D" }] }, sub: "subProcess", i: { type: "task", inside: "sub" }, e: "endEvent" }, "s a b sub e");
    expect(targetsOf(nodes, "a").map(({ id }) => id)).toEqual(["b", "sub", "e"]);
    expect(targetsOf(nodes, "i")).toEqual([]);
  });
});
