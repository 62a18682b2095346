/**
 * Typing into a long form: the work of the main thread for one keystroke, in milliseconds. It is the time from the key's event until
 * everything it set off has run, and the frame after it from its first callback until style, layout and paint are done; what lies
 * between (waiting for the screen to be ready for a frame) is nobody's work and does not count.
 *
 * A browser that has just heard a key draws a frame before it does anything else, so some waiting is in these figures after all. Two
 * more stand beside them, to tell it apart: the same in a page with one bare box (*bareMedian*, *bareP95*), where nothing is done, and
 * *workMs*, all tasks of the main thread from the first key to the last by the number of keys: ours, the browser's, and those of measuring.
 */
import type { BrowserContext, Locator, Page } from "@playwright/test";

const FIELDS = 150;
const KINDS = ["text", "integer", "boolean", "date", "decimal"] as const;
const KEYS = 120;

/** An entity with a form of 150 fields; each tenth asks the field that is typed into whether it is shown or wanted. */
export const SHEET = {
  id: "benchSheet", name: "benchSheet", label: "Sheet", plural: "Sheets", titleField: "f1",
  fields: Array.from({ length: FIELDS }, (_, index) => ({
    id: `f${index + 1}`, name: `f${index + 1}`, type: KINDS[index % KINDS.length], label: `Field ${index + 1}`,
    ...(index > 0 && index % 10 === 0 ? { [index % 20 === 0 ? "visibleWhen" : "requiredWhen"]: { field: "f1", op: "ne", value: "nothing" } } : {}),
  })),
};

export interface Typing {
  readonly fields: number;
  readonly median: number;
  readonly p95: number;
  readonly bareMedian: number;
  readonly bareP95: number;
  readonly workMs: number;
}

export async function typingMs(context: BrowserContext, base: string): Promise<Typing> {
  const page = await context.newPage();
  await page.goto(`${base}/${SHEET.name}/new`);
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  const form = await typed(context, page, page.locator('[data-field="f1"] input'));
  await page.close();
  const single = await context.newPage();
  await single.setContent("<input>");
  const bare = await typed(context, single, single.locator("input"));
  await single.close();
  return { fields: FIELDS, median: form.at(0.5), p95: form.at(0.95), bareMedian: bare.at(0.5), bareP95: bare.at(0.95), workMs: form.workMs };
}

/** Types into a box of a page. `at(share)`: work for one keystroke that so many of them do not exceed. */
export async function typed(context: BrowserContext, page: Page, input: Locator): Promise<{ at(share: number): number; workMs: number }> {
  await input.click();
  // The first keys compile what the others use.
  await input.pressSequentially("warming up", { delay: 30 });
  await page.evaluate(LISTENING);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  const tasks = async () => ((await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  const before = await tasks();
  for (let key = 0; key < KEYS; key++) await input.press(String.fromCharCode(97 + (key % 26)), { delay: 10 });
  await page.waitForTimeout(100);
  const times = (await page.evaluate("window.benchKeys") as number[]).sort((a, b) => a - b);
  const round = (ms: number) => Math.round(ms * 10) / 10;
  return { at: (share) => round(times[Math.floor(times.length * share)]!), workMs: round(((await tasks()) - before) / KEYS) };
}

/** Script for the page, as text: see visit.ts. */
const LISTENING = `
  window.benchKeys = [];
  const after = (run) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = run; port2.postMessage(0); };
  window.addEventListener("keydown", () => {
    const pressed = performance.now();
    document.addEventListener("input", () => after(() => {
      const handled = performance.now() - pressed;
      requestAnimationFrame(() => { const frame = performance.now(); after(() => window.benchKeys.push(handled + performance.now() - frame)); });
    }), { once: true, capture: true });
  }, true);
`;
