import { describe, expect, it } from "vitest";
import { checkProcess } from "../check/check-process";
import { play } from "../simulate/play";
import { nodeExamples } from "./examples";

describe.each(Object.entries(nodeExamples))("%s", (_type, examples) => {
  it.each(examples.map((example) => [example.title, example] as const))("%s", (_title, example) => {
    expect(checkProcess(example.process).filter((problem) => problem.area === "structure" && problem.severity === "error")).toEqual([]);
    const { path, status } = play(example);
    expect({ path, status }).toEqual({ path: example.path, status: example.status });
  });
});
