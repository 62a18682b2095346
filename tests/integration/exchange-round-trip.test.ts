/** What goes out comes back: G24 with real files, and the figures of R41. */
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const CELLS = 10_000;

describe.each(testDatabases())("export and import together on $kind", ({ kind, open }) => {
  let office: Office;
  let officer: OfficePerson;

  beforeAll(async () => {
    office = await openOffice(open);
    officer = await office.person("officer");
  });
  afterAll(() => office?.close());

  async function run(bytes: Uint8Array | string, name: string, options: object = {}) {
    const { status, body } = await office.send(officer, "/import/contract", { name, bytes }, { options: JSON.stringify(options) });
    expect([status, body]).toEqual([202, expect.anything()]);
    while (await office.runtime.imports.runOnce());
    return (await office.ask(officer, "GET", `/jobs/${body.id}`)).body;
  }
  const download = async (path: string) => Buffer.from(await (await fetch(`${office.url}/export/${path}`, { headers: { authorization: `Bearer ${officer.key}` } })).arrayBuffer());
  const content = () => office.test.database.run(sql`select number, subject, amount, price, price_currency, rate, signed_on, meeting_at, active, status from app.contract order by number collate "C"`);

  it(`imports 10,000 rows with ${CELLS.toLocaleString("en")} random texts, exports them and imports the file again without changing one`, { timeout: 600_000 }, async () => {
    const texts = fc.sample(fc.oneof(
      fc.array(fc.constantFrom("=", "+", "-", "@", "\t", "'", '"', ";", ",", "\n", " ", "a", "я", "1", "＝", "\u200b"), { minLength: 1, maxLength: 8 }).map((parts) => parts.join("")),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    ), { numRuns: CELLS, seed: 7 });
    const json = JSON.stringify(texts.map((text, i) => ({ number: `R-${String(i).padStart(5, "0")}`, subject: `x${i}`, amount: i - 5000, price: { amount: i / 100, currency: i % 2 ? "EUR" : "UAH" }, rate: i % 100, signedOn: `20${String(10 + (i % 20))}-0${1 + (i % 9)}-1${i % 10}`, meetingAt: new Date(Date.UTC(2026, i % 12, 1 + (i % 28), i % 24, i % 60)).toISOString(), active: i % 2 === 0, status: i % 3 ? "new" : "signed", remark: text.trim() ? text : "-" })));
    const [started, used] = [performance.now(), process.cpuUsage()];
    const memory = process.memoryUsage().rss;
    let peak = memory;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
    const first = await run(json, "a.json");
    clearInterval(watch);
    const seconds = (performance.now() - started) / 1000;
    const cpu = process.cpuUsage(used);
    console.log(`${kind}: 10,000 rows imported in ${seconds.toFixed(1)} s (${Math.round(10_000 / seconds)} a second; ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of this process); memory ${Math.round(memory / 1e6)} → at most ${Math.round(peak / 1e6)} MB (server, client and test in one process)`);
    expect(first).toMatchObject({ state: "done", progress: { total: CELLS, created: CELLS, failed: 0 } });
    const before = await content();
    const remarks = () => office.test.database.run(sql`select number, remark from app.contract order by number collate "C"`);
    const kept = await remarks();
    const fields = "fields=number,subject,amount,price,rate,signedOn,meetingAt,active,status,remark";
    const csv = await download(`contract.csv?${fields}`);
    expect((parse(csv, { bom: true }) as string[][]).flat().filter((cell) => /^[\s"\u200b]*[=+@＝＋－＠\t\r]|^[\s"\u200b]*-(?!\d+(\.\d+)?$)/u.test(cell))).toEqual([]);
    await office.test.database.run(sql`delete from app.contract`);
    expect(await run(csv, "a.csv")).toMatchObject({ state: "done", progress: { created: CELLS, failed: 0 } });
    expect(await content()).toEqual(before);
    expect(await remarks()).toEqual(kept);
    const some = encodeURIComponent(JSON.stringify({ field: "number", op: "startsWith", value: "R-00" }));
    const xlsx = await download(`contract.xlsx?${fields}&filter=${some}`);
    await office.test.database.run(sql`update app.contract set subject = null, amount = null, price = null, price_currency = null, rate = null, signed_on = null, meeting_at = null, active = null, status = null, remark = null where number < 'R-01'`);
    expect(await run(xlsx, "a.xlsx", { mode: "update", key: "number" })).toMatchObject({ state: "done", progress: { updated: 1000, failed: 0 } });
    expect(await content()).toEqual(before);
    expect(await remarks()).toEqual(kept);
  });
});
