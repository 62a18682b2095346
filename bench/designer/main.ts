/**
 * `npm run bench -- designer [--steps 500] [--rounds 3] [--json]`: how a diagram of 500 steps moves in a browser, against a bare React Flow
 * with as many plain nodes in a window of the same size (floor-page.tsx), gesture by gesture in the same run; medians of the rounds.
 * Needs `npm run build` and Chromium.
 *
 * - *usableMs*: from the start of the navigation until the diagram is drawn, hears its reader, and the main thread is free (pages/visit.ts).
 * - *p95Ms*, *floorP95Ms*: 95th percentile of the time between two frames; *ratio*: one by the other. *longestMs*: the longest frame.
 * - *longTasks*: pieces of work of 50 ms and more during one gesture; *workMs*: processor time of the main thread for one step of it.
 *   frames.ts says what is measured, gestures.ts what is done.
 * - *keystroke*: work of the main thread for a letter typed into the name of a step (pages/typing.ts).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { checkProcess } from "../../runtime/workflow/check/check-process";
import { freePort, startCluster } from "../../tests/helpers/postgres";
import { signedIn, type Session } from "../pages/sign-in";
import { typed } from "../pages/typing";
import { arrive } from "../pages/visit";
import { answering, finished, median, METALOOM, needsBuild, root, start } from "../programs";
import { serveFloor } from "./floor";
import { tenth, watch, type Motion } from "./frames";
import { gestures } from "./gestures";
import { largeProcess, planOf } from "./process";

const PASSWORD = "plum garden stone 42";
const EMAIL = "ada@bench.example";
const NAME = "benchLarge";
const WINDOW = { width: 1440, height: 900 };
const STEP = ".react-flow__node";

export interface DesignerCost {
  readonly steps: number;
  readonly usable: { readonly usableMs: number; readonly floorMs: number; readonly ratio: number };
  readonly gestures: readonly GestureCost[];
  readonly keystroke: { readonly median: number; readonly p95: number; readonly floorMedian: number; readonly floorP95: number };
}

export interface GestureCost extends Motion {
  readonly name: string;
  readonly floorP95Ms: number;
  readonly floorLongestMs: number;
  readonly floorLongTasks: number;
  readonly floorWorkMs: number;
  readonly ratio: number;
}

/** One of the two that are compared. */
interface Subject {
  readonly url: string;
  readonly storageState?: Session;
}

interface Round {
  readonly usableMs: number;
  readonly motions: ReadonlyMap<string, Motion>;
  readonly keys: { at(share: number): number };
}

