/**
 * One visit to a page.
 *
 * - *interactive*: the content is there, React has taken over both the document (`html[data-ready]`, set by an effect at the root) and
 *   the content itself (it bears React's mark, so a boundary that is hydrated later counts when it is), and the main thread is free.
 * - *elements*: how many the document has then.
 * - *free*: idle, and for QUIET_MS no long task (50 ms and more, as browsers report them) begins; else the end of the last one counts.
 */
import type { BrowserContext } from "@playwright/test";

export interface Visit {
  readonly name: string;
  readonly url: string;
  /** What must be on the page. */
  readonly content: string;
}

const QUIET_MS = 500;

export interface Arrival {
  /** From the start of the navigation until the page is interactive. */
  readonly ms: number;
  readonly elements: number;
}

export async function arrive(context: BrowserContext, { url, content }: Visit): Promise<Arrival> {
  const page = await context.newPage();
  try {
    await page.addInitScript(watching(content));
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => (window as { benchInteractive?: number }).benchInteractive !== undefined, undefined, { timeout: 30_000, polling: 100 });
    return await page.evaluate(() => ({ ms: (window as { benchInteractive?: number }).benchInteractive!, elements: document.querySelectorAll("*").length }));
  } finally {
    await page.close();
  }
}

/** Script for the page, as text: what tsx makes of a function refers to helpers that are not there. */
const watching = (selector: string): string => `
  let busyUntil = 0;
  new PerformanceObserver((list) => { for (const task of list.getEntries()) busyUntil = Math.max(busyUntil, task.startTime + task.duration); }).observe({ type: "longtask", buffered: true });
  const isHeard = (element) => element !== null && Object.keys(element).some((key) => key.startsWith("__reactProps"));
  const settle = (from) => setTimeout(() => (busyUntil > performance.now() - ${QUIET_MS} ? settle(from) : (window.benchInteractive = Math.max(from, busyUntil))), ${QUIET_MS});
  const look = () => document.documentElement?.dataset.ready !== undefined && isHeard(document.querySelector(${JSON.stringify(selector)})) ? requestIdleCallback(() => settle(performance.now())) : setTimeout(look, 4);
  look();
`;
