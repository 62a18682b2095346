/**
 * Scrolling a list of 100,000 rows: each frame moves it on by 90 pixels (150 rows a second). What is said of the frames: ../designer/frames.ts.
 *
 * - *first*: from the top, with pages of rows arriving meanwhile. *blank*: share of its frames (per cent) in which rows in sight had not come.
 * - *whole*: upwards from the end, after all rows were scrolled to. *wholeRows*: how many the list had then.
 * - *bare*: the same in a page without any program but one that draws as many cells of plain text into the rows in sight.
 */
import type { BrowserContext, Page } from "@playwright/test";
import { sql } from "kysely";
import { createPool } from "../../runtime/db/pool";
import { watch, type Motion } from "../designer/frames";

const ROWS = 100_000;
const FRAMES = 600;
/** Pixels a frame. */
const STEP = 90;
const ROW = 36;

const LEDGER = {
  id: "benchLedger", name: "benchLedger", label: "Entry", plural: "Ledger", titleField: "name", defaultSort: [{ field: "number", direction: "asc" }],
  fields: [
    { id: "name", name: "name", type: "text", label: "Name" },
    { id: "number", name: "number", type: "integer", label: "Number", index: true },
    { id: "state", name: "state", type: "select", label: "State", options: { choices: ["new", "open", "done"].map((value) => ({ id: value, value, label: value, color: "blue" })) } },
    { id: "amount", name: "amount", type: "decimal", label: "Amount" },
    { id: "due", name: "due", type: "date", label: "Due" },
    { id: "paid", name: "paid", type: "boolean", label: "Paid" },
    { id: "email", name: "email", type: "email", label: "E-mail" },
  ],
};

/** Publishes the entity, and has PostgreSQL make its rows. */
async function makeLedger(context: BrowserContext, base: string, databaseUrl: string): Promise<void> {
  const published = await context.request.post(`${base}/api/v1/metadata/publish`, { headers: { "x-requested-with": "metaloom", origin: base }, data: { changes: [{ kind: "entity", name: LEDGER.name, document: LEDGER }], summary: "A long list" } });
  if (!published.ok()) throw new Error(`The long list was not published: ${await published.text()}`);
  const db = createPool({ databaseUrl, max: 1 });
  try {
    await db.run(sql`
      insert into app.bench_ledger (id, name, number, state, amount, due, paid, email)
      select gen_random_uuid(), 'Entry ' || i, i, (array['new','open','done'])[1 + i % 3], (i * 7919::bigint % 100000)::numeric / 100, date '2025-01-01' + i % 700, i % 2 = 0, 'person' || i % 5000 || '@example.com'
      from generate_series(1, ${ROWS}::int) i`);
    await db.run(sql`analyze app.bench_ledger`);
  } finally {
    await db.close();
  }
}

export interface Scrolling {
  readonly rows: number;
  readonly wholeRows: number;
  readonly first: Motion;
  /** Per cent. */
  readonly blank: number;
  readonly whole: Motion;
  readonly bare: Motion;
}

export async function scrollingMs(context: BrowserContext, base: string, databaseUrl: string): Promise<Scrolling> {
  await makeLedger(context, base, databaseUrl);
  const page = await context.newPage();
  await page.goto(`${base}/${LEDGER.name}`);
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await page.locator("[data-list] [role=row] a").first().waitFor();
  const list = await watch(page);
  // What is drawn for the first time is compiled, and what waits for an idle page is done.
  await scroll(page, STEP / 10, 120);
  await page.waitForTimeout(2_000);
  let blank = 0;
  const first = await list.during(FRAMES, async () => void (blank = await scroll(page, STEP)));
  const wholeRows = await toTheEnd(page);
  const whole = await list.during(FRAMES, async () => void (await scroll(page, -STEP)));
  await page.close();
  const single = await context.newPage();
  await single.setContent(BARE);
  await scroll(single, STEP / 10, 120);
  const bare = await (await watch(single)).during(FRAMES, async () => void (await scroll(single, STEP)));
  await single.close();
  return { rows: ROWS, wholeRows, first, blank: Math.round((blank / FRAMES) * 1000) / 10, whole, bare };
}

/** Scrolls on with each frame; in how many of them rows in sight were missing. Scripts for pages are texts: what tsx makes of a function refers to helpers that are not there. */
const scroll = (page: Page, step: number, frames = FRAMES): Promise<number> => page.evaluate(`new Promise((resolve) => {
  const box = document.querySelector("[data-list]");
  const inner = [...box.querySelectorAll("div")].find((one) => one.style.height);
  let blank = 0, left = ${frames};
  const next = () => {
    if (left-- === 0) return resolve(blank);
    const known = parseFloat(inner.style.height) / ${ROW} - (box.querySelector(".animate-skeleton") ? 8 : 0);
    if ((box.scrollTop + box.clientHeight) / ${ROW} > known + 1) blank++;
    box.scrollTop += ${step};
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`);

/** Longest time to wait for all rows. */
const PATIENCE_MS = 90_000;

/** Goes to the end again and again, until there is none but the real one or patience ends; how many rows there are then. */
const toTheEnd = (page: Page): Promise<number> => page.evaluate(`new Promise((resolve) => {
  const box = document.querySelector("[data-list]");
  const inner = [...box.querySelectorAll("div")].find((one) => one.style.height);
  const until = performance.now() + ${PATIENCE_MS};
  const next = () => {
    const rows = Math.round(parseFloat(inner.style.height) / ${ROW});
    if (performance.now() > until || rows === ${ROWS}) return resolve(rows);
    box.scrollTop = box.scrollHeight;
    setTimeout(next, 10);
  };
  next();
})`);

/** The least a table of that many rows can do: the rows in sight and ten beside them, made anew for each frame that shows others. */
const BARE = `<!doctype html><style>body{margin:0;font:13px sans-serif}[data-list]{height:100vh;overflow:auto}.row{position:absolute;left:0;right:0;height:${ROW - 1}px;display:grid;grid-template-columns:repeat(7,1fr);line-height:35px;border-bottom:1px solid #ddd}</style>
<div data-list><div style="height:${ROWS * ROW}px;position:relative"></div></div>
<script>
  const box = document.querySelector("[data-list]"), inner = box.firstElementChild;
  const text = (i) => ["Entry " + i, i, ["new","open","done"][i % 3], (i * 7919 % 100000) / 100, "2025-01-" + i % 30, i % 2 ? "Yes" : "No", "person" + i % 5000 + "@example.com"];
  let drawn = "";
  const draw = () => {
    const first = Math.max(0, Math.floor(box.scrollTop / ${ROW}) - 10), end = Math.min(${ROWS}, Math.ceil((box.scrollTop + box.clientHeight) / ${ROW}) + 10);
    if (drawn === first + " " + end) return;
    drawn = first + " " + end;
    inner.replaceChildren(...Array.from({ length: end - first }, (_, at) => {
      const row = document.createElement("div");
      row.className = "row";
      row.style.top = (first + at) * ${ROW} + "px";
      for (const value of text(first + at)) row.append(Object.assign(document.createElement("div"), { textContent: value }));
      return row;
    }));
  };
  let frame = 0;
  box.addEventListener("scroll", () => { frame ||= requestAnimationFrame(() => { frame = 0; draw(); }); }, { passive: true });
  draw();
</script>`;
