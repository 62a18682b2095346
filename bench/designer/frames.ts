/**
 * How smoothly a page moves while something is done to it.
 *
 * - *frame*: time from one frame to the next, as the page's own animation callbacks see it (16.7 ms when nothing is in the way).
 * - *long task*: 50 ms or more of the main thread in one piece, as the browser reports it.
 * - *work*: processor time of the main thread by the number of steps of the gesture; it says what a step costs on a busy machine, too.
 */
import type { CDPSession, Page } from "@playwright/test";

export interface Motion {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly longestMs: number;
  readonly longTasks: number;
  readonly workMs: number;
}

/** Script for the page, as text: what tsx makes of a function refers to helpers that are not there. */
const WATCHING = `
  (() => {
    let frames = [], tasks = [], last, on = false;
    const look = (now) => { if (!on) return; if (last !== undefined) frames.push(now - last); last = now; requestAnimationFrame(look); };
    new PerformanceObserver((list) => { if (on) tasks.push(...list.getEntries().map((task) => task.duration)); }).observe({ type: "longtask" });
    window.benchMotion = {
      start() { frames = []; tasks = []; last = undefined; on = true; requestAnimationFrame(look); },
      stop() { on = false; return { frames, tasks }; },
    };
  })();
`;

export interface Watch {
  /** Watches the page while a gesture of so many steps is made. */
  during(steps: number, gesture: () => Promise<void>): Promise<Motion>;
}

export async function watch(page: Page): Promise<Watch> {
  await page.evaluate(WATCHING);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return {
    during: async (steps, gesture) => {
      // What the gesture before has set off is over.
      await page.waitForTimeout(600);
      const before = await taskMs(session);
      await page.evaluate("window.benchMotion.start()");
      await gesture();
      await page.waitForTimeout(50);
      const { frames, tasks } = (await page.evaluate("window.benchMotion.stop()")) as { frames: number[]; tasks: number[] };
      const work = (await taskMs(session)) - before;
      const sorted = [...frames].sort((a, b) => a - b);
      const at = (share: number) => tenth(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
      return { medianMs: at(0.5), p95Ms: at(0.95), longestMs: at(1), longTasks: tasks.length, workMs: tenth(work / steps) };
    },
  };
}

const taskMs = async (session: CDPSession): Promise<number> => ((await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
export const tenth = (ms: number): number => Math.round(ms * 10) / 10;
