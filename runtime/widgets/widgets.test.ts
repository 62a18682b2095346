import { describe, expect, it } from "vitest";
import Ajv2020 from "ajv/dist/2020.js";
import { bucketEnd, bucketFor, bucketRange, fillBuckets, instantOf, stretchBefore } from "./buckets";
import { drillCondition } from "./drill";
import { WIDGET_KINDS, widgetKind } from "./index";
import { clampPlace, freePlace, overlaps, settle } from "./layout";
import { pivotOf } from "./pivot";
import { settingsSchema } from "./settings";
import type { Answer, WidgetEnv, WidgetQuery } from "./widget";

const env: WidgetEnv = {
  now: new Date("2026-03-05T10:00:00Z"), timeZone: "Europe/Kyiv", chosen: [],
  feel: (path) => ({ wonAt: "date", startsAt: "dateTime" })[path], choices: (path) => (path === "stage" ? ["new", "offer", "won"] : undefined),
};
const query = (more: Partial<WidgetQuery>): WidgetQuery => ({ entity: "deal", measures: [{ id: "count", function: "count" }], groupBy: [], columns: [], sort: [], options: {}, ...more });
const answer = (more: Partial<Answer>): Answer => ({ rows: [], items: [], more: false, ...more });

describe("buckets", () => {
  it("end where the next one begins, leap years and short months included", () => {
    expect([bucketEnd("2026-12-01", "month"), bucketEnd("2024-02-01", "month"), bucketEnd("2026-10-01", "quarter"), bucketEnd("2026-12-28", "week"), bucketEnd("2024-02-28", "day"), bucketEnd("2026-01-01", "year")]).toEqual(["2027-01-01", "2024-03-01", "2027-01-01", "2027-01-04", "2024-02-29", "2027-01-01"]);
  });

  it("fill the holes between the first and the last one, and keep what has no date", () => {
    expect(bucketRange(["2026-03-01", "2026-01-01"], "month")).toEqual(["2026-01-01", "2026-02-01", "2026-03-01"]);
    const rows = [{ keys: ["2026-01-01"], values: [2] }, { keys: ["2026-03-01"], values: [1] }, { keys: [null], values: [7] }];
    expect(fillBuckets(rows, "month", 1, 0).map(({ keys, values }) => [keys[0], values[0]])).toEqual([["2026-01-01", 2], ["2026-02-01", 0], ["2026-03-01", 1], [null, 7]]);
  });

  it("leave the holes of a stretch that is too long for an axis", () => {
    expect(bucketRange(["1900-01-01", "2026-01-01"], "day")).toEqual(["1900-01-01", "2026-01-01"]);
  });

  it("begin at midnight of the reader", () => {
    expect(instantOf("2026-03-01", "Europe/Kyiv")).toBe("2026-02-28T22:00:00.000Z");
    expect(instantOf("2026-07-01", "Europe/Kyiv")).toBe("2026-06-30T21:00:00.000Z");
  });

  it("are chosen so that an axis has a readable number of places", () => {
    expect([bucketFor("2026-03-01", "2026-04-01"), bucketFor("2026-01-01", "2026-04-01"), bucketFor("2026-01-01", "2027-01-01")]).toEqual(["day", "week", "month"]);
  });
});

describe("the stretch before", () => {
  it("is the month before a month, as many days as have begun", () => {
    expect(stretchBefore({ from: "2026-03-01", to: "2026-04-01" }, "2026-03-05")).toEqual({ from: "2026-02-01", to: "2026-02-06" });
    expect(stretchBefore({ from: "2026-03-01", to: "2026-04-01" }, "2026-03-31")).toEqual({ from: "2026-02-01", to: "2026-03-01" });
    expect(stretchBefore({ from: "2026-02-01", to: "2026-03-01" }, "2026-03-05")).toEqual({ from: "2026-01-01", to: "2026-02-01" });
    expect(stretchBefore({ from: "2026-02-27", to: "2026-03-06" }, "2026-03-05")).toEqual({ from: "2026-02-20", to: "2026-02-27" });
  });
});