export async function benchDesigner({ steps, rounds }: { readonly steps: number; readonly rounds: number }): Promise<DesignerCost> {
  needsBuild();
  const definition = largeProcess(NAME, steps);
  const wrong = checkProcess(definition).filter(({ severity }) => severity === "error");
  if (wrong.length > 0) throw new Error(`The large process is not valid: ${wrong[0]!.message}`);
  const cluster = await startCluster({});
  const data = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
  const stop: (() => void)[] = [];
  try {
    const port = String(await freePort());
    const base = `http://localhost:${port}`;
    const env = { DATABASE_URL: cluster.url, METALOOM_DATA: data, METALOOM_SECRET: "bench-secret-bench-secret-bench-secret", METALOOM_URL: base, PORT: port };
    await finished({ args: [METALOOM, "setup", "--admin-email", EMAIL, "--admin-password", PASSWORD], cwd: root, env });
    const child = start({ args: [METALOOM, "serve"], cwd: root, env });
    stop.push(() => child.kill("SIGTERM"));
    await answering(`${base}/readyz`);
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium", args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu"] });
    stop.push(() => void browser.close());
    const storageState = await signedIn(browser, base, { email: EMAIL, password: PASSWORD });
    const product: Subject = { url: `${base}/studio/processes/${NAME}`, storageState };
    const size = await published(browser, base, product, definition);
    const floor = await serveFloor(planOf(steps), size);
    stop.push(() => floor.close());
    const ours: Round[] = [];
    const bare: Round[] = [];
    // The first round reads files from the disk and does not count.
    for (let round = 0; round <= rounds; round++) {
      const pair = [await oneRound(browser, product), await oneRound(browser, { url: floor.url })] as const;
      if (round === 0 && rounds > 0) continue;
      ours.push(pair[0]);
      bare.push(pair[1]);
    }
    return summed(steps, ours, bare);
  } finally {
    for (const end of stop.reverse()) end();
    await cluster.remove();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Publishes the process; gives the size of its drawing on the screen. */
async function published(browser: Browser, base: string, { url, storageState }: Subject, document: object): Promise<{ width: number; height: number }> {
  const context = await browser.newContext({ storageState: storageState!, viewport: WINDOW });
  try {
    const answer = await context.request.post(`${base}/api/v1/metadata/publish`, { headers: { "x-requested-with": "metaloom", origin: base }, data: { changes: [{ kind: "process", name: NAME, document }], summary: "A large process" } });
    if (!answer.ok()) throw new Error(`The large process was not published: ${await answer.text()}`);
    const page = await opened(context, url);
    const { width, height } = (await page.locator("[data-canvas]").boundingBox())!;
    return { width: Math.round(width), height: Math.round(height) };
  } finally {
    await context.close();
  }
}

async function opened(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await page.locator(STEP).first().waitFor();
  await page.waitForTimeout(1500);
  return page;
}

async function oneRound(browser: Browser, { url, storageState }: Subject): Promise<Round> {
  const context = await browser.newContext({ ...(storageState && { storageState }), viewport: WINDOW });
  try {
    const { ms: usableMs } = await arrive(context, { name: "designer", url, content: STEP });
    const page = await opened(context, url);
    const watched = await watch(page);
    const motions = new Map<string, Motion>();
    for (const { name, steps, before, make } of gestures) {
      await before?.(page);
      motions.set(name, await watched.during(steps, () => make(page)).catch((error: unknown) => {
        throw new Error(`"${name}" cannot be done at ${url}.`, { cause: error });
      }));
    }
    await page.locator(`${STEP}[data-id="n1"]`).click();
    return { usableMs, motions, keys: await typed(context, page, page.locator("[data-panel] [data-first]").first()) };
  } finally {
    await context.close();
  }
}

function summed(steps: number, ours: readonly Round[], bare: readonly Round[]): DesignerCost {
  const middle = (rounds: readonly Round[], read: (round: Round) => number): number => {
    const values = rounds.map(read).sort((a, b) => a - b);
    return tenth(values[Math.floor(values.length / 2)]!);
  };
  const of = (rounds: readonly Round[], name: string, key: keyof Motion): number => middle(rounds, ({ motions }) => motions.get(name)![key]);
  const [usableMs, floorMs] = [ours, bare].map((rounds) => median(rounds.map((round) => round.usableMs))) as [number, number];
  return {
    steps, usable: { usableMs, floorMs, ratio: ratio(usableMs, floorMs) },
    gestures: gestures.map(({ name }) => ({
      name, p95Ms: of(ours, name, "p95Ms"), floorP95Ms: of(bare, name, "p95Ms"), ratio: ratio(of(ours, name, "p95Ms"), of(bare, name, "p95Ms")), medianMs: of(ours, name, "medianMs"), longestMs: of(ours, name, "longestMs"),
      floorLongestMs: of(bare, name, "longestMs"), longTasks: of(ours, name, "longTasks"), floorLongTasks: of(bare, name, "longTasks"), workMs: of(ours, name, "workMs"), floorWorkMs: of(bare, name, "workMs"),
    })),
    keystroke: { median: middle(ours, ({ keys }) => keys.at(0.5)), p95: middle(ours, ({ keys }) => keys.at(0.95)), floorMedian: middle(bare, ({ keys }) => keys.at(0.5)), floorP95: middle(bare, ({ keys }) => keys.at(0.95)) },
  };
}

const ratio = (ms: number, floor: number): number => Math.round((ms / floor) * 100) / 100;
