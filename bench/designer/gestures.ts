/** What people do in a large diagram, made with the mouse and the keys of a real browser; the same in the designer and in the floor. */
import type { Page } from "@playwright/test";
import { GRID } from "./process";

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Zoom at which the words of a step are read. */
const NEAR = 0.8;
const MOVES = 60;

export interface Gesture {
  readonly name: string;
  readonly steps: number;
  /** What must be so before, and is not measured. */
  before?(page: Page): Promise<unknown>;
  make(page: Page): Promise<void>;
}

export const gestures: readonly Gesture[] = [
  { name: "panAll", steps: MOVES, make: async (page) => dragged(page, await empty(page), 220) },
  { name: "zoom", steps: 40, before: far, make: (page) => wheel(page, [...Array.from({ length: 20 }, () => -100), ...Array.from({ length: 20 }, () => 100)]) },
  { name: "panNear", steps: MOVES, before: near, make: async (page) => dragged(page, await empty(page), 400) },
  { name: "hover", steps: MOVES, before: near, make: hover },
  { name: "dragOne", steps: MOVES, before: near, make: async (page) => dragged(page, await middleOf(page, await inSight(page)), 150) },
  { name: "choose50", steps: MOVES, before: far, make: chooseFifty },
  { name: "drag50", steps: MOVES, make: async (page) => dragged(page, await middleOf(page, idAt(6, 6)), 60) },
  { name: "undo", steps: 30, make: undo },
];

const idAt = (column: number, row: number): string => `n${row * GRID.columns + column}`;
const nodeOf = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);

async function boxOf(page: Page, id: string): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await nodeOf(page, id).boundingBox();
  if (!box) throw new Error(`The step ${id} is not drawn.`);
  return box;
}

async function middleOf(page: Page, id: string): Promise<Spot> {
  const { x, y, width, height } = await boxOf(page, id);
  return { x: x + width / 2, y: y + height / 2 };
}

async function canvas(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await page.locator("[data-canvas]").boundingBox())!;
}

/** Nothing stands there. */
async function empty(page: Page): Promise<Spot> {
  const { x, y, width, height } = await canvas(page);
  return (await page.evaluate(`(() => {
    for (let dy = 0; dy < ${height / 3}; dy += 3) for (let dx = 0; dx < ${width / 4}; dx += 3) {
      const spot = { x: ${x + width / 3} + dx, y: ${y + height / 3} + dy };
      if (document.elementFromPoint(spot.x, spot.y)?.classList.contains("react-flow__pane")) return spot;
    }
  })()`)) as Spot;
}

/** A step well inside of what is seen. */
async function inSight(page: Page): Promise<string> {
  const { x, y, width, height } = await canvas(page);
  const id = await page.evaluate(`[...document.querySelectorAll(".react-flow__node")].find((node) => {
    const box = node.getBoundingClientRect();
    return box.x > ${x + width * 0.3} && box.right < ${x + width * 0.7} && box.y > ${y + height * 0.3} && box.bottom < ${y + height * 0.7} && box.width > 80;
  })?.dataset.id`);
  if (typeof id !== "string") throw new Error("No step is in sight.");
  return id;
}

/** Round in a circle, back to where it began. */
async function dragged(page: Page, from: Spot, reach: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move++) {
    const turn = (move / MOVES) * 2 * Math.PI;
    await page.mouse.move(from.x + (reach / 2) * (1 - Math.cos(turn)), from.y + (reach / 4) * Math.sin(turn) + (move === MOVES ? 0 : 3));
  }
  // It ends a little beside where it began, so that it is a move.
  await page.mouse.move(from.x + 20, from.y + 12);
  await page.mouse.up();
}

async function wheel(page: Page, turns: readonly number[]): Promise<void> {
  const { x, y, width, height } = await canvas(page);
  await page.mouse.move(x + width / 2, y + height / 2);
  for (const turn of turns) {
    await page.mouse.wheel(0, turn);
    await page.waitForTimeout(16);
  }
}

const zoomOf = (page: Page): Promise<number> => page.evaluate(`new DOMMatrix(getComputedStyle(document.querySelector(".react-flow__viewport")).transform).a`);

async function near(page: Page): Promise<void> {
  for (let tries = 0; tries < 60 && (await zoomOf(page)) < NEAR; tries++) await wheel(page, [-100]);
}

function far(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Show all" }).click();
}

async function hover(page: Page): Promise<void> {
  const { x, y, width, height } = await canvas(page);
  for (let move = 0; move < MOVES; move++) await page.mouse.move(x + width * (0.1 + (0.8 * move) / MOVES), y + height * (0.3 + 0.4 * ((move % 20) / 20)));
}

/** Ten columns of five rows, by a frame drawn around them. */
async function chooseFifty(page: Page): Promise<void> {
  const [first, last] = [await middleOf(page, idAt(4, 4)), await middleOf(page, idAt(13, 8))];
  const zoom = await zoomOf(page);
  const [aside, above] = [(GRID.stepX / 2) * zoom, (GRID.stepY / 2) * zoom];
  const [from, to] = [{ x: first.x - aside, y: first.y - above + 1 }, { x: last.x + aside, y: last.y + above - 1 }];
  await page.keyboard.down("Shift");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move++) await page.mouse.move(from.x + ((to.x - from.x) * move) / MOVES, from.y + ((to.y - from.y) * move) / MOVES);
  await page.mouse.up();
  await page.keyboard.up("Shift");
  const chosen = await page.locator(".react-flow__node.selected").count();
  if (chosen < 40 || chosen > 60) throw new Error(`${chosen} steps are chosen, not about fifty.`);
}

/** Back and on again: what was done last is a move of fifty steps. */
async function undo(page: Page): Promise<void> {
  for (let time = 0; time < 15; time++) {
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+y");
  }
}
