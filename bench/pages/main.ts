/**
 * `npm run bench -- pages [--rounds 5] [--json]`: what the first visit to a page costs in a browser, with demo data, against an empty page
 * in the same run, in turn; medians. Needs `npm run build` and Chromium.
 *
 * - *empty*: the empty page of the product: frame, menu and one box (the search before anything is asked). What a list, a record or a
 *   board adds to it is what their screens cost, and the aim is held against it.
 * - *next*: the floor below all of them, which belongs to nobody's product: the smallest Next page that hears its reader, rendered for each
 *   request (programs.ts). *ratioToNext* says what frame, menu, words and model cost above it.
 * - *scriptKb*: script the page loads until it is quiet, compressed by gzip, in kB (1024 bytes).
 * - *interactiveMs*: from the start of the navigation until the content is there and hears its reader, and the main thread is free; the
 *   same for all (visit.ts says it exactly), with an empty cache.
 * - *ratio*, *ratioToNext*: interactiveMs by that of the empty page, and of the floor.
 * - *elements*: how many elements the document has once it is interactive.
 * - *againMs*, *againRatio*: the same for a second visit, with what the browser kept of the first.
 * - *keystrokeMs*: work of the main thread for a keystroke in a form of 150 fields, median and 95th percentile, and
 *   what stands beside them (typing.ts).
 * - *frameMs*: how smoothly a list of 100,000 rows is scrolled, beside a bare table (scrolling.ts).
 * - *aims*: what is aimed at (at most), what it is, and whether that holds in this run.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Browser } from "@playwright/test";
import { freePort, startCluster } from "../../tests/helpers/postgres";
import { answering, finished, makeEmptyNext, median, METALOOM, needsBuild, NEXT, root, start } from "../programs";
import { signedIn, type Session } from "./sign-in";
import { scrollingMs, type Scrolling } from "./scrolling";
import { SHEET, typingMs, type Typing } from "./typing";
import { arrive, type Arrival, type Visit } from "./visit";

const PASSWORD = "plum garden stone 42";
const EMAIL = "ada@bench.example";
const ENTITY = "deal";
const EMPTY = "empty";
const FLOOR = "next";
/** Chromium leaves the page alone for this long before its scripts are counted. */
const QUIET_MS = 800;
const WINDOW = { width: 1440, height: 900 };

export interface PageCost {
  readonly name: string;
  readonly scriptKb: number;
  readonly interactiveMs: number;
  readonly ratio: number;
  readonly ratioToNext: number;
  readonly elements: number;
  readonly againMs: number;
  readonly againRatio: number;
}

interface Aim {
  readonly name: string;
  readonly atMost: number;
  readonly is: number;
  readonly holds: boolean;
}

export interface PagesReport {
  readonly pages: readonly PageCost[];
  readonly keystrokeMs: Typing;
  readonly frameMs: Scrolling;
  readonly aims: readonly Aim[];
}

export async function benchPages({ rounds }: { readonly rounds: number }): Promise<PagesReport> {
  needsBuild();
  const cluster = await startCluster({});
  const data = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
  const floor = makeEmptyNext();
  const stop: (() => void)[] = [];
  try {
    await finished({ args: [NEXT, "build"], cwd: floor, env: {} });
    const [port, floorPort] = [String(await freePort()), String(await freePort())];
    const base = `http://localhost:${port}`;
    const env = { DATABASE_URL: cluster.url, METALOOM_DATA: data, METALOOM_SECRET: "bench-secret-bench-secret-bench-secret", METALOOM_URL: base, PORT: port };
    await finished({ args: [METALOOM, "setup", "--demo", "--admin-email", EMAIL, "--admin-password", PASSWORD], cwd: root, env });
    for (const program of [{ args: [METALOOM, "serve"], cwd: root, env }, { args: [NEXT, "start", "-p", floorPort, "-H", "127.0.0.1"], cwd: floor, env: {} }]) {
      const child = start(program);
      stop.push(() => child.kill("SIGTERM"));
    }
    await Promise.all([answering(`${base}/readyz`), answering(`http://127.0.0.1:${floorPort}/`)]);
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium", args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu"] });
    stop.push(() => void browser.close());
    const storageState = await signedIn(browser, base, { email: EMAIL, password: PASSWORD });
    const pages = await visits(browser, base, storageState);
    const costs = await measure(browser, storageState, { name: FLOOR, url: `http://127.0.0.1:${floorPort}/`, content: "button" }, pages, rounds);
    const keystrokeMs = await typing(browser, base, storageState);
    const scrolling = await browser.newContext({ storageState, viewport: WINDOW });
    const frameMs = await scrollingMs(scrolling, base, cluster.url).finally(() => scrolling.close());
    return { pages: costs, keystrokeMs, frameMs, aims: aimsOf(costs, keystrokeMs) };
  } finally {
    for (const end of stop.reverse()) end();
    await cluster.remove();
    for (const folder of [data, floor]) rmSync(folder, { recursive: true, force: true });
  }
}

