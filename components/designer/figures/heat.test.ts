import { describe, expect, it } from "vitest";
import { flowHeatOf, heatOf, type NodeFigure } from "./heat";

const figure = (node: string, median: number | null, more: Partial<NodeFigure> = {}): NodeFigure => ({ node, label: node, type: "userTask", count: 3, open: 1, median, p95: median, total: 0, waiting: null, working: null, norm: null, overdue: 0, withTerm: 0, bottleneck: false, ...more });

describe("the heat of steps", () => {
  it("grows with the median, compared with the slowest; what nobody reached has none", () => {
    const heat = heatOf([figure("slow", 64_000, { bottleneck: true }), figure("fast", 1_000), figure("middle", 16_000), figure("instant", 5), figure("never", null, { count: 0, open: 0 })], (ms) => `${ms} ms`, ({ node }) => node);
    expect([...heat].map(([node, { level, text, bottleneck }]) => [node, level, text, bottleneck])).toEqual([["slow", 4, "4× · 64000 ms", true], ["fast", 1, "4× · 1000 ms", false], ["middle", 3, "4× · 16000 ms", false], ["instant", 0, "4×", false]]);
  });

  it("tells what takes longer than its norm", () => {
    const heat = heatOf([figure("late", 7_200_000, { norm: "PT1H" }), figure("intime", 1_800_000, { norm: "PT1H" }), figure("free", 7_200_000)], String, () => "");
    expect([...heat].map(([node, { late }]) => [node, late])).toEqual([["late", true], ["intime", false], ["free", false]]);
  });

  it("makes ways wider the more went them", () =>
    expect([...flowHeatOf([{ flow: "a", count: 8 }, { flow: "b", count: 2 }, { flow: "never", count: 0 }])]).toEqual([["a", { share: 1, text: "8×" }], ["b", { share: 0.25, text: "2×" }]]));
});
