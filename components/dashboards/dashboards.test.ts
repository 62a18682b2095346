import { describe, expect, it } from "vitest";
import type { ClientEntity } from "../../runtime/model/client";
import { chartModel } from "./charts/series";
import { chosenFilters, leavesOf, listHref, readDashboardState, writeDashboardState } from "./dashboard-state";
import { funnelSteps } from "./widgets/funnel/steps";

const dashboard = { filters: [{ id: "period", label: "Period", entity: "deal", field: "wonAt", op: "within", value: "thisYear" }, { id: "owner", label: "Owner", entity: "deal", field: "owner", op: "in" }] };

describe("what is set of a dashboard", () => {
  it("survives in the address: texts, lists, nothing, texts that look like JSON", () => {
    const state = { tab: "people", filters: { period: "lastMonth", owner: ["a", "b"], team: null, number: "12", flag: true } };
    const text = writeDashboardState(state);
    expect(text).toContain("f.period=lastMonth");
    expect(readDashboardState(new URLSearchParams(text))).toEqual(state);
  });
  it("a cut-off address shows the dashboard without the filter's value instead of an error", () => {
    expect(readDashboardState(new URLSearchParams('f.owner=["a'))).toEqual({ tab: undefined, filters: { owner: '["a' } });
    expect(chosenFilters(dashboard as never, { filters: { gone: 1, period: "today" } })).toEqual({ period: "today" });
  });
  it("makes the same conditions as the server: own value, the person's, or none", () => {
    const bound = { period: "startsAt", owner: "owner" };
    expect(leavesOf(dashboard, bound, {})).toEqual([{ field: "startsAt", op: "within", value: "thisYear" }]);
    expect(leavesOf(dashboard, bound, { period: null, owner: ["a"] })).toEqual([{ field: "owner", op: "in", value: ["a"] }]);
    expect(leavesOf(dashboard, {}, { owner: ["a"] })).toEqual([]);
  });
});

it("drilling down opens a list without a filter of its own", () => {
  const entity = { name: "deal", lists: [{ name: "open", default: true, filter: { field: "a", op: "isTrue" } }, { name: "all" }] } as unknown as ClientEntity;
  expect(listHref(entity, undefined, [{ field: "stage", op: "eq", value: "won" }, undefined])).toBe(`/deal?list=all&filter=${encodeURIComponent('{"field":"stage","op":"eq","value":"won"}')}`);
  expect(listHref(entity, "open", [])).toBe("/deal?list=open");
});

describe("a chart", () => {
  const names = { key: (_: number, key: unknown) => String(key), measure: (i: number) => `m${i}` };
  it("of one group has a series for each measure", () => {
    expect(chartModel(1, 2, [{ keys: ["a"], values: [1, 2] }, { keys: ["b"], values: [3, null] }], names)).toMatchObject({ places: [{ label: "a" }, { label: "b" }], series: [{ name: "m0", values: [1, 3], keys: [] }, { name: "m1", values: [2, null] }] });
  });
  it("of two groups has a series for each key of the second, leaving out those with nothing in them", () => {
    const rows = [{ keys: ["jan", "won"], values: [2] }, { keys: ["feb", "lost"], values: [1] }, { keys: ["mar", "open"], values: [0] }];
    expect(chartModel(2, 1, rows, names)).toMatchObject({ places: [{ label: "jan" }, { label: "feb" }, { label: "mar" }], series: [{ name: "won", values: [2, null, null], keys: ["won"] }, { name: "lost", values: [null, 1, null] }] });
  });
});

describe("steps of a funnel", () => {
  const rows = [{ keys: ["new"], values: [4] }, { keys: ["offer"], values: [2] }, { keys: ["won"], values: [2] }, { keys: [null], values: [9] }];
  it("count whoever is there now", () => {
    expect(funnelSteps(rows, false)).toEqual([{ key: "new", value: 4, share: 1, part: 0.5 }, { key: "offer", value: 2, share: 0.5, part: 0.25 }, { key: "won", value: 2, share: 0.5, part: 0.25 }]);
  });
  it("or whoever came at least as far", () => {
    expect(funnelSteps(rows, true).map(({ value }) => value)).toEqual([8, 4, 2]);
    expect(funnelSteps(rows, true).map(({ part }) => part)).toEqual([1, 0.5, 0.25]);
  });
  it("are no steps of nothing", () => {
    expect(funnelSteps([{ keys: ["new"], values: [0] }], true)).toEqual([{ key: "new", value: 0, share: 0, part: 0 }]);
  });
});