/** What a browser takes for a key where nothing happens is nobody's work, and in the figures of the form as well (typing.ts). */
function aimsOf(pages: readonly PageCost[], key: Typing): readonly Aim[] {
  const aim = (name: string, atMost: number, value: number): Aim => {
    const is = Math.round(value * 100) / 100;
    return { name, atMost, is, holds: is <= atMost };
  };
  const content = pages.filter(({ name }) => name !== FLOOR && name !== EMPTY);
  return [aim("script of a list, kB", 250, pages.find(({ name }) => name === "list")!.scriptKb), ...content.map(({ name, ratio: is }) => aim(`${name} against an empty page`, 2, is)), aim("a keystroke among 150 fields beyond one in a bare box, median ms", 16, key.median - key.bareMedian), aim("the same, 95th percentile ms", 16, key.p95 - key.bareP95)];
}

/** Each page once in a round, so that all of them meet the same weather; the first round reads files from the disk and does not count. */
async function measure(browser: Browser, storageState: Session, floor: Visit, pages: readonly Visit[], rounds: number): Promise<readonly PageCost[]> {
  const times = new Map([floor, ...pages].map((page) => [page.name, { first: [] as number[], again: [] as number[], elements: 0 }]));
  for (let round = 0; round <= rounds; round++) {
    for (const page of [floor, ...pages]) {
      const [first, again] = await twice(browser, storageState, page).catch((error: unknown) => {
        throw new Error(`The page "${page.name}" (${page.url}) shows no content.`, { cause: error });
      });
      if (round === 0) continue;
      const known = times.get(page.name)!;
      known.first.push(first.ms);
      known.again.push(again.ms);
      known.elements = first.elements;
    }
  }
  const of = ({ name }: Pick<Visit, "name">) => ({ first: median(times.get(name)!.first), again: median(times.get(name)!.again), elements: times.get(name)!.elements });
  const [next, empty] = [of(floor), of({ name: EMPTY })];
  const costs: PageCost[] = [];
  for (const page of [floor, ...pages]) {
    const { first, again, elements } = of(page);
    costs.push({ name: page.name, scriptKb: await scriptKb(browser, storageState, page), interactiveMs: first, ratio: ratio(first, empty.first), ratioToNext: ratio(first, next.first), elements, againMs: again, againRatio: ratio(again, empty.again) });
  }
  return costs;
}

const ratio = (ms: number, base: number): number => Math.round((ms / base) * 100) / 100;

async function twice(browser: Browser, storageState: Session, page: Visit): Promise<readonly [first: Arrival, again: Arrival]> {
  const context = await browser.newContext({ storageState, viewport: WINDOW });
  try {
    return [await arrive(context, page), await arrive(context, page)];
  } finally {
    await context.close();
  }
}

async function typing(browser: Browser, base: string, storageState: Session): Promise<Typing> {
  const context = await browser.newContext({ storageState, viewport: WINDOW });
  try {
    const published = await context.request.post(`${base}/api/v1/metadata/publish`, { headers: { "x-requested-with": "metaloom", origin: base }, data: { changes: [{ kind: "entity", name: SHEET.name, document: SHEET }], summary: "A long form" } });
    if (!published.ok()) throw new Error(`The long form was not published: ${await published.text()}`);
    return await typingMs(context, base);
  } finally {
    await context.close();
  }
}

/** The empty page, the list, its first record, and the board where records can be shown as one. */
async function visits(browser: Browser, base: string, storageState: Session): Promise<readonly Visit[]> {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(`${base}/${ENTITY}`);
  const href = await page.locator("[role=grid] [role=row] a").first().getAttribute("href");
  const hasBoard = (await page.locator("button[aria-pressed]").filter({ has: page.locator("use[href$=kanban]") }).count()) > 0;
  await context.close();
  const list: Visit = { name: "list", url: `${base}/${ENTITY}`, content: "[role=grid] [role=row] a" };
  const record: Visit = { name: "record", url: `${base}${href}`, content: "main [data-field]" };
  const empty: Visit = { name: EMPTY, url: `${base}/search`, content: "main input" };
  return hasBoard ? [empty, list, record, { name: "board", url: `${base}/${ENTITY}?as=board`, content: "main [data-card] a" }] : [empty, list, record];
}

async function scriptKb(browser: Browser, storageState: Session, { url, content }: Visit): Promise<number> {
  const context = await browser.newContext({ storageState, viewport: WINDOW });
  try {
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() === "script") sizes.push(response.body().then((body) => gzipSync(body).length, () => 0));
    });
    await page.goto(url);
    await page.waitForSelector(content);
    await page.waitForTimeout(QUIET_MS);
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    return Math.round(total / 102.4) / 10;
  } finally {
    await context.close();
  }
}
