import { expect, test } from "vitest";
import type { Relation } from "./diagram";
import { linesOf, type Box, type Line } from "./diagram-lines";

const relation = (from: string, to: string, label: string, many = false): Relation => ({ id: `${from}.${label}.${to}`, from, to, field: label, label, many });
const card = (x: number, y: number, height = 200): Box => ({ x, y, width: 220, height });
const boxOf = ({ at, words }: Line): Box => ({ x: at.x - (words.length * 6.2 + 8) / 2, y: at.y - 9, width: words.length * 6.2 + 8, height: 18 });
const apart = (a: Box, b: Box): boolean => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

function expectApart(lines: readonly Line[], boxes: ReadonlyMap<string, Box>): void {
  const words = lines.map(boxOf);
  words.forEach((one, index) => {
    for (const other of words.slice(index + 1)) expect(apart(one, other)).toBe(true);
    for (const box of boxes.values()) expect(apart(one, box)).toBe(true);
  });
}

test("words of lines between the same cards do not lie over one another", () => {
  const boxes = new Map([["deal", card(0, 0)], ["firm", card(420, 60)]]);
  const lines = linesOf(["Organisation", "Supplier", "Bill to", "Partner"].map((label) => relation("deal", "firm", label)), boxes);
  expect(lines).toHaveLength(4);
  expect(new Set(lines.map(({ path }) => path)).size).toBe(4);
  expectApart(lines, boxes);
});

test("words of lines that meet in one card, and of those that come back, have places of their own", () => {
  const boxes = new Map([["a", card(0, 0)], ["b", card(0, 320)], ["c", card(420, 160)], ["d", card(840, 160)]]);
  const lines = linesOf([relation("a", "c", "Customer"), relation("b", "c", "Customer"), relation("c", "d", "Group"), relation("d", "c", "Head office"), relation("c", "c", "Parent organisation"), relation("c", "c", "Partners", true)], boxes);
  expect(lines.map(({ words }) => words)).toContain("Partners (n)");
  expectApart(lines, boxes);
});

test("a line over a card in between is bent until its words are seen", () => {
  const boxes = new Map(["a", "b", "c", "d"].map((name, column) => [name, card(column * 330, 0, 270)] as const));
  const lines = linesOf([relation("a", "b", "Deal"), relation("a", "c", "Organisation"), relation("b", "c", "Organisation"), relation("a", "d", "Participants", true), relation("b", "d", "Contact"), relation("c", "d", "Main contact")], boxes);
  expectApart(lines, boxes);
});

test("a line to a card that is not drawn is left out", () => {
  expect(linesOf([relation("a", "x", "Gone")], new Map([["a", card(0, 0)]]))).toEqual([]);
});
