import { expect, test } from "vitest";
import { placeLabels, sizeOf, WIDTH } from "./labels";

const gateway = { id: "g", box: { x: 100, y: 100, width: 50, height: 50 }, words: "Large enough?", over: true };
const place = (ways: readonly (readonly { x: number; y: number }[])[], boxes: readonly { x: number; y: number; width: number; height: number }[] = []) => placeLabels([gateway], boxes, ways.map((way, at) => ({ id: `f${at}`, way, words: undefined }))).elements.get("g")!;
const [up, down, right, left] = [[{ x: 125, y: 100 }, { x: 125, y: 0 }], [{ x: 125, y: 150 }, { x: 125, y: 300 }], [{ x: 150, y: 125 }, { x: 300, y: 125 }], [{ x: 0, y: 125 }, { x: 100, y: 125 }]];

test("words stand over a gateway and under an event while nothing is in the way", () => {
  expect(place([left!, right!])).toMatchObject({ align: "center", grows: "up" });
  expect(placeLabels([{ ...gateway, over: false }], [], []).elements.get("g")).toMatchObject({ align: "center", grows: "down" });
});

test("a flow that leaves upwards has the words at its side", () => {
  const label = place([left!, right!, up!]);
  expect(label).toMatchObject({ align: "left", grows: "up" });
  expect(gateway.box.x + label.x).toBeGreaterThan(125);
  // And no flow that goes level from the gateway runs through them.
  expect(gateway.box.y + label.y + label.height).toBeLessThan(125);
});

test("flows on all four sides leave the corners", () => {
  const label = place([left!, right!, up!, down!, [{ x: 125, y: 90 }, { x: 250, y: 90 }]]);
  expect(label).toMatchObject({ align: "right", grows: "up" });
});

test("other steps and other words are not covered", () => {
  const task = { x: 60, y: 40, width: 140, height: 50 };
  expect(place([left!, right!], [task])).toMatchObject({ grows: "down" });
  const beside = { ...gateway, id: "h", box: { ...gateway.box, x: 160 } };
  const both = placeLabels([gateway, beside], [gateway.box, beside.box], []).elements;
  const [one, other] = [both.get("g")!, both.get("h")!];
  expect(one.grows === other.grows && one.align === other.align).toBe(false);
});

test("the frame around is no hindrance", () => expect(place([], [{ x: 0, y: 0, width: 500, height: 400 }])).toMatchObject({ align: "center", grows: "up" }));

test("a slanting flow is seen, too", () => expect(place([[{ x: 60, y: 60 }, { x: 190, y: 99 }]])).not.toMatchObject({ align: "center", grows: "up" }));

test("words of a flow go along it to where no other flow runs", () => {
  const long = { id: "long", way: [{ x: 0, y: 100 }, { x: 400, y: 100 }], words: "Approved" };
  const at = (...others: readonly (readonly { x: number; y: number }[])[]) => placeLabels([], [], [long, ...others.map((way, index) => ({ id: `f${index}`, way, words: undefined }))]).flows.get("long");
  expect(at()).toEqual({ x: 200, y: 100, upright: false });
  expect(at([{ x: 200, y: 0 }, { x: 200, y: 300 }])).toEqual({ x: 100, y: 100, upright: false });
});

test("two flows that share a part keep their words apart", () => {
  const way = (id: string, y: number) => ({ id, way: [{ x: 0, y: 300 }, { x: 0, y }, { x: 300, y }], words: "Approved" });
  const { flows } = placeLabels([], [], [way("a", 0), way("b", 100)]);
  expect(flows.get("a")).not.toEqual(flows.get("b"));
});

test("long words take several lines, and are never wider than the lines are", () => {
  expect(sizeOf("Ok")).toEqual({ width: 13, height: 16 });
  expect(sizeOf("Is the amount larger than the limit of the month?").height).toBe(48);
  expect(sizeOf("x".repeat(60)).width).toBe(WIDTH);
});
