import { describe, expect, it } from "vitest";
import { draw } from "../../runtime/workflow/simulate/draw";
import { problemsFound } from "./refusals";

describe("what the server finds while somebody draws", () => {
  it("stands on the elements it is about; problems of other documents are not told here", () => {
    const process = draw({ s: "startEvent", a: "userTask", e: "endEvent" }, "s a e");
    const said = (file: string, pointer: string) => ({ file, pointer, code: "unknownForm", message: "There is no form", remedy: "Choose another" });
    const found = problemsFound({ problems: [said("local/processes/example.json", "/nodes/1/options/form"), said("local/processes/other.json", "/nodes/1")], warnings: [said("packs/x/processes/example.json", "/label")] }, process);
    expect(found.map(({ severity, elements, remedy }) => [severity, elements, remedy])).toEqual([["error", ["a"], "Choose another"], ["warning", [], "Choose another"]]);
  });
});