describe("a number", () => {
  const number = widgetKind("number");
  it("without a date is one question", () => {
    expect(number.ask(query({ filter: { field: "stage", op: "eq", value: "won" } }), env)).toEqual([{ ask: "groups", groupBy: [], measures: [{ id: "count", function: "count" }], filter: { field: "stage", op: "eq", value: "won" } }]);
  });

  it("takes the period of the dashboard instead of its own, and asks for the one before", () => {
    const asked = number.ask(query({ options: { date: "startsAt", period: "thisYear" } }), { ...env, chosen: [{ field: "startsAt", op: "within", value: "thisMonth" }, { field: "owner", op: "eq", value: "a" }] });
    const inside = (from: string, to: string) => ({ all: [{ field: "owner", op: "eq", value: "a" }, { all: [{ field: "startsAt", op: "gte", value: from }, { field: "startsAt", op: "lt", value: to }] }] });
    expect(asked.map(({ filter }) => filter)).toEqual([inside("2026-02-28T22:00:00.000Z", "2026-03-31T21:00:00.000Z"), inside("2026-01-31T22:00:00.000Z", "2026-02-05T22:00:00.000Z"), inside("2026-02-28T22:00:00.000Z", "2026-03-31T21:00:00.000Z")]);
    expect(asked[2]).toMatchObject({ groupBy: [{ field: "startsAt", by: "day" }] });
  });

  it("tells value, value before, bounds and trend", () => {
    const data = number.data(query({ options: { date: "wonAt", period: "thisMonth" } }), [answer({ rows: [{ keys: [], values: [5] }] }), answer({ rows: [{ keys: [], values: [3] }] }), answer({ rows: [{ keys: ["2026-03-01"], values: [1] }, { keys: ["2026-03-03"], values: [4] }] })], env);
    expect(data).toEqual({ shape: "number", value: 5, previous: 3, from: "2026-03-01", to: "2026-04-01", trend: [{ keys: ["2026-03-01"], values: [1] }, { keys: ["2026-03-02"], values: [0] }, { keys: ["2026-03-03"], values: [4] }] });
  });
});

describe("charts of groups", () => {
  const rows = [{ keys: ["won"], values: [1] }, { keys: ["new"], values: [4] }, { keys: [null], values: [9] }, { keys: ["offer"], values: [3] }];
  it("are ordered by value and cut to their limit, saying that there was more", () => {
    expect(widgetKind("bar").data(query({ groupBy: [{ id: "stage", field: "stage" }], limit: 2 }), [answer({ rows })], env)).toEqual({ shape: "grouped", more: true, rows: [{ keys: [null], values: [9] }, { keys: ["new"], values: [4] }] });
  });

  it("of a funnel keep the order of the choices, empty last", () => {
    const data = widgetKind("funnel").data(query({ groupBy: [{ id: "stage", field: "stage" }] }), [answer({ rows })], env);
    expect(data.shape === "grouped" && data.rows.map(({ keys }) => keys[0])).toEqual(["new", "offer", "won", null]);
  });

  it("of a funnel show steps nobody is at, but not those the filter leaves out", () => {
    const steps = (filter: WidgetQuery["filter"]) => {
      const data = widgetKind("funnel").data(query({ groupBy: [{ id: "stage", field: "stage" }], filter }), [answer({ rows: [{ keys: ["offer"], values: [2] }] })], env);
      return data.shape === "grouped" && data.rows.map(({ keys, values }) => [keys[0], values[0]]);
    };
    expect(steps(undefined)).toEqual([["new", 0], ["offer", 2], ["won", 0]]);
    expect(steps({ all: [{ field: "stage", op: "ne", value: "won" }, { field: "amount", op: "gt", value: 1 }] })).toEqual([["new", 0], ["offer", 2]]);
    expect(steps({ field: "stage", op: "in", value: ["offer", "won"] })).toEqual([["offer", 2], ["won", 0]]);
  });

  it("count the places of the first group, not the rows of both", () => {
    const two = ["a", "b", "c"].flatMap((key) => [{ keys: [key, "x"], values: [1] }, { keys: [key, "y"], values: [1] }]);
    const data = widgetKind("bar").data(query({ groupBy: [{ id: "a", field: "a" }, { id: "b", field: "b" }], limit: 2, options: { order: "key" } }), [answer({ rows: two })], env);
    expect(data.shape === "grouped" && data.rows.length).toBe(4);
  });
});

