import { describe, expect, it } from "vitest";
import { readScript, runScript } from "./script";

const MOMENT = { now: new Date("2026-01-31T10:00:00Z"), timeZone: "UTC" };
const run = (script: string, values = {}) => runScript(script, values, MOMENT);

describe("scripts", () => {
  it("give variables values, line by line, over what is there", () => {
    expect(run("// discount\ntotal = price * count\nrebate = if total > 100\n  then total * 0.1\n  else 0\n\nответ = \"да\"\nuntil = today() + duration(\"P1D\")", { price: 60, count: 2 }))
      .toEqual({ variables: { total: 120, rebate: 12, ответ: "да", until: "2026-02-01" } });
    expect(run("same = price = 60", { price: 60 })).toEqual({ variables: { same: true } });
    expect(run("")).toEqual({ variables: {} });
  });

  it.each([
    ["JavaScript", "const x = 1;", /Line 1 .*gives nothing to a variable/], ["a loop", "while(true) {}", /gives nothing/], ["a formula nobody can read", "a = 1\nb = (", /line 2 .*cannot be read/], ["a comparison only", "a == 1", /gives nothing/],
    ["a variable nobody set", "a = b + 1", /asks for “b”/], ["too many lines", "a = 1\n".repeat(201), /more than 200/], ["a list without end", "a = for i in 1..100000000 return i", /failed|limit/i],
  ])("say plainly what is wrong with %s", (_what, script, says) => expect(run(script)).toEqual({ failure: expect.stringMatching(says) as string }));

  it("name the line of each fault", () => expect(readScript("a = 1\nb\nc = )").faults.map(({ line }) => line)).toEqual([2, 3]));
});