describe("a pivot", () => {
  const rows = [{ keys: ["new", { id: "1", title: "Ann" }], values: [2] }, { keys: ["won", { id: "1", title: "Ann" }], values: [3] }, { keys: ["new", null], values: [1] }];
  it("crosses two groups and adds up counts and sums", () => {
    expect(pivotOf(rows, "count")).toEqual({ columns: [{ id: "1", title: "Ann" }, null], rows: [{ key: "new", cells: [2, 1], total: 3 }, { key: "won", cells: [3, null], total: 3 }], totals: [5, 1], total: 6 });
  });
  it("shows no total of averages", () => {
    expect(pivotOf(rows, "avg")).toMatchObject({ totals: [null, null], total: null });
  });
});

describe("drilling down", () => {
  it("names the records of a group: choice, reference, empty, bucket of a date and of a moment", () => {
    const groups = [{ id: "a", field: "stage" }, { id: "b", field: "owner" }];
    expect(drillCondition(groups, ["won", { id: "7", title: "Ann" }], env)).toEqual({ all: [{ field: "stage", op: "eq", value: "won" }, { field: "owner", op: "eq", value: "7" }] });
    expect(drillCondition(groups, [null], env)).toEqual({ field: "stage", op: "isEmpty" });
    expect(drillCondition([{ id: "m", field: "wonAt", by: "month" }], ["2026-03-01"], env)).toEqual({ all: [{ field: "wonAt", op: "gte", value: "2026-03-01" }, { field: "wonAt", op: "lt", value: "2026-04-01" }] });
    expect(drillCondition([{ id: "m", field: "startsAt", by: "day" }], ["2026-03-01"], env)).toEqual({ all: [{ field: "startsAt", op: "gte", value: "2026-02-28T22:00:00.000Z" }, { field: "startsAt", op: "lt", value: "2026-03-01T22:00:00.000Z" }] });
  });
});

describe("the grid", () => {
  const tile = (id: string, x: number, y: number, width: number, height: number) => ({ id, x, y, width, height });
  it("lets tiles make way for the one that is moved, and fall upwards after it", () => {
    const settled = settle([tile("a", 0, 0, 6, 2), tile("b", 0, 2, 6, 2), tile("c", 6, 5, 6, 2)], "a");
    expect(settled.map(({ id, y }) => `${id}${y}`)).toEqual(["a0", "b2", "c0"]);
    const moved = settle([tile("a", 0, 0, 6, 2), tile("b", 0, 0, 6, 2)], "b");
    expect(moved.map(({ id, y }) => `${id}${y}`)).toEqual(["a2", "b0"]);
  });
  it("never leaves two tiles on each other, whatever is moved", () => {
    const tiles = Array.from({ length: 12 }, (_, i) => tile(`t${i}`, (i * 5) % 9, (i * 7) % 6, 2 + (i % 3), 1 + (i % 4)));
    for (const { id } of tiles) {
      const settled = settle(tiles, id);
      expect(settled.some((a) => settled.some((b) => a.id < b.id && overlaps(a, b)))).toBe(false);
    }
  });
  it("keeps tiles inside and finds gaps for new ones", () => {
    expect(clampPlace({ x: 11, y: -3, width: 4, height: 0 }, { width: 2, height: 2 })).toEqual({ x: 8, y: 0, width: 4, height: 2 });
    expect(freePlace([tile("a", 0, 0, 6, 2), tile("b", 0, 2, 12, 2)], { width: 6, height: 2 })).toEqual({ x: 6, y: 0, width: 6, height: 2 });
    expect(freePlace([tile("a", 0, 0, 12, 2)], { width: 6, height: 2 })).toEqual({ x: 0, y: 2, width: 6, height: 2 });
  });
});

it.each([...WIDGET_KINDS])("settings of %s make a strict schema that refuses what it does not know", (name) => {
  const validate = new Ajv2020({ strict: true }).compile(settingsSchema(widgetKind(name).settings));
  expect(validate({})).toBe(true);
  expect(validate({ strange: true })).toBe(false);
});
